import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nearest, rateOf } from '../../src/sim/exact.ts'
import { expectNearest } from './support/nearest.ts'

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
