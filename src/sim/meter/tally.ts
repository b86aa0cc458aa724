/** Counts by interval of the series, for things that seldom happen: only intervals that saw one. */

/** Intervals in rising order and what was counted in each. */
export class Tally {
  declare readonly intervals: number[]
  declare readonly counts: number[]

  constructor() {
    this.intervals = []
    this.counts = []
  }

  /**
   * @param interval  never before the previous call's
   * @param times     how often it happened
   */
  add(interval: number, times: number): void {
    const last = this.intervals.length - 1
    if (last >= 0 && this.intervals[last] === interval) this.counts[last]! += times
    else {
      this.intervals.push(interval)
      this.counts.push(times)
    }
  }
}

/** Consecutive intervals, both ends included, and the total of their counts. */
export interface Span {
  readonly first: number
  readonly last: number
  count: number
}

/** Runs of consecutive intervals in which any of the tallies counted something, in rising order. */
export const spansOf = (tallies: readonly Tally[]): Span[] => {
  const total = new Map<number, number>()
  for (const { intervals, counts } of tallies) {
    intervals.forEach((interval, i) => {
      total.set(interval, (total.get(interval) ?? 0) + counts[i]!)
    })
  }
  const spans: { first: number; last: number; count: number }[] = []
  for (const interval of [...total.keys()].sort((a, b) => a - b)) {
    const open = spans.at(-1)
    if (open !== undefined && interval === open.last + 1) {
      open.last = interval
      open.count += total.get(interval)!
    } else spans.push({ first: interval, last: interval, count: total.get(interval)! })
  }
  return spans
}
