/**
 * Waits and delays of fluid, weighted by frames: what `Distribution` is to frames.
 *
 * A piece of fluid has delays that are evenly spread between those of its first and its last drop. Its
 * frames are shared out among the counters of `counted.ts` by their widths; within an octave all are
 * alike, so that a piece costs two counters and two steps an octave, however many lie in between.
 */
import { COUNTERS_PER_OCTAVE, type Counted } from '../../meter/counted.ts'
import { HIGH_WORD } from '../../meter/durations.ts'
import type { Spreading } from '../../meter/spread.ts'

/** Counters of an octave. */
interface Page {
  readonly points: Float64Array
  /** How much more each counter has than the one before it, of pieces that cover it whole. */
  readonly steps: Float64Array
}

const FLOAT = new Float64Array(1)
const WORDS = new Int32Array(FLOAT.buffer)
/** Exponent bias of a float64. */
const BIAS = 1023

/** The octave of a number from 1 on. */
const octaveOf = (value: number): number => {
  FLOAT[0] = value
  return (WORDS[HIGH_WORD]! >>> 20) - BIAS
}

/** Durations, ps, each with the frames that it is of. */
export class Durations {
  declare private readonly pages: (Page | undefined)[]
  declare private weight: number
  declare private mean: number
  /** Sum of squared distances from the mean, weighted. */
  declare private squares: number
  declare private min: number
  declare private max: number

  constructor() {
    this.pages = []
    this.weight = 0
    this.mean = 0
    this.squares = 0
    this.min = Infinity
    this.max = -Infinity
  }

  /** Counts frames whose durations are evenly spread from `a` to `b`, ps, in either order. */
  add(a: number, b: number, frames: number): void {
    if (!(frames > 0)) return
    const low = Math.min(a, b)
    const high = Math.max(a, b)
    const width = high - low
    const middle = low + width / 2
    this.weight += frames
    // West: Updating mean and variance estimates (1979); a piece has a variance of its own.
    const apart = middle - this.mean
    this.mean += (apart * frames) / this.weight
    this.squares += frames * (apart * (middle - this.mean) + (width * width) / 12)
    if (low < this.min) this.min = low
    if (high > this.max) this.max = high
    if (width <= 1e-9 * high) this.addPoint(middle + 1, frames)
    else this.addRange(low + 1, high + 1, frames)
  }

  /**
   * What was counted, of `count` frames in all: each counter in whole frames, cumulated and rounded.
   *
   * @param count  whole
   */
  counted(count: number): Counted {
    const counters: number[] = []
    const frames: number[] = []
    let total = 0
    this.forEach((_, weight) => {
      total += weight
    })
    let cumulated = 0
    let told = 0
    this.forEach((counter, weight) => {
      cumulated += weight
      const upTo = Math.round(Math.min(1, cumulated / total) * count)
      if (upTo <= told) return
      counters.push(counter)
      frames.push(upTo - told)
      told = upTo
    })
    const isNone = count === 0 || total === 0
    return {
      counters: Uint16Array.from(counters),
      frames: Float64Array.from(frames),
      count: isNone ? 0 : count,
      sum: isNone ? 0n : BigInt(Math.round(this.mean * count)),
      min: isNone ? Infinity : this.min,
      max: isNone ? -Infinity : this.max,
    }
  }

  /** How far they lie apart, of `count` frames in all. */
  spread(count: number): Spreading {
    const isNone = count === 0 || this.weight === 0
    return {
      count: isNone ? 0 : count,
      mean: isNone ? 0 : this.mean,
      variance: isNone ? 0 : Math.max(0, this.squares / this.weight),
    }
  }

  private addPoint(value: number, frames: number): void {
    const octave = octaveOf(value)
    const place = Math.floor((value / 2 ** octave - 1) * COUNTERS_PER_OCTAVE)
    this.page(octave).points[place]! += frames
  }

  private addRange(low: number, high: number, frames: number): void {
    const density = frames / (high - low)
    for (let octave = octaveOf(low); octave <= octaveOf(high); octave++) {
      const base = 2 ** octave
      const width = base / COUNTERS_PER_OCTAVE
      const begin = (Math.max(low, base) - base) / width
      const end = (Math.min(high, 2 * base) - base) / width
      const [first, last] = [Math.floor(begin), Math.floor(end)]
      const { points, steps } = this.page(octave)
      const each = density * width
      if (first === last) {
        if (first < COUNTERS_PER_OCTAVE) points[first]! += each * (end - begin)
        continue
      }
      points[first]! += each * (first + 1 - begin)
      if (last < COUNTERS_PER_OCTAVE) points[last]! += each * (end - last)
      steps[first + 1]! += each
      steps[last]! -= each
    }
  }

  private page(octave: number): Page {
    return (this.pages[octave] ??= {
      points: new Float64Array(COUNTERS_PER_OCTAVE),
      steps: new Float64Array(COUNTERS_PER_OCTAVE + 1),
    })
  }

  /** The counters that have any frames, in rising order. */
  private forEach(visit: (counter: number, weight: number) => void): void {
    this.pages.forEach((page, octave) => {
      if (page === undefined) return
      let covered = 0
      for (let place = 0; place < COUNTERS_PER_OCTAVE; place++) {
        covered += page.steps[place]!
        const weight = page.points[place]! + covered
        if (weight > 0) visit(octave * COUNTERS_PER_OCTAVE + place, weight)
      }
    })
  }
}
