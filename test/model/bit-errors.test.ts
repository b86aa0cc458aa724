/**
 * The error function and what rests on it, against integers: a fixed-point number of 2600
 * binary digits keeps what a float64 would lose.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  BIT_ERROR_RATIO_MAX,
  Q_AT_SENSITIVITY,
  bitErrorRatio,
  erfc,
  frameLossRatio,
} from '../../src/model/bit-errors.ts'
import { FRAME_MAX } from '../../src/model/frame.ts'
import { bytes, nanoDb } from '../../src/units.ts'

const DIGITS = 2600n
const ONE = 1n << DIGITS

/** A float64 as a fixed-point number, exactly. */
const fixed = (value: number): bigint => {
  let [mantissa, exponent] = [value, 0]
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2
    exponent += 1
  }
  return (BigInt(mantissa) << DIGITS) >> BigInt(exponent)
}

/** The float64 nearest to a fixed-point number, to its last bit or two. */
const float = (value: bigint): number => {
  const length = value.toString(2).length
  const shift = BigInt(Math.max(0, length - 60))
  return Number(value >> shift) * 2 ** Number(shift - DIGITS)
}

const times = (a: bigint, b: bigint): bigint => (a * b) >> DIGITS

/** Heron's rule, until it stands still. */
const rootOf = (value: bigint): bigint => {
  let root = 1n << BigInt((value.toString(2).length / 2 + 1) | 0)
  for (;;) {
    const next = (root + value / root) >> 1n
    if (next >= root) return root
    root = next
  }
}

/** π by Machin: 16·arctan(1/5) − 4·arctan(1/239). */
const arctanOfInverse = (n: bigint): bigint => {
  let power = ONE / n
  let sum = 0n
  for (let k = 1n; power !== 0n; k += 2n) {
    sum += k % 4n === 1n ? power / k : -power / k
    power /= n * n
  }
  return sum
}
const PI = 16n * arctanOfInverse(5n) - 4n * arctanOfInverse(239n)
const ROOT_OF_PI = rootOf(PI << DIGITS)

/** erfc by Maclaurin's alternating series, which integers may sum: 1 − 2/√π·Σ(−1)^k·x^(2k+1)/(k!(2k+1)). */
const exactErfc = (x: number): number => {
  const at = fixed(x)
  const square = times(at, at)
  let term = at
  let sum = 0n
  for (let k = 0n; term !== 0n; k += 1n) {
    sum += (k % 2n === 0n ? term : -term) / (2n * k + 1n)
    term = times(term, square) / (k + 1n)
  }
  return float(ONE - ((2n * sum) << DIGITS) / ROOT_OF_PI)
}

/** (1 − p)^bits by squaring, then what is missing from 1. */
const exactFrameLoss = (ratio: number, size: number): number => {
  let [base, power] = [ONE - fixed(ratio), ONE]
  for (let bits = (size + 4) * 8; bits > 0; bits = Math.floor(bits / 2)) {
    if (bits % 2 === 1) power = times(power, base)
    base = times(base, base)
  }
  return float(ONE - power)
}

const near = (value: number, exact: number, relative: number): void => {
  expect(Math.abs(value - exact)).toBeLessThanOrEqual(relative * exact)
}

describe('erfc', () => {
  test('the oracle knows the values of the tables', () => {
    // Abramowitz and Stegun, table 7.1 and 7.3: erf 0.5, erf 1, erf 2, to ten digits.
    near(exactErfc(0.5), 1 - 0.5204998778, 1e-9)
    near(exactErfc(1), 1 - 0.8427007929, 1e-9)
    near(exactErfc(2), 1 - 0.995322265, 1e-7)
  })

  test('it is right to 1e-12 at steps over the whole range, and where its two ways meet', () => {
    for (let x = 0; x <= 26; x += 0.8125) near(erfc(x), exactErfc(x), 1e-12)
    for (const x of [1.9999999, 2, 2.0000001, 4.97383, 26.4]) near(erfc(x), exactErfc(x), 1e-12)
  })

  test('it is right to 1e-12 anywhere', () => {
    fc.assert(
      fc.property(fc.double({ min: 2 ** -40, max: 6, noNaN: true }), x =>
        near(erfc(x), exactErfc(x), 1e-12),
      ),
      { numRuns: 40 },
    )
  })

  test('it falls from 1 to nothing', () => {
    expect(erfc(0)).toBe(1)
    expect(erfc(26.5)).toBe(0)
    expect(erfc(1e9)).toBe(0)
  })
})

