/** Means over replications, one more at a time: of values that are all alike it is that value, exactly. */

/**
 * A mean with one more value in it.
 *
 * @param count  of values, that one included
 */
export const meanWith = (mean: number, value: number, count: number): number =>
  mean + (value - mean) / count

/** The same for rows, place by place; both equally long. */
export const meansWith = (
  means: readonly number[],
  values: readonly number[],
  count: number,
): readonly number[] => means.map((mean, i) => meanWith(mean, values[i]!, count))
