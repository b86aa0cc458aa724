/**
 * The frame that the event kernel moves at present. Steps of its way read and write its instants here,
 * since a number that is handed to a call or returned from it may be put on the heap. Each module takes
 * the array and the places that it needs as constants of its own (`docs/decisions/v8.md`).
 */
export const FRAME_REGISTERS: {
  /** Instants of the frame, whole ps, and who it is. */
  readonly FRAME: Float64Array
  /** When it was emitted. */
  readonly EMISSION: number
  /** When it is where it is now: at its limiter or at the port's queue. */
  readonly NOW: number
  /** When its first bit leaves, or what else `Port.send` says. */
  readonly START: number
  /** When its last bit is at the far end. */
  readonly ARRIVAL: number
  /** When it is delivered. */
  readonly DONE: number
  /** Who it is, for the trace. */
  readonly MARK: number
} = { FRAME: new Float64Array(16), EMISSION: 0, NOW: 1, START: 2, ARRIVAL: 3, DONE: 4, MARK: 5 }
