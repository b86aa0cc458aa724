/** Pieces of the engine by themselves: durations of fluid, counts made whole, cells of a grid. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Durations } from '../../../src/sim/kernel/fluid/durations.ts'
import { Grid } from '../../../src/sim/kernel/fluid/grid.ts'
import { quantilesOf } from '../../../src/sim/meter/counted.ts'
import { apportion } from '../../../src/sim/result/apportion.ts'

test('quantiles of evenly spread durations are those of their points', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          low: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1e12 })),
          width: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1e12 })),
          frames: fc.integer({ min: 1, max: 1000 }),
        }),
        { minLength: 1, maxLength: 6 },
      ),
      pieces => {
        const durations = new Durations()
        const points: { value: number; weight: number }[] = []
        for (const { low, width, frames } of pieces) {
          durations.add(low, low + width, frames)
          for (let k = 0; k < 2000; k++) {
            points.push({ value: low + (width * (k + 0.5)) / 2000, weight: frames / 2000 })
          }
        }
        points.sort((a, b) => a.value - b.value)
        const total = pieces.reduce((sum, { frames }) => sum + frames, 0)
        const count = total * 1000
        const counted = durations.counted(count)
        expect(counted.frames.reduce((a, b) => a + b, 0)).toBe(count)
        expect(counted.count).toBe(count)
        const shares = [
          [1, 2],
          [9, 10],
          [99, 100],
        ] as const
        const quantiles = quantilesOf(counted, shares)
        shares.forEach(([a, b], i) => {
          let seen = 0
          const below = (slack: number): number =>
            points.find(({ weight }) => (seen += weight) >= (total * a) / b - slack)?.value ??
            points.at(-1)!.value
          const low = below(total * 2e-3)
          seen = 0
          const high = below(-total * 2e-3)
          expect(quantiles[i]).toBeGreaterThanOrEqual(low * 0.998 - 2)
          expect(quantiles[i]).toBeLessThanOrEqual(high * 1.002 + 2)
        })
        const mean = points.reduce((sum, { value, weight }) => sum + value * weight, 0) / total
        expect(Math.abs(Number(counted.sum) / count - mean)).toBeLessThan(1 + 1e-9 * mean)
        const spread = durations.spread(count)
        const variance =
          points.reduce((sum, { value, weight }) => sum + weight * (value - mean) ** 2, 0) / total
        expect(Math.abs(spread.variance - variance)).toBeLessThan(1 + 1e-5 * variance)
      },
    ),
    { numRuns: 60 },
  )
})

test('counts that were made whole still add up, each next to what it was', () => {
  const amounts = fc.oneof(
    fc.constant(0),
    fc.double({ min: 0, max: 1e6, noNaN: true }),
    fc.double({ min: 0, max: 1e18, noNaN: true }),
  )
  fc.assert(
    fc.property(fc.array(amounts, { minLength: 1, maxLength: 9 }), parts => {
      const sum = parts.reduce((a, b) => a + b, 0)
      const made = apportion(sum, parts)
      expect(made.parts.reduce((a, b) => a + b, 0)).toBe(made.whole)
      const unit = Math.max(1, 2 * sum * 2 ** -52)
      made.parts.forEach((part, i) => {
        expect(Number.isInteger(part)).toBe(true)
        expect(Math.abs(part - parts[i]!)).toBeLessThanOrEqual(unit * 2)
      })
    }),
  )
  expect(apportion(3, [1.5, 1.5])).toEqual({ whole: 3, parts: [2, 1] })
  expect(apportion(0.4, [0.2, 0.2])).toEqual({ whole: 0, parts: [0, 0] })
  expect(apportion(0, [0, 0])).toEqual({ whole: 0, parts: [0, 0] })
})

test('what is spread over cells is all there', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1000 }),
      fc.integer({ min: 1, max: 1000 }),
      fc.integer({ min: 1, max: 300 }),
      fc.double({ min: -200, max: 2200, noNaN: true }),
      fc.double({ min: 0, max: 2200, noNaN: true }),
      (from, duration, width, begin, length) => {
        const to = from + duration
        const end = begin + length
        const count = Math.ceil(duration / width)
        const cells = new Float64Array(count)
        const grid = new Grid({ from, to }, width, count)
        grid.spread(begin, end, 100, cells)
        const overlap = Math.max(0, Math.min(end, to) - Math.max(begin, from))
        // A length that is almost lost beside `begin` lasts end - begin, not what was drawn.
        const expected =
          end > begin ? (100 * overlap) / (end - begin) : begin >= from && begin <= to ? 100 : 0
        expect(cells.reduce((a, b) => a + b, 0)).toBeCloseTo(expected, 6)
        expect(cells.every(cell => cell >= 0)).toBe(true)
      },
    ),
  )
})
