/** Threads that play replications, seen from the one that started them. */
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

/** Starts threads. What only they need is loaded only here. */
export const startCrew = async (
  { input, kernel }: Pick<Question, 'input' | 'kernel'>,
  threads: number,
  rows: number,
  progress: ProgressRows,
): Promise<Crew> => {
  const { Piscina } = await import('piscina')
  const given: Given = {
    question: { input: sharedInput(input, sharedContent), kernel },
    rows,
    progress: progress.memory,
  }
  const pool = new Piscina({
    ...ENTRY,
    workerData: given,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: Infinity,
    // Tasks are few: no thread needs to be blocked to hear of one at once.
    atomics: 'disabled',
    recordTiming: false,
  })
  const exits = new Map<number, Promise<unknown>>()
  // A thread that cannot even be loaded tells no task of it.
  const failure = new Promise<never>((_, reject) => {
    pool.on('error', reject)
  })
  failure.catch(() => {})
  return {
    play: async task => {
      const playing = pool.run(task) as Promise<Answer>
      for (const thread of pool.threads) {
        if (exits.has(thread.threadId)) continue
        exits.set(thread.threadId, new Promise(ended => thread.once('exit', ended)))
      }
      const answer = await Promise.race([playing, failure])
      if (answer.kind === 'thrown') throw rethrown(answer)
      return answer.replication
    },
    end: async () => {
      await pool.destroy()
      await Promise.all(exits.values())
    },
  }
}
