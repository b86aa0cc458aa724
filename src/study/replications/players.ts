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
  /** How far the replications that are under way have come, added up. */
  readonly underWay: () => ReturnType<ProgressRows['sum']>
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
  const rows = new ProgressRows(ahead)
  const free = Array.from({ length: ahead }, (_, row) => row)
  const crew =
    threads === 1
      ? null
      : await (await import('./crew.ts')).startCrew(question, threads, ahead, rows)
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
  const playOn = (scenario: Scenario, index: number, row: number | null): Promise<Replication> =>
    crew === null
      ? playReplication({ input: { ...input, scenario }, kernel }, index, {
          isWatched: false,
          onProgress: ({ share, frames }) => {
            if (row !== null) rows.tell(row, share, frames)
          },
          ...(signal === undefined ? {} : { signal }),
        })
      : crew.play({ index, row, isWatched: false, scenario })
  return {
    ahead,
    play: async (scenario, index) => {
      // What is left over of a variant of which enough is known may have all rows.
      const row = free.pop() ?? null
      try {
        return await playOn(scenario, index, row)
      } finally {
        if (row !== null) {
          rows.tell(row, 0, 0)
          free.push(row)
        }
      }
    },
    underWay: () => rows.sum(),
    unlessStopped,
    end: async () => crew?.end(),
  }
}
