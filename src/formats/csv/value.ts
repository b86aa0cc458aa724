import { quoted } from './table.ts'

const NUMBER = /^([+-]?)(?:\d+\.?\d*|\.\d+)(?:[Ee][+-]?\d+)?$/u

/**
 * Reads a value.
 *
 * @param cell  a decimal number, with an exponent or without, not below 0
 * @returns the float64 nearest to it, finite; or what is wrong
 */
export const readValue = (cell: string): number | string => {
  const [match, sign] = NUMBER.exec(cell) ?? []
  if (match === undefined) {
    return cell === ''
      ? 'the value is empty; write 0 where nothing was sent'
      : `${quoted(cell)} is no number; write decimal digits alone, without unit`
  }
  const value = Number(match)
  if (!Number.isFinite(value)) return `${quoted(cell)} is above what a number can hold; lower it`
  if (value < 0) return `${quoted(cell)} is below 0; no rate is`
  // "-0" is written by programs that round.
  return sign === '-' ? 0 : value
}
