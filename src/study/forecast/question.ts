/** How demand is said to grow, and how far ahead is looked. */
import type { UnixMs } from '../../calendar.ts'
import type { Loaded } from '../../scenario/load.ts'

/** Days of a year, the Julian one: what growth per year counts. */
export const YEAR_DAYS = 365.25
/** The farthest look ahead, days. */
export const HORIZON_DAYS_MAX: number = 100 * YEAR_DAYS
/** The most that demand can grow in a year; less than nothing is left at -1. */
export const GROWTH_MAX = 100

/** What is asked. */
export interface ForecastQuestion {
  readonly loaded: Loaded
  /** Share by which measured demand grows in a year of 365.25 days, above -1: 0.4 is 40 %. */
  readonly growth: number
  /** How far ahead is looked, days, whole, at least 1. */
  readonly horizonDays: number
  /** The day on which demand is as it was last measured; null: that of the last sample. */
  readonly from: UnixMs | null
}

/** Why nothing can be foretold, and where the scenario says so. */
export class ForecastError extends Error {
  override name = 'ForecastError'
  declare readonly path: readonly (string | number)[]

  constructor(path: readonly (string | number)[], message: string) {
    super(message)
    this.path = path
  }
}
