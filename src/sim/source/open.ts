/** From a demand to its source, with its own random streams. */
import { match } from 'ts-pattern'
import type { Capture } from '../../formats/pcap/read.ts'
import type { Demand, FrameSizes } from '../../model/demand.ts'
import type { BitsPerSecond } from '../../units.ts'
import { openStream } from '../random/stream.ts'
import { CbrSource } from './cbr.ts'
import { OnOffSource } from './onoff.ts'
import { Pace } from './paced.ts'
import { PoissonSource } from './poisson.ts'
import { ReplaySource } from './replay.ts'
import { type FrameClasses, SizeDraw } from './sizes.ts'
import type { EmissionSource } from './source.ts'

/** What a source needs besides its demand. */
export interface SourceContext {
  readonly seed: number
  /** Unique name of the source within the scenario; names its random streams. */
  readonly name: string
  /** Captures by file as written in the scenario. */
  readonly captures: ReadonlyMap<string, Capture>
  readonly classes: FrameClasses
  /** Last instant of the run, whole ps. */
  readonly end: number
}

const paceOf = (rate: BitsPerSecond, frame: FrameSizes, classes: FrameClasses): Pace =>
  new Pace(
    rate,
    frame.map(({ size }) => ({ frameClass: classes.of(size), size })),
  )

/** The source of a demand. */
export const openSource = (demand: Demand, context: SourceContext): EmissionSource => {
  const { seed, name, captures, classes, end } = context
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
    .with({ kind: 'pcap' }, ({ file, speedup }) => {
      return new ReplaySource(period, captures.get(file)!, speedup, classes)
    })
    .exhaustive()
}
