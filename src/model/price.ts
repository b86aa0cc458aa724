/**
 * What a connection costs, exactly: a calendar month in UTC is charged pro rata from the instant the
 * link is active, whether or not any InterLink exists or any traffic flows.
 *
 * Amounts are BigInts of millionths of the currency's unit.
 */
import {
  type CalendarInstant,
  type UnixMs,
  monthAround,
  toCalendar,
  toUnixMs,
} from '../calendar.ts'

/** What a month of a connection costs. */
export interface Price {
  /** A decimal as written: digits, and a fraction of at most six digits. */
  readonly perMonth: string
  /** Three capital letters (ISO 4217). */
  readonly currency: string
}

/** An amount of money: whole millionths of a unit of its currency, not negative. */
export type Micros = bigint

const MICROS = 1_000_000n
/** An amount in writing; twelve digits before the point are more than anyone pays. */
export const AMOUNT: RegExp = /^(\d{1,12})(?:\.(\d{1,6}))?$/u

/** The amount that a text holds, exactly; null where it holds none. */
export const readAmount = (text: string): Micros | null => {
  const [, whole, fraction = ''] = AMOUNT.exec(text) ?? []
  return whole === undefined ? null : BigInt(whole) * MICROS + BigInt(fraction.padEnd(6, '0'))
}

/** An amount as a decimal with six digits behind the point: `1200.000000`. */
export const formatAmount = (amount: Micros): string =>
  `${amount / MICROS}.${String(amount % MICROS).padStart(6, '0')}`

/** Whole picoseconds since 1970. */
const picosecondsTo = ({ seconds, picos }: CalendarInstant): bigint =>
  BigInt(seconds) * 1_000_000_000_000n + BigInt(picos)

/**
 * What a connection costs over a stretch of time: the sum over calendar months in UTC of the month's
 * price × the time of the month that lies within, ÷ the time of the month. The sum is exact, and
 * rounded once, to millionths, half up. Every picosecond counts.
 *
 * @param perMonth  price of a month
 * @param from      when the link is active, or later
 * @param to        when charging ends; nothing is charged where it is not after `from`
 */
export const chargeBetween = (
  perMonth: Micros,
  from: CalendarInstant,
  to: CalendarInstant,
): Micros => {
  // The sum so far is numerator ÷ denominator: whole months add whole prices, parts of months
  // fractions of at most four kinds, by the month's length.
  let numerator = 0n
  let denominator = 1n
  let at = picosecondsTo(from)
  const until = picosecondsTo(to)
  for (let within = toUnixMs(from); at < until;) {
    const month = monthAround(within)
    const [first, next] = [month.from, month.to].map(each => picosecondsTo(toCalendar(each)))
    const end = next! < until ? next! : until
    const charged = perMonth * (end - at)
    const length = next! - first!
    if (charged % length === 0n) numerator += (charged / length) * denominator
    else {
      numerator = numerator * length + charged * denominator
      denominator *= length
    }
    at = end
    within = month.to
  }
  return (2n * numerator + denominator) / (2n * denominator)
}

/** The same between instants to the millisecond. */
export const chargeFor = (perMonth: Micros, from: UnixMs, to: UnixMs): Micros =>
  chargeBetween(perMonth, toCalendar(from), toCalendar(to))
