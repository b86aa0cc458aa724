/** The law above all others: every figure is what a slow, obvious simulation of each instant gives. */
import fc from 'fast-check'
import { expect } from 'vitest'
import { DIRECTIONS } from '../../src/model/direction.ts'
import { DROP_CAUSES } from '../../src/model/drop-cause.ts'
import {
  type OracleFrame,
  type OracleGate,
  overWindow,
  simulateSlowly,
} from '../sim/support/oracle.ts'
import {
  type ReplayWorld,
  type Simulator,
  oracleLane,
  simulateWorld,
} from '../sim/support/worlds.ts'

const seconds = (ps: number): number => ps / 1e12
const mean = (values: readonly number[]): number | null =>
  values.length === 0
    ? null
    : Number(values.reduce((a, b) => a + BigInt(b), 0n)) / values.length / 1e12
const max = (values: readonly number[]): number | null =>
  values.length === 0 ? null : seconds(Math.max(...values))
const min = (values: readonly number[]): number | null =>
  values.length === 0 ? null : seconds(Math.min(...values))
const count = (frames: readonly OracleFrame[]) => ({
  frames: frames.length,
  bytes: frames.reduce((sum, { size }) => sum + size, 0),
})
const near = (actual: number, expected: number): void => {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-12 * Math.abs(expected))
}
const quantile = (
  values: readonly number[],
  numerator: number,
  denominator: number,
): number | null =>
  values.length === 0
    ? null
    : [...values].sort((a, b) => a - b)[Math.ceil((values.length * numerator) / denominator) - 1]!

/** Share of [`from`, `to`) in which all gates are open, summed over the pieces between their changes. */
const openShare = (gates: readonly OracleGate[], from: number, to: number): number => {
  const changes = [from, to, ...gates.flat().map(each => each.from)]
    .filter(instant => instant >= from && instant <= to)
    .sort((a, b) => a - b)
  const open = changes.reduce((sum, instant, k) => {
    const until = changes[k + 1] ?? to
    const all = gates.every(
      gate => gate.filter(each => each.from <= instant).at(-1)!.cause === null,
    )
    return all ? sum + until - instant : sum
  }, 0)
  return open / (to - from)
}

/**
 * Holds a simulator to the slow oracle, in every figure of every flow and port.
 *
 * @param worlds      generated, `replayWorlds` or `edgeWorlds`
 * @param parameters  how many of them, and from which seed
 */
