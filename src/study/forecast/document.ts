/** The document of `forecast`: until when what was bought is enough. */
import type { ObjectiveResult } from '../../sim/result/document.ts'
import type { Load } from './play.ts'

/** When something fails. Days are dates in UTC, `2027-05-01`. */
export interface Failure {
  /** The first day on which it fails; null: not inside the horizon. */
  readonly failsOn: string | null
  /**
   * Between which days that falls, as weeks of the past differ: where a week is as busy, or as calm, as
   * 95 of 100 are. Null: not inside the horizon, or the history shows too few weeks.
   */
  readonly earliest: string | null
  readonly latest: string | null
  /** The day by which another connection like this one has to be ordered to be active then, in nine of ten cases; null: no lead times, or it does not fail. */
  readonly orderBy: string | null
}

/** An objective, as it is with the demand that was measured, and what becomes of it. */
export type ObjectiveForecast = ObjectiveResult &
  Failure & {
    /** Its value by month, in the order of `months`. */
    readonly course: readonly (number | null)[]
  }

/** A bandwidth or a port: it fails where more is offered to it in an interval than it carries. */
export type AllocationForecast = Load &
  Failure & {
    /** The share of it that is offered in the busiest interval, by month. */
    readonly course: readonly number[]
  }

/** What a measured series tells. */
export interface HistoryFigures {
  /** Its place in the scenario's `traffic`. */
  readonly traffic: number
  readonly file: string
  readonly column: string
  /** When it begins and ends; null where its times are no dates. */
  readonly from: string | null
  readonly to: string | null
  /** Seconds. */
  readonly length: number
  readonly spacing: number
  /** Samples that hold for longer than one and a half times the usual, and the longest, seconds. */
  readonly gaps: { readonly count: number; readonly longest: number }
}

/** The weeks of all measured series together. */
export interface TrendFigures {
  readonly weeks: number
  /** Growth per year that they show, with an interval of 95 %. */
  readonly growth: { readonly mean: number; readonly low: number; readonly high: number }
  /** The busiest hour of a week beside that of the last one: as the trend has it, and of 95 in 100 weeks. */
  readonly level: { readonly usual: number; readonly low: number; readonly high: number }
}

/** What is foretold. */
export interface ForecastDocument {
  readonly format: 'interlink-sim/forecast'
  readonly version: 1
  readonly scenario: { readonly name: string; readonly sha256: string; readonly text: string }
  readonly inputs: readonly { readonly file: string; readonly sha256: string }[]
  readonly seed: number
  /** A share per year of 365.25 days. */
  readonly growth: number
  /** The day on which demand is as last measured, and the last day looked at. */
  readonly from: string
  readonly to: string
  /** Length of what is repeated, seconds: a week, or what there is. */
  readonly week: number
  readonly history: readonly HistoryFigures[]
  /** Null: fewer than four whole weeks. */
  readonly trend: TrendFigures | null
  /** Days of `course`. */
  readonly months: readonly string[]
  readonly objectives: readonly ObjectiveForecast[]
  /** InterLinks in the order of the result's flows, then ports. */
  readonly allocations: readonly AllocationForecast[]
  /** Weeks played. */
  readonly evaluations: number
}
