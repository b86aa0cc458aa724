/** Bytes waiting in one queue, by interval of the series. */
import { AREA_SLOTS, addArea, areaOver } from './area.ts'
import type { IntervalRows } from './interval-rows.ts'

/** Slots of a row that one queue takes: an area, and by how much the level of whole intervals changes. */
export const QUEUE_SLOTS: number = AREA_SLOTS + 1
const CHANGE = AREA_SLOTS

/** What waits in a queue, known frame by frame as soon as a frame's departure is. */
export class QueueSeries {
  declare private readonly rows: IntervalRows
  declare private readonly at: number
  /** Bytes that wait throughout the present interval, of frames that came before it. */
  declare private level: number

  /** @param at  the first of its slots in each row */
  constructor(rows: IntervalRows, at: number) {
    this.rows = rows
    this.at = at
    this.level = 0
  }

  /**
   * A frame waits.
   *
   * @param begin  ps, inside the measured window and not before the present interval
   * @param end    ps, after `begin` and not after the window
   * @param size   bytes
   */
  wait(begin: number, end: number, size: number): void {
    const { rows, at } = this
    const { from, interval } = rows.window
    const first = Math.floor((begin - from) / interval)
    const last = Math.ceil((end - from) / interval) - 1
    if (first === last) {
      addArea(rows.of(first), at, size, end - begin)
      return
    }
    addArea(rows.of(last), at, size, end - (from + last * interval))
    addArea(rows.of(first), at, size, from + (first + 1) * interval - begin)
    if (last - first === 1) return
    const risen = rows.of(first + 1)
    risen[at + CHANGE] = risen[at + CHANGE]! + size
    const fallen = rows.of(last)
    fallen[at + CHANGE] = fallen[at + CHANGE]! - size
  }

  /**
   * Frames have waited, all inside one interval.
   *
   * @param instant  of that interval, ps, not before the present one
   * @param area     byte · ps, whole
   */
  add(instant: number, area: number): void {
    const { rows, at } = this
    const { from, interval } = rows.window
    addArea(rows.of(Math.floor((instant - from) / interval)), at, 1, area)
  }

  /**
   * Mean over an interval, bytes; to be asked once for each, in order.
   *
   * @param row    counters of that interval
   * @param width  of it, ps
   */
  mean(row: Float64Array, width: number): number {
    this.level += row[this.at + CHANGE]!
    addArea(row, this.at, this.level, width)
    return areaOver(row, this.at, width)
  }
}
