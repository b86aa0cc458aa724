/**
 * Durations on their way into distributions: a pass writes a flow's here, in whole ps plus 1, and
 * `Distribution.addDurations` counts them. Each module takes the columns as constants of its own
 * (`docs/decisions/v8.md`).
 */

/** Durations at most. */
const CAPACITY = 2 ** 18

const durations = new Float64Array(CAPACITY)

export const DURATION_COLUMNS: {
  /** Each duration plus 1 ps. */
  readonly DURATIONS: Float64Array
  /** The same as pairs of 32-bit words. */
  readonly WORDS: Int32Array
} = { DURATIONS: durations, WORDS: new Int32Array(durations.buffer) }

/** Which word of a pair holds a float64's exponent on this machine. */
export const HIGH_WORD: number = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0
