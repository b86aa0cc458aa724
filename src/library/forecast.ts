/** `forecast`: until when what was bought is enough. */
import { type UnixMs, explainCalendar, readCalendar, toUnixMs } from '../calendar.ts'
import type { Loaded } from '../scenario/load.ts'
import { forecast as foretell } from '../study/forecast.ts'
import type { ForecastDocument } from '../study/forecast/document.ts'
import { GROWTH_MAX, HORIZON_DAYS_MAX } from '../study/forecast/question.ts'
import { readGrowth, readHorizon } from '../study/forecast/words.ts'
import { checkSeed } from './checks.ts'

/** What is asked of a forecast. */
export interface ForecastOptions {
  /** How measured demand grows, compounding: `40%/y`, `2%/w`, `-5%/y`. */
  readonly growth: string
  /** How far ahead is looked: `3y`, `26w`, `90d`. */
  readonly horizon: string
  /** The day on which demand is as it was last measured, `2026-12-01`; default: that of the last sample. */
  readonly from?: string
  /** Instead of the scenario's seed, 0 … 2^32 - 1, of which lead times are drawn. */
  readonly seed?: number
  /** Ends the work early: it rejects with a `StoppedError`. */
  readonly signal?: AbortSignal
  /** Told after each week that was played about which share of the work is done, 0 … 1. */
  readonly onProgress?: (progress: { readonly share: number }) => void
}

const growthIn = (text: string): number => {
  const growth = readGrowth(text)
  if (growth !== null && growth > -1 && growth <= GROWTH_MAX) return growth
  throw new RangeError(
    `growth ${JSON.stringify(text)} is none such as 40%/y, more than -100%/y and at most ${GROWTH_MAX * 100}%/y`,
  )
}

const horizonIn = (text: string): number => {
  const days = readHorizon(text)
  if (days !== null && days >= 1 && days <= HORIZON_DAYS_MAX) return days
  throw new RangeError(`horizon ${JSON.stringify(text)} is none such as 3y, from 1d to 100y`)
}

const fromIn = (text: string): UnixMs => {
  const read = readCalendar(text)
  if (typeof read !== 'string') return toUnixMs(read)
  const problem = read === 'no-date' ? 'is no date such as 2026-12-01' : explainCalendar(read)
  throw new RangeError(`from ${JSON.stringify(text)} ${problem}`)
}

/**
 * Repeats the last whole week of a scenario's measured series, multiplied as demand grows, and finds from
 * which day on each objective fails and each bandwidth and port is full.
 *
 * @returns the document of `forecast`; the same for the same scenario, options, seed and version
 * @throws ForecastError when the scenario has no measured series, or nothing says when it was measured
 * @throws StoppedError  when `signal` aborts
 * @throws RangeError    when an option has a value that it cannot have
 * @throws whatever a callback throws
 */
export const forecast = async (
  loaded: Loaded,
  options: ForecastOptions,
): Promise<ForecastDocument> => {
  const { seed = loaded.scenario.seed, signal, onProgress } = options
  checkSeed(seed)
  return foretell(
    {
      loaded: { ...loaded, scenario: { ...loaded.scenario, seed } },
      growth: growthIn(options.growth),
      horizonDays: horizonIn(options.horizon),
      from: options.from === undefined ? null : fromIn(options.from),
    },
    {
      ...(signal === undefined ? {} : { signal }),
      ...(onProgress === undefined ? {} : { onProgress: share => onProgress({ share }) }),
    },
  )
}
