/** `availability`: years of faults without frames. */
import type { Loaded } from '../scenario/load.ts'
import type { Progress } from '../sim/progress.ts'
import type { AvailabilityDocument } from '../study/availability/document.ts'
import {
  CONFIDENCE_DEFAULT,
  FAILURES_MAX,
  REPLICATIONS_DEFAULT,
  REPLICATIONS_MAX,
  YEARS_DEFAULT,
  YEARS_MAX,
  tooOften,
} from '../study/availability/question.ts'
import { availability as playFaults } from '../study/availability.ts'
import { checkSeed, checkShare, checkWhole } from './checks.ts'

/** What is asked of years of faults. */
export interface AvailabilityOptions {
  /** That each replication lasts, 1 … 100; default 10. */
  readonly years?: number
  /** How often those years are drawn, 1 … 100,000; default 1,000. */
  readonly replications?: number
  /** How sure intervals are, above 0 and below 1; default 0.95. */
  readonly confidence?: number
  /** Instead of the scenario's seed, 0 … 2^32 - 1. */
  readonly seed?: number
  /** Ends the work early: it rejects with a `StoppedError`. */
  readonly signal?: AbortSignal
  /** Told some hundred times a second which share of the work is done, 0 … 1. */
  readonly onProgress?: (progress: Pick<Progress, 'share'>) => void
}

/**
 * Years of random faults without frames. A scenario without `faults` is up for certain.
 *
 * @returns the document of `availability`; the same for the same scenario, options, seed and version
 * @throws StoppedError when `signal` aborts
 * @throws RangeError   when an option has a value that it cannot have, or a fault comes too often
 * @throws whatever a callback throws
 */
export const availability = async (
  loaded: Loaded,
  options: AvailabilityOptions = {},
): Promise<AvailabilityDocument> => {
  const { years = YEARS_DEFAULT, replications = REPLICATIONS_DEFAULT } = options
  const { confidence = CONFIDENCE_DEFAULT, seed = loaded.scenario.seed } = options
  const { signal, onProgress } = options
  checkSeed(seed)
  checkShare('confidence', confidence)
  checkWhole('years', years, YEARS_MAX)
  checkWhole('replications', replications, REPLICATIONS_MAX)
  for (const { index, failures } of tooOften(loaded.scenario, years)) {
    throw new RangeError(
      `faults[${index}] comes about ${failures} times in ${years} years; at most ${FAILURES_MAX}`,
    )
  }
  const { sha256 } = loaded
  const scenario = { ...loaded.scenario, seed }
  return playFaults(
    { scenario, sha256, years, replications, confidence },
    {
      ...(signal === undefined ? {} : { signal }),
      ...(onProgress === undefined ? {} : { onProgress: share => onProgress({ share }) }),
    },
  )
}
