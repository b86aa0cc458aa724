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
  /** When a frame was emitted. */
  readonly EMISSION: Float64Array
  /** When it reaches the port's queue. */
  readonly ENTRY: Float64Array
  /** Its class. */
  readonly FRAME_CLASS: Int32Array
  /** Who it is, for a trace. */
  readonly MARK: Float64Array
  /** Its flow. */
  readonly FLOW: Int32Array
  /** When its first bit leaves; or what else `Port.send` says. */
  readonly START: Float64Array
  /** When its last bit is at the far end, or `GONE`. */
  readonly ARRIVAL: Float64Array
  /** When the bucket behind the cable, if there is one, releases it. */
  readonly DONE: Float64Array
  /** Places in the order of time. */
  readonly ORDER: Int32Array
  /** Their times, in that order. */
  readonly TIME: Float64Array
}

export const COLUMNS: Columns = {
  EMISSION: new Float64Array(CAPACITY),
  ENTRY: new Float64Array(CAPACITY),
  FRAME_CLASS: new Int32Array(CAPACITY),
  MARK: new Float64Array(CAPACITY),
  FLOW: new Int32Array(CAPACITY),
  START: new Float64Array(CAPACITY),
  ARRIVAL: new Float64Array(CAPACITY),
  DONE: new Float64Array(CAPACITY),
  ORDER: new Int32Array(CAPACITY),
  TIME: new Float64Array(CAPACITY),
}
