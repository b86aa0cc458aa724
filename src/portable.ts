/**
 * Exponential and logarithm by the four operations alone.
 *
 * `Math.exp` and `Math.log` may differ in the last bit between engines and platforms (ECMA-262
 * leaves them implementation-approximated), and one bit moves a frame. IEEE 754 defines + - × ÷
 * exactly, so these give the same bits everywhere. Errors stay within 2 units in the last place.
 */

// ln 2 in two parts: the first has 21 trailing zero bits, so that k·LN2_HIGH is exact for |k| < 2^20.
const LN2_HIGH = 6.9314718036912381649e-1
const LN2_LOW = 1.9082149292705877e-10

const powerOfTwo = (exponent: number): number => {
  const step = exponent < 0 ? 0.5 : 2
  let power = 1
  for (let i = Math.abs(exponent); i > 0; i--) power *= step
  return power
}

/**
 * e to the power of `x`.
 *
 * @param x  -700 … 700
 */
export const exp = (x: number): number => {
  const k = Math.round(x / 0.6931471805599453)
  const r = x - k * LN2_HIGH - k * LN2_LOW
  // Taylor's series for |r| ≤ 0.35, by Horner's rule; the first term left out is below 2^-60.
  let sum = 1
  for (let n = 16; n >= 1; n--) sum = 1 + (r * sum) / n
  return sum * powerOfTwo(k)
}

/**
 * Natural logarithm of `x`.
 *
 * @param x  1e-300 … 1e300
 */
export const ln = (x: number): number => {
  let mantissa = x
  let exponent = 0
  while (mantissa > 1.4142135623730951) {
    mantissa *= 0.5
    exponent++
  }
  while (mantissa < 0.7071067811865476) {
    mantissa *= 2
    exponent--
  }
  // ln m = 2·artanh(s), s = (m - 1)/(m + 1), |s| ≤ 0.172.
  const s = (mantissa - 1) / (mantissa + 1)
  const square = s * s
  let sum = 0
  for (let n = 27; n >= 3; n -= 2) sum = square * (1 / n + sum)
  return exponent * LN2_HIGH + (2 * (s + s * sum) + exponent * LN2_LOW)
}
