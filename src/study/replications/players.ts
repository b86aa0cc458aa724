/** Replications of variants of a scenario, played in this thread or in several that last. */
import type { Scenario } from '../../model/scenario.ts'
import { ProgressRows } from './meters.ts'
import type { Question } from './question.ts'
import { type Replication, playReplication } from './replication.ts'
import { framesOf, threadsFor } from './threads.ts'

/** Plays replications of any variant. */
export interface Players {
  /** How many replications may be under way at once, so that no thread waits. */
  readonly ahead: number
  /** @throws what `run` throws, or what ended a thread */
  readonly play: (scenario: Scenario, index: number) => Promise<Replication>
  /** What work comes to, or what `error` makes when it is stopped from outside first. */
  readonly unlessStopped: <T>(work: Promise<T>, error: () => Error) => Promise<T>
  /** Ends all threads; they are gone when it is settled. */
  readonly end: () => Promise<void>
}

/**
 * Starts players.
 *
 * @param question  what variants have in common: the files that are read, and about how long one takes
 * @param total     replications, about
 * @param most      threads that there may be, at least 1
 */
export const startPlayers = async (
  question: Pick<Question, 'input' | 'kernel'>,
  total: number,
  most: number,
  signal: AbortSignal | undefined,
): Promise<Players> => {
  const { input, kernel } = question
  const threads = threadsFor(framesOf(input), total, most)
  const ahead = threads === 1 ? 1 : 2 * threads
  const crew =
    threads === 1
      ? null
      : await (
          await import('./crew.ts')
        ).startCrew(question, threads, ahead, new ProgressRows(ahead))
  const unlessStopped = async <T>(work: Promise<T>, error: () => Error): Promise<T> => {
    let stop = (): void => {}
    const stopped = new Promise<never>((_, reject) => {
      stop = () => reject(error())
    })
    // What nobody waits for any more is nobody's concern.
    stopped.catch(() => {})
    work.catch(() => {})
    if (signal?.aborted === true) stop()
    signal?.addEventListener('abort', stop)
    try {
      return await Promise.race([stopped, work])
    } finally {
      signal?.removeEventListener('abort', stop)
    }
  }
  return {
    ahead,
    play: async (scenario, index) =>
      crew === null
        ? playReplication({ input: { ...input, scenario }, kernel }, index, {
            isWatched: false,
            ...(signal === undefined ? {} : { signal }),
          })
        : crew.play({ index, isWatched: false, scenario }),
    unlessStopped,
    end: async () => crew?.end(),
  }
}
