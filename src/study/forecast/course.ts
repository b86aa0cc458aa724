/** From when on something fails as demand grows, day by day. */
import { exp, ln } from '../../portable.ts'
import { YEAR_DAYS } from './question.ts'

/** Times what was measured, so many days later: compound growth. */
export const factorAt = (growth: number, days: number): number =>
  exp((ln(1 + growth) * days) / YEAR_DAYS)

/** Days after which demand is so many times what it was; Infinity or -Infinity where it never is. */
export const daysTo = (growth: number, factor: number): number =>
  (ln(factor) / ln(1 + growth)) * YEAR_DAYS

/** Days looked at first: the first of each month of a twelfth of a year, and the last. */
export const monthsUpTo = (days: number): readonly number[] => {
  const months = Math.floor((12 * days) / YEAR_DAYS)
  const marks = Array.from({ length: months + 1 }, (_, i) => Math.round((i * YEAR_DAYS) / 12))
  return [...new Set([...marks.filter(day => day <= days), days])]
}

/**
 * The first day on which something fails.
 *
 * Months are looked at first, then days between the last good one and the first bad one, by bisection: a
 * failure that comes and goes within a month may be found at its second coming.
 *
 * @param marks  rising days
 * @returns null: it never does
 */
export const firstFailing = async (
  marks: readonly number[],
  fails: (day: number) => Promise<boolean>,
): Promise<number | null> => {
  let good: number | null = null
  for (const day of marks) {
    if (!(await fails(day))) {
      good = day
      continue
    }
    if (good === null) return day
    let [low, high] = [good, day]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (await fails(middle)) high = middle
      else low = middle
    }
    return high
  }
  return null
}
