/**
 * What is known of many durations without keeping them: exact sum, extremes, and counters from which
 * any quantile is read within 0.1 %.
 *
 * A counter covers 1/512 of an octave of (duration + 1 ps), below 1023 ps a whole picosecond: its
 * number is the top of the float64's own bits, so finding it needs no logarithm.
 */
import { CounterPool } from './counter-pool.ts'
import {
  COUNTERS_PER_OCTAVE,
  type Counted,
  type Share,
  countUpTo,
  meanOf,
  quantilesOf,
} from './counted.ts'
import { DURATION_COLUMNS, HIGH_WORD } from './durations.ts'
import { ZERO } from '../zero.ts'

const { DURATIONS, WORDS } = DURATION_COLUMNS
const HIGH = HIGH_WORD

/** The bits of a counter's number that are its place in its page. */
const PLACE = COUNTERS_PER_OCTAVE - 1
/** A page for each octave up to 2^53. */
const PAGES = 54
/** Top bits of 1.0, the least that is counted: exponent 0 + bias 1023, 9 bits of fraction. */
const FIRST = 1023 * COUNTERS_PER_OCTAVE
/** In place of a page that no duration fell in. */
const NONE = -1
/**
 * Durations after which counters that are half full are emptied and their frames kept elsewhere: none
 * overflows 16 bits. Small counters stay in the processor's cache, where those of many flows take turns.
 */
const HALF = 2 ** 15

/** Numbers come into loops through an array (`docs/decisions/v8.md`). */
const REGISTERS = new Float64Array(16)
const MIN = 0
const MAX = 1
const SUM = 2

/** Durations, whole picoseconds from 0 to 2^53. */
export class Distribution {
  declare private readonly pool: CounterPool
  /** Where each page begins in the pool, or `NONE`. */
  declare private readonly pages: Int32Array
  /** Frames of counters that were emptied, by `page * COUNTERS_PER_OCTAVE + place`. */
  declare private spilled: Map<number, number> | null
  /** Durations counted since. */
  declare private unspilled: number
  /** Durations of nothing that were counted by themselves. */
  declare private zeros: number
  declare count: number
  /** The sum in two parts, whole ps, both exact: what fits a float64 and what was carried over. */
  declare private sumLow: number
  declare private sumHigh: bigint
  declare min: number
  declare max: number

  /** @param pool  where its counters are; default: one of its own */
  constructor(pool: CounterPool = new CounterPool()) {
    this.pool = pool
    pool.expect(PAGES)
    this.pages = new Int32Array(PAGES).fill(NONE)
    this.spilled = null

    this.unspilled = ZERO
    this.zeros = ZERO
    this.count = ZERO
    this.sumLow = ZERO
    this.sumHigh = 0n
    this.min = Infinity
    this.max = -Infinity
  }

  /** Counts one duration, whole ps. */
  add(duration: number): void {
    DURATIONS[0] = duration + 1
    const top = (WORDS[HIGH]! >> 11) - FIRST
    if (this.unspilled === HALF) this.spill()
    this.unspilled++
    this.count++
    const page = top >> 9
    this.begin(page)
    this.pool.counters[this.pages[page]! + (top & PLACE)]!++
    this.addSum(duration)
    if (duration < this.min) this.min = duration
    if (duration > this.max) this.max = duration
  }

  /** Counts so many durations of nothing. */
  addZeros(count: number): void {
    if (count === 0) return
    this.count += count
    this.zeros += count
    this.min = 0
    if (this.max < 0) this.max = 0
  }

  /** Counts the first `count` of `DURATIONS`, which are durations plus 1 ps. */
  addDurations(count: number): void {
    this.count += count
    REGISTERS[MIN] = this.min + 1
    REGISTERS[MAX] = this.max + 1
    REGISTERS[SUM] = 0
    for (let from = 0; from < count;) {
      if (this.unspilled === HALF) this.spill()
      const to = Math.min(count, from + HALF - this.unspilled)
      const next = this.countFrom(from, to)
      this.unspilled += next - from
      from = next
      if (from < to) this.begin(((WORDS[2 * from + HIGH]! >> 11) - FIRST) >> 9)
    }
    this.min = REGISTERS[MIN] - 1
    this.max = REGISTERS[MAX] - 1
    // Of durations so long that their sum may have been rounded, each is added by itself.
    if (REGISTERS[MAX] <= Number.MAX_SAFE_INTEGER / count) this.addSum(REGISTERS[SUM] - count)
    else for (let i = 0; i < count; i++) this.addSum(DURATIONS[i]! - 1)
  }

