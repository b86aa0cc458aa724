/** Instants as people and programs write them, exactly: a calendar date with time, or seconds. */
import { quoted } from './table.ts'

/**
 * How an instant is written: on the calendar with its offset from UTC, on the calendar without one
 * (read as UTC), or as seconds from a zero of the file's own.
 */
export type Notation = 'calendar' | 'calendar without zone' | 'seconds'

/** An instant: whole seconds, and whole picoseconds, 0 … 10^12 - 1; finer digits are cut off. */
export interface Instant {
  readonly notation: Notation
  readonly seconds: number
  readonly picos: number
}

/** Largest distance of an instant from zero, seconds: differences stay exact. */
const SECONDS_MAX = 2 ** 52
const PICOS = 10n ** 12n
/** No instant is written longer. */
const LENGTH_MAX = 64

const CALENDAR =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)? ?([Zz]|[+-]\d\d(?::?\d\d)?)?$/u
const SECONDS = /^([+-]?)(\d*)(?:\.(\d*))?(?:[Ee]([+-]?\d{1,3}))?$/u

/** The first digits of a fraction of a second as picoseconds. */
const picosOf = (fraction: string): number =>
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

const readCalendar = (cell: string, parts: RegExpExecArray): Instant | string => {
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  const [hour, minute, second] = [
    Number(parts[4] ?? 0),
    Number(parts[5] ?? 0),
    Number(parts[6] ?? 0),
  ]
  const zone = parts[8] ?? ''
  const offset = offsetOf(zone)
  if (month < 1 || day < 1 || day > daysIn(year, month)) {
    return `${quoted(cell)} names a day that no calendar has`
  }
  if (hour > 23 || minute > 59 || second > 59) {
    return `${quoted(cell)} names a time that no day has; hours go to 23, minutes and seconds to 59`
  }
  if (offset === null) return `${quoted(cell)} names a zone that is nowhere; offsets go to 23:59`
  const seconds = 86_400 * daysTo(year, month, day) + 3_600 * hour + 60 * minute + second - offset
  const notation = zone === '' ? 'calendar without zone' : 'calendar'
  return { notation, seconds, picos: picosOf(parts[7] ?? '') }
}

/** The greatest whole number not above `numerator` ÷ `denominator`, the latter positive. */
const floorDiv = (numerator: bigint, denominator: bigint): bigint =>
  numerator / denominator - (numerator % denominator < 0n ? 1n : 0n)

const readSeconds = (cell: string, parts: RegExpExecArray): Instant | string => {
  const [, sign, whole = '', fraction = '', exponent] = parts
  const notation = 'seconds'
  if (exponent === undefined && sign !== '-' && whole.length <= 15) {
    return { notation, seconds: Number(whole), picos: picosOf(fraction) }
  }
  const digits = BigInt(`${sign}${whole}${fraction}`)
  const power = BigInt(exponent ?? 0) + 12n - BigInt(fraction.length)
  const instant = power >= 0n ? digits * 10n ** power : floorDiv(digits, 10n ** -power)
  const seconds = floorDiv(instant, PICOS)
  return Math.abs(Number(seconds)) <= SECONDS_MAX
    ? { notation, seconds: Number(seconds), picos: Number(instant - seconds * PICOS) }
    : `${quoted(cell)} is further from 0 than 2^52 seconds`
}

/**
 * Reads an instant.
 *
 * @param cell  a date and time of day in the extended format of ISO 8601, down to the day, minute,
 *   second or any fraction, with `Z`, an offset from UTC or neither; or a decimal number of seconds
 * @returns the instant since 1970 or since the file's own zero; or what is wrong
 */
export const readInstant = (cell: string): Instant | string => {
  if (cell === '') return 'the time is empty; remove the line or write its time'
  if (cell.length <= LENGTH_MAX) {
    const calendar = CALENDAR.exec(cell)
    if (calendar !== null) return readCalendar(cell, calendar)
    const seconds = SECONDS.exec(cell)
    if (seconds !== null && `${seconds[2]}${seconds[3] ?? ''}` !== '') {
      return readSeconds(cell, seconds)
    }
  }
  return `${quoted(cell)} is no time; write 2026-03-02T08:00:00Z, or seconds`
}
