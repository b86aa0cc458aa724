/** Series and traces against the slow oracle. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DIRECTIONS } from '../../src/model/direction.ts'
import { countedOverhead } from '../../src/model/frame.ts'
import type { SeriesInterval } from '../../src/sim/recording/series.ts'
import { ps } from '../../src/units.ts'
import { type OracleFrame, overWindow, simulateSlowly } from './support/oracle.ts'
import { oracleLane, replayWorlds, simulateWorld } from './support/worlds.ts'

/** Worlds whose window is cut into few intervals, evenly or not, or into one longer than itself. */
const worlds = fc
  .tuple(replayWorlds, fc.constantFrom(0.5, 1, 2, 3, 7, 25, 60), fc.integer({ min: 0, max: 3 }))
  .map(([world, parts, more]) => ({
    ...world,
    scenario: {
      ...world.scenario,
      seriesInterval: ps(Math.ceil(world.scenario.duration / parts) + more),
      world: {
        ...world.scenario.world,
        interlinks: world.scenario.world.interlinks.map((it, i) => ({ ...it, vlan: i + 1 })),
      },
    },
  }))

const RUNS = { numRuns: Number(process.env['RUNS'] ?? 300) }
const near = (actual: number, expected: number): void => {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-12 * Math.abs(expected))
}

/** Counted bytes in a full bucket from which frames were taken, exactly: as bytes × 8·10^12. */
const levelAt = (
  rate: number,
  burst: number,
  taken: readonly { readonly instant: number; readonly counted: number }[],
  instant: number,
): number => {
  const unit = 8_000_000_000_000n
  const full = BigInt(burst) * unit
  let level = full
  let time = 0
  const fill = (now: number): void => {
    level += BigInt(rate) * BigInt(now - time)
    if (level > full) level = full
    time = now
  }
  for (const take of taken) {
    fill(take.instant)
    level -= BigInt(take.counted) * unit
  }
  fill(instant)
  return Number(level) / Number(unit)
}

test('every figure of every interval of the series agrees with the slow oracle', async () => {
  await fc.assert(
    fc.asyncProperty(worlds, async world => {
      const { scenario } = world
      const intervals: SeriesInterval[] = []
      await simulateWorld(world, { onInterval: it => intervals.push(it) })
      const from = scenario.warmup
      const to = from + scenario.duration
      const width = scenario.seriesInterval
      expect(intervals.map(({ start }) => start)).toEqual(
        Array.from({ length: Math.ceil(scenario.duration / width) }, (_, k) => k * width),
      )
      for (const direction of DIRECTIONS) {
        const lane = oracleLane(world, direction)
        const oracle = simulateSlowly(lane)
        for (const [k, interval] of intervals.entries()) {
          const start = from + interval.start
          const end = Math.min(start + width, to)
          const isLast = k === intervals.length - 1
          const within = (instant: number): boolean =>
            instant >= start && (instant < end || (isLast && instant === to))
          const rate = (frames: readonly OracleFrame[]): number =>
            (frames.reduce((sum, { size }) => sum + size, 0) * 8e12) / width
          lane.flows.forEach((flow, f) => {
            const interlink = scenario.world.interlinks.find(({ id }) => id === flow.interlink)!
            const all = oracle.frames.filter(frame => frame.flow === f && frame.emission < to)
            const actual = interval.flows.find(
              it => it.interlink === flow.interlink && it.direction === direction,
            )!
            near(actual.offered, rate(all.filter(({ emission }) => within(emission))))
            near(actual.delivered, rate(all.filter(({ delivered }) => within(delivered))))
            near(
              actual.dropped,
              rate(all.filter(({ dropped }) => dropped !== null && within(dropped.time))),
            )
            near(actual.shaperQueue, overWindow(oracle.shaperQueues[f]!, start, end).mean)
            const overhead = countedOverhead(interlink.countAs)
            // A frame emitted when the run ends is offered to nobody's account, but takes its tokens.
            const taken = oracle.frames
              .filter(({ flow: of }) => of === f)
              .filter(({ release }) => release >= 0 && (release < end || within(release)))
              .map(({ release, size }) => ({ instant: release, counted: size + overhead }))
              .sort((a, b) => a.instant - b.instant)
            near(actual.bucket, levelAt(interlink.bandwidth, interlink.burst, taken, end))
          })
          const port = interval.ports.find(it => it.direction === direction)!
          near(port.queue, overWindow(oracle.portQueue, start, end).mean)
          const busy = oracle.busy.reduce(
            (sum, [a, b]) => sum + Math.max(0, Math.min(b, end) - Math.max(a, start)),
            0,
          )
          expect(port.utilisation).toBe(busy / (end - start))
        }
      }
    }),
    RUNS,
  )
}, 3_600_000)

test('a trace has every frame delivered in the window, in the order of time', async () => {
  await fc.assert(
    fc.asyncProperty(worlds, fc.boolean(), async (world, onlyOne) => {
      const { scenario } = world
      const only = { interlink: 'l0', direction: 'toCloud' } as const
      const traced: string[] = []
      const frame = (time: number, bytes: Uint8Array, length: number): void => {
        traced.push(
          `${time} ${new DataView(bytes.buffer, bytes.byteOffset).getUint32(12)} ${length}`,
        )
      }
      await simulateWorld(world, {
        trace: { frame, ...(onlyOne ? { flows: [only] } : {}) },
      })
      const from = scenario.warmup
      const expected = DIRECTIONS.flatMap((direction, index) => {
        const lane = oracleLane(world, direction)
        return simulateSlowly(lane)
          .frames.filter(({ delivered }) => delivered >= from)
          .map(({ flow, delivered, size }) => {
            const { interlink } = lane.flows[flow]!
            const { vlan } = scenario.world.interlinks.find(({ id }) => id === interlink)!
            return { interlink, direction, index, flow, delivered, size, vlan }
          })
      })
        .filter(it => !onlyOne || (it.interlink === 'l0' && it.direction === 'toCloud'))
        .sort((a, b) => a.delivered - b.delivered || a.index - b.index || a.flow - b.flow)
      expect(traced).toEqual(
        expected.map(({ delivered, vlan, size }) => `${delivered} ${0x8100_0000 + vlan} ${size}`),
      )
    }),
    RUNS,
  )
}, 3_600_000)

test('recording changes no figure', async () => {
  await fc.assert(
    fc.asyncProperty(worlds, async world => {
      const plain = await simulateWorld(world)
      const recorded = await simulateWorld(world, {
        onInterval: () => {},
        trace: { frame: () => {} },
      })
      expect({ ...recorded, run: null }).toEqual({ ...plain, run: null })
    }),
    RUNS,
  )
}, 3_600_000)
