/** Threads that play combinations, seen from the one that started them. */
import type { Content } from '../../formats/content.ts'
import type { RunInput } from '../../sim/run.ts'
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

/** Starts threads. What only they need is loaded only here. */
export const startThreads = async (threads: number): Promise<Threads> => {
  const { Piscina } = await import('piscina')
  const pool = new Piscina({
    ...ENTRY,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: Infinity,
    // A thread is busy for longer than it takes to wake it.
    atomics: 'disabled',
    recordTiming: false,
  })
  const exits = new Map<number, Promise<unknown>>()
  // A thread that cannot even be loaded tells no task of it.
  const failure = new Promise<never>((_, reject) => {
    pool.on('error', reject)
  })
  failure.catch(() => {})
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
      const playing = pool.run(task) as Promise<Answer>
      for (const thread of pool.threads) {
        if (exits.has(thread.threadId)) continue
        exits.set(thread.threadId, new Promise(ended => thread.once('exit', ended)))
      }
      try {
        const answer = await Promise.race([playing, failure])
        if (answer.kind === 'thrown') throw rethrown(answer)
        return answer.outcome
      } catch (error) {
        if (!isOutOfMemory(error)) throw error
        return { kind: 'failed', error: 'its thread used up its memory' }
      }
    },
    end: async () => {
      await pool.destroy()
      await Promise.all(exits.values())
    },
  }
}
