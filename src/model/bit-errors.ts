/**
 * From the margin of a link to the bits and frames that it loses.
 *
 * A model: the noise is thermal, so it does not grow with the light, and Q follows the power
 * received; a receiver at its sensitivity has a bit error ratio of 1e-12, Q = 7.034. Receivers with
 * avalanche diodes and forward error correction behave better or worse. By + - × ÷ and the square
 * root alone, which IEEE 754 defines exactly, so that figures are the same everywhere.
 */
import { exp } from '../portable.ts'
import { type Bytes, type NanoDb, toDecibels } from '../units.ts'

/** Q of a receiver that gets exactly what its sensitivity asks for: a bit error ratio of 1e-12. */
export const Q_AT_SENSITIVITY = 7.034
/** The worst bit error ratio at which a receiver still finds the light usable. */
export const BIT_ERROR_RATIO_MAX = 1e-3

const LN_10 = 2.302585092994046
const SQRT_PI = 1.7724538509055159
/** Below it the series is the more exact, from it on the continued fraction. */
const FRACTION_FROM = 2
/** Beyond it erfc is below 1e-303. */
const ERFC_END = 26.4

/** 1 - 2/√π·∫: the series whose terms are all positive, for 0 ≤ x < 2. */
const bySeries = (x: number): number => {
  let term = x
  let sum = x
  for (let n = 1; term > sum * 1e-18; n++) {
    term *= (2 * x * x) / (2 * n + 1)
    sum += term
  }
  return 1 - (2 / SQRT_PI) * exp(-x * x) * sum
}

/** Laplace's continued fraction, from its tail, for x ≥ 2. */
const byFraction = (x: number): number => {
  let tail = x
  for (let n = 100; n >= 1; n--) tail = x + n / 2 / tail
  return exp(-x * x) / (SQRT_PI * tail)
}

/**
 * The complementary error function, within 1e-12 of its value.
 *
 * @param x  0 or above
 * @see NIST Digital Library of Mathematical Functions, 7.6.2 and 7.9.1
 */
export const erfc = (x: number): number => {
  if (x > ERFC_END) return 0
  return x < FRACTION_FROM ? bySeries(x) : byFraction(x)
}

/**
 * The share of bits that are read wrong: ½·erfc(Q/√2), Q = 7.034·10^(margin/10).
 *
 * @param margin  power received above the sensitivity
 * @returns from 0 (below 1e-303) to 0.5 (no light at all)
 */
export const bitErrorRatio = (margin: NanoDb): number => {
  // Beyond these the ratio does not change any more.
  const decibels = Math.min(100, Math.max(-200, toDecibels(margin)))
  const q = Q_AT_SENSITIVITY * exp((decibels * LN_10) / 10)
  return erfc(q / Math.sqrt(2)) / 2
}

/**
 * -ln(1 - p), exact for the smallest p too: 2·artanh(p/(2 - p)).
 *
 * @param p  0 … ½
 */
export const minusLogOfRest = (p: number): number => {
  const s = p / (2 - p)
  let sum = 0
  for (let n = 35; n >= 1; n -= 2) sum = 1 / n + s * s * sum
  return 2 * s * sum
}

/** 1 - e^-y for y ≥ 0, exact for the smallest y too. */
const missingFromOne = (y: number): number => {
  if (y > 1) return y > 40 ? 1 : 1 - exp(-y)
  let sum = 1
  for (let n = 20; n >= 2; n--) sum = 1 - (y * sum) / n
  return y * sum
}

/** Bits of a frame of n = `size` bytes that must all be read right: with its tag, (n + 4)·8. */
export const taggedBits = (size: number): number => (size + 4) * 8

/**
 * The share of frames that are lost because one of their bits is read wrong: 1 - (1 - p)^bits.
 *
 * @param ratio  bit error ratio, 0 … 0.5
 * @param size   n, bytes from destination address to FCS, without the tag
 */
export const frameLossRatio = (ratio: number, size: Bytes): number =>
  missingFromOne(taggedBits(size) * minusLogOfRest(ratio))
