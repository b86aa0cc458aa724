/** Frames held by a shaper until their release, in order. */
import { Ring } from '../meter/ring.ts'

/** A ring of frames: arrival, release, size, class and mark. Grows with what the shaper's queue admits. */
export class Line extends Ring {
  declare arrivals: Float64Array
  declare classes: Int32Array
  declare marks: Float64Array
  /** Position of the first frame that has not been taken out. */
  declare head: number

  constructor() {
    super()
    this.arrivals = new Float64Array(this.leaves.length)
    this.classes = new Int32Array(this.leaves.length)
    this.marks = new Float64Array(this.leaves.length)
    this.head = 0
  }

  /** How many frames are held. */
  get length(): number {
    return this.tail - this.head
  }

  /** Arrival of the first frame, ps. */
  get arrival(): number {
    return this.arrivals[this.head & (this.arrivals.length - 1)]!
  }

  /** Release of the first frame, ps; Infinity of none. */
  get release(): number {
    if (this.head === this.tail) return Infinity
    return this.leaves[this.head & (this.leaves.length - 1)]!
  }

  /** Class of the first frame. */
  get frameClass(): number {
    return this.classes[this.head & (this.classes.length - 1)]!
  }

  /** Mark of the first frame: who it is, for the trace. */
  get mark(): number {
    return this.marks[this.head & (this.marks.length - 1)]!
  }

  /** How many frames are released before an instant, ps. */
  dueBefore(before: number): number {
    const { leaves, head, tail } = this
    const mask = leaves.length - 1
    let next = head
    while (next + STRIDE <= tail && leaves[(next + STRIDE - 1) & mask]! < before) next += STRIDE
    while (next < tail && leaves[next & mask]! < before) next++
    return next - head
  }

  /** Adds a frame behind the others. */
  hold(arrival: number, release: number, size: number, frameClass: number, mark: number): void {
    this.push(release, size)
    const slot = (this.tail - 1) & (this.leaves.length - 1)
    this.arrivals[slot] = arrival
    this.classes[slot] = frameClass
    this.marks[slot] = mark
  }

  /** Removes the first frame. */
  shift(): void {
    this.head++
  }

  protected override kept(): number {
    return Math.min(this.head, this.first)
  }

  protected override grow(length: number): void {
    super.grow(length)
    this.arrivals = this.spread(this.arrivals, new Float64Array(2 * length))
    this.classes = this.spread(this.classes, new Int32Array(2 * length))
    this.marks = this.spread(this.marks, new Float64Array(2 * length))
  }

  protected override rebase(by: number): void {
    super.rebase(by)
    this.head -= by
  }
}

/** Frames that are looked at in one step where many are due. */
const STRIDE = 8
