/**
 * Until when what was bought is enough: the last week of measured demand, repeated and grown until
 * objectives fail and allocations are full.
 *
 * The fluid engine plays the week, so a forecast takes seconds for years. Measured demand grows as it is
 * told to; everything else of the scenario stays. What the history itself shows of growth, and of how far
 * weeks differ, is told beside it.
 */
import {
  DAY_MS,
  LATEST,
  type UnixMs,
  dayAround,
  formatDate,
  formatUnixMs,
  unixMs,
} from '../calendar.ts'
import type { Connection } from '../model/world.ts'
import { openOrderStream, orderedDraw } from '../sim/life/provisioning.ts'
import { InterruptedError } from '../sim/invariant.ts'
import type { ObjectiveResult } from '../sim/result/document.ts'
import type { RunInput } from '../sim/run.ts'
import { daysTo, factorAt, firstFailing, monthsUpTo } from './forecast/course.ts'
import type {
  AllocationForecast,
  Failure,
  ForecastDocument,
  HistoryFigures,
  ObjectiveForecast,
} from './forecast/document.ts'
import { type Trend, busiestHours, gapsIn, spacingOf, trendOf } from './forecast/history.ts'
import { type Outcome, playWeek } from './forecast/play.ts'
import { ForecastError, type ForecastQuestion, HORIZON_DAYS_MAX } from './forecast/question.ts'
import { type MeasuredDemand, type Week, weekOf } from './forecast/week.ts'
import { rankOf } from './quantiles.ts'
import { StoppedError } from './stopped.ts'

export { ForecastError } from './forecast/question.ts'

/** What is asked besides the answer. */
export interface ForecastOptions {
  readonly signal?: AbortSignal
  /** Told the share of the work that is done, 0 … 1; an estimate. */
  readonly onProgress?: (share: number) => void
}

/** Orders drawn for a lead time, and the share of them that it covers. */
const ORDERS = 1_000
const ORDER_SHARE = 0.9

/** Days from an order to the active link in nine of ten cases; null where it is there from the start. */
const leadDays = ({ id, provisioning }: Connection, seed: number): number | null => {
  if (provisioning === null) return null
  const times = Array.from({ length: ORDERS }, (_, i) => {
    const { linkActive } = orderedDraw(provisioning, openOrderStream((seed + i) % 2 ** 32, id))
    return linkActive - provisioning.ordered
  }).toSorted((a, b) => a - b)
  return Math.ceil(times[rankOf(ORDER_SHARE, ORDERS)]! / DAY_MS)
}

const historyFigures = ({ index, file, column, history }: MeasuredDemand): HistoryFigures => {
  const { begins, end, isDated } = history
  const written = (seconds: number): string | null =>
    isDated ? formatUnixMs(unixMs(Math.floor(seconds * 1000))) : null
  const gaps = gapsIn(history)
  return {
    traffic: index,
    file,
    column,
    from: written(begins[0]!),
    to: written(end),
    length: end - begins[0]!,
    spacing: spacingOf(history),
    gaps: {
      count: gaps.length,
      longest: gaps.reduce((most, { length }) => Math.max(most, length), 0),
    },
  }
}

/** The trend of all measured series together, over the weeks that all of them have. */
const trendIn = (measured: readonly MeasuredDemand[]): Trend | null => {
  const levels = measured.map(({ history }) => busiestHours(history))
  const weeks = Math.min(...levels.map(({ length }) => length))
  return trendOf(
    Array.from({ length: weeks }, (_, i) =>
      levels.reduce((sum, each) => sum + each[each.length - weeks + i]!, 0),
    ),
  )
}

/** Weeks that are played, each multiple once. */
class Weeks {
  declare private readonly week: Week
  declare private readonly growth: number
  declare private readonly signal: AbortSignal | undefined
  declare private readonly known: Map<number, Outcome>
  declare private readonly tell: (played: number) => void

  constructor(
    week: Week,
    growth: number,
    signal: AbortSignal | undefined,
    tell: (played: number) => void,
  ) {
    this.week = week
    this.growth = growth
    this.signal = signal
    this.known = new Map()
    this.tell = tell
  }

  get played(): number {
    return this.known.size
  }

  /** What comes of the week with the demand of a day. */
  async at(day: number): Promise<Outcome> {
    const known = this.known.get(day)
    if (known !== undefined) return known
    // Between two weeks others have their turn.
    await new Promise(resolve => setImmediate(resolve))
    const outcome = await playWeek(this.week, factorAt(this.growth, day), this.signal)
    this.known.set(day, outcome)
    this.tell(this.played)
    return outcome
  }
}

/** A day by which something fails, and those that a busier and a calmer week make of it. */
interface Found {
  readonly day: number | null
  readonly earliest: number | null
  readonly latest: number | null
}

/** @param horizon  the last day that is looked at, the days beyond it are for busier weeks */
const found = (
  failing: number | null,
  trend: Trend | null,
  growth: number,
  horizon: number,
): Found => {
  if (failing === null) return { day: null, earliest: null, latest: null }
  const inside = (day: number): number | null => (day <= horizon ? Math.max(0, day) : null)
  const day = inside(failing)
  if (trend === null || growth === 0) return { day, earliest: null, latest: null }
  const shifts = [trend.low, trend.high].map(level => failing - daysTo(growth, level))
  return {
    day,
    earliest: inside(Math.floor(Math.min(...shifts))),
    latest: inside(Math.ceil(Math.max(...shifts))),
  }
}

