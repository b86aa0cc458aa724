import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Distribution } from '../../src/sim/meter/distribution.ts'
import { DURATION_COLUMNS } from '../../src/sim/meter/durations.ts'
import { Spread } from '../../src/sim/meter/spread.ts'

const of = (values: Iterable<number>): Distribution => {
  const distribution = new Distribution()
  for (const value of values) distribution.add(value)
  return distribution
}

const SHARES = [
  [1, 2],
  [9, 10],
  [99, 100],
  [999, 1000],
] as const

const durations = fc.oneof(
  fc.integer({ min: 0, max: 3000 }),
  fc.integer({ min: 0, max: 10 ** 9 }),
  fc.maxSafeInteger().map(Math.abs),
)

test('below 1023 ps every whole picosecond is told apart', () => {
  for (let value = 0; value < 1023; value++) {
    // Neighbours on both sides, so that neither extreme gives the answer away.
    const distribution = of([0, value, value, value, 5000])
    expect(distribution.quantiles([[1, 2]])).toEqual([value])
  }
})

test('a quantile is the smallest value that the share does not exceed, within 0.1 %', () => {
  fc.assert(
    fc.property(fc.array(durations, { minLength: 1, maxLength: 300 }), values => {
      const sorted = [...values].sort((a, b) => a - b)
      const distribution = of(values)
      const quantiles = distribution.quantiles(SHARES)
      SHARES.forEach(([numerator, denominator], i) => {
        const exact = sorted[Math.ceil((values.length * numerator) / denominator) - 1]!
        expect(Math.abs(quantiles[i]! - exact)).toBeLessThanOrEqual(exact * 1e-3)
      })
    }),
    { numRuns: 500 },
  )
})

test('mean, least and most are exact, however large the sum', () => {
  fc.assert(
    fc.property(fc.array(durations, { minLength: 1, maxLength: 50 }), values => {
      const distribution = of(values)
      const sum = values.reduce((total, value) => total + BigInt(value), 0n)
      expect(distribution.mean()).toBe(Number(sum) / values.length)
      expect(distribution.min).toBe(Math.min(...values))
      expect(distribution.max).toBe(Math.max(...values))
    }),
  )
})

test('the spread of equal durations is zero, of two it is half their distance', () => {
  const stdev = (values: number[]): number | null => {
    const spread = new Spread()
    for (const value of values) spread.add(value)
    return spread.stdev()
  }
  expect(stdev([50_809_600, 50_809_600, 50_809_600])).toBe(0)
  expect(stdev([1_000_000_000_000, 1_000_000_000_010])).toBe(5)
  expect(stdev([])).toBeNull()
})

test('a histogram counts every duration once, at or below its bound', () => {
  const distribution = of([0, 10, 10, 100, 101, 999, 1_000_000])
  expect(distribution.countUpTo([10, 100, 1000, 2_000_000])).toEqual([3, 1, 2, 1])
})

test('of nothing there is no mean and no quantile', () => {
  const distribution = of([])
  expect([distribution.mean(), ...distribution.quantiles([[1, 2]])]).toEqual([null, null])
})

test('a counter that is full goes on counting elsewhere', () => {
  const distribution = new Distribution()
  distribution.addZeros(2 ** 31 - 3)
  for (const value of [0, 0, 0, 2]) distribution.add(value)
  expect(distribution.countUpTo([0, 1, 2])).toEqual([2 ** 31, 0, 1])
  distribution.addZeros(2 ** 31 - 1)
  expect(distribution.countUpTo([0, 1, 2])).toEqual([2 ** 32 - 1, 0, 1])
  expect(distribution.quantiles([[99, 100]])).toEqual([0])
})

test('hundreds of thousands of one duration are counted, one by one and together', () => {
  const many = 200_000
  const single = new Distribution()
  for (let i = 0; i < many; i++) single.add(i % 3 === 0 ? 7 : 5_000_000)
  const together = new Distribution()
  for (let i = 0; i < many; i++) DURATION_COLUMNS.DURATIONS[i] = (i % 3 === 0 ? 7 : 5_000_000) + 1
  together.addDurations(many)
  for (const distribution of [single, together]) {
    expect(distribution.countUpTo([7, 4_999_999, 5_000_000])).toEqual([66_667, 0, 133_333])
  }
})

test('durations counted together come to the same as one by one', () => {
  fc.assert(
    fc.property(fc.array(fc.array(durations, { maxLength: 40 }), { maxLength: 5 }), blocks => {
      const single = of(blocks.flat())
      const apart = new Spread()
      for (const value of blocks.flat()) apart.add(value)
      const together = new Distribution()
      const spread = new Spread()
      for (const block of blocks) {
        block.forEach((value, i) => {
          DURATION_COLUMNS.DURATIONS[i] = value + 1
        })
        together.addDurations(block.length)
        spread.addDurations(block.length)
      }
      const figures = (it: Distribution) => [
        it.count,
        it.mean(),
        it.min,
        it.max,
        it.quantiles(SHARES),
      ]
      expect(figures(together)).toEqual(figures(single))
      expect(spread.stdev()).toBe(apart.stdev())
    }),
  )
})
