/** Measured demand as it was: rates that hold, week by week, and what they tell of the weeks to come. */
import type { Instants, Values } from '../../formats/csv/read.ts'
import { exp, ln } from '../../portable.ts'
import { PS_PER_SECOND } from '../../units.ts'
import { studentQuantile } from '../student.ts'
import { YEAR_DAYS } from './question.ts'

export const DAY_SECONDS = 86_400
export const WEEK_SECONDS: number = 7 * DAY_SECONDS
const HOUR_SECONDS = 3_600

/** Rates that hold from one instant to the next. */
export interface History {
  /** When each begins, seconds: since 1970 where the file names dates, else since its first one. */
  readonly begins: Float64Array
  /** bit/s. */
  readonly rates: Float64Array
  /** When the last one ends. */
  readonly end: number
  /** Whether instants are those of the calendar. */
  readonly isDated: boolean
}

/**
 * A measured series as a history.
 *
 * @param factor  bit/s in a rate of 1
 */
export const historyOf = (
  { seconds, picos, epoch }: Instants,
  { samples }: Values,
  factor: number,
): History => {
  const first = epoch === null ? 0 : epoch.seconds + epoch.picos / PS_PER_SECOND
  const begins = seconds.map((whole, i) => first + whole + picos[i]! / PS_PER_SECOND)
  const last = begins.length - 1
  return {
    begins,
    rates: samples.map(rate => rate * factor),
    end: 2 * begins[last]! - begins[last - 1]!,
    isDated: epoch !== null,
  }
}

/** A stretch without samples: one holds longer than most. */
export interface Gap {
  readonly begin: number
  /** Seconds. */
  readonly length: number
}

/** The usual distance of samples, seconds: the median. */
export const spacingOf = ({ begins }: History): number => {
  const gaps = begins.slice(1).map((begin, i) => begin - begins[i]!)
  gaps.sort()
  return gaps[gaps.length >> 1]!
}

/** Samples that hold for more than one and a half times the usual. */
export const gapsIn = (history: History): readonly Gap[] => {
  const { begins } = history
  const usual = spacingOf(history)
  const gaps: Gap[] = []
  for (let i = 1; i < begins.length; i++) {
    const length = begins[i]! - begins[i - 1]!
    if (length > 1.5 * usual) gaps.push({ begin: begins[i - 1]!, length })
  }
  return gaps
}

/** Where the sample stands that holds at an instant of the history. */
const indexAt = ({ begins }: History, instant: number): number => {
  let [low, high] = [0, begins.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (begins[middle]! <= instant) low = middle
    else high = middle - 1
  }
  return low
}

/** The mean rate over a stretch of the history, bit/s. */
export const meanRate = (history: History, from: number, to: number): number => {
  const { begins, rates, end } = history
  let area = 0
  for (let i = indexAt(history, from); i < begins.length && begins[i]! < to; i++) {
    const until = Math.min(to, begins[i + 1] ?? end)
    area += rates[i]! * Math.max(0, until - Math.max(from, begins[i]!))
  }
  return area / (to - from)
}

/** Calls for each rate that holds in [from, to), which lies in the history, from where it holds there on. */
export const forEachIn = (
  history: History,
  from: number,
  to: number,
  visit: (begin: number, rate: number) => void,
): void => {
  const { begins, rates } = history
  for (let i = indexAt(history, from); i < begins.length && begins[i]! < to; i++) {
    visit(Math.max(from, begins[i]!), rates[i]!)
  }
}

/** Mean rates of the busiest hour of each whole week, the last one last; they are counted from the end. */
export const busiestHours = (history: History): readonly number[] => {
  const first = history.begins[0]!
  const weeks = Math.floor((history.end - first) / WEEK_SECONDS)
  return Array.from({ length: weeks }, (_, i) => {
    const begin = history.end - (weeks - i) * WEEK_SECONDS
    let most = 0
    for (let hour = begin; hour < begin + WEEK_SECONDS; hour += HOUR_SECONDS) {
      most = Math.max(most, meanRate(history, hour, hour + HOUR_SECONDS))
    }
    return most
  })
}

/** What weeks of the past let one expect of a week to come. */
export interface Trend {
  /** Whole weeks that were seen. */
  readonly weeks: number
  /** Growth that they show, a share per year, and its interval. */
  readonly growth: { readonly mean: number; readonly low: number; readonly high: number }
  /** The level of a week beside that of the last one, as the trend has it: 1 where that was as usual. */
  readonly usual: number
  /** Between which levels, beside the last week's, a week falls. */
  readonly low: number
  readonly high: number
}

const square = (x: number): number => x * x

/** Fewer weeks show no spread. */
const WEEKS_LEAST = 4
/** How sure the interval of a level is. */
export const LEVEL_CONFIDENCE = 0.95

/**
 * A straight line through the logarithms of weekly levels, and how far weeks lie off it (Student's t).
 *
 * @param levels  of whole weeks, above 0, the last one last
 * @returns null of too few weeks, or silent ones
 */
export const trendOf = (levels: readonly number[]): Trend | null => {
  const weeks = levels.length
  if (weeks < WEEKS_LEAST || levels.some(level => !(level > 0))) return null
  const logs = levels.map(ln)
  const middle = (weeks - 1) / 2
  const mean = logs.reduce((sum, each) => sum + each, 0) / weeks
  const spread = logs.reduce((sum, _, i) => sum + square(i - middle), 0)
  const slope = logs.reduce((sum, each, i) => sum + (i - middle) * (each - mean), 0) / spread
  const residual = logs.reduce(
    (sum, each, i) => sum + square(each - mean - slope * (i - middle)),
    0,
  )
  const deviation = Math.sqrt(residual / (weeks - 2))
  const t = studentQuantile(LEVEL_CONFIDENCE, weeks - 2)
  const yearly = (perWeek: number): number => exp((perWeek * YEAR_DAYS) / 7) - 1
  const slopeOff = (t * deviation) / Math.sqrt(spread)
  const off = t * deviation * Math.sqrt(1 + 1 / weeks)
  const usual = mean + slope * (weeks - 1 - middle) - logs.at(-1)!
  return {
    weeks,
    growth: { mean: yearly(slope), low: yearly(slope - slopeOff), high: yearly(slope + slopeOff) },
    usual: exp(usual),
    low: exp(usual - off),
    high: exp(usual + off),
  }
}
