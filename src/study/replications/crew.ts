/** Threads that play replications, seen from the one that started them. */
import { startPool } from '../../sim/threads/pool.ts'
import { sharedContent } from '../../sim/threads/shared.ts'
import { rethrown } from '../../sim/threads/task.ts'
import { ENTRY } from './entry.ts'
import type { ProgressRows } from './meters.ts'
import type { Question } from './question.ts'
import type { Replication } from './replication.ts'
import { type Answer, type Given, type Task, sharedInput } from './task.ts'

/** Plays replications elsewhere. */
export interface Crew {
  /** @throws what the replication throws, or what ended its thread */
  readonly play: (task: Task) => Promise<Replication>
  /** Ends all threads; they are gone when it is settled. */
  readonly end: () => Promise<void>
}

/** Starts threads. */
export const startCrew = async (
  { input, kernel }: Pick<Question, 'input' | 'kernel'>,
  threads: number,
  rows: number,
  progress: ProgressRows,
): Promise<Crew> => {
  const given: Given = {
    question: { input: sharedInput(input, sharedContent), kernel },
    rows,
    progress: progress.memory,
  }
  const pool = await startPool(ENTRY, threads, given)
  return {
    play: async task => {
      const answer = (await pool.ask(task)) as Answer
      if (answer.kind === 'thrown') throw rethrown(answer)
      return answer.replication
    },
    end: pool.end,
  }
}
