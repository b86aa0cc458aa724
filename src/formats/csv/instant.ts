/** Instants as people and programs write them, exactly: a calendar date with time, or seconds. */
import { type CalendarInstant, explainCalendar, picosOf, readCalendar } from '../../calendar.ts'
import { quoted } from './table.ts'

/**
 * How an instant is written: on the calendar with its offset from UTC, on the calendar without one
 * (read as UTC), or as seconds from a zero of the file's own.
 */
export type Notation = 'calendar' | 'calendar without zone' | 'seconds'

/** An instant, finer digits than picoseconds cut off; since a zero of the file's own where it counts seconds. */
export interface Instant extends CalendarInstant {
  readonly notation: Notation
}

/** Largest distance of an instant from zero, seconds: differences stay exact. */
const SECONDS_MAX = 2 ** 52
const PICOS = 10n ** 12n
/** No number of seconds is written longer. */
const LENGTH_MAX = 64

const SECONDS = /^([+-]?)(\d*)(?:\.(\d*))?(?:[Ee]([+-]?\d{1,3}))?$/u

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
  const calendar = readCalendar(cell)
  if (typeof calendar !== 'string') {
    const { hasZone, seconds, picos } = calendar
    return { notation: hasZone ? 'calendar' : 'calendar without zone', seconds, picos }
  }
  if (calendar !== 'no-date') return `${quoted(cell)} ${explainCalendar(calendar)}`
  const parts = cell.length <= LENGTH_MAX ? SECONDS.exec(cell) : null
  return parts !== null && `${parts[2]}${parts[3] ?? ''}` !== ''
    ? readSeconds(cell, parts)
    : `${quoted(cell)} is no time; write 2026-03-02T08:00:00Z, or seconds`
}
