import type { CaptureHeaders } from './headers.ts'

/** The frames of a capture, one array per column, sorted by time (ties keep the file's order). */
export interface Capture {
  /** Number of records, at least 1. */
  readonly count: number
  /** Instant of each record since the earliest one: whole seconds … */
  readonly seconds: Float64Array
  /** … and the rest, whole picoseconds, 0 … 10^12 - 1. */
  readonly picos: Float64Array
  /** Original length of each frame, bytes, without FCS and without its (outermost) VLAN tag. */
  readonly bytes: Uint32Array
  /** The first bytes of each frame; null where they were not asked for. */
  readonly headers: CaptureHeaders | null
}

/** Why a file was refused. */
export interface CaptureFault {
  /** Byte of the file at which the damaged record, block or header begins. */
  readonly offset: number
  /** One sentence that names the value found and its limit. */
  readonly reason: string
}

/** A capture, or the first fault found in its file. */
export type CaptureResult =
  | { readonly ok: true; readonly capture: Capture }
  | { readonly ok: false; readonly fault: CaptureFault }
