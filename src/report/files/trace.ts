/** The trace of a run as a capture that Wireshark opens. */
import type { CalendarInstant } from '../../calendar.ts'
import { PcapWriter, timestamp } from '../../formats/pcap/write.ts'
import { TRACE_SNAP, type TakeFrame } from '../../sim/trace/tracer.ts'

/** A trace while it is written. */
export interface TraceFile {
  readonly frame: TakeFrame
  /** Hands on what is still held back. */
  readonly end: () => void
}

const EPOCH: CalendarInstant = { seconds: 0, picos: 0 }

/**
 * Begins a trace: nanosecond pcap, timestamps rounded down.
 *
 * @param start  calendar instant of simulated time 0; null: 1970-01-01
 * @param take   takes the file's bytes in order; they are valid until it returns
 */
export const traceFile = (
  start: CalendarInstant | null,
  take: (bytes: Uint8Array) => void,
): TraceFile => {
  const writer = new PcapWriter(TRACE_SNAP, take)
  return {
    frame: (time, bytes, length) => {
      const { second, nano } = timestamp(time, start ?? EPOCH)
      writer.record(second, nano, bytes, length)
    },
    end: () => {
      writer.flush()
    },
  }
}
