/** What if: a scenario with all combinations of some values, each judged and run. */
import { InterruptedError } from '../sim/invariant.ts'
import { StoppedError } from './stopped.ts'
import { changesAt, combinationsOf } from './sweep/axes.ts'
import type { LoadedSweep } from './sweep/load.ts'
import { type Outcome, refused } from './sweep/outcome.ts'
import type { Team } from './sweep/team.ts'

/** What is asked besides the outcomes. */
export interface SweepOptions {
  readonly team: Team
  /** Whether an outcome is known already. */
  readonly isKnown: (index: number) => boolean
  /** Takes an outcome as soon as it is there, in any order. */
  readonly take: (index: number, outcome: Outcome) => void
  readonly signal?: AbortSignal
}

const nextTurn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

/**
 * Plays all combinations that are not known.
 *
 * @throws StoppedError when `signal` aborts
 * @throws whatever a callback or the team throws
 */
export const sweep = async (
  { loaded, axes }: Pick<LoadedSweep, 'loaded' | 'axes'>,
  { team, isKnown, take, signal }: SweepOptions,
): Promise<void> => {
  const total = combinationsOf(axes)
  let [begun, taken, hasEnded] = [0, 0, false]
  const next = (): number | null => {
    while (begun < total && isKnown(begun)) begun++
    return hasEnded || begun === total ? null : begun++
  }
  const answer = async (index: number): Promise<Outcome> => {
    const changes = changesAt(axes, index)
    const result = loaded.vary(changes)
    // Between two combinations there is time for signals, however many are refused.
    await nextTurn()
    if (!result.ok) return refused(result.faults, result.faultCount)
    return hasEnded
      ? Promise.reject(stopped())
      : team.play({ index, changes, loaded: result.loaded })
  }
  const stopped = (): StoppedError => new StoppedError(taken, total)
  const playSome = async (): Promise<void> => {
    for (let index = next(); index !== null; index = next()) {
      const outcome = await answer(index)
      if (hasEnded) return
      take(index, outcome)
      taken++
    }
  }
  let stop = (): void => {}
  const ended = new Promise<never>((_, reject) => {
    stop = () => reject(stopped())
  })
  ended.catch(() => {})
  if (signal?.aborted === true) stop()
  signal?.addEventListener('abort', stop)
  const all = Promise.all(Array.from({ length: Math.min(team.ahead, total) }, playSome))
  // What nobody waits for any more is nobody's concern.
  all.catch(() => {})
  try {
    await Promise.race([ended, all])
  } catch (error) {
    throw error instanceof InterruptedError || error instanceof StoppedError ? stopped() : error
  } finally {
    hasEnded = true
    signal?.removeEventListener('abort', stop)
  }
}