describe('bits that are read wrong', () => {
  test('at the sensitivity one bit in 10^12 is, which is what Q = 7.034 means', () => {
    expect(bitErrorRatio(nanoDb(0))).toBe(erfc(Q_AT_SENSITIVITY / Math.SQRT2) / 2)
    near(bitErrorRatio(nanoDb(0)), 1e-12, 0.01)
  })

  test('one in a thousand is 3.572 dB below it', () => {
    // Bisected in the oracle's own terms: ½·erfc(x) = 1e-3 at x = 2.18512…, Q = √2·x = 3.09023.
    let [low, high] = [1, 4]
    for (let i = 0; i < 40; i++) {
      const middle = (low + high) / 2
      if (exactErfc(middle) / 2 > 1e-3) low = middle
      else high = middle
    }
    expect(Math.SQRT2 * low).toBeCloseTo(3.090232306, 8)
    const margin = Math.round(10 * Math.log10((Math.SQRT2 * low) / Q_AT_SENSITIVITY) * 1e9)
    expect(margin / 1e9).toBeCloseTo(-3.572, 3)
    expect(bitErrorRatio(nanoDb(margin + 10))).toBeLessThan(BIT_ERROR_RATIO_MAX)
    expect(bitErrorRatio(nanoDb(margin - 10))).toBeGreaterThan(BIT_ERROR_RATIO_MAX)
  })

  test('with 3 dB less Q halves: powers, not amplitudes, are in decibels', () => {
    const half = nanoDb(-3_010_299_957)
    near(bitErrorRatio(half), exactErfc(Q_AT_SENSITIVITY / 2 / Math.SQRT2) / 2, 1e-8)
  })

  test('less light is never read better, from all to none', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -50_000_000_000, max: 10_000_000_000 }),
        fc.integer({ min: 1, max: 5_000_000_000 }),
        (margin, less) => {
          const [more, worse] = [
            bitErrorRatio(nanoDb(margin)),
            bitErrorRatio(nanoDb(margin - less)),
          ]
          expect(worse).toBeGreaterThanOrEqual(more)
          expect(worse).toBeLessThanOrEqual(0.5)
        },
      ),
    )
    expect(bitErrorRatio(nanoDb(-(2 ** 53)))).toBe(0.5)
    expect(bitErrorRatio(nanoDb(2 ** 53))).toBe(0)
  })
})

describe('frames that are lost', () => {
  test('the smallest ratios are not lost to rounding: 12,176 bits at 1e-20 lose 1.2176e-16', () => {
    near(frameLossRatio(1e-20, bytes(1518)), 12_176e-20, 1e-14)
    expect(frameLossRatio(0, bytes(1518))).toBe(0)
  })

  test('it is 1 − (1 − p)^bits, to 1e-12, over all ratios and sizes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }).map(power => 2 ** -power * 0.7),
        fc.integer({ min: 64, max: FRAME_MAX }),
        (ratio, size) =>
          near(frameLossRatio(ratio, bytes(size)), exactFrameLoss(ratio, size), 1e-12),
      ),
      { numRuns: 60 },
    )
  })

  test('none arrives where every second bit is wrong', () => {
    expect(frameLossRatio(0.5, bytes(64))).toBe(1)
  })
})
