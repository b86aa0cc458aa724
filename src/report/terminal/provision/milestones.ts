/** The table of milestones: what each waits for, and when it is reached, drawn and in dates. */
import { type UnixMs, dateOf, unixMs } from '../../../calendar.ts'
import { MILESTONES, type Milestone, waitsFor } from '../../../model/provisioning.ts'
import { mapQuantiles } from '../../../study/quantiles.ts'
import { dayAndMonth, instantIn, longDate, timeOfDay } from '../../dates.ts'
import type { Ordered } from '../../provision/verdict.ts'
import { type Cell, type Column, layOut, left, plain, right } from '../columns.ts'
import type { Surface } from '../style.ts'
import { NBSP, displayWidth, proseWidth, wrap } from '../text.ts'
import { axisLine, axisOver, bar } from './axis.ts'

const NAMES: Readonly<Record<Milestone, string>> = {
  loaIssued: 'LOA issued',
  patched: 'patched',
  linkActive: 'link active',
}

/** A drawing narrower than this says nothing. */
const CHART_MIN = 24
const CHART_MAX = 60
/** An order of at most so many milliseconds, three days, is told with times of day. */
const HOURLY = 3 * 86_400_000
/** The need-by date is drawn where the axis is not more than so many times longer for it. */
const STRETCH_MAX = 4

/** Dates as short as can be: the year only where it is not one and the same, the time only in haste. */
const shortDates = (instants: readonly UnixMs[]): ((instant: UnixMs) => string) => {
  const isOneYear = new Set(instants.map(each => dateOf(each).year)).size === 1
  const isHourly = Math.max(...instants) - Math.min(...instants) <= HOURLY
  return instant => {
    const date = isOneYear ? dayAndMonth(instant) : longDate(instant)
    return isHourly ? `${date}${NBSP}${timeOfDay(unixMs(instant - (instant % 60_000)))}` : date
  }
}

const HEADERS = ['10 %', '50 %', '90 %'].map(each => each.replace(' ', NBSP))

/**
 * The table of an order.
 *
 * @param needBy  null where none is named
 * @returns lines of at most the surface's width, or blocks where a table does not fit
 */
export const milestoneTable = (
  order: Ordered,
  needBy: UnixMs | null,
  surface: Surface,
): readonly string[] => {
  const ordered = instantIn(order.ordered)
  const rows = MILESTONES.map(milestone => ({
    name: NAMES[milestone],
    side: waitsFor(milestone),
    at: mapQuantiles(order.milestones[milestone], instantIn),
  }))
  const last = rows.at(-1)!.at.p90
  const instants = [ordered, ...rows.flatMap(({ at }) => [at.p10, at.p50, at.p90])]
  const date = shortDates(instants)
  const dates = rows.map(({ at }) => [at.p10, at.p50, at.p90].map(date))
  const width = Math.max(...dates.flat().map(displayWidth))
  const room = proseWidth(surface)
  // Columns that the labels take, and the dates.
  const labels = 1 + 12 + 10
  const figures = 3 * (width + 3)
  if (labels + figures - 1 > room) {
    return rows.flatMap(({ name, side }, index) => {
      const [p10, p50, p90] = dates[index]!
      const [h10, h50, h90] = HEADERS
      return [
        ...wrap(`${name}, waits for ${side}:`, room, ' '),
        ...wrap(`${h10}${NBSP}${p10}, ${h50}${NBSP}${p50}, ${h90}${NBSP}${p90}`, room, '   '),
      ]
    })
  }
  const chart = Math.min(CHART_MAX, room - labels - figures - 1)
  const isDrawn = chart >= CHART_MIN
  const isNear = needBy !== null && needBy - ordered <= STRETCH_MAX * (last - ordered)
  const marked = isNear ? needBy : null
  const axis = axisOver(ordered, [last, ...(marked === null ? [] : [marked])], chart)
  const columns: readonly Column[] = [
    left(1, 11),
    left(1, 9),
    ...(isDrawn ? [left(1, chart)] : []),
    ...HEADERS.map(() => right(3, width)),
  ]
  const secondary = (text: string): Cell => ({ text, tone: 'secondary' })
  return layOut(surface, columns, [
    [
      secondary('milestone'),
      secondary('waits for'),
      ...(isDrawn ? [secondary(axisLine(axis, marked).trimEnd())] : []),
      ...HEADERS.map(secondary),
    ],
    ...rows.map(({ name, side, at }, index) => [
      plain(name),
      plain(side),
      ...(isDrawn ? [plain(bar(axis, at))] : []),
      ...dates[index]!.map(plain),
    ]),
  ]).lines
}
