/**
 * Standard normal variates by inversion: Wichura's algorithm AS 241 (PPND16, "The percentage points
 * of the normal distribution", J. R. Stat. Soc. C 37:3, 1988), good to about 1 part in 10^16.
 *
 * A variate takes one uniform number and rises with it, so that streams of one seed stay in step and
 * a longer lead time is never drawn shorter. Only + - × ÷, square roots and the portable logarithm
 * are used: the same bits everywhere.
 */
import { ln } from '../../portable.ts'
import { type Stream, nextUniform } from './stream.ts'

/** Coefficients of a rational function, the constant term first; the float64 nearest to Wichura's. */
interface Rational {
  readonly above: readonly number[]
  readonly below: readonly number[]
}

const CENTRAL: Rational = {
  above: [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946,
    45921.95393154987, 67265.7709270087, 33430.57558358813, 2509.0809287301227,
  ],
  below: [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597,
    39307.89580009271, 28729.085735721943, 5226.495278852854,
  ],
}
const OUTER: Rational = {
  above: [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045,
    1.2704582524523684, 0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  below: [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008,
    0.015198666563616457, 0.0005475938084995345, 1.0507500716444169e-9,
  ],
}
const FAR: Rational = {
  above: [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487,
    0.026532189526576124, 0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
  ],
  below: [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
    1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15,
  ],
}

const polynomial = (coefficients: readonly number[], x: number): number => {
  let sum = 0
  for (let n = coefficients.length - 1; n >= 0; n--) sum = sum * x + coefficients[n]!
  return sum
}

const at = ({ above, below }: Rational, x: number): number =>
  polynomial(above, x) / polynomial(below, x)

/**
 * The standard normal quantile.
 *
 * @param share  above 0, below 1
 */
export const normalQuantile = (share: number): number => {
  const centred = share - 0.5
  if (Math.abs(centred) <= 0.425) return centred * at(CENTRAL, 0.180_625 - centred * centred)
  const tail = Math.sqrt(-ln(centred < 0 ? share : 1 - share))
  const distance = tail <= 5 ? at(OUTER, tail - 1.6) : at(FAR, tail - 5)
  return centred < 0 ? -distance : distance
}

/** Draws one standard normal variate, by one uniform number. */
export const nextNormal = (stream: Stream): number => {
  let uniform = nextUniform(stream)
  // Probability 2^-53; no variate lies there.
  while (uniform === 0) uniform = nextUniform(stream)
  return normalQuantile(uniform)
}
