/**
 * The frame that the event kernel moves at present: its instants, ps. Steps of its way read and write
 * them here, since a number that is handed to a call or returned from it may be put on the heap
 * (`docs/decisions/v8.md`). Each module takes the array as a constant of its own.
 */
export const FRAME_REGISTERS: { readonly FRAME: Float64Array } = { FRAME: new Float64Array(16) }

/** When it was emitted. */
export const EMISSION = 0
/** When it is where it is now: at its limiter or at the port's queue. */
export const NOW = 1
/** Who it is, for the trace. */
export const MARK = 2
/** When its first bit leaves, or what else `Port.send` says. */
export const START = 3
/** When its last bit is at the far end. */
export const ARRIVAL = 4
/** When it is delivered. */
export const DONE = 5
