/**
 * Student's t distribution, by the four operations, square roots and the portable exponential and
 * logarithm alone: the same bits on any machine.
 */
import { exp, ln } from '../portable.ts'

/** From here on the asymptotic series below is exact to 16 digits. */
const LARGE = 20
/** Below this exponent e^x is taken as 0. */
const EXPONENT_MIN = -690
/** Where a continued fraction has come to its last digit. */
const SETTLED = 1e-16
const STEPS_MAX = 10_000
/** Least number in Lentz's method, in place of 0. */
const TINY = 1e-280
const LN_PI = 1.1447298858494002

/**
 * ln(Γ(a + ½) ÷ Γ(a)): by recurrence up to a large `a`, from there by its asymptotic series (Abramowitz
 * and Stegun, 6.1.40, the difference of two).
 *
 * @param a  positive
 */
const lnHalfStep = (a: number): number => {
  let shift = 0
  let at = a
  for (; at < LARGE; at++) shift += ln(at / (at + 0.5))
  const i = 1 / at
  const s = i * i
  const series =
    i * (-1 / 8 + s * (1 / 192 + s * (-1 / 640 + s * (17 / 14_336 - (s * 31) / 18_432))))
  return shift + 0.5 * ln(at) + series
}

/** The continued fraction of the incomplete beta function by Lentz's method (DLMF 8.17.22). */
const betaFraction = (x: number, a: number, b: number): number => {
  const guarded = (value: number): number => (Math.abs(value) < TINY ? TINY : value)
  let c = 1
  let d = 1 / guarded(1 - ((a + b) * x) / (a + 1))
  let product = d
  for (let m = 1; m <= STEPS_MAX; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / guarded(1 + even * d)
    c = guarded(1 + even / c)
    product *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / guarded(1 + odd * d)
    c = guarded(1 + odd / c)
    const change = d * c
    product *= change
    if (Math.abs(change - 1) <= SETTLED) break
  }
  return product
}

/**
 * The probability that a value of Student's t distribution lies further from 0 than `t`, either way:
 * the regularised incomplete beta function I(ν/(ν + t²); ν/2, ½).
 *
 * @param t        not negative
 * @param freedom  degrees of freedom ν, at least 1
 */
export const studentTails = (t: number, freedom: number): number => {
  if (t === 0) return 1
  const a = freedom / 2
  const square = t * t
  const x = freedom / (freedom + square)
  const rest = square / (freedom + square)
  // x^a·(1 - x)^½ ÷ B(a, ½)
  const exponent = a * ln(x) + 0.5 * ln(rest) + lnHalfStep(a) - 0.5 * LN_PI
  const front = exponent < EXPONENT_MIN ? 0 : exp(exponent)
  return x < (a + 1) / (a + 2.5)
    ? (front * betaFraction(x, a, 0.5)) / a
    : 1 - (front * betaFraction(rest, 0.5, a)) / 0.5
}

/**
 * How far from 0 a value of Student's t distribution lies at most with a probability: the quantile
 * (1 + confidence)/2, by bisection to the last digit.
 *
 * @param confidence  above 0, below 1
 * @param freedom     degrees of freedom, at least 1
 */
export const studentQuantile = (confidence: number, freedom: number): number => {
  const tails = 1 - confidence
  let high = 1
  while (studentTails(high, freedom) > tails) high *= 2
  let low = 0
  for (;;) {
    const middle = low + (high - low) / 2
    if (middle <= low || middle >= high) return high
    if (studentTails(middle, freedom) > tails) low = middle
    else high = middle
  }
}
