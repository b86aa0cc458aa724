/** A source, and the frames that it has emitted beyond the window that takes them. */
import type { EmissionSource } from '../../source/source.ts'
import { CAPACITY, COLUMNS } from './scratch.ts'

const { ENTRY, FRAME_CLASS } = COLUMNS

const ROOM_AT_FIRST = 16

/** A source that windows are filled from. */
export class Ahead {
  declare private readonly source: EmissionSource
  /** Frames that are the next to come: the first is at `head`, the last one before `tail`. */
  declare private times: Float64Array
  declare private classes: Int32Array
  declare private head: number
  declare private tail: number
  declare private ended: boolean

  constructor(source: EmissionSource) {
    this.source = source
    this.times = new Float64Array(ROOM_AT_FIRST)
    this.classes = new Int32Array(ROOM_AT_FIRST)
    this.head = 0
    this.tail = 0
    this.ended = false
  }

  /**
   * Places the frames that are emitted before an instant, ps.
   *
   * @param place  of the first
   * @returns the place behind the last one; `CAPACITY` when that may not be all
   */
  draw(place: number, before: number): number {
    let next = this.drawKept(place, before)
    if (this.head < this.tail || this.ended) return next
    const room = CAPACITY - next
    const count = this.source.fill(ENTRY, FRAME_CLASS, next, room, before)
    next += count
    if (count > 0 && ENTRY[next - 1]! >= before) {
      next--
      this.putBack(next, next + 1)
    } else this.ended = count < room
    return next
  }

  /** Takes frames back that it has placed last: they are the next to come again. */
  putBack(from: number, to: number): void {
    const kept = this.tail - this.head
    const count = to - from
    const needed = kept + count
    if (needed > this.times.length) {
      const { times, classes } = this
      this.times = new Float64Array(2 * needed)
      this.classes = new Int32Array(2 * needed)
      this.times.set(times.subarray(this.head, this.tail), count)
      this.classes.set(classes.subarray(this.head, this.tail), count)
    } else {
      this.times.copyWithin(count, this.head, this.tail)
      this.classes.copyWithin(count, this.head, this.tail)
    }
    for (let i = 0; i < count; i++) {
      this.times[i] = ENTRY[from + i]!
      this.classes[i] = FRAME_CLASS[from + i]!
    }
    this.head = 0
    this.tail = needed
  }

  private drawKept(place: number, before: number): number {
    const { times, classes, tail } = this
    let { head } = this
    let next = place
    while (head < tail && next < CAPACITY && times[head]! < before) {
      ENTRY[next] = times[head]!
      FRAME_CLASS[next++] = classes[head++]!
    }
    this.head = head
    return next
  }
}
