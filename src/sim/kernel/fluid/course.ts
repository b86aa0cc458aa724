/** The course of a port: how long fluid waits that reaches it at some time, and which share gets in. */

const CAPACITY = 64

const grown = (column: Float64Array): Float64Array => {
  const larger = new Float64Array(2 * column.length)
  larger.set(column)
  return larger
}

/** Stretches of time in each of which waits are linear and the share let in is constant. */
export class Course {
  declare length: number
  declare begins: Float64Array
  declare ends: Float64Array
  /** ps. */
  declare waitsBegin: Float64Array
  declare waitsEnd: Float64Array
  declare shares: Float64Array

  constructor() {
    this.length = 0
    this.begins = new Float64Array(CAPACITY)
    this.ends = new Float64Array(CAPACITY)
    this.waitsBegin = new Float64Array(CAPACITY)
    this.waitsEnd = new Float64Array(CAPACITY)
    this.shares = new Float64Array(CAPACITY)
  }

  /** Adds a stretch behind the last one. Where nothing changes that one becomes longer. */
  add(begin: number, end: number, waitBegin: number, waitEnd: number, share: number): void {
    const last = this.length - 1
    const isSame =
      last >= 0 &&
      waitBegin === waitEnd &&
      this.waitsBegin[last] === waitBegin &&
      this.waitsEnd[last] === waitEnd &&
      this.shares[last] === share
    if (isSame) {
      this.ends[last] = end
      return
    }
    const at = this.length++
    if (at === this.begins.length) this.grow()
    this.begins[at] = begin
    this.ends[at] = end
    this.waitsBegin[at] = waitBegin
    this.waitsEnd[at] = waitEnd
    this.shares[at] = share
  }

  /** The wait at an instant of a stretch, ps. */
  waitAt(stretch: number, instant: number): number {
    const [begin, end] = [this.begins[stretch]!, this.ends[stretch]!]
    const [first, last] = [this.waitsBegin[stretch]!, this.waitsEnd[stretch]!]
    if (first === last || instant <= begin) return first
    return instant >= end ? last : first + ((last - first) * (instant - begin)) / (end - begin)
  }

  private grow(): void {
    this.begins = grown(this.begins)
    this.ends = grown(this.ends)
    this.waitsBegin = grown(this.waitsBegin)
    this.waitsEnd = grown(this.waitsEnd)
    this.shares = grown(this.shares)
  }
}
