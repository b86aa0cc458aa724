/**
 * What a cable does to the frames of one direction: settled before any frame is emitted, changing at
 * finitely many instants.
 */

/** From each instant on, up to the next, the cable is of one kind. */
export interface Wire {
  /** Whole ps, rising; the first one is 0. */
  readonly instants: Float64Array
  /** For each instant: `LOST`, or the bit error ratio of the light, 0 … 0.5; 0: every bit arrives. */
  readonly ratios: Float64Array
}

/** In place of a bit error ratio: whatever is on the wire is lost. */
export const LOST = 1

/** A wire on which every bit arrives. */
export const CLEAR: Wire = { instants: Float64Array.of(0), ratios: Float64Array.of(0) }
