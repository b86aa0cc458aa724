/**
 * Fluid of one flow on its way to the port: parcels, each of a constant rate, in the order of time.
 */

/** Room for parcels at first. */
const CAPACITY = 64

const grown = (column: Float64Array): Float64Array => {
  const larger = new Float64Array(2 * column.length)
  larger.set(column)
  return larger
}

/** Parcels of a flow, a column for each figure. */
export class Parcels {
  declare length: number
  /** When the first and the last drop of each are here, ps. */
  declare begins: Float64Array
  declare ends: Float64Array
  declare frames: Float64Array
  /** Frame bytes n. */
  declare bytes: Float64Array
  /** What the first and the last drop have waited since they were emitted, ps. */
  declare waitsBegin: Float64Array
  declare waitsEnd: Float64Array
  /** The first one that was emitted in the measured window; those before it came in the warm-up. */
  declare measuredFrom: number

  constructor() {
    this.length = 0
    this.begins = new Float64Array(CAPACITY)
    this.ends = new Float64Array(CAPACITY)
    this.frames = new Float64Array(CAPACITY)
    this.bytes = new Float64Array(CAPACITY)
    this.waitsBegin = new Float64Array(CAPACITY)
    this.waitsEnd = new Float64Array(CAPACITY)
    this.measuredFrom = Infinity
  }

  /** Adds a parcel that begins where the last one ends, or later. */
  push(
    begin: number,
    end: number,
    frames: number,
    bytes: number,
    waitBegin: number,
    waitEnd: number,
    isMeasured: boolean,
  ): void {
    const at = this.length++
    if (at === this.begins.length) this.grow()
    this.begins[at] = begin
    this.ends[at] = end
    this.frames[at] = frames
    this.bytes[at] = bytes
    this.waitsBegin[at] = waitBegin
    this.waitsEnd[at] = waitEnd
    if (isMeasured && this.measuredFrom === Infinity) this.measuredFrom = at
  }

  private grow(): void {
    this.begins = grown(this.begins)
    this.ends = grown(this.ends)
    this.frames = grown(this.frames)
    this.bytes = grown(this.bytes)
    this.waitsBegin = grown(this.waitsBegin)
    this.waitsEnd = grown(this.waitsEnd)
  }
}
