/** Rules and defaults of sources. */
import { match } from 'ts-pattern'
import { bitsPerSecondIn } from '../quantity.ts'
import { type Bytes, bytes, bitsPerSecond, ps } from '../units.ts'
import { FACTOR_MAX, MIX_MAX, SHAPE_MAX, SOURCE_RATE_MAX, TIME_COLUMN } from './defaults.ts'
import { type Demand, type FrameSizes, IMIX, type Ratio, type Source } from './demand.ts'
import type { DemandDraft, FrameDraft, SourceDraft } from './draft.ts'
import type { Findings } from './findings.ts'
import { FRAME_MAX, FRAME_MIN } from './frame.ts'
import type { Path } from './path.ts'

const SLOWEST = bitsPerSecond(1)

/** A number as the fraction that its shortest decimal text says, reduced to no lower terms. */
export const ratioOf = (value: number): Ratio => {
  const [digits = '0', exponent = '0'] = String(value).split('e')
  const [whole = '', fraction = ''] = digits.split('.')
  const scale = Number(exponent) - fraction.length
  const numerator = BigInt(whole + fraction)
  return scale >= 0
    ? { numerator: numerator * 10n ** BigInt(scale), denominator: 1n }
    : { numerator, denominator: 10n ** BigInt(-scale) }
}

const checkSize = (findings: Findings, path: Path, size: Bytes): void => {
  findings.bound(path, 'size', size, FRAME_MIN, FRAME_MAX)
}

const completeFrame = (findings: Findings, path: Path, draft: FrameDraft): FrameSizes => {
  if (draft === 'imix') return IMIX
  if (typeof draft === 'number') {
    checkSize(findings, path, draft)
    return [{ size: draft, weight: 1 }]
  }
  const count = draft.length
  if (count === 0 || count > MIX_MAX) findings.reject({ kind: 'mix-length', path, count })
  for (const [index, { size, weight }] of draft.entries()) {
    checkSize(findings, [...path, index, 'size'], size)
    findings.factor([...path, index, 'weight'], weight, 0, FACTOR_MAX)
  }
  return draft
}

const checkFile = (findings: Findings, path: Path, file: string, source: 'csv' | 'pcap'): void => {
  if (file === '') findings.reject({ kind: 'empty-file-name', path: [...path, 'file'], source })
}

const completeSpeedup = (findings: Findings, path: Path, speedup = 1): Ratio => {
  const holds = findings.factor([...path, 'speedup'], speedup, 0, FACTOR_MAX)
  return ratioOf(holds ? speedup : 1)
}

const completeKind = (findings: Findings, path: Path, draft: SourceDraft): Source => {
  const at = (key: string): Path => [...path, key]
  return match(draft)
    .returnType<Source>()
    .with({ kind: 'cbr' }, ({ kind, rate, frame, phase }) => {
      findings.bound(at('rate'), 'rate', rate, SLOWEST, SOURCE_RATE_MAX)
      return {
        kind,
        rate,
        frame: completeFrame(findings, at('frame'), frame),
        phase: phase ?? ps(0),
      }
    })
    .with({ kind: 'poisson' }, ({ kind, rate, frame }) => {
      findings.bound(at('rate'), 'rate', rate, SLOWEST, SOURCE_RATE_MAX)
      return { kind, rate, frame: completeFrame(findings, at('frame'), frame) }
    })
    .with({ kind: 'onoff' }, ({ kind, peak, on, off, frame, shape }) => {
      findings.bound(at('peak'), 'rate', peak, SLOWEST, SOURCE_RATE_MAX)
      findings.lasting(at('on'), on, '1ms')
      findings.lasting(at('off'), off, '1ms')
      if (shape !== undefined) findings.factor(at('shape'), shape, 1, SHAPE_MAX)
      const sizes = completeFrame(findings, at('frame'), frame)
      return { kind, peak, on, off, frame: sizes, shape: shape ?? null }
    })
    .with({ kind: 'csv' }, ({ kind, file, time = TIME_COLUMN, column, ...rest }) => {
      const { unit = 'bps', scale = 1, speedup, frame } = rest
      checkFile(findings, path, file, kind)
      if (column === time) findings.reject({ kind: 'rates-of-time', path: at('column'), column })
      findings.factor(at('scale'), scale, 0, FACTOR_MAX)
      return {
        kind,
        file,
        time,
        column,
        unit: bitsPerSecond(bitsPerSecondIn(unit)),
        scale,
        speedup: completeSpeedup(findings, path, speedup),
        frame: completeFrame(findings, at('frame'), frame),
      }
    })
    .with({ kind: 'pcap' }, ({ kind, file, speedup }) => {
      checkFile(findings, path, file, kind)
      return { kind, file, speedup: completeSpeedup(findings, path, speedup) }
    })
    .exhaustive()
}

/** Completes an entry of `traffic` and applies the rules of its source. */
export const completeDemand = (findings: Findings, path: Path, draft: DemandDraft): Demand => {
  const { interlink, vpc, direction } = draft
  const target = vpc === undefined ? { interlink: interlink ?? '' } : { vpc }
  const { family = 'ipv4', start = ps(0), stop } = draft.source
  const source = completeKind(findings, [...path, 'source'], draft.source)
  if (stop !== undefined && stop <= start) {
    findings.reject({ kind: 'stops-before-start', path: [...path, 'source', 'stop'], start, stop })
  }
  return { ...target, direction, family, start, stop: stop ?? null, source }
}

/** The smallest frame that a source sends; null where only its capture knows. */
export const smallestFrame = (source: Source): Bytes | null =>
  source.kind === 'pcap' || source.frame.length === 0
    ? null
    : bytes(source.frame.reduce((least, { size }) => Math.min(least, size), Infinity))