  /** Mean, ps; null of nothing. */
  mean(): number | null {
    return meanOf(this.counted())
  }

  /** Quantiles, as `quantilesOf` has them. @param shares  rising */
  quantiles<const N extends readonly Share[]>(
    shares: N,
  ): { readonly [K in keyof N]: number | null } {
    return quantilesOf(this.counted(), shares)
  }

  /** How many durations fall between rising bounds (ps): at most the first, the second, … */
  countUpTo(bounds: readonly number[]): number[] {
    return countUpTo(this.counted(), bounds)
  }

  /** What was counted, as plain data. */
  counted(): Counted {
    const { count, min, max } = this
    const counters: number[] = []
    const frames: number[] = []
    this.forEach((counter, times) => {
      counters.push(counter)
      frames.push(times)
    })
    const sum = this.sumHigh + BigInt(this.sumLow)
    return {
      counters: Uint16Array.from(counters),
      frames: Float64Array.from(frames),
      count,
      sum,
      min,
      max,
    }
  }

  /** Counts `DURATIONS`, from one on to the first whose page is not there yet. @returns which that is */
  private countFrom(from: number, to: number): number {
    const { pages } = this
    const { counters } = this.pool
    let min = REGISTERS[MIN]!
    let max = REGISTERS[MAX]!
    let sum = REGISTERS[SUM]!
    let i = from
    for (; i < to; i++) {
      const top = (WORDS[2 * i + HIGH]! >> 11) - FIRST
      const page = pages[top >> 9]!
      if (page < 0) break
      const at = page + (top & PLACE)
      counters[at] = counters[at]! + 1
      const more = DURATIONS[i]!
      sum += more
      if (more < min) min = more
      if (more > max) max = more
    }
    REGISTERS[MIN] = min
    REGISTERS[MAX] = max
    REGISTERS[SUM] = sum
    return i
  }

  private begin(page: number): void {
    if (this.pages[page] === NONE) this.pages[page] = this.pool.take()
  }

  private addSum(duration: number): void {
    if (this.sumLow > Number.MAX_SAFE_INTEGER - duration) {
      this.sumHigh += BigInt(this.sumLow)
      this.sumLow = 0
    }
    this.sumLow += duration
  }

  /** Keeps the frames of counters that are half full elsewhere. */
  private spill(): void {
    for (let page = 0; page < PAGES; page++) {
      const begin = this.pages[page]!
      if (begin !== NONE && this.pool.isHalfFull(begin)) this.spillPage(page, begin)
    }
    this.unspilled = 0
  }

  private spillPage(page: number, begin: number): void {
    const { counters } = this.pool
    const spilled = (this.spilled ??= new Map<number, number>())
    for (let place = 0; place < COUNTERS_PER_OCTAVE; place++) {
      const frames = counters[begin + place]!
      if (frames < HALF) continue
      const counter = page * COUNTERS_PER_OCTAVE + place
      spilled.set(counter, (spilled.get(counter) ?? 0) + frames)
      counters[begin + place] = 0
    }
  }

  /** The counters that counted anything, in rising order. */
  private forEach(visit: (counter: number, frames: number) => void): void {
    const { pages, spilled, zeros } = this
    const { counters } = this.pool
    // Durations of nothing are in the very first counter, however they were counted.
    if (zeros > 0 && pages[0] === NONE) visit(0, zeros)
    for (let page = 0; page < PAGES; page++) {
      const begin = pages[page]!
      for (let place = 0; begin !== NONE && place < COUNTERS_PER_OCTAVE; place++) {
        const counter = page * COUNTERS_PER_OCTAVE + place
        const more = counter === 0 ? zeros : 0
        const frames = more + counters[begin + place]! + (spilled?.get(counter) ?? 0)
        if (frames > 0) visit(counter, frames)
      }
    }
  }
}
