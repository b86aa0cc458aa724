/** Measured demand: a Poisson process whose rate follows a series, each sample until the next. */
import type { Instants, Values } from '../../formats/csv/read.ts'
import type { Ratio } from '../../model/demand.ts'
import { PS_PER_SECOND } from '../../units.ts'
import { nextExponential } from '../random/exponential.ts'
import type { Stream } from '../random/stream.ts'
import { instantOf } from './axis.ts'
import type { SizeDraw } from './sizes.ts'
import type { EmissionSource, Period } from './source.ts'

/** As in `poisson.ts`: an epoch moves on by multiples of this, at instants of the source's own. */
const EPOCH = 2 ** 40

/** What a measured source is made from. */
export interface SeriesSpec {
  readonly instants: Instants
  readonly rates: Values
  /** Bits per second in a rate of 1: unit times scale. */
  readonly factor: number
  readonly speedup: Ratio
}

/** When the last sample ends: it holds as long as the one before it. */
const endOf = ({ seconds, picos }: Instants, speedup: Ratio): number => {
  const last = seconds.length - 1
  const pico = 2 * picos[last]! - picos[last - 1]!
  const carry = Math.floor(pico / PS_PER_SECOND)
  const second = 2 * seconds[last]! - seconds[last - 1]! + carry
  return instantOf(second, pico - carry * PS_PER_SECOND, speedup)
}

/**
 * Emits at the instants of a Poisson process with a rate that is constant between borders. The
 * exponential variate of a frame is a hazard: it is used up at the pace of the rate, across as many
 * samples as it takes, so borders neither lose nor favour frames. The samples played, it ends.
 */
export class SeriesSource implements EmissionSource {
  declare private readonly start: number
  declare private readonly last: number
  declare private readonly spec: SeriesSpec
  declare private readonly stream: Stream
  declare private readonly sizes: SizeDraw
  /** Bits of a frame on average, times 10^12. */
  declare private readonly work: number

  /** The sample that holds, and where it ends on the source's clock, whole ps. */
  declare private sample: number
  declare private border: number
  /** Mean gap while it holds, ps; Infinity: silence. */
  declare private gap: number
  /** Time played: whole ps, and what was accumulated since. */
  declare private epoch: number
  declare private elapsed: number

  constructor(period: Period, spec: SeriesSpec, stream: Stream, sizes: SizeDraw) {
    this.start = period.start
    this.last = period.last
    this.spec = spec
    this.stream = stream
    this.sizes = sizes
    this.work = 8e12 * sizes.mean
    this.sample = -1
    this.border = 0
    this.gap = Infinity
    this.enterNext()
  }

  fill(
    times: Float64Array,
    classes: Int32Array,
    base: number,
    most: number,
    before: number,
  ): number {
    const { start, last, stream, sizes } = this
    for (let i = 0; i < most; i++) {
      if (!this.advance(nextExponential(stream))) return i
      const time = start + this.epoch + Math.ceil(this.elapsed)
      // An ended source stays ended: its time is past `last` from here on.
      if (time > last) return i
      times[base + i] = time
      classes[base + i] = sizes.next()
      if (time >= before) return i + 1
    }
    return most
  }

  /** Plays until a hazard is used up. @returns false when the samples end before */
  private advance(hazard: number): boolean {
    let left = hazard
    for (;;) {
      const { gap } = this
      if (gap !== Infinity) {
        const room = this.border - this.epoch - this.elapsed
        const time = left * gap
        if (time < room) {
          this.elapsed += time
          break
        }
        // Rounding may leave less than nothing.
        left = Math.max(0, left - room / gap)
      }
      if (!this.enterNext()) return false
    }
    if (this.elapsed >= EPOCH) {
      const passed = Math.floor(this.elapsed / EPOCH) * EPOCH
      this.elapsed -= passed
      this.epoch += passed
    }
    return true
  }

  /** Plays to the end of the sample that holds. @returns false when it was the last one */
  private enterNext(): boolean {
    const { instants, rates, factor, speedup } = this.spec
    this.epoch = this.border
    this.elapsed = 0
    const next = this.sample + 1
    if (next === rates.samples.length || this.start + this.border > this.last) return false
    this.sample = next
    this.border =
      next + 1 < rates.samples.length
        ? instantOf(instants.seconds[next + 1]!, instants.picos[next + 1]!, speedup)
        : endOf(instants, speedup)
    this.gap = this.work / (rates.samples[next]! * factor)
    return true
  }
}
