import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AREA_SLOTS, addArea, areaOver } from '../../src/sim/meter/area.ts'
import { HORIZON } from '../../src/units.ts'
import { expectNearest } from './support/nearest.ts'

const sizes = fc.integer({ min: 1, max: 2 ** 26 })
const durations = fc.oneof(
  fc.integer({ min: 1, max: HORIZON }),
  fc.integer({ min: 1, max: 2 ** 27 }),
  fc.constantFrom(1, 2 ** 26 - 1, 2 ** 26, 2 ** 26 + 1, HORIZON),
)

test('sums of bytes × picoseconds lose nothing, whatever the order, up to 64 MiB for 2 h 30 min', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(sizes, durations), { minLength: 1, maxLength: 60 }),
      durations,
      (terms, over) => {
        const total = terms.reduce((sum, [size, time]) => sum + BigInt(size) * BigInt(time), 0n)
        fc.pre(total < 2n ** 79n)
        const sums = new Float64Array(AREA_SLOTS)
        for (const [size, duration] of terms) addArea(sums, 0, size, duration)
        const backwards = new Float64Array(AREA_SLOTS)
        for (const [size, duration] of terms.toReversed()) addArea(backwards, 0, size, duration)
        const held = (each: Float64Array): bigint => BigInt(each[0]!) * 2n ** 26n + BigInt(each[1]!)
        expect(held(sums)).toBe(total)
        expect(held(backwards)).toBe(total)
        expectNearest(areaOver(sums, 0, over), total, BigInt(over))
      },
    ),
  )
})

test('the lower limb is carried at 2^52, before it could lose a unit', () => {
  const sums = new Float64Array(AREA_SLOTS)
  const most = 2 ** 26 - 1
  // Each adds (2^26 - 1)^2, the largest that stays in the lower limb: the second one makes it carry.
  for (let i = 1n; i <= 40n; i++) {
    addArea(sums, 0, most, most)
    expect(sums[1]).toBeLessThan(2 ** 52)
    expect(BigInt(sums[0]!) * 2n ** 26n + BigInt(sums[1]!)).toBe(i * BigInt(most) ** 2n)
  }
})

test('sums lie side by side in one array', () => {
  const sums = new Float64Array(3 * AREA_SLOTS)
  addArea(sums, AREA_SLOTS, 1500, 4_000_000_000)
  expect([...sums]).toEqual([0, 0, 59 * 1500, (4_000_000_000 - 59 * 2 ** 26) * 1500, 0, 0])
  expect(areaOver(sums, AREA_SLOTS, 1_000_000_000)).toBe(6000)
  expect(areaOver(sums, 0, 1_000_000_000)).toBe(0)
})
