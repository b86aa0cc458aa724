/** The trace of a run as a capture that Wireshark opens. */
import { PcapWriter, nanoseconds } from '../../formats/pcap/write.ts'
import { TRACE_SNAP, type TakeFrame } from '../../sim/trace/tracer.ts'

/** A trace while it is written. */
export interface TraceFile {
  readonly frame: TakeFrame
  /** Hands on what is still held back. */
  readonly end: () => void
}

/**
 * Begins a trace: nanosecond pcap, timestamps rounded down.
 *
 * @param take  takes the file's bytes in order; they are valid until it returns
 */
export const traceFile = (take: (bytes: Uint8Array) => void): TraceFile => {
  const writer = new PcapWriter(TRACE_SNAP, take)
  return {
    frame: (time, bytes, length) => {
      const { second, nano } = nanoseconds(time)
      writer.record(second, nano, bytes, length)
    },
    end: () => {
      writer.flush()
    },
  }
}
