/**
 * Instants of the calendar as people write them (ISO 8601-1:2019, 5.4, the extended format), exactly:
 * proleptic Gregorian calendar, days of 86,400 seconds, UTC where no zone is named.
 */
import { match } from 'ts-pattern'

/** An instant: whole seconds since 1970-01-01T00:00:00Z, and whole picoseconds, 0 … 10^12 - 1. */
export interface CalendarInstant {
  readonly seconds: number
  readonly picos: number
}

/** Why a text names no instant. */
export type CalendarFault = 'no-date' | 'no-such-day' | 'no-such-time' | 'no-such-zone'

/** An instant as read. */
export interface CalendarReading extends CalendarInstant {
  /** Whether the text names a zone: `Z`, or an offset from UTC. */
  readonly hasZone: boolean
}

/** No instant is written longer. */
const LENGTH_MAX = 64
/** A date, or a date and a time of day. */
export const DATE_TIME: RegExp =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)? ?([Zz]|[+-]\d\d(?::?\d\d)?)?$/u

/** The first digits of a fraction of a second as picoseconds; finer ones are cut off. */
export const picosOf = (fraction: string): number =>
  fraction === '' ? 0 : Number(fraction.slice(0, 12).padEnd(12, '0'))

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const daysIn = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (MONTH_DAYS[month - 1] ?? 0)

/** Days from 1970-01-01 to a date of the Gregorian calendar. */
const daysTo = (year: number, month: number, day: number): number => {
  // Years that begin in March have their leap day last.
  const marchYear = month > 2 ? year : year - 1
  const monthsSinceMarch = (month + 9) % 12
  const leapDays =
    Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400)
  const daysSinceMarch = Math.floor((153 * monthsSinceMarch + 2) / 5)
  // From 0000-03-01 to 1970-01-01 there are 719,468 days.
  return 365 * marchYear + leapDays + daysSinceMarch + day - 1 - 719_468
}

/** Seconds by which a clock of a zone is ahead of UTC; null where no zone is so far off. */
const offsetOf = (zone: string): number | null => {
  if (zone === '' || zone === 'Z' || zone === 'z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(3).replace(':', ''))
  if (hours > 23 || minutes > 59) return null
  return (zone.startsWith('-') ? -60 : 60) * (60 * hours + minutes)
}

/**
 * Reads an instant.
 *
 * @param text  a date, or a date and a time of day, down to the minute, second or any fraction, with
 *   `Z`, an offset from UTC or neither (then it is UTC); a date alone is its beginning
 */
export const readCalendar = (text: string): CalendarReading | CalendarFault => {
  const parts = text.length <= LENGTH_MAX ? DATE_TIME.exec(text) : null
  if (parts === null) return 'no-date'
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  const [hour, minute, second] = [parts[4], parts[5], parts[6]].map(each => Number(each ?? 0)) as [
    number,
    number,
    number,
  ]
  const zone = parts[8] ?? ''
  const offset = offsetOf(zone)
  if (month < 1 || day < 1 || day > daysIn(year, month)) return 'no-such-day'
  if (hour > 23 || minute > 59 || second > 59) return 'no-such-time'
  if (offset === null) return 'no-such-zone'
  return {
    seconds: 86_400 * daysTo(year, month, day) + 3_600 * hour + 60 * minute + second - offset,
    picos: picosOf(parts[7] ?? ''),
    hasZone: zone !== '',
  }
}

/** What is wrong with a text, as the rest of a sentence about it. */
export const explainCalendar = (fault: Exclude<CalendarFault, 'no-date'>): string =>
  match(fault)
    .with('no-such-day', () => 'names a day that no calendar has')
    .with(
      'no-such-time',
      () => 'names a time that no day has; hours go to 23, minutes and seconds to 59',
    )
    .with('no-such-zone', () => 'names a zone that is nowhere; offsets go to 23:59')
    .exhaustive()
