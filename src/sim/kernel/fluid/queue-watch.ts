/** What is seen of a server over the measured window: its queue, its tokens, how busy it is. */
import type { QueueFigures } from '../../meter/backlog.ts'
import type { Window } from '../../meter/window.ts'
import type { Grid } from './grid.ts'
import type { Watch } from './server.ts'

/** Figures of an interval of the series; null where they are not wanted. */
export interface WatchSeries {
  readonly intervals: Grid
  /** Frame bytes that wait, × ps. */
  readonly queueArea: Float64Array
  /** Tokens at its end, bytes as the server counts. */
  readonly tokens: Float64Array
  /** Time in which it works, ps. */
  readonly busy: Float64Array
}

/** A series of a server that nothing has happened to yet, with a full bucket of `depth` bytes. */
export const watchSeries = (intervals: Grid, depth: number): WatchSeries => ({
  intervals,
  queueArea: new Float64Array(intervals.count),
  tokens: new Float64Array(intervals.count).fill(depth),
  busy: new Float64Array(intervals.count),
})

/** Watches one server. */
export class QueueWatch implements Watch {
  declare private readonly window: Window
  declare private readonly slices: Grid
  declare readonly series: WatchSeries | null
  /** Time in which it works in each slice, ps. */
  declare readonly busyPerSlice: Float64Array
  /** Frame bytes that wait in each slice, × ps. */
  declare private readonly areaPerSlice: Float64Array
  declare private area: number
  declare private highest: number

  constructor(window: Window, slices: Grid, series: WatchSeries | null) {
    this.window = window
    this.slices = slices
    this.series = series
    this.busyPerSlice = new Float64Array(slices.count)
    this.areaPerSlice = new Float64Array(slices.count)
    this.area = 0
    this.highest = 0
  }

  stretch(
    begin: number,
    end: number,
    queueBegin: number,
    queueEnd: number,
    levelBegin: number,
    levelEnd: number,
    use: number,
  ): void {
    const { series, slices, window } = this
    if (end < window.from || begin > window.to) return
    if (use > 0) {
      slices.spread(begin, end, use * (end - begin), this.busyPerSlice)
      if (series !== null) series.intervals.spread(begin, end, use * (end - begin), series.busy)
    }
    if (queueBegin > 0 || queueEnd > 0) this.wait(begin, end, queueBegin, queueEnd)
    if (series !== null && levelBegin < 0) this.noteTokens(begin, end, levelBegin, levelEnd, series)
    else if (series !== null) this.noteTokens(begin, end, 0, 0, series)
  }

  /** Frame bytes that wait: mean over the window and its slices, and the most in it. */
  figures(): QueueFigures {
    const { from, to } = this.window
    return {
      mean: this.area / (to - from),
      max: this.highest,
      perSlice: Array.from(this.areaPerSlice, (area, k) => area / this.slices.widthOf(k)),
    }
  }

  private wait(begin: number, end: number, queueBegin: number, queueEnd: number): void {
    const { window, series, slices } = this
    const slope = end > begin ? (queueEnd - queueBegin) / (end - begin) : 0
    const at = (instant: number): number =>
      instant >= end ? queueEnd : queueBegin + slope * (instant - begin)
    const first = Math.max(begin, window.from)
    const last = Math.min(end, window.to)
    this.highest = Math.max(this.highest, at(first), at(last))
    this.area += ((at(first) + at(last)) / 2) * (last - first)
    const share = (cells: Grid, areas: Float64Array): void => {
      for (let cell = cells.cellAt(first); cell < cells.count; cell++) {
        const low = Math.max(first, cells.startOf(cell))
        const high = Math.min(last, cells.startOf(cell + 1))
        if (high <= low) break
        areas[cell]! += ((at(low) + at(high)) / 2) * (high - low)
      }
    }
    share(slices, this.areaPerSlice)
    if (series !== null) share(series.intervals, series.queueArea)
  }

  /** Notes how many tokens there are where intervals end. */
  private noteTokens(
    begin: number,
    end: number,
    levelBegin: number,
    levelEnd: number,
    { intervals, tokens }: WatchSeries,
  ): void {
    const { window } = this
    const first = Math.max(begin, window.from)
    for (let cell = intervals.cellAt(first); cell < intervals.count; cell++) {
      const ends = Math.min(intervals.startOf(cell + 1), window.to)
      if (ends > end) return
      if (ends < begin) continue
      const part = end > begin ? (ends - begin) / (end - begin) : 1
      tokens[cell] = Math.max(0, 0 - (levelBegin + (levelEnd - levelBegin) * part))
    }
  }
}
