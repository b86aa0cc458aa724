/**
 * What is known of many durations without keeping them: exact sum, extremes, and counters from which
 * any quantile is read within 0.1 %.
 *
 * From 511 ps on, a counter covers 1/512 of an octave of (duration + 1 ps): its number is the top of
 * the float64's own bits, so finding it needs no logarithm. Below, each whole picosecond has its own.
 */

const COUNTERS_PER_OCTAVE = 512
/** A page for all below 511 ps, then one for each octave up to 2^53. */
const PAGES = 46
/** Top bits of 256.0, of which page 0 would be made: exponent 8 + bias 1023, 9 bits of fraction. */
const FIRST = (8 + 1023) * COUNTERS_PER_OCTAVE
/** A counter that comes to this is emptied and its frames are kept elsewhere. */
const FULL = 2 ** 31 - 1

const float = new Float64Array(1)
const words = new Int32Array(float.buffer)
/** Which 32-bit half of a float64 holds its exponent on this machine. */
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0

/** Stands for a page that no duration fell in. */
const NO_COUNTERS = new Int32Array(0)

/** Value that stands for a counter: the harmonic middle, off by at most 1 in 1025; ps. */
const middle = (page: number, place: number): number => {
  if (page === 0) return place - 1
  const width = 2 ** (page - 1)
  const low = (COUNTERS_PER_OCTAVE + place) * width
  // Only whole durations exist: the last one inside, not the next counter's first.
  const high = low + width - 1
  return (2 * low * high) / (low + high) - 1
}

/** A share of a whole, exactly: `[99, 100]` is 0.99. */
export type Share = readonly [numerator: number, denominator: number]

/** Durations, whole picoseconds from 0 to 2^53. */
export class Distribution {
  /** Counters by page, `NO_COUNTERS` until the first duration in it. */
  declare private readonly pages: Int32Array[]
  /** Frames of counters that were full, by `page * COUNTERS_PER_OCTAVE + place`. */
  declare private readonly spilled: Map<number, number>
  declare count: number
  /** The sum in two parts, whole ps, both exact: what fits a float64 and what was carried over. */
  declare private sumLow: number
  declare private sumHigh: bigint
  declare min: number
  declare max: number

  constructor() {
    this.pages = Array.from({ length: PAGES }, () => NO_COUNTERS)
    this.spilled = new Map()
    this.count = 0
    this.sumLow = 0
    this.sumHigh = 0n
    this.min = Infinity
    this.max = -Infinity
  }

  /** Counts one duration, whole ps. */
  add(duration: number): void {
    let page = 0
    let place = duration + 1
    if (place >= COUNTERS_PER_OCTAVE) {
      float[0] = place
      const top = (words[HIGH]! >> 11) - FIRST
      page = top >> 9
      place = top & (COUNTERS_PER_OCTAVE - 1)
    }
    let counters = this.pages[page]!
    if (counters === NO_COUNTERS) {
      counters = new Int32Array(COUNTERS_PER_OCTAVE)
      this.pages[page] = counters
    }
    const counted = counters[place]! + 1
    counters[place] = counted
    if (counted === FULL) this.spill(page, place)
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
   * For each share the smallest value that at least this share of the durations do not exceed, within
   * 0.1 %; ps, null of nothing.
   *
   * @param shares  rising
   */
  quantiles<const N extends readonly Share[]>(
    shares: N,
  ): { readonly [K in keyof N]: number | null } {
    const values = shares.map((): number | null => null)
    const ranks = shares.map(([numerator, denominator]) =>
      Math.ceil((this.count * numerator) / denominator),
    )
    let seen = 0
    let next = 0
    this.forEach((page, place, frames) => {
      seen += frames
      while (next < ranks.length && seen >= ranks[next]!) values[next++] = this.valueOf(page, place)
    })
    return values as { readonly [K in keyof N]: number | null }
  }

  /** How many durations fall between rising bounds (ps): at most the first, the second, … */
  countUpTo(bounds: readonly number[]): number[] {
    const counts = bounds.map(() => 0)
    let bin = 0
    this.forEach((page, place, frames) => {
      const value = this.valueOf(page, place)
      while (bin < bounds.length - 1 && value > bounds[bin]!) bin++
      counts[bin] = counts[bin]! + frames
    })
    return counts
  }

  private valueOf(page: number, place: number): number {
    return Math.min(this.max, Math.max(this.min, middle(page, place)))
  }

  private spill(page: number, place: number): void {
    const key = page * COUNTERS_PER_OCTAVE + place
    this.spilled.set(key, (this.spilled.get(key) ?? 0) + FULL)
    this.pages[page]![place] = 0
  }

  /** The counters that counted anything, in rising order. */
  private forEach(visit: (page: number, place: number, frames: number) => void): void {
    const { pages, spilled } = this
    for (let page = 0; page < PAGES; page++) {
      const counters = pages[page]!
      for (let place = 0; place < counters.length; place++) {
        const kept = spilled.size === 0 ? 0 : (spilled.get(page * COUNTERS_PER_OCTAVE + place) ?? 0)
        const frames = counters[place]! + kept
        if (frames > 0) visit(page, place, frames)
      }
    }
  }
}