export const agreesWithOracle = async (
  simulator: Simulator,
  worlds: fc.Arbitrary<ReplayWorld>,
  parameters: fc.Parameters<[ReplayWorld]>,
): Promise<void> => {
  await fc.assert(
    fc.asyncProperty(worlds, async world => {
      const result = await simulateWorld(world, {}, simulator)
      let events = 0
      for (const direction of DIRECTIONS) {
        const lane = oracleLane(world, direction)
        const oracle = simulateSlowly(lane)
        events += oracle.events
        const { from, to } = lane
        lane.flows.forEach((flow, f) => {
          const all = oracle.frames.filter(
            frame => frame.flow === f && frame.emission >= from && frame.emission < to,
          )
          const delivered = all.filter(frame => frame.delivered >= 0)
          const dropped = all.filter(frame => frame.dropped !== null)
          const actual = result.flows.find(
            it => it.interlink === flow.interlink && it.direction === direction,
          )!
          expect(actual.offered).toEqual(count(all))
          expect(actual.delivered).toEqual(count(delivered))
          expect(actual.dropped).toEqual({
            ...count(dropped),
            byCause: Object.fromEntries(
              DROP_CAUSES.map(cause => [
                cause,
                dropped.filter(frame => frame.dropped!.cause === cause).length,
              ]),
            ),
          })
          // What stands in place of a life at a gate is no life's.
          const isAltered = world.trouble?.gates?.some(gate => gate !== null) ?? false
          if (!isAltered) expect(actual.availability).toBe(openShare(flow.gates, from, to))
          expect(actual.inFlight).toEqual(
            count(all.filter(frame => frame.delivered < 0 && frame.dropped === null)),
          )
          const delays = delivered.map(frame => frame.delivered - frame.emission)
          const shaperWaits = delivered.map(frame => frame.release - frame.bucketArrival)
          const portWaits = delivered.map(frame => frame.start - frame.portArrival)
          expect(actual.delay.mean).toBe(mean(delays))
          expect(actual.delay.min).toBe(min(delays))
          expect(actual.delay.max).toBe(max(delays))
          expect(actual.shaperWait.mean).toBe(mean(shaperWaits))
          expect(actual.shaperWait.min).toBe(min(shaperWaits))
          expect(actual.shaperWait.max).toBe(max(shaperWaits))
          expect(actual.portWait.mean).toBe(mean(portWaits))
          expect(actual.portWait.min).toBe(min(portWaits))
          expect(actual.portWait.max).toBe(max(portWaits))
          if (actual.customerWait !== undefined) {
            const waits = delivered.map(frame => frame.portArrival - frame.emission)
            expect(actual.customerWait.mean).toBe(mean(waits))
            expect(actual.customerWait.max).toBe(max(waits))
          }
          for (const [key, numerator, denominator] of [
            ['p50', 1, 2],
            ['p90', 9, 10],
            ['p99', 99, 100],
            ['p999', 999, 1000],
          ] as const) {
            const exact = quantile(delays, numerator, denominator)
            if (exact === null) expect(actual.delay[key]).toBeNull()
            else
              expect(Math.abs(actual.delay[key]! * 1e12 - exact)).toBeLessThanOrEqual(exact * 1e-3)
          }
          const queue = overWindow(oracle.shaperQueues[f]!, from, to)
          expect(actual.shaperQueue.max).toBe(queue.max)
          near(actual.shaperQueue.mean, queue.mean)

          // Series: the busiest interval, and the runs of intervals with drops.
          const interval = world.scenario.seriesInterval
          const bins = new Map<number, number>()
          for (const { emission, size } of all) {
            const bin = Math.floor((emission - from) / interval)
            bins.set(bin, (bins.get(bin) ?? 0) + size)
          }
          near(actual.peak, (Math.max(0, ...bins.values()) * 8e12) / interval)
          expect(actual.lossSpans.reduce((sum, span) => sum + span.frames, 0)).toBe(dropped.length)
          for (const frame of dropped) {
            const at = seconds(frame.dropped!.time - from)
            expect(
              actual.lossSpans.some(
                span => span.from <= at && (at < span.to || frame.dropped!.time === to),
              ),
            ).toBe(true)
          }

          // Slices of the window: boundaries rounded down to the picosecond.
          const slices = Array.from({ length: 26 }, (_, k) =>
            Number(BigInt(from) + (BigInt(to - from) * BigInt(k)) / 25n),
          )
          const sliceOf = (instant: number): number =>
            Math.min(
              24,
              slices.findLastIndex(start => start <= instant),
            )
          const offered = slices.slice(1).map(() => 0)
          const lost = slices.slice(1).map(() => 0)
          for (const { emission, size } of all) offered[sliceOf(emission)]! += size
          for (const frame of dropped) lost[sliceOf(frame.dropped!.time)]! += 1
          expect(actual.slices.dropped).toEqual(lost)
          offered.forEach((size, k) => {
            const width = slices[k + 1]! - slices[k]!
            near(actual.slices.offered[k]!, width === 0 ? 0 : (size * 8e12) / width)
          })
        })
        const port = result.ports.find(it => it.direction === direction)!
        const queue = overWindow(oracle.portQueue, from, to)
        expect(port.queue.max).toBe(queue.max)
        near(port.queue.mean, queue.mean)
        const busy = oracle.busy.reduce(
          (sum, [a, b]) => sum + Math.max(0, Math.min(b, to) - Math.max(a, from)),
          0,
        )
        expect(port.utilisation).toBe(busy / (to - from))
        expect(port.slices.utilisation.every(share => share >= 0 && share <= 1)).toBe(true)
        const left = oracle.frames.filter(frame => {
          if (frame.start < 0) return false
          const instant = frame.start + (frame.size + 12) * lane.byteTime
          return instant >= from && instant < to
        })
        near(port.throughput, (8e12 * count(left).bytes) / (to - from))
        expect(port.offered).toEqual(
          count(oracle.frames.filter(({ portArrival }) => portArrival >= from && portArrival < to)),
        )
        expect(port.dropped).toEqual(
          count(
            oracle.frames.filter(
              ({ dropped }) =>
                dropped?.cause === 'portQueueFull' && dropped.time >= from && dropped.time < to,
            ),
          ),
        )
      }
      expect(result.eventCount).toBe(events)
    }),
    parameters,
  )
}
