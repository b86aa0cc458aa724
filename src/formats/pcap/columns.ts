import type { Capture } from './capture.ts'
import { CaptureHeaders } from './headers.ts'

/** Most records of one capture, 2^27: 2.7 GB of columns. */
export const RECORDS_MAX: number = 2 ** 27

const PICOS = 1e12

/** The columns of a capture while it is read: they double when they are full. */
export class CaptureColumns {
  /** Records so far. */
  declare count: number
  declare private seconds: Float64Array
  declare private picos: Float64Array
  declare private bytes: Uint32Array
  declare private sorted: boolean
  /** The first bytes of each frame; null where they are not kept. */
  declare readonly headers: CaptureHeaders | null

  /** @param keepHeaders  whether the first bytes of each frame are kept */
  constructor(keepHeaders: boolean) {
    this.count = 0
    this.headers = keepHeaders ? new CaptureHeaders() : null
    this.seconds = new Float64Array(1024)
    this.picos = new Float64Array(1024)
    this.bytes = new Uint32Array(1024)
    this.sorted = true
  }

  /**
   * Appends a record.
   *
   * @param second  instant on any axis, whole seconds, at most 2^52 from its zero
   * @param pico    the rest, whole picoseconds, 0 … 10^12 - 1
   * @param length  bytes of the frame
   * @returns false when `RECORDS_MAX` records are there already
   */
  push(second: number, pico: number, length: number): boolean {
    const index = this.count
    if (index === this.seconds.length && !this.grow()) return false
    const { seconds, picos } = this
    seconds[index] = second
    picos[index] = pico
    this.bytes[index] = length
    if (this.sorted && index > 0) {
      const before = seconds[index - 1]!
      if (second < before || (second === before && pico < picos[index - 1]!)) this.sorted = false
    }
    this.count = index + 1
    return true
  }

  /**
   * Sorts the records, counts time from the earliest one and cuts the columns to their length.
   * Ends the use of this object.
   *
   * @returns the capture; there must be at least one record
   */
  finish(): Capture {
    const { count } = this
    if (!this.sorted) this.sort()
    const seconds = shorten(this.seconds, count)
    const picos = shorten(this.picos, count)
    const bytes = shorten(this.bytes, count)
    const second = seconds[0]!
    const pico = picos[0]!
    for (let i = 0; i < count; i++) {
      // Whole numbers below 2^53 throughout: exact.
      const rest = picos[i]! - pico
      seconds[i] = seconds[i]! - second - (rest < 0 ? 1 : 0)
      picos[i] = rest < 0 ? rest + PICOS : rest
    }
    return { count, seconds, picos, bytes, headers: this.headers }
  }

  private grow(): boolean {
    const room = Math.min(this.seconds.length * 2, RECORDS_MAX)
    if (room === this.seconds.length) return false
    this.seconds = lengthen(this.seconds, new Float64Array(room))
    this.picos = lengthen(this.picos, new Float64Array(room))
    this.bytes = lengthen(this.bytes, new Uint32Array(room))
    return true
  }

  private sort(): void {
    const { count, seconds, picos } = this
    const order = new Uint32Array(count)
    for (let i = 0; i < count; i++) order[i] = i
    // The position in the file decides ties: stable, whatever the engine's sort does.
    order.sort((a, b) => seconds[a]! - seconds[b]! || picos[a]! - picos[b]! || a - b)
    this.seconds = rearrange(seconds, order, new Float64Array(count))
    this.picos = rearrange(picos, order, new Float64Array(count))
    this.bytes = rearrange(this.bytes, order, new Uint32Array(count))
    this.headers?.sort(order)
  }
}

type Column = Float64Array | Uint32Array

const lengthen = <C extends Column>(from: C, into: C): C => {
  into.set(from)
  return into
}

const shorten = <C extends Column>(column: C, count: number): C =>
  column.length === count ? column : (column.slice(0, count) as C)

const rearrange = <C extends Column>(from: C, order: Uint32Array, into: C): C => {
  for (let i = 0; i < order.length; i++) into[i] = from[order[i]!]!
  return into
}
