/** Frames that wait in one queue, in the order in which they leave it. */

const INITIAL_CAPACITY = 8
/** Positions are made small again before they could exceed 32 bits. */
const POSITION_MAX = 2 ** 30

/**
 * A ring of frames: departure, ps (rising), and size n, bytes. Position `p` is at index `p` modulo the
 * length, which is a power of two.
 */
export class Ring {
  declare leaves: Float64Array
  declare sizes: Int32Array
  /** Position of the first frame that had not left when time was last looked at. */
  declare first: number
  /** Position behind the last frame. */
  declare tail: number

  constructor() {
    this.leaves = new Float64Array(INITIAL_CAPACITY)
    this.sizes = new Int32Array(INITIAL_CAPACITY)
    this.first = 0
    this.tail = 0
  }

  /** A frame joins behind the others. */
  push(leave: number, size: number): void {
    this.makeRoom(1)
    const slot = this.tail++ & (this.leaves.length - 1)
    this.leaves[slot] = leave
    this.sizes[slot] = size
  }

  /** When the last of those that wait at `now` leaves, ps; Infinity of none. */
  lastLeave(now: number): number {
    if (this.first === this.tail) return Infinity
    const last = this.leaves[(this.tail - 1) & (this.leaves.length - 1)]!
    return last > now ? last : Infinity
  }

  /** Makes room for so many more frames. */
  makeRoom(count: number): void {
    while (this.tail - this.kept() + count > this.leaves.length) this.grow(this.leaves.length)
    if (this.tail > POSITION_MAX)
      this.rebase(this.kept() - (this.kept() & (this.leaves.length - 1)))
  }

  /** Position of the first frame that somebody still asks about. */
  protected kept(): number {
    return this.first
  }

  /** Doubles the room. @param length  of the ring so far */
  protected grow(length: number): void {
    this.leaves = this.spread(this.leaves, new Float64Array(2 * length))
    this.sizes = this.spread(this.sizes, new Int32Array(2 * length))
  }

  /** Copies what is kept from one ring to another. */
  protected spread<T extends Float64Array | Int32Array>(from: T, to: T): T {
    for (let p = this.kept(); p < this.tail; p++)
      to[p & (to.length - 1)] = from[p & (from.length - 1)]!
    return to
  }

  /** Takes so much, a multiple of the length, off all positions. */
  protected rebase(by: number): void {
    this.first -= by
    this.tail -= by
  }
}
