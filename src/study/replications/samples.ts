/** Figures over replications, added one by one: how many have them, mean and deviation. */

/** What is known of one figure. */
export interface Sample {
  /** Replications that have it. */
  readonly count: number
  /** 0 of none. */
  readonly mean: number
  /** Standard deviation between replications (n - 1); 0 of fewer than two. */
  readonly deviation: number
}

/**
 * Several figures, each with a number.
 *
 * @see Welford: Note on a method for calculating corrected sums of squares and products (1962)
 */
export class Samples {
  declare private readonly counts: Int32Array
  declare private readonly means: Float64Array
  declare private readonly squares: Float64Array

  /** @param figures  how many there are */
  constructor(figures: number) {
    this.counts = new Int32Array(figures)
    this.means = new Float64Array(figures)
    this.squares = new Float64Array(figures)
  }

  /** A replication has this value of a figure; null: it has none. */
  add(figure: number, value: number | null): void {
    if (value === null) return
    const { counts, means, squares } = this
    const count = counts[figure]! + 1
    const before = value - means[figure]!
    const mean = means[figure]! + before / count
    counts[figure] = count
    means[figure] = mean
    squares[figure]! += before * (value - mean)
  }

  /** What is known of a figure. */
  of(figure: number): Sample {
    const count = this.counts[figure]!
    return {
      count,
      mean: this.means[figure]!,
      deviation: count < 2 ? 0 : Math.sqrt(Math.max(0, this.squares[figure]!) / (count - 1)),
    }
  }
}
