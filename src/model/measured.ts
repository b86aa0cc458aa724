/** Rules of measured series: what only their files can tell. */
import { type Ps, PS_PER_SECOND, ps, toSeconds } from '../units.ts'
import { completeDemand } from './complete-source.ts'
import { FACTOR_MAX, SOURCE_RATE_MAX } from './defaults.ts'
import type { DemandDraft } from './draft.ts'
import { Findings } from './findings.ts'
import type { Path } from './path.ts'

/** What is known of a series once its file is read. */
export interface Measured {
  /** The highest rate as the file has it, and on which of its lines it first stands. */
  readonly highest: { readonly value: number; readonly line: number }
  /** How long the first sample holds, seconds. */
  readonly firstHold: number
  /** How long all samples hold together, seconds. */
  readonly length: number
}

/**
 * Applies the rules of measured series to an entry of `traffic`.
 *
 * @param path  of the entry
 * @param end   when the run ends
 */
export const checkMeasured = (
  findings: Findings,
  path: Path,
  draft: DemandDraft,
  measured: Measured,
  end: Ps,
): void => {
  const written = draft.source
  const own = new Findings()
  const { source, start, stop } = completeDemand(own, path, draft)
  // What is wrong with the draft itself has been said.
  if (written.kind !== 'csv' || source.kind !== 'csv' || own.rejections.length > 0) return
  const at = (key: string): Path => [...path, 'source', key]
  const { highest, firstHold, length } = measured
  const rate = highest.value * source.unit * source.scale
  if (rate > SOURCE_RATE_MAX) {
    findings.reject({
      kind: 'series-above-limit',
      path: at(written.scale === undefined ? 'column' : 'scale'),
      file: source.file,
      highest: highest.value,
      line: highest.line,
      rate,
      max: SOURCE_RATE_MAX,
    })
  }
  if (highest.value === 0) {
    findings.warn({ kind: 'series-silent', path: at('column'), column: source.column })
  }
  const active = ps(Math.min(stop ?? end, end) - start)
  const hold = (firstHold * Number(source.speedup.denominator)) / Number(source.speedup.numerator)
  const enough = Math.min(FACTOR_MAX, Math.ceil(length / toSeconds(active)))
  if (active > 0 && active <= hold * PS_PER_SECOND) {
    findings.warn({
      kind: 'series-barely-begun',
      path: at(written.speedup === undefined ? 'file' : 'speedup'),
      active,
      hold,
      enough,
    })
  }
}
