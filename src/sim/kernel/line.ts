/** Frames held by a shaper until their release, in order. */

const INITIAL_CAPACITY = 64

/** A ring of frames: arrival, release, class and mark. Grows with what the shaper's queue admits. */
export class Line {
  declare private arrivals: Float64Array
  declare private releases: Float64Array
  declare private classes: Int32Array
  declare private marks: Float64Array
  declare private head: number
  declare private tail: number

  constructor() {
    this.arrivals = new Float64Array(INITIAL_CAPACITY)
    this.releases = new Float64Array(INITIAL_CAPACITY)
    this.classes = new Int32Array(INITIAL_CAPACITY)
    this.marks = new Float64Array(INITIAL_CAPACITY)
    this.head = 0
    this.tail = 0
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
    return this.releases[this.head & (this.arrivals.length - 1)]!
  }

  /** How many frames are released before an instant, ps. */
  dueBefore(before: number): number {
    const { releases, head, tail } = this
    let next = head
    while (next < tail && releases[next & (releases.length - 1)]! < before) next++
    return next - head
  }

  /** Class of the first frame. */
  get frameClass(): number {
    return this.classes[this.head & (this.arrivals.length - 1)]!
  }

  /** Mark of the first frame: who it is, for the trace. */
  get mark(): number {
    return this.marks[this.head & (this.arrivals.length - 1)]!
  }

  /** Adds a frame behind the others. */
  push(arrival: number, release: number, frameClass: number, mark: number): void {
    if (this.tail - this.head === this.arrivals.length) this.grow()
    const slot = this.tail++ & (this.arrivals.length - 1)
    this.arrivals[slot] = arrival
    this.releases[slot] = release
    this.classes[slot] = frameClass
    this.marks[slot] = mark
  }

  /** Removes the first frame. */
  shift(): void {
    this.head++
  }

  private grow(): void {
    const { arrivals, releases, classes, marks } = this
    const length = arrivals.length
    this.arrivals = new Float64Array(2 * length)
    this.releases = new Float64Array(2 * length)
    this.classes = new Int32Array(2 * length)
    this.marks = new Float64Array(2 * length)
    for (let i = this.head; i < this.tail; i++) {
      const from = i & (length - 1)
      const to = i & (2 * length - 1)
      this.arrivals[to] = arrivals[from]!
      this.releases[to] = releases[from]!
      this.classes[to] = classes[from]!
      this.marks[to] = marks[from]!
    }
  }
}
