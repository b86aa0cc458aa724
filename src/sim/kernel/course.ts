/** The course of a run: its measured window, cut into intervals of the series and slices. */
import type { Backlog } from '../meter/backlog.ts'
import type { LaneSeries } from '../meter/series.ts'
import { type Window, sliceStarts } from '../meter/window.ts'
import type { Path } from './path.ts'

/** Boundaries of a lane's run, one after the other, and what is counted when they are crossed. */
export class Course {
  declare private readonly window: Window
  declare private readonly path: Path
  declare private readonly series: LaneSeries | null
  /** Queues that are told of frames as they come, each once. */
  declare private readonly backlogs: readonly Backlog[]
  declare private readonly starts: readonly number[]
  declare private nextInterval: number
  /** Bytes offered in the interval that ends, by flow. */
  declare private readonly offered: Float64Array
  declare private nextSlice: number
  declare private windowOpen: boolean

  /** @param backlogs  in front of the port, by flow */
  constructor(window: Window, path: Path, series: LaneSeries | null, backlogs: readonly Backlog[]) {
    this.window = window
    this.path = path
    this.series = series
    this.backlogs = [...new Set(backlogs)]
    this.starts = sliceStarts(window)
    this.offered = new Float64Array(path.meters.length)
    this.nextInterval = window.from + window.interval
    this.nextSlice = 1
    this.windowOpen = false
  }

  /** The next boundary, ps: a kernel plays up to it, and not including it. */
  get boundary(): number {
    const { window } = this
    return this.windowOpen
      ? Math.min(this.nextInterval, this.starts[this.nextSlice]!, window.to)
      : window.from
  }

  /**
   * All that happens before the next boundary has happened.
   *
   * @param rest  plays what happens at the end of the run and after it, when that is where it is
   * @returns whether the run is over
   */
  cross(rest: () => void): boolean {
    const { path, window, boundary } = this
    if (!this.windowOpen) {
      this.windowOpen = true
      path.port.beginWindow()
      this.series?.begin(path.port.busyUntil(boundary))
      return false
    }
    // The last interval ends with the run: what happens at that instant still counts.
    if (boundary === this.nextInterval && boundary < window.to) this.endInterval(boundary)
    if (boundary === this.starts[this.nextSlice]!) {
      for (const meter of path.meters) meter.endSlice()
      path.port.endSlice(boundary)
      for (const backlog of this.backlogs) backlog.endSlices(boundary)
      this.nextSlice++
    }
    if (boundary !== window.to) return false
    // The last slice has ended, too. What happens at the very end still counts.
    rest()
    this.endInterval(boundary)
    return true
  }

  /** All that happens in an interval of the series has happened. */
  private endInterval(instant: number): void {
    const { path, series } = this
    const { offered } = this
    path.meters.forEach((meter, flow) => {
      offered[flow] = meter.endInterval()
    })
    if (series !== null) series.end(offered, path.port.busyUntil(instant))
    this.nextInterval += this.window.interval
  }
}
