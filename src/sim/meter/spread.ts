/** How far durations lie apart, without keeping them. */

/** Sums of the distances from the first duration seen, and of their squares. */
export class Spread {
  declare private count: number
  /** The first duration: squares of distances from it stay small where squares of durations do not. */
  declare private origin: number
  declare private offsets: number
  declare private squares: number

  constructor() {
    this.count = 0
    this.origin = 0
    this.offsets = 0
    this.squares = 0
  }

  /** Counts one duration, whole ps. */
  add(duration: number): void {
    if (this.count++ === 0) this.origin = duration
    const offset = duration - this.origin
    this.offsets += offset
    this.squares += offset * offset
  }

  /** Standard deviation of the population, ps; null of nothing. */
  stdev(): number | null {
    if (this.count === 0) return null
    const offset = this.offsets / this.count
    // The one root here: IEEE 754 defines it exactly, as it does the four operations.
    return Math.sqrt(Math.max(0, this.squares / this.count - offset * offset))
  }
}
