/** Who plays the combinations of a sweep: this thread, or several that last. */
import type { RunInput } from '../../sim/run.ts'
import { START_COST } from '../../sim/threads/start-cost.ts'
import { framesOf, threadsFor } from '../replications/threads.ts'
import type { Loaded } from '../../scenario/load.ts'
import { type Outcome, playCombination } from './outcome.ts'
import type { Change } from '../../scenario/load.ts'

/** A combination that the rules admit. */
export interface Combination {
  readonly index: number
  readonly changes: readonly Change[]
  readonly loaded: Loaded
}

/** Plays combinations. */
export interface Team {
  /** How many may be under way at once, so that nobody waits. */
  readonly ahead: number
  /** @throws StoppedError when it was stopped meanwhile */
  readonly play: (combination: Combination) => Promise<Outcome>
  /** Ends all threads; they are gone when it is settled. */
  readonly end: () => Promise<void>
}

/** How the work is shared out. */
export type Sharing =
  /** Each combination whole, in one of so many threads; 1: in this one. */
  | { readonly by: 'combination'; readonly threads: number }
  /** One combination after the other, its replications in so many threads. */
  | { readonly by: 'replication'; readonly threads: number }

/**
 * Shares the work out so that it is soonest done.
 *
 * Where combinations are few and replications many, threads share the replications of each combination: of three
 * combinations in two threads, one thread would have to wait for the third. Starting threads anew for each
 * combination has its price.
 *
 * @param frames        of a run, about
 * @param combinations  that are to be played
 * @param most          threads that there may be, at least 1
 */
export const sharingFor = (
  frames: number,
  replications: number,
  combinations: number,
  most: number,
): Sharing => {
  const whole = threadsFor(frames * replications, combinations, most)
  const parts = threadsFor(frames, replications, most)
  const cost = (threads: number, pieces: number, each: number): number =>
    Math.ceil(pieces / threads) * each + (threads === 1 ? 0 : threads * START_COST)
  const costWhole = cost(whole, combinations, frames * replications)
  const costParts = combinations * cost(parts, replications, frames)
  return costParts < costWhole
    ? { by: 'replication', threads: parts }
    : { by: 'combination', threads: whole }
}

/** What is run of a combination. */
export const inputOf = ({ scenario, sha256, inputs }: Loaded): RunInput => ({
  scenario,
  sha256,
  inputs,
})

/**
 * Gathers a team.
 *
 * @param loaded        the scenario as it is, of which combinations are taken to be about as long
 * @param combinations  that are to be played
 * @param most          threads that there may be, at least 1
 */
export const gatherTeam = async (
  loaded: Loaded,
  replications: number,
  combinations: number,
  most: number,
  signal: AbortSignal | undefined,
): Promise<Team> => {
  const { by, threads } = sharingFor(framesOf(inputOf(loaded)), replications, combinations, most)
  if (by === 'combination' && threads > 1) {
    const { startThreads } = await import('./threads.ts')
    const crew = await startThreads(threads)
    return {
      ahead: 2 * threads,
      play: combination => crew.play(inputOf(combination.loaded), replications),
      end: crew.end,
    }
  }
  const options = { replications, threads, ...(signal === undefined ? {} : { signal }) }
  return {
    ahead: 1,
    play: combination => playCombination(inputOf(combination.loaded), options),
    end: async () => {},
  }
}
