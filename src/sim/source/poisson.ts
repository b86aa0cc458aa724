/** Poisson process: exponential gaps, the first one included, accumulated and then rounded up. */
import { SURE as SURE_OF, WIDTH as WIDTH_OF, finishExponential } from '../random/exponential.ts'
import type { Stream } from '../random/stream.ts'
import type { SizeDraw } from './sizes.ts'
import type { EmissionSource, Period } from './source.ts'
import { ZERO } from '../zero.ts'

/** Tables as constants of this module, which loops read faster (`docs/decisions/v8.md`). */
const SURE = SURE_OF
const WIDTH = WIDTH_OF

/**
 * Accumulated time is kept relative to an epoch that moves on by multiples of this, so that between
 * gaps of a second or less the fraction of a picosecond keeps 12 bits however long the run. The thresholds are fixed in the source's
 * own time: how a kernel asks for blocks changes nothing.
 */
const EPOCH = 2 ** 40

const REGISTERS = new Float64Array(16)
const GAP = 0
const ORIGIN = 1
const ELAPSED = 2
/** Up to where accumulated time needs no closer look, ps. */
const BOUND = 3
/** The draw that was made last: its layer and its place. */
const LAYER = 4
const PLACE = 5

/**
 * Writes instants for as long as a step of the stream makes each and none is beyond the bound.
 *
 * @returns the index of the first that needs a closer look, for which `LAYER` and `PLACE` are drawn; `to`:
 *   none
 */
const drawOn = (stream: Stream, times: Float64Array, from: number, to: number): number => {
  const gap = REGISTERS[GAP]!
  const origin = REGISTERS[ORIGIN]!
  const bound = REGISTERS[BOUND]!
  let elapsed = REGISTERS[ELAPSED]!
  let s0 = stream[0]!
  let s1 = stream[1]!
  let s2 = stream[2]!
  let s3 = stream[3]!
  let i = from
  for (; i < to; i++) {
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
    const next = elapsed + place * WIDTH[layer]! * gap
    if (place >= SURE[layer]! || next > bound) {
      REGISTERS[LAYER] = layer
      REGISTERS[PLACE] = place
      break
    }
    elapsed = next
    times[i] = origin + Math.ceil(elapsed)
  }
  stream[0] = s0
  stream[1] = s1
  stream[2] = s2
  stream[3] = s3
  REGISTERS[ELAPSED] = elapsed
  return i
}

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
    this.epoch = ZERO + period.start
    this.elapsed = ZERO
    this.last = period.last
    this.gap = gap
    this.stream = stream
    this.sizes = sizes
  }

  fill(
    times: Float64Array,
    classes: Int32Array,
    base: number,
    most: number,
    before: number,
  ): number {
    const { stream } = this
    const end = base + most
    let next = base
    while (next < end) {
      REGISTERS[GAP] = this.gap
      REGISTERS[ORIGIN] = this.epoch
      REGISTERS[ELAPSED] = this.elapsed
      REGISTERS[BOUND] = Math.min(EPOCH, before - this.epoch, this.last - this.epoch + 1) - 1
      next = drawOn(stream, times, next, end)
      this.elapsed = REGISTERS[ELAPSED]
      if (next === end) break
      const time = this.finish(REGISTERS[LAYER]!, REGISTERS[PLACE]!)
      // An ended source stays ended: its time is past `last` from here on.
      if (time > this.last) break
      times[next++] = time
      if (time >= before) break
    }
    this.sizes.fill(classes, base, next - base)
    return next - base
  }

  /** @returns the instant that a draw leads to, ps */
  private finish(layer: number, place: number): number {
    const isSure = place < SURE[layer]!
    const variate = isSure ? place * WIDTH[layer]! : finishExponential(this.stream, layer, place)
    this.elapsed += variate * this.gap
    // Most often nothing; without a branch, because one that is first taken late costs a recompilation.
    const passed = Math.floor(this.elapsed / EPOCH) * EPOCH
    this.elapsed -= passed
    this.epoch += passed
    return this.epoch + Math.ceil(this.elapsed)
  }
}
