/** Threads that answer tasks, until they are ended. What only they need is loaded only here. */
import type { Entry } from './entry.ts'

/** A pool of threads that all begin with one file. */
export interface Pool {
  /**
   * Gives a task to a thread that is free, or will be.
   *
   * @returns what the file's default export answers
   * @throws what that throws, or what ended the thread
   */
  readonly ask: (task: unknown) => Promise<unknown>
  /** Ends all threads; they are gone when it is settled. */
  readonly end: () => Promise<void>
}

/**
 * Makes a pool; threads start as there are tasks for them.
 *
 * @param threads  at most
 * @param given    what each of them is started with, beside the tasks
 */
export const startPool = async (entry: Entry, threads: number, given?: unknown): Promise<Pool> => {
  const { Piscina } = await import('piscina')
  const pool = new Piscina({
    ...entry,
    workerData: given,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: Infinity,
    // A thread is busy for longer than it takes to wake it: none needs to be blocked to hear of a task.
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
    ask: async task => {
      const answer: Promise<unknown> = pool.run(task)
      for (const thread of pool.threads) {
        if (exits.has(thread.threadId)) continue
        exits.set(thread.threadId, new Promise(ended => thread.once('exit', ended)))
      }
      return Promise.race([answer, failure])
    },
    end: async () => {
      await pool.destroy()
      await Promise.all(exits.values())
    },
  }
}
