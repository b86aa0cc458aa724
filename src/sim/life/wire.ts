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

/** What a cable is from an instant on. */
export interface WireState {
  /** Whole ps; what lies before 0 is as good as 0. */
  readonly from: number
  readonly ratio: number
}

/** A wire of states, as `gateOf` makes a gate of them. */
export const wireOf = (states: readonly WireState[]): Wire => {
  const instants: number[] = []
  const ratios: number[] = []
  for (const { from, ratio } of states) {
    const at = Math.max(0, from)
    if (instants.at(-1) === at) {
      instants.pop()
      ratios.pop()
    }
    if (ratios.at(-1) === ratio) continue
    instants.push(at)
    ratios.push(ratio)
  }
  return { instants: Float64Array.from(instants), ratios: Float64Array.from(ratios) }
}
