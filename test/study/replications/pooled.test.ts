/** What several replications say together, against all their frames in a single pass. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Counted, together } from '../../../src/sim/meter/counted.ts'
import { Distribution } from '../../../src/sim/meter/distribution.ts'
import { Spread, spreadTogether, stdevOf } from '../../../src/sim/meter/spread.ts'
import { Tally, talliedTogether } from '../../../src/sim/meter/tally.ts'
import type { Scenario } from '../../../src/model/scenario.ts'
import type { FlowResult } from '../../../src/sim/result/document.ts'
import { type RunCounters, run } from '../../../src/sim/run.ts'
import { certain, played, small } from './support/played.ts'

const durations = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 0, max: 3000 }),
  fc.integer({ min: 0, max: 10 ** 9 }),
  fc.maxSafeInteger().map(Math.abs),
)
const lists = fc.array(fc.array(durations, { maxLength: 60 }), { minLength: 1, maxLength: 6 })

const counted = (values: readonly number[]): Counted => {
  const distribution = new Distribution()
  // Some are counted one by one, some as nothing, as kernels do.
  for (const [i, value] of values.entries()) {
    if (value === 0 && i % 2 === 0) distribution.addZeros(1)
    else distribution.add(value)
  }
  return distribution.counted()
}

describe('what meters counted', () => {
  test('distributions put together are that of all durations, to the last frame', () => {
    fc.assert(
      fc.property(lists, parts => {
        expect(parts.map(counted).reduce(together)).toEqual(counted(parts.flat()))
      }),
    )
  })

  test('so are those whose counters were emptied because they were full', () => {
    const many = (count: number, value: number): Distribution => {
      const distribution = new Distribution()
      for (let i = 0; i < count; i++) distribution.add(value)
      return distribution
    }
    const both = together(many(70_000, 5).counted(), many(140_000, 5).counted())
    expect(both).toEqual(many(210_000, 5).counted())
    expect(both.frames).toEqual(Float64Array.of(210_000))
  })

  test('spreads put together are that of all durations, but for rounding', () => {
    const spread = (values: readonly number[]) => {
      const meter = new Spread()
      for (const value of values) meter.add(value)
      return meter.spread()
    }
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 0, max: 10 ** 9 }), { maxLength: 60 }), {
          minLength: 1,
          maxLength: 6,
        }),
        parts => {
          const all = stdevOf(spread(parts.flat()))
          const both = stdevOf(parts.map(spread).reduce(spreadTogether))
          if (all === null) expect(both).toBeNull()
          else expect(Math.abs(both! - all)).toBeLessThanOrEqual(1e-6 * (1 + all))
        },
      ),
    )
  })

  test('tallies put together count each interval once', () => {
    const tally = (...counts: readonly (readonly [number, number])[]): Tally => {
      const it = new Tally()
      for (const [interval, times] of counts) it.add(interval, times)
      return it
    }
    expect(talliedTogether([tally([1, 2], [5, 1]), tally([0, 1], [5, 3], [9, 1])])).toEqual({
      intervals: [0, 1, 5, 9],
      counts: [1, 2, 4, 1],
    })
  })
})

/** A run by itself, with what its meters counted. */
const alone = async (it: Scenario, seed: number) => {
  let counters: RunCounters | null = null
  const simulation = await run(
    { scenario: { ...it, seed }, sha256: '', inputs: [] },
    { clock: () => 0, onCounters: told => (counters = told) },
  )
  return { simulation, counters: counters as unknown as RunCounters }
}

