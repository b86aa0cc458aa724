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

const float = new Float64Array(1)
const words = new Uint32Array(float.buffer)
/** Which 32-bit half of a float64 holds its exponent on this machine. */
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0

/** Binary digits of a positive whole number below 2^1000, or one more than it has. */
const digitsOf = (value: bigint): number => {
  float[0] = Number(value)
  return (words[HIGH]! >>> 20) - 1022
}

/**
 * The float64 nearest to `numerator` ÷ `denominator`, ties to even: one rounding, however large both.
 *
 * @param numerator    whole, not negative, below 2^1000
 * @param denominator  whole, positive, below 2^1000; the quotient at least 2^-900, or zero
 */
export const nearest = (numerator: bigint, denominator: bigint): number => {
  if (numerator === 0n) return 0
  // At least 64 bits of quotient decide any rounding; the last one says whether more would follow.
  const shift = Math.max(0, 66 + digitsOf(denominator) - digitsOf(numerator))
  const scaled = numerator << BigInt(shift)
  const quotient = scaled / denominator
  const sticky = quotient * denominator === scaled ? 0n : 1n
  return Number((quotient << 1n) | sticky) / 2 ** (shift + 1)
}

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b))

/**
 * Bytes in a time, as a rate: bit/s, rounded once.
 *
 * @param size      bytes, whole
 * @param duration  whole ps; 0 gives 0
 */
export const rateOf = (size: number, duration: number): number => {
  if (size === 0 || duration === 0) return 0
  const divisor = commonDivisor(8 * PS_PER_SECOND, duration)
  const bits = size * ((8 * PS_PER_SECOND) / divisor)
  // Below 2^53 the product is exact, and the division rounds once.
  if (bits <= Number.MAX_SAFE_INTEGER) return bits / (duration / divisor)
  return nearest(BigInt(size) * 8n * BigInt(PS_PER_SECOND), BigInt(duration))
}
