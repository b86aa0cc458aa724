/**
 * Instants of the calendar as people write them (ISO 8601-1:2019, 5.4, the extended format), exactly:
 * proleptic Gregorian calendar, days of 86,400 seconds, UTC where no zone is named.
 *
 * An instant has two representations, each with one use. A `CalendarInstant` is exact to the
 * picosecond: what is read, and what happens in a run. `UnixMs` is one number to the millisecond: what
 * is reckoned with over days and years, orders and bills. `toUnixMs` and `toCalendar` convert.
 */
import { match } from 'ts-pattern'
import { type CalendarDate, dateAt, daysIn, daysTo } from './gregorian.ts'

/** An instant: whole seconds since 1970-01-01T00:00:00Z, and whole picoseconds, 0 … 10^12 - 1. */
export interface CalendarInstant {
  readonly seconds: number
  readonly picos: number
}

declare const unix: unique symbol
/** An instant to the millisecond: whole milliseconds since 1970-01-01T00:00:00Z, negative before. */
export type UnixMs = number & { readonly [unix]: true }
/** `value` as milliseconds since 1970. */
export const unixMs = (value: number): UnixMs => value as UnixMs

/** Why a text names no instant. */
export type CalendarFault = 'no-date' | 'no-such-day' | 'no-such-time' | 'no-such-zone'

/** An instant as read. */
export interface CalendarReading extends CalendarInstant {
  /** Whether the text names a zone: `Z`, or an offset from UTC. */
  readonly hasZone: boolean
  /** Whether it names a time of day; without one it is the beginning of the date. */
  readonly hasTime: boolean
}

/** Seconds and milliseconds of a day. */
const DAY_SECONDS = 86_400
export const DAY_MS = 86_400_000
/** Picoseconds in a millisecond. */
const PS_PER_MS = 1_000_000_000

/** No instant is written longer. */
const LENGTH_MAX = 64
/** A date, or a date and a time of day. */
export const DATE_TIME: RegExp =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)? ?([Zz]|[+-]\d\d(?::?\d\d)?)?$/u

/** The first digits of a fraction of a second as picoseconds; finer ones are cut off. */
export const picosOf = (fraction: string): number =>
  fraction === '' ? 0 : Number(fraction.slice(0, 12).padEnd(12, '0'))

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
    seconds:
      DAY_SECONDS * daysTo({ year, month, day }) + 3_600 * hour + 60 * minute + second - offset,
    picos: picosOf(parts[7] ?? ''),
    hasZone: zone !== '',
    hasTime: parts[4] !== undefined,
  }
}

/** Negative where `a` is before `b`, 0 where they are the same instant, positive after it. */
export const compareInstants = (a: CalendarInstant, b: CalendarInstant): number =>
  a.seconds === b.seconds ? a.picos - b.picos : a.seconds - b.seconds

/** Whether both numbers are whole and in their ranges, so that `compareInstants` can be trusted. */
export const isInstant = ({ seconds, picos }: CalendarInstant): boolean =>
  Number.isSafeInteger(seconds) && Number.isInteger(picos) && picos >= 0 && picos < 1e12

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

/** The last instant that this calendar writes, to the millisecond: the end of the year 9999. */
export const LATEST: UnixMs = unixMs(daysTo({ year: 10_000, month: 1, day: 1 }) * DAY_MS - 1)
/** The first one: the beginning of the year 0. */
export const EARLIEST: UnixMs = unixMs(daysTo({ year: 0, month: 1, day: 1 }) * DAY_MS)

/** The date in UTC on which an instant from `EARLIEST` to `LATEST` lies. */
export const dateOf = (instant: UnixMs): CalendarDate => dateAt(Math.floor(instant / DAY_MS))

/** The beginning of a date, 00:00 UTC; months beyond December are those of the years after. */
export const beginningOf = ({ year, month, day }: CalendarDate): UnixMs => {
  const years = Math.floor((month - 1) / 12)
  return unixMs(daysTo({ year: year + years, month: month - 12 * years, day }) * DAY_MS)
}

/** The calendar month in UTC around an instant: its beginning, and that of the next one. */
export const monthAround = (instant: UnixMs): { readonly from: UnixMs; readonly to: UnixMs } => {
  const { year, month } = dateOf(instant)
  return {
    from: beginningOf({ year, month, day: 1 }),
    to: beginningOf({ year, month: month + 1, day: 1 }),
  }
}

/** The beginning of the day in UTC on which an instant lies. */
export const dayAround = (instant: UnixMs): UnixMs => unixMs(Math.floor(instant / DAY_MS) * DAY_MS)

/** Milliseconds since 1970 of an instant; what is finer is cut off. */
export const toUnixMs = ({ seconds, picos }: CalendarInstant): UnixMs =>
  unixMs(1000 * seconds + Math.floor(picos / PS_PER_MS))

/** An instant of whole milliseconds, to the picosecond. */
export const toCalendar = (instant: UnixMs): CalendarInstant => {
  const seconds = Math.floor(instant / 1000)
  return { seconds, picos: (instant - 1000 * seconds) * PS_PER_MS }
}

const digits = (value: number, width: number): string => String(value).padStart(width, '0')

/** The date in UTC of an instant, as ISO 8601 has it: `2026-02-09`. */
export const formatDate = (instant: UnixMs): string => {
  const { year, month, day } = dateOf(instant)
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`
}

/**
 * An instant as ISO 8601 has it, in UTC: `2026-01-12T09:00:00Z`, with as much of a fraction as it
 * has. `readCalendar` reads it back exactly.
 *
 * @param instant  from the year 0 to the year 9999
 */
export const formatCalendar = ({ seconds, picos }: CalendarInstant): string => {
  const days = Math.floor(seconds / DAY_SECONDS)
  const ofDay = seconds - DAY_SECONDS * days
  const time = [Math.floor(ofDay / 3_600), Math.floor(ofDay / 60) % 60, ofDay % 60]
  const fraction = picos === 0 ? '' : `.${digits(picos, 12).replace(/0+$/u, '')}`
  const date = formatDate(unixMs(days * DAY_MS))
  return `${date}T${time.map(each => digits(each, 2)).join(':')}${fraction}Z`
}

/** An instant of whole milliseconds as ISO 8601 has it, in UTC. */
export const formatUnixMs = (instant: UnixMs): string => formatCalendar(toCalendar(instant))
