/** Quantiles of replications: values that came up, never between two of them. */

/** The three quantiles that are told: 10, 50 and 90 %. */
export interface Quantiles<T> {
  readonly p10: T
  readonly p50: T
  readonly p90: T
}

/** Parts of one in which a share is counted: what a percentage with thirteen decimals needs. */
const PARTS = 1e15

/**
 * The place of a quantile among `count` sorted values: of the smallest value that at least a share of
 * them does not exceed. Exact for every share that a percentage can be written as.
 *
 * @param share  above 0, at most 1
 * @param count  at least 1
 * @returns 0 … count - 1
 */
export const rankOf = (share: number, count: number): number => {
  const parts = BigInt(Math.round(share * PARTS))
  const whole = BigInt(PARTS)
  return Math.max(0, Number((parts * BigInt(count) + whole - 1n) / whole) - 1)
}

/**
 * The told quantiles of values.
 *
 * @param sorted  in rising order, at least one
 */
export const quantilesOf = (sorted: Float64Array): Quantiles<number> => {
  const at = (share: number): number => sorted[rankOf(share, sorted.length)]!
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) }
}

/** The same of something made from each. */
export const mapQuantiles = <T, U>(
  { p10, p50, p90 }: Quantiles<T>,
  map: (value: T) => U,
): Quantiles<U> => ({ p10: map(p10), p50: map(p50), p90: map(p90) })
