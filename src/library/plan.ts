/** `plan`: what must be bought so that every objective is met. */
import { availableParallelism } from 'node:os'
import { DIRECTIONS, type Direction } from '../model/direction.ts'
import type { Loaded } from '../scenario/load.ts'
import type { KernelChoice } from '../sim/kernel/choice.ts'
import { THREADS_MAX } from '../sim/threads/shares.ts'
import { type PlanProgress, plan as find } from '../study/plan.ts'
import type { PlanDocument } from '../study/plan/document.ts'
import { CAP_DEFAULT, FINDS } from '../study/plan/question.ts'
import { CONFIDENCE_DEFAULT, REPLICATIONS_MAX } from '../study/replications/question.ts'
import { checkEngine, checkKernel, checkSeed, checkShare, checkWhole } from './checks.ts'

/** What is to be found, and of what. */
export type PlanSubject =
  /** Id of the InterLink. */
  | { readonly find: 'bandwidth' | 'burst' | 'queue'; readonly interlink: string }
  /** Id of the connection. */
  | { readonly find: 'portSpeed'; readonly connection: string }

/** What is asked of a plan. */
export type PlanOptions = PlanSubject & {
  /** Only objectives of this direction are asked for; default: of both. */
  readonly direction?: Direction
  /**
   * Distance of the values that are tried: bit/s of a bandwidth, bytes of a burst or a queue, a whole number.
   * Default: the `availableBandwidths` of the connection, which admit no other, or 50 Mbps; 1 KiB.
   */
  readonly step?: number
  /** How often each value is run at most, 1 … 100,000; default 30. */
  readonly replications?: number
  /** How sure each verdict is, above 0 and below 1; default 0.95. */
  readonly confidence?: number
  /** Instead of the scenario's seed, 0 … 2^32 - 1; of the first replication of each value. */
  readonly seed?: number
  /** Which kernel simulates; all give the same figures. Default `auto`: the fastest. */
  readonly kernel?: KernelChoice
  /** At most so many threads, 1 … 1024; default: as many as there are cores. All give the same figures. */
  readonly threads?: number
  /** Ends the search early: it rejects with a `StoppedError`. */
  readonly signal?: AbortSignal
  /** Told after each look at a value how far the search has come, about. */
  readonly onProgress?: (progress: PlanProgress) => void
}

/**
 * Finds the smallest bandwidth, burst or queue of an InterLink, or the slowest port of a connection, with
 * which every objective is met.
 *
 * @returns the document of `plan`; the same for the same scenario, options, seed and version
 * @throws PlanError        when the scenario has nothing to find, or to judge; it says where
 * @throws StoppedError     when `signal` aborts
 * @throws ReplicationError when a replication failed; it says which seed, and `cause` what it threw
 * @throws RangeError       when an option has a value that it cannot have
 * @throws whatever a callback throws
 */
export const plan = async (loaded: Loaded, options: PlanOptions): Promise<PlanDocument> => {
  const { direction, step, replications = CAP_DEFAULT, confidence = CONFIDENCE_DEFAULT } = options
  const { seed = loaded.scenario.seed, kernel = 'auto', threads, signal, onProgress } = options
  if (!FINDS.includes(options.find)) {
    throw new RangeError(`find ${JSON.stringify(options.find)} is not one of ${FINDS.join(', ')}`)
  }
  if (direction !== undefined && !DIRECTIONS.includes(direction)) {
    throw new RangeError(
      `direction ${JSON.stringify(direction)} is not one of ${DIRECTIONS.join(', ')}`,
    )
  }
  if (step !== undefined) checkWhole('step', step, Number.MAX_SAFE_INTEGER)
  checkWhole('replications', replications, REPLICATIONS_MAX)
  checkShare('confidence', confidence)
  checkSeed(seed)
  checkKernel(kernel)
  checkEngine(loaded.scenario, { kernel, isReplicated: false })
  if (threads !== undefined) checkWhole('threads', threads, THREADS_MAX)
  return find(
    {
      loaded: { ...loaded, scenario: { ...loaded.scenario, seed } },
      find: options.find,
      subject: options.find === 'portSpeed' ? options.connection : options.interlink,
      direction: direction ?? null,
      step: step ?? null,
      replications,
      confidence,
      kernel,
    },
    {
      threads: threads ?? availableParallelism(),
      ...(signal === undefined ? {} : { signal }),
      ...(onProgress === undefined ? {} : { onProgress }),
    },
  )
}
