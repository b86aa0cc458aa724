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

type TimeUnit = (typeof UNITS)[number]

const inWords = (seconds: number, unit: TimeUnit): string => {
  const amount = trimmed((seconds / unit.seconds).toFixed(unit.name === 'second' ? 3 : 1))
  return `${grouped(amount)}${NBSP}${unit.name}${amount === '1' ? '' : 's'}`
}

const NO_TIME = `no${NBSP}time`

/**
 * A mean time in words, rounded to one decimal of its largest unit: `5.9 days`, `4 hours`; `no time`.
 */
export const timeInWords = (seconds: number): string => {
  if (seconds === 0) return NO_TIME
  // A unit is taken from where the one below it, rounded, makes it full: 23 hours are no day.
  const isFull = (unit: TimeUnit, index: number): boolean => {
    const below = UNITS[index + 1]?.seconds ?? 0
    return seconds + below / 20 >= unit.seconds
  }
  return inWords(seconds, UNITS.find(isFull) ?? UNITS.at(-1)!)
}

/** A time in words, exactly, in the largest unit that has it with one decimal: `90 days`, `25 hours`. */
export const exactTimeInWords = (seconds: number): string => {
  if (seconds === 0) return NO_TIME
  const isExact = (unit: TimeUnit): boolean =>
    seconds >= unit.seconds && (seconds * 10) % unit.seconds === 0
  return inWords(seconds, UNITS.find(isExact) ?? UNITS.at(-1)!)
}
