/** A calendar axis in columns of text: where an instant stands, and the dates above it. */
import { DAY_MS, type UnixMs, beginningOf, dateOf, dayAround, unixMs } from '../../../calendar.ts'
import { dayAndMonth, deadlineDay, monthName } from '../../dates.ts'
import { NBSP } from '../text.ts'

/** A stretch of the calendar over columns 0 … width - 1. */
export interface Axis {
  readonly from: UnixMs
  readonly to: UnixMs
  readonly width: number
}

/** A date above the axis. */
interface Tick {
  readonly at: UnixMs
  readonly label: string
}

/** The column at which an instant stands. */
export const columnOf = ({ from, to, width }: Axis, instant: UnixMs): number =>
  Math.max(0, Math.min(width - 1, Math.round(((instant - from) / (to - from)) * (width - 1))))

/**
 * The axis from the day of an order to the last of some instants, of at least a day.
 *
 * @param instants  later than `ordered`, or at it
 */
export const axisOver = (ordered: UnixMs, instants: readonly UnixMs[], width: number): Axis => {
  const from = dayAround(ordered)
  return { from, to: unixMs(Math.max(from + DAY_MS, ...instants)), width }
}

/** Every so many days from the beginning of the axis. */
const dailyTicks = ({ from, to }: Axis, days: number): readonly Tick[] => {
  const ticks: Tick[] = []
  for (let at = from; at <= to; at = unixMs(at + days * DAY_MS)) {
    const before = ticks.at(-1)
    const isNewMonth = before === undefined || dateOf(before.at).month !== dateOf(at).month
    ticks.push({ at, label: isNewMonth ? dayAndMonth(at) : String(dateOf(at).day) })
  }
  return ticks
}

/** Every so many months, at their beginnings. */
const monthlyTicks = ({ from, to }: Axis, months: number): readonly Tick[] => {
  const { year, month } = dateOf(from)
  const first = Math.ceil(month / months) * months + 1
  const ticks: Tick[] = [{ at: from, label: dayAndMonth(from) }]
  for (let next = first; ; next += months) {
    const at = beginningOf({ year, month: next, day: 1 })
    if (at > to) return ticks
    const date = dateOf(at)
    const named = months < 12 && date.month !== 1
    ticks.push({ at, label: named ? monthName(date.month) : String(date.year) })
  }
}

const STEPS: readonly ((axis: Axis) => readonly Tick[])[] = [
  ...[1, 2, 7, 14].map(days => (axis: Axis) => dailyTicks(axis, days)),
  ...[1, 2, 3, 6, 12, 24, 60, 120, 600, 1_200, 6_000].map(
    months => (axis: Axis) => monthlyTicks(axis, months),
  ),
]

/** Most ticks that are ever drawn, however long the axis: what a coarser step is there for. */
const TICKS_MAX = 400
/** Columns kept free behind a label. */
const GAP = 2

/** Whether the labels of an axis stand free of each other; the first may cover some. */
const areFree = (axis: Axis, ticks: readonly Tick[]): boolean =>
  ticks
    .slice(1)
    .every(
      ({ at, label }, index) =>
        columnOf(axis, ticks[index + 2]?.at ?? axis.to) - columnOf(axis, at) >=
        (index + 2 < ticks.length ? label.length + GAP : 0),
    )

const ticksOf = (axis: Axis): readonly Tick[] => {
  const days = (axis.to - axis.from) / DAY_MS
  for (const [index, step] of STEPS.entries()) {
    if (index < 4 && days > TICKS_MAX) continue
    const ticks = step(axis)
    if (areFree(axis, ticks)) return ticks
  }
  return [{ at: axis.from, label: dayAndMonth(axis.from) }]
}

/**
 * The line of dates above an axis, with a marker at the need-by date.
 *
 * @param needBy  null where there is none on the axis
 * @returns as wide as the axis, or a few columns more for the marker's date
 */
export const axisLine = (axis: Axis, needBy: UnixMs | null): string => {
  const cells: string[] = Array.from({ length: axis.width }, () => ' ')
  const taken = new Set<number>()
  const put = (column: number, text: string): void => {
    for (let at = column - 1; at <= column + text.length; at++) {
      if (at >= column - 1 && taken.has(at)) return
    }
    for (const [index, character] of [...text].entries()) cells[column + index] = character
    for (let at = column; at < column + text.length; at++) taken.add(at)
  }
  if (needBy !== null) {
    const column = columnOf(axis, needBy)
    const day = deadlineDay(needBy)
    const full = `▼${dayAndMonth(day)}`
    put(column, column + full.length <= axis.width ? full : `▼${dateOf(day).day}`)
  }
  for (const { at, label } of ticksOf(axis)) {
    // The marker has this day's name.
    if (needBy !== null && dayAround(at) === dayAround(deadlineDay(needBy))) continue
    const column = columnOf(axis, at)
    if (column + label.length <= axis.width) put(column, label)
  }
  return cells
    .map(cell => cell ?? ' ')
    .join('')
    .replaceAll(' ', NBSP)
}

/** A bar from the first to the last of three instants, the second marked. */
export const bar = (
  axis: Axis,
  { p10, p50, p90 }: { readonly p10: UnixMs; readonly p50: UnixMs; readonly p90: UnixMs },
): string => {
  const [first, middle, last] = [p10, p50, p90].map(each => columnOf(axis, each)) as [
    number,
    number,
    number,
  ]
  return Array.from({ length: last + 1 }, (_, column) => {
    if (column === middle) return '●'
    if (column === first) return '├'
    if (column === last) return '┤'
    return column > first ? '─' : NBSP
  }).join('')
}
