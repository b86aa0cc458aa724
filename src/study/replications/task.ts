/** What crosses the border to threads that play replications. */
import type { Content } from '../../formats/content.ts'
import type { Scenario } from '../../model/scenario.ts'
import type { Thrown } from '../../sim/threads/task.ts'
import type { Question } from './question.ts'
import type { Replication } from './replication.ts'

/** What a thread is started with. */
export interface Given {
  /** Input files are in memory that threads have in common. */
  readonly question: Pick<Question, 'input' | 'kernel'>
  /** Memory of the rows of progress, and how many there are. */
  readonly rows: number
  readonly progress: Float64Array
}

/** A replication to be played. */
export interface Task {
  readonly index: number
  /** Where its progress is told, of all rows in turn; null: nowhere. */
  readonly row: number | null
  readonly isWatched: boolean
  /** Instead of the question's; it reads the same files. */
  readonly scenario?: Scenario
}

/** What came of it. */
export type Answer = { readonly kind: 'played'; readonly replication: Replication } | Thrown

/** A run's input as threads get it: only what crosses, its files made into what all threads can read. */
export const sharedInput = (
  { scenario, sha256, inputs }: Question['input'],
  share: (content: Content) => Content,
): Question['input'] => ({
  scenario,
  sha256,
  inputs: inputs.map(each => ({ ...each, content: share(each.content) })),
})
