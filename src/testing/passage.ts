/** What a shaper, a policer or a whole path did to frames, as its checkers read it. */

/**
 * A frame that reaches what is examined.
 *
 * All instants of this module are whole picoseconds, numbers from 0 to 2^53 - 1 (2 h 30 min), as
 * everywhere in the library. All sizes are whole bytes above 0.
 */
export interface Arrival {
  /** When it arrives, ps. */
  readonly arrival: number
  /** Its size; which layer that counts is said by a bucket's `countAs`. */
  readonly bytes: number
  /** Frames of one flow keep their order among themselves; default: all are of one flow. */
  readonly flow?: string
}

/** A frame that left, wholly at one instant. */
export interface Departed extends Arrival {
  /** When it left, ps. */
  readonly departure: number
}

/** A frame that was dropped. */
export interface Dropped extends Arrival {
  /** When it was dropped, ps. */
  readonly dropped: number
}

/** A frame that was neither gone nor dropped when the trace ended. */
export interface InFlight extends Arrival {
  readonly inFlight: true
}

/** A frame and what became of it. Arrays of them are in the order of arrival; of equal ones, first come. */
export type Passage = Departed | Dropped | InFlight

/** What a shaper says of a frame: when it leaves, ps, or that it is dropped. */
export type Fate = number | 'dropped'

/** A frame with its fate, which is decided when it arrives. */
export const passageOf = (arrival: Arrival, fate: Fate): Departed | Dropped =>
  fate === 'dropped' ? { ...arrival, dropped: arrival.arrival } : { ...arrival, departure: fate }
