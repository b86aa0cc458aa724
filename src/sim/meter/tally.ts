/** Counts by interval of the series, for things that seldom happen: only intervals that saw one. */

/** Intervals in rising order and what was counted in each, as plain data. */
export interface Tallied {
  readonly intervals: readonly number[]
  readonly counts: readonly number[]
}

/** Intervals in rising order and what was counted in each. */
export class Tally implements Tallied {
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

/** What tallies counted together. */
export const talliedTogether = (tallies: readonly Tallied[]): Tallied => {
  const total = new Map<number, number>()
  for (const { intervals, counts } of tallies) {
    intervals.forEach((interval, i) => {
      total.set(interval, (total.get(interval) ?? 0) + counts[i]!)
    })
  }
  const intervals = [...total.keys()].sort((a, b) => a - b)
  return { intervals, counts: intervals.map(interval => total.get(interval)!) }
}

/** Runs of consecutive intervals in which any of the tallies counted something, in rising order. */
export const spansOf = (tallies: readonly Tallied[]): Span[] => {
  const { intervals, counts } = talliedTogether(tallies)
  const spans: { first: number; last: number; count: number }[] = []
  intervals.forEach((interval, i) => {
    const open = spans.at(-1)
    if (open !== undefined && interval === open.last + 1) {
      open.last = interval
      open.count += counts[i]!
    } else spans.push({ first: interval, last: interval, count: counts[i]! })
  })
  return spans
}
