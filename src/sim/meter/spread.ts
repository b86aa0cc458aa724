/** How far durations lie apart, without keeping them. */
import { DURATION_COLUMNS } from './durations.ts'
import { ZERO } from '../zero.ts'

const { DURATIONS } = DURATION_COLUMNS
/** Numbers come into loops through an array (`docs/decisions/v8.md`). */
const REGISTERS = new Float64Array(16)

/** How far durations lie apart, as plain data; ps and ps². */
export interface Spreading {
  readonly count: number
  readonly mean: number
  /** Of the population. */
  readonly variance: number
}

/** Standard deviation of the population, ps; null of nothing. */
export const stdevOf = ({ count, variance }: Spreading): number | null =>
  // The one root here: IEEE 754 defines it exactly, as it does the four operations.
  count === 0 ? null : Math.sqrt(variance)

/**
 * How far the durations of both lie apart.
 *
 * @see Chan, Golub, LeVeque: Updating formulae and a pairwise algorithm for computing sample
 *   variances (1979), 2.1
 */
export const spreadTogether = (a: Spreading, b: Spreading): Spreading => {
  if (a.count === 0) return b
  if (b.count === 0) return a
  const count = a.count + b.count
  const apart = b.mean - a.mean
  const [first, second] = [a.count / count, b.count / count]
  return {
    count,
    mean: a.mean + apart * second,
    variance: first * a.variance + second * b.variance + first * second * apart * apart,
  }
}

/** Sums of the distances from the first duration seen, and of their squares. */
export class Spread {
  declare private count: number
  /** The first duration: squares of distances from it stay small where squares of durations do not. */
  declare private origin: number
  declare private offsets: number
  declare private squares: number

  constructor() {
    this.count = ZERO
    this.origin = ZERO
    this.offsets = ZERO
    this.squares = ZERO
  }

  /** Counts one duration, whole ps. */
  add(duration: number): void {
    if (this.count++ === 0) this.origin = duration
    const offset = duration - this.origin
    this.offsets += offset
    this.squares += offset * offset
  }

  /** Counts the first `count` of `DURATIONS`, which are durations plus 1 ps, in their order. */
  addDurations(count: number): void {
    if (count === 0) return
    if (this.count === 0) this.origin = DURATIONS[0]! - 1
    this.count += count
    REGISTERS[0] = this.origin + 1
    REGISTERS[1] = this.offsets
    REGISTERS[2] = this.squares
    const base = REGISTERS[0]
    let offsets = REGISTERS[1]
    let squares = REGISTERS[2]
    for (let i = 0; i < count; i++) {
      const offset = DURATIONS[i]! - base
      offsets += offset
      squares += offset * offset
    }
    this.offsets = offsets
    this.squares = squares
  }

  /** Standard deviation of the population, ps; null of nothing. */
  stdev(): number | null {
    return stdevOf(this.spread())
  }

  /** What was seen, as plain data. */
  spread(): Spreading {
    const { count, origin, offsets, squares } = this
    if (count === 0) return { count, mean: 0, variance: 0 }
    const offset = offsets / count
    return {
      count,
      mean: origin + offset,
      variance: Math.max(0, squares / count - offset * offset),
    }
  }
}
