/**
 * Bytes that wait in one queue: how many now, and over the measured window their maximum and their
 * mean over time.
 *
 * A frame's departure is known when it joins (queues are first in, first out), so frames leave by
 * themselves as time goes on. At one instant departures come before arrivals.
 */
import { AREA_SLOTS, addArea, areaOver } from './area.ts'
import type { QueueSeries } from './queue-series.ts'
import { QueueSlices } from './queue-slices.ts'
import { Ring } from './ring.ts'
import { type Window, sliceStarts } from './window.ts'
import { ZERO } from '../zero.ts'

/** Bytes that waited in a queue over the window. */
export interface QueueFigures {
  readonly mean: number
  readonly max: number
  /** Mean over each slice. */
  readonly perSlice: readonly number[]
}

/** A queue's waiting bytes. */
export class Backlog {
  /** What may wait, bytes. */
  declare readonly limit: number
  declare private readonly from: number
  declare private readonly to: number
  /** The frames that wait. */
  declare readonly ring: Ring
  /** Bytes that wait; it and the most that did are there for loops over many frames. */
  declare waiting: number
  /** Sum of size × time waited inside the window, byte · ps. */
  declare private readonly area: Float64Array
  declare readonly series: QueueSeries | null
  declare private readonly slices: QueueSlices
  /** The most that waited in the window, bytes. */
  declare highest: number
  declare private watching: boolean

  /**
   * @param series  what keeps the mean of each interval; null: nothing
   * @param ring    where its frames are; default: one of its own
   * @param starts  of the window's slices
   */
  constructor(
    limit: number,
    window: Window,
    series: QueueSeries | null,
    ring: Ring = new Ring(),
    starts: readonly number[] = sliceStarts(window),
  ) {
    this.limit = limit
    this.series = series
    this.slices = new QueueSlices(starts)
    this.from = window.from
    this.to = window.to
    this.ring = ring
    this.waiting = ZERO
    this.area = new Float64Array(AREA_SLOTS)
    this.highest = ZERO
    this.watching = false
  }

  /**
   * Whether a frame that must wait finds room.
   *
   * @param now   ps, never before the previous call's
   * @param size  bytes
   */
  admits(now: number, size: number): boolean {
    this.advance(now)
    return this.waiting + size <= this.limit
  }

  /**
   * Lets a frame wait.
   *
   * @param now    the instant last given to `admits`
   * @param leave  after `now` and not before any earlier frame's; Infinity: beyond the run
   * @param size   bytes
   */
  join(now: number, leave: number, size: number): void {
    this.ring.push(leave, size)
    this.count(now, leave, size)
  }

  /** The same, where the frame is in the ring already. */
  count(now: number, leave: number, size: number): void {
    this.waiting += size
    if (now < this.to && this.waiting > this.highest) {
      // What was the highest before the window opened is forgotten when it does.
      this.highest = this.waiting
    }
    const begin = Math.max(now, this.from)
    const end = Math.min(leave, this.to)
    if (end <= begin) return
    addArea(this.area, 0, size, end - begin)
    if (this.series !== null) this.series.wait(begin, end, size)
  }

  /**
   * Slices of the window end, as far as they do until `now`: every wait that begins before has been told,
   * and none that begins later. A queue of which more is known than of the clock is told before each frame
   * that waits; the others, at every boundary.
   */
  endSlices(now: number): void {
    if (this.slices.ends <= now) this.slices.endUntil(now, this.area, this.ring)
  }

  /** Mean over the window and its slices, and maximum in it, bytes; asked at the end. */
  figures(): QueueFigures {
    this.advance(this.from)
    this.endSlices(this.to)
    return {
      mean: areaOver(this.area, 0, this.to - this.from),
      max: this.highest,
      perSlice: this.slices.means,
    }
  }

  /**
   * What may wait without being too much or the most so far, bytes; before the window, when the most
   * does not count, without being too much.
   */
  get quiet(): number {
    return this.watching ? Math.min(this.highest, this.limit) : this.limit
  }

  /**
   * Lets a frame wait that was known to find room and not to be the most so far. What its wait adds to
   * the mean is told by itself, to `addWaits`.
   */
  joinQuietly(leave: number, size: number): void {
    this.ring.push(leave, size)
    this.waiting += size
  }

  /**
   * Frames waited, inside the window and inside one interval of its series.
   *
   * @param instant  of that interval, ps
   * @param area     byte · ps, whole
   */
  addWaits(instant: number, area: number): void {
    this.addArea(area)
    if (this.series !== null) this.series.add(instant, area)
  }

  /** Frames waited, inside the window: byte · ps, whole. Of a queue without series. */
  addArea(area: number): void {
    addArea(this.area, 0, 1, area)
  }

  /** Time goes on to `now`, ps, never before the previous call's or that of `admits`. */
  advance(now: number): void {
    if (!this.watching && now >= this.from) {
      // What still waits when the window opens may be the most that ever does.
      this.watching = true
      this.release(this.from)
      this.highest = this.waiting
    }
    this.release(now)
  }

  private release(now: number): void {
    const { ring } = this
    const { leaves, sizes, tail } = ring
    const mask = leaves.length - 1
    while (ring.first < tail && leaves[ring.first & mask]! <= now) {
      this.waiting -= sizes[ring.first & mask]!
      ring.first++
    }
  }
}
