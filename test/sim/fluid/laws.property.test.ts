/** What holds of fluid whatever flows: nothing is lost count of, more capacity never hurts. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DIRECTIONS } from '../../../src/model/direction.ts'
import type { Simulation } from '../../../src/sim/run.ts'
import type { SeriesInterval } from '../../../src/sim/recording/series.ts'
import { bitsPerSecond, bytes } from '../../../src/units.ts'
import { inOrder, interlinkEvents, plantEvents, segmented } from '../support/events.ts'
import { demand, interlink, scenario, simulate } from '../support/worlds.ts'
import { measured, tableOf } from './tables.ts'

const RUNS = Number(process.env['RUNS'] ?? 100)
const DURATION = 1e12
const SAMPLES = 12

const rates = fc.array(
  fc.oneof(
    fc.constant(0),
    fc.integer({ min: 1, max: 3_000 }).map(mbps => mbps * 1e6),
  ),
  { minLength: SAMPLES, maxLength: SAMPLES },
)
const worlds = fc.record({
  columns: fc.array(rates, { minLength: 1, maxLength: 3 }),
  sizes: fc.array(fc.constantFrom(64, 594, 1518, 3000), { minLength: 3, maxLength: 3 }),
  direction: fc.constantFrom(...DIRECTIONS),
  bandwidth: fc.integer({ min: 1, max: 2_000 }).map(mbps => mbps * 1e6),
  burst: fc.integer({ min: 1_522, max: 50_000_000 }),
  queue: fc.integer({ min: 0, max: 50_000_000 }),
  portQueue: fc.integer({ min: 0, max: 50_000_000 }),
  isShaped: fc.boolean(),
  portSpeed: fc.constantFrom(1e9, 1e10),
  propagation: fc.constantFrom(0, 1e6, 5e10),
  events: fc.oneof(
    fc.constant([]),
    fc.array(
      fc.oneof(
        plantEvents(fc.integer({ min: 0, max: DURATION })),
        interlinkEvents(fc.integer({ min: 0, max: DURATION })),
      ),
      { maxLength: 6 },
    ),
  ),
})
type World = typeof worlds extends fc.Arbitrary<infer W> ? W : never

const play = async (
  it: World,
  over: Partial<World> = {},
  onInterval?: (interval: SeriesInterval) => void,
): Promise<Simulation> => {
  const world = { ...it, ...over }
  const policy = world.isShaped ? 'shape' : 'police'
  const table = tableOf(
    Object.fromEntries(world.columns.map((column, i) => [`c${i}`, column])),
    1 / SAMPLES,
  )
  const connection = segmented({
    portSpeed: bitsPerSecond(world.portSpeed),
    queue: bytes(world.portQueue),
  })
  return simulate(
    {
      ...scenario({
        duration: DURATION * 0.9,
        warmup: DURATION * 0.05,
        connections: [
          {
            ...connection,
            crossConnect: {
              ...connection.crossConnect,
              propagation: world.propagation as never,
            },
          },
        ],
        interlinks: [
          interlink({
            bandwidth: bitsPerSecond(world.bandwidth),
            burst: bytes(world.burst),
            queue: bytes(world.queue),
            enforce: { toCustomer: policy, toCloud: policy },
          }),
        ],
        traffic: world.columns.map((_, i) =>
          demand({ direction: world.direction, source: measured(`c${i}`, world.sizes[i]!) }),
        ),
        events: inOrder(world.events),
      }),
      engine: 'fluid',
    },
    new Map(),
    onInterval === undefined ? {} : { onInterval },
    undefined,
    new Map([['series', table]]),
  )
}

test('what is offered is delivered, dropped or in flight; no queue, wait or share is impossible', async () => {
  await fc.assert(
    fc.asyncProperty(worlds, async it => {
      let [offered, delivered, dropped] = [0, 0, 0]
      const impossible: SeriesInterval[] = []
      const within = (value: number, most: number): boolean => value >= 0 && value <= most
      const result = await play(it, {}, interval => {
        const areSound =
          interval.flows.every(
            flow =>
              [flow.offered, flow.delivered, flow.dropped].every(rate => rate >= 0) &&
              within(flow.shaperQueue, it.queue + 1e-3) &&
              within(flow.bucket, it.burst),
          ) &&
          interval.ports.every(
            port => within(port.queue, it.portQueue + 1e-3) && within(port.utilisation, 1 + 1e-9),
          )
        if (!areSound) impossible.push(interval)
        for (const flow of interval.flows) {
          offered += flow.offered
          delivered += flow.delivered
          dropped += flow.dropped
        }
      })
      expect(impossible).toEqual([])
      const [flow] = result.flows
      const { frames, bytes: size } = flow!.offered
      const causes = Object.values(flow!.dropped.byCause)
      expect(causes.reduce((a, b) => a + b, 0)).toBe(flow!.dropped.frames)
      expect(flow!.delivered.frames + flow!.dropped.frames + flow!.inFlight.frames).toBe(frames)
      expect(flow!.delivered.bytes + flow!.dropped.bytes + flow!.inFlight.bytes).toBe(size)
      expect(flow!.delayHistogram.reduce((sum, bin) => sum + bin.frames, 0)).toBe(
        flow!.delivered.frames,
      )
      const { min, p50, p90, p99, p999, max, mean } = flow!.delay
      if (mean !== null) {
        const rising = [0, min!, p50!, p90!, p99!, p999!, max!]
        for (let i = 1; i < rising.length; i++) {
          expect(rising[i]).toBeGreaterThanOrEqual(rising[i - 1]! * (1 - 1e-12))
        }
        // The sum of all delays is whole picoseconds.
        expect(mean).toBeGreaterThanOrEqual(min! * (1 - 1e-9) - 1e-12)
        expect(mean).toBeLessThanOrEqual(max! * (1 + 1e-9) + 1e-12)
        // Bounds are of whole frames: fluid may pass one by what a frame takes on the wire.
        const frame = ((3000 + 24) * 8) / it.portSpeed
        expect(max).toBeLessThanOrEqual(flow!.bounds.delayMax!.value * (1 + 1e-6) + frame)
      }
      expect(result.ports.every(({ queue }) => queue.max <= it.portQueue + 1e-3)).toBe(true)
      // The series counts what it sees: all that is offered in the window, and where it went.
      const scale = (DURATION * 0.9) / 1000 / 8e12
      expect(Math.abs(offered * scale - size)).toBeLessThan(1 + 1e-6 * size)
      const early = it.burst + it.queue + it.portQueue + 5e8
      expect(delivered + dropped).toBeLessThanOrEqual(offered + early / scale)
    }),
    { numRuns: RUNS },
  )
})

test('more bandwidth, burst or queue never loses more', async () => {
  await fc.assert(
    fc.asyncProperty(
      worlds,
      fc.constantFrom('bandwidth', 'burst', 'queue', 'portQueue'),
      fc.integer({ min: 2, max: 10 }),
      async (it, key, factor) => {
        const one = { ...it, columns: [it.columns[0]!] }
        const [less, more] = await Promise.all([
          play(one),
          play(one, { [key]: Math.max(1, it[key]) * factor }),
        ])
        const [a, b] = [less.flows[0]!, more.flows[0]!]
        expect(b.offered).toEqual(a.offered)
        // Behind a larger buffer what comes later may be lost to a cut: without events none is.
        if (it.events.length > 0 || it.direction === 'toCloud') return
        if (key === 'bandwidth' || key === 'burst' || key === 'queue') {
          const lostAt = ({ dropped: { byCause } }: typeof a): number =>
            byCause.policed + byCause.shaperQueueFull
          expect(lostAt(b)).toBeLessThanOrEqual(lostAt(a) + 1)
        } else expect(b.dropped.frames).toBeLessThanOrEqual(a.dropped.frames + 1)
      },
    ),
    { numRuns: RUNS },
  )
})

test('the same scenario gives the same bytes, whatever the seed', async () => {
  await fc.assert(
    fc.asyncProperty(worlds, async it => {
      const [a, b] = await Promise.all([play(it), play(it)])
      expect({ ...a, run: null }).toEqual({ ...b, run: null })
      expect(Object.values(a.run.kernel)).toEqual(['fluid', 'fluid'])
    }),
    { numRuns: 10 },
  )
})
