/** How far a run has come. */
export interface Progress {
  /** Share of all simulated time that is done, 0 … 1. */
  readonly share: number
  /** Simulated time done, all lanes together, ps. */
  readonly simulated: number
  /** Simulated time to be done, all lanes together, ps. */
  readonly simulatedTotal: number
  /** Frames emitted so far. */
  readonly frames: number
}
