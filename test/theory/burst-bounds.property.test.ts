/**
 * How long a frame can wait where arrivals are bounded: at most b + r·t in any time t, into a server
 * of rate R, waits b/R and leaves at most b behind (Le Boudec and Thiran, "Network Calculus", LNCS
 * 2050, theorems 1.4.1 and 1.4.2). Frames arrive whole, and a bucket counts whole frames, so what
 * packets add is in b already.
 */
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { countedOverhead } from '../../src/model/frame.ts'
import { bitsPerSecond, bytes, ceilDiv, ps } from '../../src/units.ts'
import { replay } from '../sim/support/sources.ts'
import {
  captureOf,
  connection,
  demand,
  flowOf,
  interlink,
  scenario,
  simulate,
} from '../sim/support/worlds.ts'
import {
  BYTE_PS,
  DURATION,
  LAYERS,
  MIXES,
  SPEED,
  atMost,
  burstOf,
  fittingRates,
  idOf,
  largestCounted,
  leastWire,
  picoseconds,
  seeds,
  tenants,
  timeOf,
  trafficOf,
  wireBurst,
} from './support/tenants.ts'

// Millions of frames: seconds, and more on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

test('cbr streams wait in a shaper for what their first frames exceed its burst by, and no longer', async () => {
  const streams = fc.constantFrom(...MIXES).chain(mix =>
    fc.record({
      mix: fc.constant(mix),
      layer: fc.constantFrom(...LAYERS),
      kbps: fc.array(fc.integer({ min: 1000, max: 100_000 }), { minLength: 1, maxLength: 8 }),
      phases: fc.array(fc.constantFrom(0, 0, 1, 1_000_000), { minLength: 8, maxLength: 8 }),
      extra: fc.constantFrom(0, 1, 1000, 3000),
    }),
  )
  let waited = 0
  await fc.assert(
    fc.asyncProperty(streams, async ({ mix, layer, kbps, phases, extra }) => {
      const { over, under } = atMost(mix, countedOverhead(layer), 0)
      const total = BigInt(kbps.reduce((a, b) => a + b)) * 1000n
      // Counted, the streams together are no faster than the bucket.
      const rate = Number(ceilDiv(total * over, under * 1000n)) * 1000
      const burst = largestCounted(layer) + extra
      const result = await simulate(
        scenario({
          connections: [connection({ portSpeed: bitsPerSecond(1e10) })],
          interlinks: [
            interlink({
              bandwidth: bitsPerSecond(rate),
              burst: bytes(burst),
              queue: bytes(2 ** 40),
              countAs: layer,
            }),
          ],
          traffic: kbps.map((one, i) =>
            demand({
              source: {
                kind: 'cbr',
                rate: bitsPerSecond(one * 1000),
                frame: mix,
                phase: ps(phases[i]!),
              },
            }),
          ),
          duration: 1e11,
        }),
      )
      // Each stream's arrivals are at most one frame of its own and its rate, in any window.
      const largest = BigInt(Math.max(...mix.map(({ size }) => size)) + countedOverhead(layer))
      const excess = BigInt(kbps.length) * largest - BigInt(burst)
      // Emissions are rounded up by less than a picosecond, a release by less than another.
      const { shaperWait, offered } = flowOf(result)
      // A frame that takes the whole bucket leaves at the next whole picosecond, and what would have
      // flowed in by then finds the bucket full: less than a picosecond is lost with each of them.
      const lost = extra === 0 ? offered.frames : 0
      const longest = (excess <= 0n ? 2 : timeOf(excess, rate) + 2) + lost
      expect(picoseconds(shaperWait.max)).toBeLessThanOrEqual(longest)
      if (shaperWait.max! > 1e-9) waited++
    }),
    {
      numRuns: Number(process.env['RUNS'] ?? 60),
      examples: [
        [
          {
            mix: [{ size: bytes(1518), weight: 1 }],
            layer: 'l1',
            kbps: [5920, 38_496, 64_717, 30_400, 26_459],
            phases: [0, 0, 0, 0, 0, 0, 0, 0],
            extra: 0,
          },
        ],
      ],
    },
  )
  expect(waited).toBeGreaterThan(5)
})

test('bursts of all shapers together, over the port’s rate, bound the wait at the port and its buffer', async () => {
  let waited = 0
  await fc.assert(
    fc.asyncProperty(tenants, seeds, async (all, seed) => {
      const fitting = fittingRates(all)
      const result = await simulate(
        scenario({
          seed,
          connections: [connection({ portSpeed: bitsPerSecond(SPEED), queue: bytes(2 ** 40) })],
          interlinks: all.map(({ layer, queue }, i) =>
            interlink({
              id: idOf(i),
              bandwidth: fitting[i]!,
              burst: bytes(burstOf(all[i]!)),
              queue: bytes(queue),
              countAs: layer,
            }),
          ),
          traffic: trafficOf(all, 'toCustomer'),
          duration: DURATION,
        }),
      )
      // b + r·t with r at most C into a server of rate C: backlog b, and a delay of b/C, own time included.
      const { over, under } = wireBurst(all)
      all.forEach(({ mix }, i) => {
        const { portWait } = flowOf(result, idOf(i))
        const own = leastWire(mix) * BYTE_PS
        if (portWait.max === null) return
        expect(picoseconds(portWait.max) + own).toBeLessThanOrEqual(timeOf(over, SPEED, under))
        if (portWait.max > 1e-6) waited++
      })
      expect(BigInt(result.ports[0]!.queue.max) * under).toBeLessThanOrEqual(over)
    }),
    { numRuns: 80 },
  )
  expect(waited).toBeGreaterThan(20)
})

test('full buckets that burst at one instant reach that bound exactly', async () => {
  // Three InterLinks of 10 frames each; the last frame of the last one waits for the 29 others.
  const frames = Array.from({ length: 10 }, () => ({ time: 0, size: 1000 }))
  const result = await simulate(
    scenario({
      connections: [connection({ portSpeed: bitsPerSecond(SPEED), queue: bytes(2 ** 40) })],
      interlinks: [0, 1, 2].map(i =>
        interlink({
          id: idOf(i),
          bandwidth: bitsPerSecond(333e6),
          burst: bytes(10 * 1024),
          countAs: 'l1',
        }),
      ),
      traffic: [0, 1, 2].map(i => replay('a', { interlink: idOf(i) })),
      duration: 1e12,
    }),
    new Map([['a', captureOf(frames)]]),
  )
  const bound = timeOf(30n * 1024n, SPEED)
  expect(picoseconds(flowOf(result, 'l2').portWait.max) + 1024 * BYTE_PS).toBe(bound)
})
