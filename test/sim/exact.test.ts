import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nearest, rateOf } from '../../src/sim/exact.ts'

/** The float64 as far from `value` as `steps` of their order. */
const neighbour = (value: number, steps: bigint): number => {
  const bits = new BigInt64Array(new Float64Array([value]).buffer)
  return new Float64Array(BigInt64Array.of(bits[0]! + steps).buffer)[0]!
}

/** How far a float64 of at least 2^-100 is from a fraction, in units of 2^-152 ÷ denominator. */
const distance = (value: number, numerator: bigint, denominator: bigint): bigint => {
  // Multiplied by a power of two it is the same float64, and whole.
  const scaled = BigInt(value * 2 ** 152) * denominator - (numerator << 152n)
  return scaled < 0n ? -scaled : scaled
}

const expectNearest = (actual: number, numerator: bigint, denominator: bigint): void => {
  const apart = distance(actual, numerator, denominator)
  for (const steps of [-1n, 1n]) {
    const other = distance(neighbour(actual, steps), numerator, denominator)
    expect(apart <= other).toBe(true)
  }
}

test('no float64 is nearer to a fraction than the one given', () => {
  const wholes = fc.oneof(
    fc.bigInt({ min: 1n, max: 2n ** 53n }),
    fc.bigInt({ min: 1n, max: 2n ** 100n }),
  )
  fc.assert(
    fc.property(wholes, wholes, (numerator, denominator) =>
      expectNearest(nearest(numerator, denominator), numerator, denominator),
    ),
  )
})

test('halfway between two float64s the even one is given, whatever the denominator', () => {
  for (const denominator of [1n, 3n, 10n ** 30n]) {
    expect(nearest((2n ** 53n + 1n) * denominator, denominator)).toBe(2 ** 53)
    expect(nearest((2n ** 53n + 3n) * denominator, denominator)).toBe(2 ** 53 + 4)
    expect(nearest((2n ** 53n + 1n) * denominator + 1n, denominator)).toBe(2 ** 53 + 2)
  }
})

test('numbers of a thousand binary digits are divided as small ones are', () => {
  expect(nearest(3n * 2n ** 990n, 2n ** 990n)).toBe(3)
  expect(nearest(2n ** 999n, 1n)).toBe(2 ** 999)
  expect(nearest(2n ** 990n, 3n * 2n ** 990n)).toBe(1 / 3)
})

test('a rate is the float64 nearest to bits ÷ time, beyond 2^53 bits as well', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.integer({ min: 1, max: 10_000 }), fc.maxSafeInteger().map(Math.abs)),
      fc.oneof(
        fc.integer({ min: 1, max: 2 ** 53 - 1 }),
        fc.integer({ min: 1, max: 9_000 }).map(ms => ms * 1e9),
      ),
      (size, duration) => {
        fc.pre(size > 0)
        expectNearest(rateOf(size, duration), BigInt(size) * 8_000_000_000_000n, BigInt(duration))
      },
    ),
  )
})

test('bytes in no time are no rate', () => {
  expect(rateOf(0, 0)).toBe(0)
  expect(rateOf(1, 0)).toBe(0)
  expect(rateOf(0, 1)).toBe(0)
})
