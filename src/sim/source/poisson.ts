/** Poisson process: exponential gaps, the first one included, accumulated and then rounded up. */
import { SURE as SURE_OF, WIDTH as WIDTH_OF, finishExponential } from '../random/exponential.ts'
import type { Stream } from '../random/stream.ts'
import type { SizeDraw } from './sizes.ts'
import type { EmissionSource, Period } from './source.ts'

/** Tables as constants of this module, which loops read faster (`docs/decisions/v8.md`). */
const SURE = SURE_OF
const WIDTH = WIDTH_OF
const REGISTERS = new Float64Array(16)

/**
 * Accumulated time is kept relative to an epoch that moves on by multiples of this, so that between
 * gaps of a second or less the fraction of a picosecond keeps 12 bits however long the run. The thresholds are fixed in the source's
 * own time: how a kernel asks for blocks changes nothing.
 */
const EPOCH = 2 ** 40

/** Emits at the instants of a Poisson process of a given mean gap. */
export class PoissonSource implements EmissionSource {
  declare private epoch: number
  declare private elapsed: number
  declare private readonly last: number
  declare private readonly gap: number
  declare private readonly stream: Stream
  declare private readonly sizes: SizeDraw

  /** @param gap  mean time between frames, ps, positive */
  constructor(period: Period, gap: number, stream: Stream, sizes: SizeDraw) {
    this.epoch = period.start
    this.elapsed = 0
    this.last = period.last
    this.gap = gap
    this.stream = stream
    this.sizes = sizes
  }

  fill(times: Float64Array, classes: Int32Array, base: number, most: number): number {
    const { stream, sizes } = this
    REGISTERS[0] = this.last
    REGISTERS[1] = this.gap
    REGISTERS[2] = this.epoch
    REGISTERS[3] = this.elapsed
    const last = REGISTERS[0]
    const gap = REGISTERS[1]
    let epoch = REGISTERS[2]
    let elapsed = REGISTERS[3]
    let s0 = stream[0]!
    let s1 = stream[1]!
    let s2 = stream[2]!
    let s3 = stream[3]!
    let count = 0
    while (count < most) {
      // One step of the stream (`nextWord`), in locals.
      const below = s0 >>> 0
      const scrambled = Math.imul(s1, 5)
      const word = Math.imul((scrambled << 7) | (scrambled >>> 25), 9)
      const shifted = s1 << 9
      s2 ^= s0
      s3 ^= s1
      s1 ^= s2
      s0 ^= s3
      s2 ^= shifted
      s3 = (s3 << 11) | (s3 >>> 21)
      const layer = word & 255
      const place = (word >>> 8) + below / 4_294_967_296
      let variate = place * WIDTH[layer]!
      if (place >= SURE[layer]!) {
        stream[0] = s0
        stream[1] = s1
        stream[2] = s2
        stream[3] = s3
        variate = finishExponential(stream, layer, place)
        s0 = stream[0]
        s1 = stream[1]
        s2 = stream[2]
        s3 = stream[3]
      }
      elapsed += variate * gap
      if (elapsed >= EPOCH) {
        const passed = Math.floor(elapsed / EPOCH) * EPOCH
        elapsed -= passed
        epoch += passed
      }
      const time = epoch + Math.ceil(elapsed)
      if (time > last) break
      times[base + count] = time
      count++
    }
    stream[0] = s0
    stream[1] = s1
    stream[2] = s2
    stream[3] = s3
    sizes.fill(classes, base, count)
    // An ended source stays ended: its time is past `last` from here on.
    this.epoch = epoch
    this.elapsed = elapsed
    return count
  }
}
