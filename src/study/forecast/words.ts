/** Growth and horizons as people write them: `40%/y`, `3y`. */
import { exp, ln } from '../../portable.ts'
import { YEAR_DAYS } from './question.ts'

const DAYS = { d: 1, w: 7, y: YEAR_DAYS } as const

/** Days of a unit. */
const daysOf = (unit: string): number => DAYS[unit as keyof typeof DAYS]

/**
 * Reads a growth: a percentage per year, week or day, which may be below nothing.
 *
 * @returns the share per year that it compounds to; null where it is none
 */
export const readGrowth = (text: string): number | null => {
  const parts = /^([+-]?\d{1,9}(?:\.\d{1,16})?) ?% ?\/ ?([dwy])$/u.exec(text)
  if (parts === null) return null
  const share = Number(parts[1]) / 100
  const unit = parts[2]!
  if (unit === 'y') return share
  return share <= -1 ? -1 : exp((ln(1 + share) * YEAR_DAYS) / daysOf(unit)) - 1
}

/**
 * Reads a horizon: days, weeks, or years of 365.25 days.
 *
 * @returns whole days, rounded down; null where it is none
 */
export const readHorizon = (text: string): number | null => {
  const parts = /^(\d{1,9}(?:\.\d{1,9})?) ?([dwy])$/u.exec(text)
  return parts === null ? null : Math.floor(Number(parts[1]) * daysOf(parts[2]!))
}
