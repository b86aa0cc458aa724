import type { CalendarInstant } from '../../calendar.ts'
import { LINKTYPE_ETHERNET } from './frame.ts'

/** Bytes gathered before they are handed on. */
const CHUNK = 1 << 20
const FILE_HEADER = 24
const RECORD_HEADER = 16
const NANOSECONDS_MAGIC = 0xa1b2_3c4d
const NANOS_PER_SECOND = 1_000_000_000
const PICOS_PER_NANO = 1000

/**
 * Writes a classic pcap file of Ethernet frames with nanosecond timestamps.
 *
 * @see draft-ietf-opsawg-pcap §4, §5
 */
export class PcapWriter {
  declare private readonly chunk: Uint8Array
  declare private readonly view: DataView
  declare private used: number
  declare private readonly take: (bytes: Uint8Array) => void
  declare private readonly snapLength: number

  /**
   * @param snapLength  most bytes of a frame that a record has
   * @param take        takes the file's bytes in order; they are valid until it returns
   */
  constructor(snapLength: number, take: (bytes: Uint8Array) => void) {
    this.chunk = new Uint8Array(CHUNK)
    this.view = new DataView(this.chunk.buffer)
    this.take = take
    this.snapLength = snapLength
    this.view.setUint32(0, NANOSECONDS_MAGIC, true)
    this.view.setUint16(4, 2, true)
    this.view.setUint16(6, 4, true)
    this.view.setUint32(16, snapLength, true)
    this.view.setUint32(20, LINKTYPE_ETHERNET, true)
    this.used = FILE_HEADER
  }

  /**
   * Writes a record.
   *
   * @param second  since 1970-01-01 UTC, below 2^32
   * @param nano    the rest, 0 … 999,999,999
   * @param bytes   the frame's first bytes
   * @param length  of the whole frame, without FCS
   */
  record(second: number, nano: number, bytes: Uint8Array, length: number): void {
    const captured = Math.min(bytes.length, length, this.snapLength)
    if (this.used + RECORD_HEADER + captured > CHUNK) this.flush()
    const { view, used } = this
    view.setUint32(used, second, true)
    view.setUint32(used + 4, nano, true)
    view.setUint32(used + 8, captured, true)
    view.setUint32(used + 12, length, true)
    this.chunk.set(bytes.length === captured ? bytes : bytes.subarray(0, captured), used + 16)
    this.used = used + RECORD_HEADER + captured
  }

  /** Hands on what has been written. */
  flush(): void {
    if (this.used > 0) this.take(this.chunk.subarray(0, this.used))
    this.used = 0
  }
}

/**
 * A simulated instant as a capture has it: whole seconds and nanoseconds, rounded down.
 *
 * @param picoseconds  since `start`, whole, at most 2^53
 */
export const timestamp = (
  picoseconds: number,
  start: CalendarInstant,
): { readonly second: number; readonly nano: number } => {
  const nanos = Math.floor(picoseconds / PICOS_PER_NANO)
  const second = Math.floor(nanos / NANOS_PER_SECOND)
  // The sum of both fractions of a second is below two of them.
  const picos = (nanos - second * NANOS_PER_SECOND) * PICOS_PER_NANO + start.picos
  const rest = Math.floor((picos + (picoseconds - nanos * PICOS_PER_NANO)) / PICOS_PER_NANO)
  const carried = rest >= NANOS_PER_SECOND ? 1 : 0
  return { second: start.seconds + second + carried, nano: rest - carried * NANOS_PER_SECOND }
}
