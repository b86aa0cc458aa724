/** What crosses the border to threads that play combinations. */
import type { RunInput } from '../../sim/run.ts'
import type { Thrown } from '../../sim/threads/task.ts'
import type { Outcome } from './outcome.ts'

/** A combination to be played. */
export interface Task {
  /** Input files are in memory that threads have in common. */
  readonly input: RunInput
  readonly replications: number
}

/** What came of it, or what ended it short of that. */
export type Answer = { readonly kind: 'outcome'; readonly outcome: Outcome } | Thrown
