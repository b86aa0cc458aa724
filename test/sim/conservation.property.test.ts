import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Demand, IMIX, type Source } from '../../src/model/demand.ts'
import { DIRECTIONS } from '../../src/model/direction.ts'
import { assertConservation } from '../../src/testing.ts'
import { bitsPerSecond, bytes, ps } from '../../src/units.ts'
import { cable } from '../model/physical.ts'
import { troubled, troubles } from './support/trouble.ts'
import { connection, demand, interlink, scenario, simulate } from './support/worlds.ts'

const frames = fc.constantFrom(
  [{ size: bytes(64), weight: 1 }],
  [{ size: bytes(1000), weight: 1 }],
  [{ size: bytes(9000), weight: 1 }],
  IMIX,
)
const rates = fc.constantFrom(...[1e6, 333e6, 1e9, 7e9, 40e9].map(bitsPerSecond))
const periods = fc.constantFrom(...[1e5, 1e7, 1e9].map(ps))

const sources: fc.Arbitrary<Source> = fc.oneof(
  fc.record({ kind: fc.constant('poisson' as const), rate: rates, frame: frames }),
  fc.record({ kind: fc.constant('cbr' as const), rate: rates, frame: frames, phase: periods }),
  fc.record({
    kind: fc.constant('onoff' as const),
    peak: rates,
    on: periods,
    off: periods,
    frame: frames,
    shape: fc.constantFrom(null, 1.3),
  }),
)

const demands: fc.Arbitrary<Demand> = fc
  .record({
    id: fc.constantFrom('a', 'b', 'none'),
    direction: fc.constantFrom(...DIRECTIONS),
    start: fc.constantFrom(0, 3e7),
    stop: fc.constantFrom(null, 2e8),
    source: sources,
  })
  .map(({ id, direction, start, stop, source }) =>
    demand({
      interlink: id,
      direction,
      start: ps(start),
      stop: stop === null ? null : ps(stop),
      source,
    }),
  )

test('offered = delivered + dropped + in flight, in frames and bytes, per flow, and causes add up', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(demands, { minLength: 1, maxLength: 6 }),
      fc.constantFrom(0, 2000, 100_000),
      fc.constantFrom(0, 1e7),
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      // A byte takes 800 ps: stretches of up to 48 µs in a run of 300 µs.
      troubles(6).map(timed => timed(800)),
      async (traffic, queue, warmup, seed, trouble) => {
        const result = await simulate(
          scenario({
            connections: [
              connection({
                queue: bytes(10 * queue),
                crossConnect: cable(0, 5e6),
              }),
            ],
            interlinks: [
              interlink({ id: 'a', queue: bytes(queue) }),
              interlink({
                id: 'b',
                queue: bytes(queue),
                mtu: bytes(9000),
                enforce: { toCustomer: 'police', toCloud: 'shape' },
                customerShaper: {
                  rate: bitsPerSecond(2e9),
                  burst: bytes(9042),
                  queue: bytes(queue),
                },
              }),
              interlink({ id: 'none', attachment: { kind: 'detached' } }),
            ],
            traffic,
            duration: 3e8,
            warmup,
            seed,
          }),
          new Map(),
          { alter: troubled(trouble, traffic) },
        )
        const named = new Set(
          traffic.flatMap(it => ('interlink' in it ? [`${it.interlink} ${it.direction}`] : [])),
        )
        expect(result.flows).toHaveLength(named.size)
        assertConservation(result.flows)
        for (const { offered, delivered, dropped, inFlight, ...flow } of result.flows) {
          expect(Object.values(dropped.byCause).reduce((a, b) => a + b)).toBe(dropped.frames)
          expect(flow.delayHistogram.reduce((sum, bin) => sum + bin.frames, 0)).toBe(
            delivered.frames,
          )
          const { min, p50, p90, p99, p999, max } = flow.delay
          if (delivered.frames === 0) expect([min, p50, max]).toEqual([null, null, null])
          else {
            const rising = [min, p50, p90, p99, p999, max] as number[]
            expect(rising).toEqual(rising.toSorted((a, b) => a - b))
            expect(flow.delay.mean).toBeGreaterThanOrEqual(min! * (1 - 1e-12))
            expect(flow.delay.mean).toBeLessThanOrEqual(max! * (1 + 1e-12))
          }
          const isRouted = flow.interlink !== 'none' || (trouble.gates ?? []).some(gate => gate)
          if (!isRouted) expect(dropped.byCause.notRouted).toBe(offered.frames)
        }
      },
    ),
    { numRuns: 60 },
  )
}, 60_000)