/**
 * Days that are looked at: the months, and as far before and behind them as weeks that are calmer or busier
 * than the last one are away from it.
 */
const marksAround = (
  months: readonly number[],
  trend: Trend | null,
  growth: number,
): readonly number[] => {
  if (trend === null || growth === 0) return months
  const shifts = [trend.low, trend.high].map(level =>
    Math.max(-HORIZON_DAYS_MAX, Math.min(HORIZON_DAYS_MAX, daysTo(growth, level))),
  )
  const before = monthsUpTo(Math.ceil(Math.max(0, -Math.min(...shifts))))
  const last = months.at(-1)!
  const behind = monthsUpTo(Math.ceil(Math.max(0, Math.max(...shifts))))
  return [
    ...before
      .slice(1)
      .map(day => -day)
      .toReversed(),
    ...months,
    ...behind.slice(1).map(day => last + day),
  ]
}

/** The day on which demand is as it was last measured. */
const startOf = ({ from, loaded }: ForecastQuestion, { lastSample }: Week): UnixMs => {
  const { start } = loaded.scenario
  if (from !== null) return dayAround(from)
  if (lastSample !== null) return dayAround(unixMs(lastSample * 1000))
  if (start !== null) return dayAround(unixMs(start.seconds * 1000))
  throw new ForecastError(
    ['traffic'],
    'no measured series has dates, so that nothing says when it was measured; name a date to count from',
  )
}

/**
 * Foretells.
 *
 * @returns the document; the same for the same scenario, question and version
 * @throws ForecastError when nothing was measured, or when is not known
 * @throws StoppedError  when `signal` aborts
 * @throws whatever a callback throws
 */
export const forecast = async (
  question: ForecastQuestion,
  { signal, onProgress }: ForecastOptions = {},
): Promise<ForecastDocument> => {
  const { loaded, growth, horizonDays } = question
  const { scenario, sha256, text, inputs } = loaded
  const input: RunInput = { scenario, sha256, inputs }
  const week = weekOf(input)
  const start = startOf(question, week)
  const trend = trendIn(week.measured)
  const months = monthsUpTo(horizonDays)
  const marks = marksAround(months, trend, growth)
  const expected = marks.length + 5 * scenario.objectives.length
  const weeks = new Weeks(week, growth, signal, played =>
    onProgress?.(Math.min(0.99, played / (expected + 1))),
  )
  const dateOf = (day: number | null): string | null =>
    day === null ? null : formatDate(unixMs(Math.min(LATEST, start + day * DAY_MS)))
  const leads = new Map(
    scenario.world.connections.map(each => [each.id, leadDays(each, scenario.seed)]),
  )
  const carriers = new Map(scenario.world.interlinks.map(({ id, connection }) => [id, connection]))
  const failureOf = (
    failing: number | null,
    subject: { readonly interlink: string } | { readonly connection: string },
  ): Failure => {
    const { day, earliest, latest } = found(failing, trend, growth, horizonDays)
    const connection =
      'interlink' in subject ? carriers.get(subject.interlink)! : subject.connection
    const days = leads.get(connection) ?? null
    return {
      failsOn: dateOf(day),
      earliest: dateOf(earliest),
      latest: dateOf(latest),
      orderBy: day === null || days === null ? null : dateOf(day - days),
    }
  }
  try {
    if (signal?.aborted === true) throw new StoppedError(0, expected)
    const now = await weeks.at(0)
    const objectives: ObjectiveForecast[] = []
    for (const [i, objective] of now.objectives.entries()) {
      const at = async (day: number): Promise<ObjectiveResult> =>
        (await weeks.at(day)).objectives[i]!
      const failing = await firstFailing(marks, async day => !(await at(day)).met)
      const course: (number | null)[] = []
      for (const day of months) course.push((await at(day)).value)
      objectives.push({ ...objective, ...failureOf(failing, objective), course })
    }
    const allocations: AllocationForecast[] = []
    for (const [i, load] of now.loads.entries()) {
      const shareAt = async (day: number): Promise<number> => {
        const { busiest, size } = (await weeks.at(day)).loads[i]!
        return busiest / size
      }
      const failing = await firstFailing(marks, async day => (await shareAt(day)) > 1)
      const course: number[] = []
      for (const day of months) course.push(await shareAt(day))
      allocations.push({ ...load, ...failureOf(failing, load), course })
    }
    return {
      format: 'interlink-sim/forecast',
      version: 1,
      scenario: { name: scenario.name, sha256, text },
      inputs: inputs.map(({ file, sha256: hash }) => ({ file, sha256: hash })),
      seed: scenario.seed,
      growth,
      from: dateOf(0)!,
      to: dateOf(horizonDays)!,
      week: week.length,
      history: week.measured.map(historyFigures),
      trend:
        trend === null
          ? null
          : {
              weeks: trend.weeks,
              growth: trend.growth,
              level: { usual: trend.usual, low: trend.low, high: trend.high },
            },
      months: months.map(day => dateOf(day)!),
      objectives,
      allocations,
      evaluations: weeks.played,
    }
  } catch (error) {
    throw error instanceof InterruptedError ? new StoppedError(weeks.played, expected) : error
  }
}
