/** Frames that one source has emitted ahead of the window that takes them. */
import type { EmissionSource } from '../../source/source.ts'

/** Frames that are asked for at once. */
const BLOCK = 128

/** A source and what it has emitted and nobody has taken yet. */
export class Ahead {
  declare private readonly source: EmissionSource
  declare times: Float64Array
  declare classes: Int32Array
  /** Its first frame is at `head`, the last one before `tail`. */
  declare head: number
  declare private tail: number
  declare private ended: boolean

  constructor(source: EmissionSource) {
    this.source = source
    this.times = new Float64Array(BLOCK)
    this.classes = new Int32Array(BLOCK)
    this.head = 0
    this.tail = 0
    this.ended = false
  }

  /**
   * Lets the source emit up to an instant.
   *
   * @param before  ps
   * @returns where the first frame stands that is not before it; from `head` on
   */
  reach(before: number): number {
    while (!this.ended && (this.head === this.tail || this.times[this.tail - 1]! < before)) {
      this.makeRoom()
      const emitted = this.source.fill(this.times, this.classes, this.tail, BLOCK)
      this.ended = emitted < BLOCK
      this.tail += emitted
    }
    const { times } = this
    let low = this.head
    let high = this.tail
    while (low < high) {
      const middle = (low + high) >> 1
      if (times[middle]! < before) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Makes room for a block behind the last frame. */
  private makeRoom(): void {
    const { times, classes, head, tail } = this
    if (times.length - tail >= BLOCK) return
    const isFew = 2 * (tail - head) <= times.length - BLOCK
    if (!isFew) {
      this.times = new Float64Array(2 * times.length)
      this.classes = new Int32Array(2 * times.length)
    }
    this.times.set(times.subarray(head, tail))
    this.classes.set(classes.subarray(head, tail))
    this.head = 0
    this.tail = tail - head
  }
}
