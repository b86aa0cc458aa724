/** What a benchmark is: one subject, one operation counted, and a result that must not change. */

/** How large: `small` is over in milliseconds and runs with the tests. */
export type Size = 'small' | 'full'

export interface Subject {
  readonly name: string
  /** What one operation is, in the singular. */
  readonly operation: string
  /** Does the work once. @returns how many operations that was, and a hash of what came out */
  readonly work: () => Promise<Outcome> | Outcome
}

export interface Outcome {
  readonly operations: number
  /** The same in every round, or the benchmark measures something else. */
  readonly hash: string
}
