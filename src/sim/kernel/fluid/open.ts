/** From a demand to the rates of its source. */
import { match } from 'ts-pattern'
import type { Content } from '../../../formats/content.ts'
import type { Instants, Values } from '../../../formats/csv/read.ts'
import type { Demand, Ratio } from '../../../model/demand.ts'
import { PS_PER_SECOND } from '../../../units.ts'
import { InvariantError } from '../../invariant.ts'
import type { Window } from '../../meter/window.ts'
import { captureRates } from './capture-rates.ts'
import { type Rates, mixedRates } from './rates.ts'

/** What the rates of a source depend on besides its demand. */
export interface RatesContext {
  /** What input files hold, by file as written in the scenario. */
  readonly inputs: ReadonlyMap<string, Content>
  readonly window: Window
  /** The largest frame that the MTU admits, bytes. */
  readonly largest: number
}

const contentOf = <K extends Content['kind']>(
  inputs: RatesContext['inputs'],
  file: string,
  kind: K,
): Extract<Content, { readonly kind: K }> => {
  const content = inputs.get(file)
  if (content?.kind !== kind) throw new InvariantError(`${file} was not read as a ${kind}`, 0)
  return content as Extract<Content, { readonly kind: K }>
}

/** An instant of a file on its source's clock, ps. */
export const fluidInstant = (seconds: number, picos: number, speedup: Ratio): number =>
  ((seconds * PS_PER_SECOND + picos) * Number(speedup.denominator)) / Number(speedup.numerator)

/** When each sample begins and the last one ends, which holds as long as the one before it; ps. */
const sampleInstants = (
  { seconds, picos }: Instants,
  { samples }: Values,
  speedup: Ratio,
  start: number,
): Float64Array => {
  const instants = new Float64Array(samples.length + 1)
  for (let i = 0; i < samples.length; i++) {
    instants[i] = start + fluidInstant(seconds[i]!, picos[i]!, speedup)
  }
  const last = samples.length - 1
  instants[last + 1] = 2 * instants[last]! - instants[last - 1]!
  return instants
}

/** The shortest of the samples that hold before the run ends, ps. */
const shortest = (instants: Float64Array, end: number): number => {
  let least = Infinity
  for (let i = 0; i + 1 < instants.length && (i === 0 || instants[i]! < end); i++) {
    least = Math.min(least, instants[i + 1]! - instants[i]!)
  }
  return least
}

/** The rates of a demand's source, from its `start` on; what is to come after `stop` is not left out. */
export const openRates = (
  { source, start }: Pick<Demand, 'source' | 'start'>,
  { inputs, window, largest }: RatesContext,
): Rates => {
  const steady = (from: number, rate: number, frame: Parameters<typeof mixedRates>[2]): Rates =>
    mixedRates(Float64Array.of(from), Float64Array.of(rate), frame, largest, null)
  return match(source)
    .with({ kind: 'cbr' }, ({ rate, frame, phase }) => steady(start + phase, rate, frame))
    .with({ kind: 'poisson' }, ({ rate, frame }) => steady(start, rate, frame))
    .with({ kind: 'onoff' }, ({ peak, on, off, frame }) =>
      steady(start, (peak * on) / (on + off), frame),
    )
    .with({ kind: 'csv' }, ({ file, time, column, unit, scale, speedup, frame }) => {
      const { table } = contentOf(inputs, file, 'table')
      const values = table.values.get(column)!
      const instants = sampleInstants(table.times.get(time)!, values, speedup, start)
      const rates = new Float64Array(instants.length)
      values.samples.forEach((rate, i) => {
        rates[i] = rate * unit * scale
      })
      return mixedRates(instants, rates, frame, largest, shortest(instants, window.to))
    })
    .with({ kind: 'pcap' }, ({ file, speedup }) =>
      captureRates(contentOf(inputs, file, 'capture').capture, speedup, start, window, largest),
    )
    .exhaustive()
}