describe('the result of replications', () => {
  const SEEDS = [1, 2, 3, 4, 5, 6]
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
  const mean = (values: readonly number[]): number => sum(values) / values.length

  test('has sums of counts, the quantiles of all frames, means over time, and maxima', async () => {
    const pooled = await played(small(), { replications: SEEDS.length })
    const runs = await Promise.all(SEEDS.map(seed => alone(small(), seed)))
    expect(pooled.replications).toMatchObject({ count: 6, seeds: SEEDS, confidence: 0.95 })
    expect(pooled.eventCount).toBe(sum(runs.map(({ simulation }) => simulation.eventCount)))
    for (const [i, flow] of pooled.flows.entries()) {
      const flows = runs.map(({ simulation }) => simulation.flows[i]!)
      const over = (figure: (flow: FlowResult) => number): number[] => flows.map(figure)
      for (const part of ['offered', 'delivered', 'dropped', 'inFlight'] as const) {
        expect(flow[part].frames).toBe(sum(over(each => each[part].frames)))
        expect(flow[part].bytes).toBe(sum(over(each => each[part].bytes)))
      }
      for (const cause of ['shaperQueueFull', 'policed'] as const) {
        expect(flow.dropped.byCause[cause]).toBe(sum(over(it => it.dropped.byCause[cause])))
      }
      expect(flow.dropped.frames).toBeGreaterThan(0)
      expect(flow.loss).toBe(flow.dropped.frames / flow.offered.frames)
      expect(flow.throughput).toBeCloseTo(mean(over(each => each.throughput)), 3)
      expect(flow.utilisation).toBeCloseTo(mean(over(each => each.utilisation)), 12)
      expect(flow.peak).toBe(Math.max(...over(each => each.peak)))
      expect(flow.shaperQueue.mean).toBeCloseTo(mean(over(each => each.shaperQueue.mean)), 6)
      expect(flow.shaperQueue.max).toBe(Math.max(...over(each => each.shaperQueue.max)))
      expect(sum(flow.slices.dropped)).toBe(flow.dropped.frames)
      for (const [k, waited] of flow.slices.queue.entries()) {
        expect(waited).toBeCloseTo(mean(over(each => each.slices.queue[k]!)), 6)
      }
      expect(sum(flow.delayHistogram.map(({ frames }) => frames))).toBe(flow.delivered.frames)
      expect(flow.delay.min).toBe(Math.min(...over(each => each.delay.min!)))
      expect(flow.delay.max).toBe(Math.max(...over(each => each.delay.max!)))
      const weighted = sum(over(each => each.delivered.frames * each.delay.mean!))
      expect(flow.delay.mean! / (weighted / flow.delivered.frames)).toBeCloseTo(1, 12)
      const squares = sum(
        over(each => each.delivered.frames * (each.delay.stdev! ** 2 + each.delay.mean! ** 2)),
      )
      const variance = squares / flow.delivered.frames - flow.delay.mean! ** 2
      expect(flow.delay.stdev! / Math.sqrt(variance)).toBeCloseTo(1, 9)
      // Every frame by itself: the value of its counter, and the smallest that a share does not exceed.
      const counters = new Map<number, number>()
      for (const each of runs) {
        const { delay } = each.counters.flows[i]!
        delay.counters.forEach((counter, k) => {
          counters.set(counter, (counters.get(counter) ?? 0) + delay.frames[k]!)
        })
      }
      const frames = [...counters]
        .sort(([a], [b]) => a - b)
        .flatMap(([counter, count]) => Array.from<number>({ length: count }).fill(counter))
      const counter = frames[Math.ceil(0.99 * frames.length) - 1]!
      const low = (512 + (counter % 512)) * 2 ** (Math.floor(counter / 512) - 9) - 1
      expect(flow.delay.p99! * 1e12).toBeGreaterThanOrEqual(low)
      expect(flow.delay.p99! * 1e12).toBeLessThanOrEqual((low + 1) * (1 + 1 / 512))
    }
    const port = pooled.ports[0]!
    const ports = runs.map(({ simulation }) => simulation.ports[0]!)
    expect(port.offered.frames).toBe(sum(ports.map(({ offered }) => offered.frames)))
    expect(port.utilisation).toBeCloseTo(mean(ports.map(({ utilisation }) => utilisation)), 12)
    expect(port.queue.max).toBe(Math.max(...ports.map(({ queue }) => queue.max)))
    for (const [k, waited] of port.slices.queue.entries()) {
      expect(waited).toBeCloseTo(mean(ports.map(({ slices }) => slices.queue[k]!)), 6)
    }
  })

  test('has means that are what every seed has alike, to the last bit', async () => {
    const pooled = await played(certain(), { replications: 7 })
    const single = (await alone(certain(), 1)).simulation
    expect(pooled.availability).toEqual(single.availability)
    expect(pooled.ports[0]!.utilisation).toBe(single.ports[0]!.utilisation)
    expect(pooled.ports[0]!.throughput).toBe(single.ports[0]!.throughput)
    expect(pooled.ports[0]!.slices).toEqual(single.ports[0]!.slices)
    expect(pooled.flows[0]!.slices.offered).toEqual(single.flows[0]!.slices.offered)
    expect(pooled.flows[0]!.utilisation).toBe(single.flows[0]!.utilisation)
  })

  test('is that of the run itself where there is one', async () => {
    const { replications, run: _, ...pooled } = await played(small(), { replications: 1 })
    const { run: _2, ...single } = (await alone(small(), 1)).simulation
    expect(replications!.seeds).toEqual([1])
    const flows = pooled.flows.map(({ confidence, ...flow }) => {
      expect(confidence).toEqual({
        level: 0.95,
        'delay.mean': null,
        'delay.p99': null,
        loss: null,
        throughput: null,
      })
      return flow
    })
    expect({ ...pooled, flows }).toEqual(single)
  })
})
