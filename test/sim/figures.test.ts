import { expect, test } from 'vitest'
import { nearest } from '../../src/sim/exact.ts'
import { bitsPerSecond, bytes, ps } from '../../src/units.ts'
import { cbr, poisson, replay } from './support/sources.ts'
import { captureOf, flowOf, interlink, scenario, simulate } from './support/worlds.ts'

const rate = bitsPerSecond

test.each([70e9, 600e6, 10e6, 20e6])(
  'a source of exactly 800 Mbit/s delivers, peaks and shows exactly that over %d ps',
  async duration => {
    const result = await simulate(
      scenario({
        interlinks: [interlink({ bandwidth: rate(800e6), countAs: 'l3', mtu: bytes(982) })],
        traffic: [cbr(800e6, 1000, { stop: ps(duration) })],
        duration,
      }),
    )
    const flow = flowOf(result)
    expect(flow.offered.bytes * 8e12).toBe(800e6 * duration)
    const sliced = flow.slices.offered.reduce((a, b) => a + b, 0) / 25
    expect(sliced).toBeCloseTo(800e6, 3)
    expect(flow.throughput).toBe(800e6)
  },
)

test('rates are rounded once', () => {
  expect(nearest(7_000_000n * 8n * 10n ** 12n, 70n * 10n ** 9n)).toBe(800e6)
  expect(nearest(1n, 3n)).toBe(1 / 3)
  expect(nearest(0n, 7n)).toBe(0)
  expect(nearest(2n ** 80n + 1n, 1n)).toBe(2 ** 80)
  expect(nearest(10n ** 40n + 1n, 10n ** 40n)).toBe(1)
  // Halfway between two float64s, and a hair above: ties to even, else up.
  expect(nearest(2n ** 53n + 1n, 1n)).toBe(2 ** 53)
  expect(nearest((2n ** 53n + 1n) * 10n ** 30n + 1n, 10n ** 30n)).toBe(2 ** 53 + 2)
})

test('a capture that claims frames of 4 GB: oversize, and counted with all their bytes', async () => {
  const result = await simulate(
    scenario({ traffic: [replay('a')], duration: 1e9 }),
    new Map([
      ['a', captureOf([60, 3_000_000_004, 4_294_967_295, 70_000].map(size => ({ time: 0, size })))],
    ]),
  )
  const flow = flowOf(result)
  expect(flow.dropped.byCause.oversize).toBe(3)
  expect(flow.offered.bytes).toBe(64 + 3_000_000_004 + 4_294_967_295 + 70_000)
})

test('a connection objective with a direction is judged on that port, traffic or not', async () => {
  const subject = { kind: 'connection', connection: 'c', metric: 'utilisation' } as const
  const objective = { subject, side: 'below', limit: 0.8 } as const
  const result = await simulate(
    scenario({
      traffic: [poisson(0.5e9, 1000)],
      duration: 1e9,
      objectives: [
        { ...objective, direction: 'toCloud' },
        { ...objective, direction: null },
      ],
    }),
  )
  expect(result.objectives.map(({ direction, met }) => [direction, met])).toEqual([
    ['toCloud', true],
    ['toCustomer', true],
  ])
})
