/** Dates and days: the proleptic Gregorian calendar, in whole days from 1970-01-01. */

/** A date of the calendar. */
export interface CalendarDate {
  /** 0 … 9999. */
  readonly year: number
  /** 1 … 12. */
  readonly month: number
  /** 1 … 31. */
  readonly day: number
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

/** Days of a month; 0 where there is no such month. */
export const daysIn = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (MONTH_DAYS[month - 1] ?? 0)

/** Days from 0000-03-01 to 1970-01-01. */
const DAYS_TO_1970 = 719_468
/** The calendar repeats after 400 years, which have so many days. */
const CYCLE_DAYS = 146_097

/** Days from 1970-01-01 to a date, negative before. */
export const daysTo = ({ year, month, day }: CalendarDate): number => {
  // Years that begin in March have their leap day last.
  const marchYear = month > 2 ? year : year - 1
  const monthsSinceMarch = (month + 9) % 12
  const leapDays =
    Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400)
  const daysSinceMarch = Math.floor((153 * monthsSinceMarch + 2) / 5)
  return 365 * marchYear + leapDays + daysSinceMarch + day - 1 - DAYS_TO_1970
}

/** The date that lies `days` after 1970-01-01: the inverse of `daysTo`. */
export const dateAt = (days: number): CalendarDate => {
  const sinceMarch = days + DAYS_TO_1970
  const cycle = Math.floor(sinceMarch / CYCLE_DAYS)
  const dayOfCycle = sinceMarch - CYCLE_DAYS * cycle
  const leapDays =
    Math.floor(dayOfCycle / 1_460) -
    Math.floor(dayOfCycle / 36_524) +
    Math.floor(dayOfCycle / 146_096)
  const yearOfCycle = Math.floor((dayOfCycle - leapDays) / 365)
  const dayOfYear =
    dayOfCycle - (365 * yearOfCycle + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100))
  const monthsSinceMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = monthsSinceMarch < 10 ? monthsSinceMarch + 3 : monthsSinceMarch - 9
  return {
    year: 400 * cycle + yearOfCycle + (month > 2 ? 0 : 1),
    month,
    day: dayOfYear - Math.floor((153 * monthsSinceMarch + 2) / 5) + 1,
  }
}
