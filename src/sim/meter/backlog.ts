/**
 * Bytes that wait in one queue: how many now, and over the measured window their maximum and their
 * mean over time.
 *
 * A frame's departure is known when it joins (queues are first in, first out), so frames leave by
 * themselves as time goes on. At one instant departures come before arrivals.
 */
import { AREA_SLOTS, addArea, areaOver } from './area.ts'
import type { QueueSeries } from './queue-series.ts'
import type { Window } from './window.ts'
import { ZERO } from '../zero.ts'

const INITIAL_CAPACITY = 64

/** A queue's waiting bytes. */
export class Backlog {
  /** What may wait, bytes. */
  declare readonly limit: number
  declare private readonly from: number
  declare private readonly to: number
  /**
   * A ring of the frames that wait: departure, ps (rising), and size, bytes. Power-of-two length. It, what
   * waits and the most that did are there for loops over many frames.
   */
  declare leaves: Float64Array
  declare sizes: Int32Array
  declare head: number
  declare tail: number
  /** Bytes that wait. */
  declare waiting: number
  /** Sum of size × time waited inside the window, byte · ps. */
  declare private readonly area: Float64Array
  declare readonly series: QueueSeries | null
  /** The most that waited in the window, bytes. */
  declare highest: number
  declare private watching: boolean

  /** @param series  what keeps the mean of each interval; null: nothing */
  constructor(limit: number, window: Window, series: QueueSeries | null) {
    this.limit = limit
    this.series = series
    this.from = window.from
    this.to = window.to
    this.leaves = new Float64Array(INITIAL_CAPACITY)
    this.sizes = new Int32Array(INITIAL_CAPACITY)
    this.head = 0
    this.tail = 0
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
    if (this.tail - this.head === this.leaves.length) this.grow()
    const slot = this.tail++ & (this.leaves.length - 1)
    this.leaves[slot] = leave
    this.sizes[slot] = size
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

  /** Mean over the window and maximum in it, bytes. */
  figures(): { readonly mean: number; readonly max: number } {
    this.advance(this.from)
    return { mean: areaOver(this.area, 0, this.to - this.from), max: this.highest }
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
    if (this.tail - this.head === this.leaves.length) this.grow()
    const slot = this.tail++ & (this.leaves.length - 1)
    this.leaves[slot] = leave
    this.sizes[slot] = size
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

  /** When the last of those that wait at `now` leaves, ps; Infinity of none. */
  lastLeave(now: number): number {
    if (this.head === this.tail) return Infinity
    const last = this.leaves[(this.tail - 1) & (this.leaves.length - 1)]!
    return last > now ? last : Infinity
  }

  /** Frames waited, inside the window: byte · ps, whole. Of a queue without series. */
  addArea(area: number): void {
    addArea(this.area, 0, 1, area)
  }

  /** Makes room in the ring for so many more frames, and its positions small. */
  makeRoom(count: number): void {
    while (this.leaves.length < this.tail - this.head + count) this.grow()
    const head = this.head & (this.leaves.length - 1)
    this.tail += head - this.head
    this.head = head
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
    const mask = this.leaves.length - 1
    while (this.head < this.tail && this.leaves[this.head & mask]! <= now) {
      this.waiting -= this.sizes[this.head & mask]!
      this.head++
    }
  }

  private grow(): void {
    const length = this.leaves.length
    const leaves = new Float64Array(2 * length)
    const sizes = new Int32Array(2 * length)
    for (let i = this.head; i < this.tail; i++) {
      leaves[i & (2 * length - 1)] = this.leaves[i & (length - 1)]!
      sizes[i & (2 * length - 1)] = this.sizes[i & (length - 1)]!
    }
    this.leaves = leaves
    this.sizes = sizes
  }
}
