/** Instants of the calendar, and stretches of it, as people write them; all in UTC. */
import {
  DAY_MS,
  type CalendarInstant,
  type UnixMs,
  dateOf,
  readCalendar,
  toUnixMs,
  unixMs,
} from '../calendar.ts'
import { grouped, trimmed } from './terminal/figures.ts'
import { NBSP } from './terminal/text.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** The name of a month, 1 … 12. */
export const monthName = (month: number): string => MONTHS[month - 1]!

/** The instant that a document has in writing. */
export const instantIn = (text: string): UnixMs => toUnixMs(readCalendar(text) as CalendarInstant)

/** `9 Feb`; a number and its month are not parted. */
export const dayAndMonth = (instant: UnixMs): string => {
  const { month, day } = dateOf(instant)
  return `${day}${NBSP}${monthName(month)}`
}

/** `9 Feb 2026`. */
export const longDate = (instant: UnixMs): string =>
  `${dayAndMonth(instant)}${NBSP}${dateOf(instant).year}`

const two = (value: number): string => String(value).padStart(2, '0')

/** `09:00`, and the seconds where there are some. */
export const timeOfDay = (instant: UnixMs): string => {
  const seconds = Math.floor((instant - Math.floor(instant / DAY_MS) * DAY_MS) / 1000)
  const time = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}`
  return seconds % 60 === 0 ? time : `${time}:${two(seconds % 60)}`
}

/** The day that ends at a deadline, or on which it lies. */
export const deadlineDay = (deadline: UnixMs): UnixMs => unixMs(deadline - 1)

/** A deadline: `9 Feb 2026` where it is the end of that day, else with its time. */
export const deadlineText = (deadline: UnixMs): string =>
  deadline % DAY_MS === 0
    ? longDate(deadlineDay(deadline))
    : `${longDate(deadline)}${NBSP}${timeOfDay(deadline)}${NBSP}UTC`

const UNITS = [
  { name: 'day', seconds: 86_400 },
  { name: 'hour', seconds: 3_600 },
  { name: 'minute', seconds: 60 },
  { name: 'second', seconds: 1 },
] as const

/** A time in words, in its largest unit, with one decimal: `5.9 days`, `4 hours`, `no time`. */
export const timeInWords = (seconds: number): string => {
  if (seconds === 0) return `no${NBSP}time`
  const unit = UNITS.find(each => seconds / each.seconds >= 0.95) ?? UNITS.at(-1)!
  const amount = trimmed((seconds / unit.seconds).toFixed(unit.name === 'second' ? 3 : 1))
  return `${grouped(amount)}${NBSP}${unit.name}${amount === '1' ? '' : 's'}`
}
