/** Threads that play combinations, seen from the one that started them. */
import type { Content } from '../../formats/content.ts'
import type { RunInput } from '../../sim/run.ts'
import { startPool } from '../../sim/threads/pool.ts'
import { sharedContent } from '../../sim/threads/shared.ts'
import { rethrown } from '../../sim/threads/task.ts'
import { sharedInput } from '../replications/task.ts'
import { ENTRY } from './entry.ts'
import type { Outcome } from './outcome.ts'
import type { Answer, Task } from './task.ts'

/** Plays combinations elsewhere. */
export interface Threads {
  /** @throws what ended a thread that could not even be loaded */
  readonly play: (input: RunInput, replications: number) => Promise<Outcome>
  /** Ends all threads; they are gone when it is settled. */
  readonly end: () => Promise<void>
}

/** What a thread that used up its memory is ended with. */
const isOutOfMemory = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY'

/** Starts threads. */
export const startThreads = async (threads: number): Promise<Threads> => {
  const pool = await startPool(ENTRY, threads)
  // Combinations read the same files, but where a path of a file is varied.
  const shared = new WeakMap<Content, Content>()
  const share = (content: Content): Content => {
    const known = shared.get(content) ?? sharedContent(content)
    shared.set(content, known)
    return known
  }
  return {
    play: async (input, replications) => {
      const task: Task = { input: sharedInput(input, share), replications }
      try {
        const answer = (await pool.ask(task)) as Answer
        if (answer.kind === 'thrown') throw rethrown(answer)
        return answer.outcome
      } catch (error) {
        if (!isOutOfMemory(error)) throw error
        return { kind: 'failed', error: 'its thread used up its memory' }
      }
    },
    end: pool.end,
  }
}
