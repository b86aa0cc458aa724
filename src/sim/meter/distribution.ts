/**
 * What is known of many durations without keeping them: exact sum, extremes, and counters from which any quantile is read within 0.1 %.
 *
 * A counter covers 1/512 of an octave of (duration + 1 ps): its number is the top of the float64's
 * own bits, so finding it needs no logarithm. Below 512 ps each whole picosecond has its own.
 */

const COUNTERS_PER_OCTAVE = 512
/** 0 … 2^53 ps. */
const OCTAVES = 54
/** Number of the counter of 1.0, before it is made 0: exponent bias 1023, 9 bits of fraction. */
const FIRST = 1023 * COUNTERS_PER_OCTAVE

const float = new Float64Array(1)
const words = new Int32Array(float.buffer)
/** Which 32-bit half of a float64 holds its exponent on this machine. */
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0

/** Lower bound of a counter, ps + 1. */
const edge = (counter: number): number => {
  const octave = Math.floor(counter / COUNTERS_PER_OCTAVE)
  return 2 ** octave * (1 + (counter % COUNTERS_PER_OCTAVE) / COUNTERS_PER_OCTAVE)
}

/** Value that stands for a counter: the harmonic middle, off by at most 1 in 1025; ps. */
const middle = (counter: number): number => {
  const low = edge(counter)
  // Only whole durations exist: the last one inside, not the next counter's first.
  const high = Math.ceil(edge(counter + 1)) - 1
  return Math.ceil(low) >= high ? high - 1 : (2 * low * high) / (low + high) - 1
}

/**
 * Stands for an octave that no duration fell in. Counters are float64, not int32: a port of small
 * frames takes one beyond 2^31 in three minutes.
 */
const NO_COUNTERS = new Float64Array(0)

/** A share of a whole, exactly: `[99, 100]` is 0.99. */
export type Share = readonly [numerator: number, denominator: number]

/** Durations, whole picoseconds from 0 to 2^53. */
export class Distribution {
  /** Counters of each octave, `NO_COUNTERS` until the first duration in it. */
  declare private readonly octaves: Float64Array[]
  declare count: number
  /** The sum in two parts, whole ps, both exact: what fits a float64 and what was carried over. */
  declare private sumLow: number
  declare private sumHigh: bigint
  declare min: number
  declare max: number

  constructor() {
    this.octaves = Array.from({ length: OCTAVES }, () => NO_COUNTERS)
    this.count = 0
    this.sumLow = 0
    this.sumHigh = 0n
    this.min = Infinity
    this.max = -Infinity
  }

  /** Counts one duration, whole ps. */
  add(duration: number): void {
    float[0] = duration + 1
    const counter = (words[HIGH]! >> 11) - FIRST
    let counters = this.octaves[counter >> 9]!
    if (counters === NO_COUNTERS) {
      counters = new Float64Array(COUNTERS_PER_OCTAVE)
      this.octaves[counter >> 9] = counters
    }
    counters[counter & 511]!++
    this.count++
    if (this.sumLow > Number.MAX_SAFE_INTEGER - duration) {
      this.sumHigh += BigInt(this.sumLow)
      this.sumLow = 0
    }
    this.sumLow += duration
    if (duration < this.min) this.min = duration
    if (duration > this.max) this.max = duration
  }

  /** Mean, ps; null of nothing. */
  mean(): number | null {
    return this.count === 0 ? null : Number(this.sumHigh + BigInt(this.sumLow)) / this.count
  }

  /**
   * The smallest value that at least a share of the durations do not exceed, within 0.1 %; ps, null of
   * nothing.
   */
  quantile([numerator, denominator]: Share): number | null {
    if (this.count === 0) return null
    const rank = Math.ceil((this.count * numerator) / denominator)
    let seen = 0
    for (const [value, frames] of this.counted()) {
      seen += frames
      if (seen >= rank) return value
    }
    return this.max
  }

  /** How many durations fall between rising bounds (ps): at most the first, the second, … */
  countUpTo(bounds: readonly number[]): number[] {
    const counts = bounds.map(() => 0)
    let bin = 0
    for (const [value, frames] of this.counted()) {
      while (bin < bounds.length - 1 && value > bounds[bin]!) bin++
      counts[bin] = counts[bin]! + frames
    }
    return counts
  }

  /** The counters that counted anything, in rising order: the value each stands for, and its count. */
  private *counted(): Generator<readonly [value: number, count: number]> {
    for (const [octave, counters] of this.octaves.entries()) {
      for (const [i, count] of counters.entries()) {
        if (count === 0) continue
        const value = middle(octave * COUNTERS_PER_OCTAVE + i)
        yield [Math.min(this.max, Math.max(this.min, value)), count]
      }
    }
  }
}
