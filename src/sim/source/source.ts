/**
 * Sources: where frames come from. A source fills arrays with instants and frame classes, a block at
 * a time, and knows nothing of what becomes of them; every kernel reads the same blocks.
 */

/** An open-loop source of frames. */
export interface EmissionSource {
  /**
   * Emits the next frames, up to and including the first that is not before an instant.
   *
   * @param times    instants of emission are written here from `base` on: whole ps, never falling
   * @param classes  classes of the frames are written here from `base` on
   * @param base     first index to write
   * @param most     how many at most
   * @param before   ps; Infinity: as many as may be
   * @returns how many were emitted; when that is less than `most` and the last is before the instant, the
   *   source has ended, and it is 0 ever after
   */
  fill(times: Float64Array, classes: Int32Array, base: number, most: number, before: number): number
}

/** When a source may emit. */
export interface Period {
  /** Its clock begins here, whole ps. */
  readonly start: number
  /** The last instant at which it may emit, whole ps. */
  readonly last: number
}
