/** On-off source: bursts at a peak rate, with silences between them. */
import { exp } from '../../portable.ts'
import { nextExponential } from '../random/exponential.ts'
import type { Stream } from '../random/stream.ts'
import type { Pace } from './paced.ts'
import type { SizeDraw } from './sizes.ts'
import type { EmissionSource, Period } from './source.ts'

/**
 * Draws the length of a period: exponential, or Pareto where a shape is given.
 *
 * A Pareto variate of shape a and mean m is m·(a - 1)/a · e^(E/a) with E exponential of mean 1.
 *
 * @param mean  ps
 * @returns whole ps, rounded up
 */
const drawPeriod = (mean: number, shape: number | null, stream: Stream): number => {
  const variate = nextExponential(stream)
  const length =
    shape === null ? mean * variate : ((mean * (shape - 1)) / shape) * exp(variate / shape)
  return Math.ceil(length)
}

/**
 * The shortest period that can be drawn, whole ps: of an exponential one, 0.
 *
 * @param mean  ps
 */
export const leastPeriod = (mean: number, shape: number | null): number =>
  shape === null ? 0 : Math.ceil((mean * (shape - 1)) / shape)

/** What an on-off source is made from. */
export interface OnOffSpec {
  /** Mean on- and off-period, ps. */
  readonly on: number
  readonly off: number
  /** Pareto shape of both, above 1; null: exponential. */
  readonly shape: number | null
}

/**
 * Begins with an on-period. In each, frames leave at its beginning + 8·(bytes sent in it before)/peak,
 * rounded up, while inside it. Periods are whole picoseconds long, rounded up.
 */
export class OnOffSource implements EmissionSource {
  declare private beginning: number
  declare private ending: number
  declare private readonly last: number
  declare private readonly spec: OnOffSpec
  declare private readonly pace: Pace
  declare private readonly stream: Stream
  declare private readonly sizes: SizeDraw

  /** @param pace  at the peak rate */
  constructor(period: Period, spec: OnOffSpec, pace: Pace, stream: Stream, sizes: SizeDraw) {
    this.spec = spec
    this.last = period.last
    this.pace = pace
    this.stream = stream
    this.sizes = sizes
    this.beginning = period.start
    this.ending = period.start + drawPeriod(spec.on, spec.shape, stream)
  }

  fill(
    times: Float64Array,
    classes: Int32Array,
    base: number,
    most: number,
    before: number,
  ): number {
    const { spec, last, pace, stream, sizes } = this
    for (let i = 0; i < most; i++) {
      let time = this.beginning + pace.now()
      while (time >= this.ending && this.ending <= last) {
        this.beginning = this.ending + drawPeriod(spec.off, spec.shape, stream)
        this.ending = this.beginning + drawPeriod(spec.on, spec.shape, stream)
        pace.reset()
        time = this.beginning
      }
      if (time >= this.ending || time > last) return i
      const frameClass = sizes.next()
      times[base + i] = time
      classes[base + i] = frameClass
      pace.advance(frameClass)
      if (time >= before) return i + 1
    }
    return most
  }
}
