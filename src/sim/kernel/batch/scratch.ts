/**
 * The frames of one window, in columns: what the passes of the batch kernel read and write.
 *
 * There is one window in the process at a time: lanes take turns by whole windows and keep nothing
 * here. So the columns are constants of the module, which is what makes loops over them fast
 * (`docs/decisions/v8.md`). Memory that no window reaches is never touched and costs nothing.
 */

/** Frames of a window at most. */
export const CAPACITY: number = 2 ** 18

// By place: flow after flow, and within a flow in the order in which its frames reach the port.

/** When a frame was emitted, whole ps. */
export const EMISSION: Float64Array = new Float64Array(CAPACITY)
/** When it reaches the port's queue, whole ps. */
export const ENTRY: Float64Array = new Float64Array(CAPACITY)
/** Its class. */
export const FRAME_CLASS: Int32Array = new Int32Array(CAPACITY)
/** Who it is, for a trace. */
export const MARK: Float64Array = new Float64Array(CAPACITY)
/** Its flow. */
export const FLOW: Int32Array = new Int32Array(CAPACITY)

/** Places in the order of time. */
export const ORDER: Int32Array = new Int32Array(CAPACITY)
