/**
 * A row of counters for each interval of the series that may still change: the present one and those
 * ahead of it, as far as the fate of frames is settled ahead of time.
 */
import type { Window } from './window.ts'

const INITIAL_CAPACITY = 8

/** Rows by interval, in a ring that grows with the furthest interval asked for. */
export class IntervalRows {
  declare readonly window: Window
  declare private readonly slots: number
  declare private ring: Float64Array[]
  /** The interval of the first row. */
  declare private first: number

  /** @param slots  counters of a row */
  constructor(window: Window, slots: number) {
    this.window = window
    this.slots = slots
    this.ring = Array.from({ length: INITIAL_CAPACITY }, () => new Float64Array(slots))
    this.first = 0
  }

  /**
   * The counters of an interval.
   *
   * @param interval  not yet given up
   */
  of(interval: number): Float64Array {
    while (interval - this.first >= this.ring.length) this.grow()
    return this.ring[interval & (this.ring.length - 1)]!
  }

  /** Gives up the first row: its counters are set to zero and serve a later interval. */
  shift(): void {
    this.of(this.first).fill(0)
    this.first++
  }

  private grow(): void {
    const { ring, first, slots } = this
    const length = ring.length
    this.ring = Array.from({ length: 2 * length }, () => NONE)
    for (let i = first; i < first + length; i++) {
      this.ring[i & (2 * length - 1)] = ring[i & (length - 1)]!
      this.ring[(i + length) & (2 * length - 1)] = new Float64Array(slots)
    }
  }
}

const NONE = new Float64Array(0)
