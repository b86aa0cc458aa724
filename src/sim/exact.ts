/**
 * Durations of bits at a rate, exactly: whole picoseconds plus a fraction over a fixed denominator.
 *
 * With r = rate and p = r / gcd(r, 10^12), any whole number of bits lasts a + b/p ps with whole a and
 * 0 ≤ b < p. Sums of such durations are additions and one carry; nothing is ever rounded.
 */
import { type BitsPerSecond, PS_PER_SECOND, gcd } from '../units.ts'

/** `whole` + `part` ÷ denominator, ps; 0 ≤ part < denominator. */
export interface ExactDuration {
  readonly whole: number
  readonly part: number
}

/** The denominator p of durations at `rate`, at most `rate`. */
export const denominatorOf = (rate: BitsPerSecond): number =>
  Number(BigInt(rate) / gcd(BigInt(rate), BigInt(PS_PER_SECOND)))

/**
 * How long `bits` last at `rate`.
 *
 * @param bits  whole, not negative
 */
export const durationOf = (bits: bigint, rate: BitsPerSecond): ExactDuration => {
  const divisor = gcd(BigInt(rate), BigInt(PS_PER_SECOND))
  const scaled = bits * (BigInt(PS_PER_SECOND) / divisor)
  const denominator = BigInt(rate) / divisor
  return { whole: Number(scaled / denominator), part: Number(scaled % denominator) }
}
