/**
 * The frames of one window, in columns: what the passes of the batch kernel read and write.
 *
 * There is one window in the process at a time: lanes take turns by whole windows and keep nothing
 * here. So the columns are constants. Each module takes those that it needs as constants of its own,
 * which makes loops over them fast (`docs/decisions/v8.md`). Memory that no window reaches is never
 * touched and costs nothing.
 */

/** Frames of a window at most. */
export const CAPACITY: number = 2 ** 18

/**
 * Columns by place: flow after flow, and within a flow in the order in which its frames reach the port;
 * times in whole ps.
 */
export interface Columns {
  /** When a frame reaches the port's queue; before it has met its limiter, when it was emitted. */
  readonly ENTRY: Float64Array
  /** When it was emitted, of flows of which the limiter in front of the port has held a frame; else `ENTRY`. */
  readonly EMISSION: Float64Array
  /** Its class. */
  readonly FRAME_CLASS: Int32Array
  /** Who it is, for a trace. */
  readonly MARK: Float64Array
  /** Its flow, in windows of which frames are lost or left over. */
  readonly FLOW: Int32Array
  /** How long it waits for the port; `NO_ROOM`, or Infinity: its first bit leaves after the end of the run. */
  readonly WAIT: Float64Array
  /** When its last bit is at the far end, or `GONE`; where somebody asks. */
  readonly ARRIVAL: Float64Array
  /** When the bucket behind the cable releases it, of flows of which it has held or dropped a frame. */
  readonly DONE: Float64Array
  /** Places in the order of time. */
  readonly ORDER: Int32Array
  /** Their times, in that order. */
  readonly TIME: Float64Array
}

export const COLUMNS: Columns = {
  ENTRY: new Float64Array(CAPACITY),
  EMISSION: new Float64Array(CAPACITY),
  FRAME_CLASS: new Int32Array(CAPACITY),
  MARK: new Float64Array(CAPACITY),
  FLOW: new Int32Array(CAPACITY),
  WAIT: new Float64Array(CAPACITY),
  ARRIVAL: new Float64Array(CAPACITY),
  DONE: new Float64Array(CAPACITY),
  ORDER: new Int32Array(CAPACITY),
  TIME: new Float64Array(CAPACITY),
}
