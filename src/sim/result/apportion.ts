/** Expected counts as whole ones that still add up. */

/** Beyond 2^52 not every whole number is a float64: counts are then multiples of a power of two. */
const EXACT = 2 ** 52

/**
 * Rounds parts to whole numbers whose sum is exactly that of the rounded whole: each down, and what is
 * missing goes to those that lost most.
 *
 * @param whole  not negative; about the sum of `parts`
 * @returns the whole and the parts, of which all sums are exact in float64
 */
export const apportion = (
  whole: number,
  parts: readonly number[],
): { readonly whole: number; readonly parts: readonly number[] } => {
  let unit = 1
  while (whole / unit > EXACT) unit *= 2
  const total = Math.round(whole / unit)
  const sum = parts.reduce((a, b) => a + b, 0)
  const scaled = parts.map(part => (sum > 0 ? (part / sum) * total : 0))
  const floors = scaled.map(Math.floor)
  const order = scaled
    .map((part, i) => ({ i, rest: part - floors[i]! }))
    .toSorted((a, b) => b.rest - a.rest || a.i - b.i)
  const missing = Math.round(total - floors.reduce((a, b) => a + b, 0))
  for (const { i } of order.slice(0, missing)) floors[i]!++
  const rounded = floors.reduce((a, b) => a + b, 0)
  return { whole: rounded * unit, parts: floors.map(part => part * unit) }
}
