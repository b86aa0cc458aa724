/** From a demand to its source, with its own random streams. */
import { match } from 'ts-pattern'
import type { Content } from '../../formats/content.ts'
import type { Demand, FrameSizes } from '../../model/demand.ts'
import type { BitsPerSecond } from '../../units.ts'
import { InvariantError } from '../invariant.ts'
import { openStream } from '../random/stream.ts'
import { CbrSource } from './cbr.ts'
import { OnOffSource } from './onoff.ts'
import { Pace } from './paced.ts'
import { PoissonSource } from './poisson.ts'
import { ReplaySource } from './replay.ts'
import { SeriesSource } from './series.ts'
import { type FrameClasses, SizeDraw } from './sizes.ts'
import type { EmissionSource } from './source.ts'

/** What a source needs besides its demand. */
export interface SourceContext {
  readonly seed: number
  /** Unique name of the source within the scenario; names its random streams. */
  readonly name: string
  /** What input files hold, by file as written in the scenario. */
  readonly inputs: ReadonlyMap<string, Content>
  readonly classes: FrameClasses
  /** Last instant of the run, whole ps. */
  readonly end: number
}

const paceOf = (rate: BitsPerSecond, frame: FrameSizes, classes: FrameClasses): Pace =>
  new Pace(
    rate,
    frame.map(({ size }) => ({ frameClass: classes.of(size), size })),
  )

/** @throws InvariantError when the file was not read, or as something else */
const contentOf = <K extends Content['kind']>(
  inputs: SourceContext['inputs'],
  file: string,
  kind: K,
): Extract<Content, { readonly kind: K }> => {
  const content = inputs.get(file)
  if (content?.kind !== kind) throw new InvariantError(`${file} was not read as a ${kind}`, 0)
  return content as Extract<Content, { readonly kind: K }>
}

/** The source of a demand. */
export const openSource = (demand: Demand, context: SourceContext): EmissionSource => {
  const { seed, name, inputs, classes, end } = context
  const last = demand.stop === null ? end : Math.min(end, demand.stop - 1)
  const period = { start: demand.start, last }
  const stream = openStream(seed, `${name}/time`)
  const draw = (frame: FrameSizes): SizeDraw =>
    new SizeDraw(frame, classes, openStream(seed, `${name}/size`))
  return match(demand.source)
    .with({ kind: 'cbr' }, ({ rate, frame, phase }) => {
      return new CbrSource(period, phase, paceOf(rate, frame, classes), draw(frame))
    })
    .with({ kind: 'poisson' }, ({ rate, frame }) => {
      const sizes = draw(frame)
      return new PoissonSource(period, (8e12 * sizes.mean) / rate, stream, sizes)
    })
    .with({ kind: 'onoff' }, ({ peak, on, off, shape, frame }) => {
      const pace = paceOf(peak, frame, classes)
      return new OnOffSource(period, { on, off, shape }, pace, stream, draw(frame))
    })
    .with({ kind: 'csv' }, ({ file, time, column, unit, scale, speedup, frame }) => {
      const { table } = contentOf(inputs, file, 'table')
      const instants = table.times.get(time)!
      const rates = table.values.get(column)!
      const spec = { instants, rates, factor: unit * scale, speedup }
      return new SeriesSource(period, spec, stream, draw(frame))
    })
    .with({ kind: 'pcap' }, ({ file, speedup }) => {
      const { capture } = contentOf(inputs, file, 'capture')
      return new ReplaySource(period, capture, speedup, classes)
    })
    .exhaustive()
}
