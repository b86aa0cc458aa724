/**
 * What a port does to flows that were shaped before it: a flow of at most b + r·t comes out as at most
 * b + r·T + r·t where its delays differ by up to T (Le Boudec and Thiran, "Network Calculus", LNCS
 * 2050, theorem 1.4.3). This is how deep the provider's bucket must be behind a customer's shaper.
 */
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { Interlink } from '../../src/model/world.ts'
import type { FlowResult } from '../../src/sim/result/document.ts'
import { bitsPerSecond, bytes, ceilDiv } from '../../src/units.ts'
import { replay } from '../sim/support/sources.ts'
import {
  captureOf,
  connection,
  flowOf,
  interlink,
  scenario,
  simulate,
} from '../sim/support/worlds.ts'
import {
  BYTE_PS,
  DURATION,
  SPEED,
  type Tenant,
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

/** Towards the cloud: through the customers' shapers, the port all share, then each one's own bucket. */
const behindPort = async (
  all: readonly Tenant[],
  seed: number,
  limiter: (
    bound: { jitter: number; rate: number; burst: number },
    i: number,
  ) => Partial<Interlink>,
): Promise<readonly FlowResult[]> => {
  const fitting = fittingRates(all)
  const { over, under } = wireBurst(all)
  // What the port may add to one frame and not to another: its bound less the shortest time through it.
  const jitter = timeOf(over, SPEED, under) - leastWire(all.flatMap(({ mix }) => mix)) * BYTE_PS
  const result = await simulate(
    scenario({
      seed,
      connections: [connection({ portSpeed: bitsPerSecond(SPEED), queue: bytes(2 ** 40) })],
      interlinks: all.map(({ layer, queue }, i) =>
        interlink({
          id: idOf(i),
          countAs: layer,
          customerShaper: {
            rate: fitting[i]!,
            burst: bytes(burstOf(all[i]!)),
            queue: bytes(queue),
          },
          ...limiter({ jitter, rate: fitting[i]!, burst: burstOf(all[i]!) }, i),
        }),
      ),
      traffic: trafficOf(all, 'toCloud'),
      duration: DURATION,
    }),
  )
  return all.map((_, i) => flowOf(result, idOf(i), 'toCloud'))
}

/** Depth that takes a flow of burst b and rate r after a jitter of T: b + r·T, rounded up to bytes. */
const outputBurst = ({ jitter, rate, burst }: { jitter: number; rate: number; burst: number }) =>
  burst + Number(ceilDiv(BigInt(rate) * BigInt(jitter), 8n * 10n ** 12n))

test('behind a port that delays by up to T, a policer b + r·T deep drops nothing of a flow shaped to (r, b)', async () => {
  await fc.assert(
    fc.asyncProperty(tenants, seeds, async (all, seed) => {
      const flows = await behindPort(all, seed, bound => ({
        bandwidth: bitsPerSecond(bound.rate),
        burst: bytes(outputBurst(bound)),
        enforce: { toCustomer: 'police', toCloud: 'police' },
      }))
      for (const { dropped } of flows) expect(dropped.byCause.policed).toBe(0)
    }),
    { numRuns: 60 },
  )
})

test('a policer as deep as the shaper before it may drop: the port’s jitter bunches frames', async () => {
  // Alone on the port the flow passes; behind another's burst its frames come back to back.
  const policed = async (others: number): Promise<number> => {
    const of = (times: number[]) => captureOf(times.map(time => ({ time, size: 1000 })))
    const result = await simulate(
      scenario({
        connections: [connection({ portSpeed: bitsPerSecond(SPEED) })],
        interlinks: ['other', 'l'].map(id =>
          interlink({
            id,
            bandwidth: bitsPerSecond(5e8),
            burst: bytes(id === 'l' ? 1004 : 50_000),
            mtu: bytes(982),
            customerShaper: {
              rate: bitsPerSecond(5e8),
              burst: bytes(id === 'l' ? 1004 : 50_000),
              queue: bytes(2 ** 20),
            },
          }),
        ),
        traffic: [
          replay('own', { direction: 'toCloud' }),
          replay('other', { direction: 'toCloud', interlink: 'other' }),
        ],
        duration: 1e12,
      }),
      new Map([
        ['own', of([0, 1, 2, 3].map(k => k * 1004 * 16_000))],
        ['other', of(Array.from({ length: others }, () => 0))],
      ]),
    )
    return flowOf(result, 'l', 'toCloud').dropped.byCause.policed
  }
  expect(await policed(0)).toBe(0)
  expect(await policed(8)).toBeGreaterThan(0)
})

test('a bucket of rate R and depth B behind that port holds a frame for (b + r·T - B)/R at most', async () => {
  let waited = 0
  await fc.assert(
    fc.asyncProperty(
      tenants,
      seeds,
      fc.constantFrom(0, 100, 5000),
      fc.constantFrom(0, 1000, 100_000),
      async (all, seed, depth, faster) => {
        const longest: number[] = []
        const flows = await behindPort(all, seed, (bound, i) => {
          const burst = largestCounted(all[i]!.layer) + depth
          const rate = bound.rate + faster * 1000
          const excess = outputBurst(bound) - burst
          longest.push(excess <= 0 ? 0 : timeOf(BigInt(excess), rate))
          return {
            bandwidth: bitsPerSecond(rate),
            burst: bytes(burst),
            queue: bytes(2 ** 40),
            enforce: { toCustomer: 'shape', toCloud: 'shape' },
          }
        })
        flows.forEach(({ shaperWait }, i) => {
          expect(picoseconds(shaperWait.max)).toBeLessThanOrEqual(longest[i]!)
          if (shaperWait.max !== null && shaperWait.max > 1e-7) waited++
        })
      },
    ),
    { numRuns: 80 },
  )
  expect(waited).toBeGreaterThan(10)
})
