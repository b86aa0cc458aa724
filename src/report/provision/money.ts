/** Money as people write it. */
import { grouped, trimmed } from '../terminal/figures.ts'
import { NBSP } from '../terminal/text.ts'

/** A decimal amount to the hundredth, half up: `1,234.57 EUR`; whole amounts without a fraction. */
export const money = (amount: string, currency: string): string => {
  const [whole = '0', fraction = ''] = amount.split('.')
  const micros = BigInt(whole + fraction.padEnd(6, '0'))
  const cents = (micros + 5_000n) / 10_000n
  const hundredths = cents % 100n
  const text =
    hundredths === 0n
      ? String(cents / 100n)
      : `${cents / 100n}.${String(hundredths).padStart(2, '0')}`
  return `${grouped(text)}${NBSP}${currency}`
}

/** A price as the scenario has it, to its last digit: `1,200 EUR`. */
export const price = (amount: string, currency: string): string => {
  const text = trimmed(amount)
  return `${grouped(/\.\d$/u.test(text) ? `${text}0` : text)}${NBSP}${currency}`
}
