/** `provision`: from order to bill. */
import { type UnixMs, explainCalendar } from '../calendar.ts'
import type { Loaded } from '../scenario/load.ts'
import type { Progress } from '../sim/progress.ts'
import { readNeedBy } from '../study/need-by.ts'
import type { ProvisionDocument } from '../study/provision-document.ts'
import {
  CONFIDENCE_DEFAULT,
  REPLICATIONS_DEFAULT,
  REPLICATIONS_MAX,
} from '../study/provision-question.ts'
import { provision as drawOrders } from '../study/provision.ts'
import { checkSeed, checkShare, checkWhole } from './checks.ts'

/** What is asked of the orders of connections. */
export interface ProvisionOptions {
  /**
   * When the connections have to be active: a date such as `2026-02-09`, which means its end, 24:00
   * UTC, or a date and a time of day; default: not asked.
   */
  readonly needBy?: string
  /** Probability that is asked for, above 0 and below 1; default 0.95. */
  readonly confidence?: number
  /** How often each order is drawn, 1 … 10,000,000; default 10,000. */
  readonly replications?: number
  /** Instead of the scenario's seed, 0 … 2^32 - 1. */
  readonly seed?: number
  /** Ends the work early: it rejects with a `StoppedError`. */
  readonly signal?: AbortSignal
  /** Told some hundred times a second which share of the work is done, 0 … 1. */
  readonly onProgress?: (progress: Pick<Progress, 'share'>) => void
}

const needByIn = (text: string): UnixMs => {
  const read = readNeedBy(text)
  if (typeof read === 'number') return read
  const problem = read === 'no-date' ? 'is no date such as 2026-02-09' : explainCalendar(read)
  throw new RangeError(`needBy ${JSON.stringify(text)} ${problem}`)
}

/**
 * From order to bill: draws the orders of a scenario's connections again and again. Connections without
 * `provisioning` are in the document with their light and price alone.
 *
 * @returns the document of `provision`; the same for the same scenario, options, seed and version
 * @throws StoppedError when `signal` aborts
 * @throws RangeError   when an option has a value that it cannot have
 * @throws whatever a callback throws
 */
export const provision = async (
  loaded: Loaded,
  options: ProvisionOptions = {},
): Promise<ProvisionDocument> => {
  const { confidence = CONFIDENCE_DEFAULT, replications = REPLICATIONS_DEFAULT } = options
  const { seed = loaded.scenario.seed, signal, onProgress } = options
  checkSeed(seed)
  checkShare('confidence', confidence)
  checkWhole('replications', replications, REPLICATIONS_MAX)
  const needBy = options.needBy === undefined ? null : needByIn(options.needBy)
  const { sha256 } = loaded
  const scenario = { ...loaded.scenario, seed }
  return drawOrders(
    { scenario, sha256, replications, needBy, confidence },
    {
      ...(signal === undefined ? {} : { signal }),
      ...(onProgress === undefined ? {} : { onProgress: share => onProgress({ share }) }),
    },
  )
}
