/** How far durations lie apart, without keeping them. */
import { DURATION_COLUMNS } from './durations.ts'
import { ZERO } from '../zero.ts'

const { DURATIONS } = DURATION_COLUMNS
/** Numbers come into loops through an array (`docs/decisions/v8.md`). */
const REGISTERS = new Float64Array(16)

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
    if (this.count === 0) return null
    const offset = this.offsets / this.count
    // The one root here: IEEE 754 defines it exactly, as it does the four operations.
    return Math.sqrt(Math.max(0, this.squares / this.count - offset * offset))
  }
}
