/** The exact solution beside one in small steps: buckets, queues and a port, both directions. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DIRECTIONS } from '../../../src/model/direction.ts'
import { bitsPerSecond, bytes } from '../../../src/units.ts'
import { connection, demand, flowOf, interlink, scenario, simulate } from '../support/worlds.ts'
import { type FlowPath, Place, type PlaceSpec, inSmallSteps } from './small-steps.ts'
import { measured, tableOf } from './tables.ts'

const RUNS = Number(process.env['RUNS'] ?? 12)
const SAMPLES = 10
const STEPS = 10_000
const PORT = 1e9
const WIRE = 24
const COUNTED = 4

const sizes = fc.constantFrom(64, 594, 1518)
const limits = fc.record({
  bandwidth: fc.integer({ min: 50, max: 900 }).map(mbps => mbps * 1e6),
  burst: fc.integer({ min: 2_000, max: 4_000_000 }),
  queue: fc.integer({ min: 0, max: 4_000_000 }),
  isShaped: fc.boolean(),
  router: fc.option(
    fc.record({
      rate: fc.integer({ min: 50, max: 900 }).map(mbps => mbps * 1e6),
      burst: fc.integer({ min: 2_000, max: 1_000_000 }),
      queue: fc.integer({ min: 0, max: 2_000_000 }),
    }),
  ),
  kinds: fc.array(
    fc.record({
      size: sizes,
      rates: fc.array(
        fc.oneof(
          fc.constant(0),
          fc.integer({ min: 1, max: 800 }).map(mbps => mbps * 1e6),
        ),
        { minLength: SAMPLES, maxLength: SAMPLES },
      ),
    }),
    { minLength: 1, maxLength: 2 },
  ),
})

test('small steps come to the same bytes, waits and queues', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(limits, limits),
      fc.constantFrom(...DIRECTIONS),
      fc.integer({ min: 10_000, max: 4_000_000 }),
      async (flows, direction, portQueue) => {
        const ids = ['l', 'm']
        const isToCloud = direction === 'toCloud'
        const kinds = flows.flatMap(({ kinds: own }, flow) =>
          own.map((kind, i) => ({ ...kind, flow, column: `${flow}-${i}` })),
        )
        const table = tableOf(
          Object.fromEntries(kinds.map(({ column, rates }) => [column, rates])),
          1 / SAMPLES,
        )
        const it = scenario({
          duration: 1e12,
          connections: [connection({ portSpeed: bitsPerSecond(PORT), queue: bytes(portQueue) })],
          interlinks: flows.map(({ bandwidth, burst, queue, isShaped, router }, i) =>
            interlink({
              id: ids[i]!,
              bandwidth: bitsPerSecond(bandwidth),
              burst: bytes(burst),
              queue: bytes(queue),
              enforce: {
                toCustomer: isShaped ? 'shape' : 'police',
                toCloud: isShaped ? 'shape' : 'police',
              },
              customerShaper:
                router === null
                  ? null
                  : {
                      rate: bitsPerSecond(router.rate),
                      burst: bytes(router.burst),
                      queue: bytes(router.queue),
                    },
            }),
          ),
          traffic: kinds.map(({ flow, column, size }) =>
            demand({ interlink: ids[flow]!, direction, source: measured(column, size) }),
          ),
        })
        const result = await simulate(
          { ...it, engine: 'fluid' },
          new Map(),
          {},
          undefined,
          new Map([['series', table]]),
        )
        const place = (spec: Omit<PlaceSpec, 'overhead' | 'rate'> & { rate: number }): Place =>
          new Place({ ...spec, rate: spec.rate / 8, overhead: COUNTED })
        const paths = flows.map(
          ({ bandwidth, burst, queue, isShaped, router }): FlowPath & { bucket: Place } => {
            const bucket = place({ rate: bandwidth, depth: burst, queue: isShaped ? queue : 0 })
            const shaper =
              router === null
                ? null
                : place({ rate: router.rate, depth: router.burst, queue: router.queue })
            return isToCloud
              ? { front: shaper, rear: bucket, bucket }
              : { front: bucket, rear: null, bucket }
          },
        )
        const port = new Place({ rate: PORT / 8, depth: 0, queue: portQueue, overhead: WIRE })
        const slow = inSmallSteps(
          paths,
          port,
          (now, step) =>
            kinds.flatMap(({ flow, size, rates }) => {
              const rate = rates[Math.min(SAMPLES - 1, Math.floor((now + step / 2) * SAMPLES))]!
              const bytesNow = (rate * step) / 8
              return bytesNow === 0
                ? []
                : [
                    {
                      flow,
                      frames: bytesNow / size,
                      bytes: bytesNow,
                      emitted: now,
                      entered: now,
                      portWait: 0,
                    },
                  ]
            }),
          1,
          STEPS,
        )
        const highest = Math.max(
          1,
          ...Array.from({ length: SAMPLES }, (_, i) =>
            kinds.reduce((sum, { rates }) => sum + rates[i]!, 0),
          ),
        )
        // What flows in some steps: a step late at each place, and at each change.
        const slack = (6 * highest) / 8 / STEPS + 2_000
        for (const [i, id] of ids.entries()) {
          const flow = flowOf(result, id, direction)
          const { offered, delivered, dropped, inFlight } = flow
          expect(delivered.frames + dropped.frames + inFlight.frames).toBe(offered.frames)
          expect(delivered.bytes + dropped.bytes + inFlight.bytes).toBe(offered.bytes)
          const said = JSON.stringify({ direction, id })
          expect(Math.abs(delivered.bytes - slow.delivered[i]!), said).toBeLessThan(
            slack * SAMPLES + 0.003 * offered.bytes,
          )
          expect(Math.abs(flow.shaperQueue.max - paths[i]!.bucket.highest), said).toBeLessThan(
            2 * slack,
          )
          expect(Math.abs(flow.shaperQueue.mean - paths[i]!.bucket.area), said).toBeLessThan(
            slack + 0.02 * paths[i]!.bucket.area,
          )
          if (delivered.frames < 100) continue
          expect(flow.delay.min!).toBeGreaterThan(0)
        }
        const { queue } = result.ports.find(each => each.direction === direction)!
        expect(Math.abs(queue.max - port.highest)).toBeLessThan(2 * slack)
        expect(Math.abs(queue.mean - port.area)).toBeLessThan(slack + 0.02 * port.area)
      },
    ),
    { numRuns: RUNS },
  )
}, 120_000)

test('waits of small steps are those of virtual delay', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 1_500 }), { minLength: SAMPLES, maxLength: SAMPLES }),
      fc.integer({ min: 100, max: 900 }),
      fc.constantFrom(...DIRECTIONS),
      async (rates, mbps, direction) => {
        const bits = rates.map(rate => rate * 1e6)
        const it = scenario({
          duration: 1e12,
          connections: [connection({ portSpeed: bitsPerSecond(PORT), queue: bytes(3e6) })],
          interlinks: [
            interlink({
              bandwidth: bitsPerSecond(mbps * 1e6),
              burst: bytes(500_000),
              queue: bytes(5e6),
              enforce: { toCustomer: 'shape', toCloud: 'shape' },
            }),
          ],
          traffic: [demand({ direction, source: measured('one', 1000) })],
        })
        const result = await simulate(
          { ...it, engine: 'fluid' },
          new Map(),
          {},
          undefined,
          new Map([['series', tableOf({ one: bits }, 1 / SAMPLES)]]),
        )
        const bucket = new Place({
          rate: (mbps * 1e6) / 8,
          depth: 500_000,
          queue: 5e6,
          overhead: COUNTED,
        })
        const port = new Place({ rate: PORT / 8, depth: 0, queue: 3e6, overhead: WIRE })
        const slow = inSmallSteps(
          [direction === 'toCloud' ? { front: null, rear: bucket } : { front: bucket, rear: null }],
          port,
          (now, step) => {
            const rate = bits[Math.min(SAMPLES - 1, Math.floor((now + step / 2) * SAMPLES))]!
            const bytesNow = (rate * step) / 8
            return bytesNow === 0
              ? []
              : [
                  {
                    flow: 0,
                    frames: bytesNow / 1000,
                    bytes: bytesNow,
                    emitted: now,
                    entered: now,
                    portWait: 0,
                  },
                ]
          },
          1,
          STEPS,
        )
        const flow = flowOf(result, 'l', direction)
        if (flow.delivered.frames < 100) return
        const own = (1012 * 8) / PORT
        expect(Math.abs(flow.delay.mean! - own - slow.wait[0]!)).toBeLessThan(
          5 / STEPS + 0.01 * slow.wait[0]!,
        )
        expect(Math.abs(flow.portWait.mean! - slow.portWait[0]!)).toBeLessThan(
          3 / STEPS + 0.01 * slow.portWait[0]!,
        )
      },
    ),
    { numRuns: RUNS },
  )
}, 120_000)
