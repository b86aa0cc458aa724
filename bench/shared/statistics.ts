/** What rounds come to. */

/** Middle, least and most of some rounds. */
export interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
}

/** @param values  at least one */
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** @param values  at least one */
export const spread = (values: readonly number[]): Spread => ({
  median: median(values),
  min: Math.min(...values),
  max: Math.max(...values),
})

/**
 * Quotients round by round: what slows the machine for a while slows both, and falls out.
 *
 * @param values  of each round
 * @param bases   of the same rounds
 */
export const ratios = (values: readonly number[], bases: readonly number[]): Spread =>
  spread(values.map((value, round) => value / bases[round]!))
