/** What can be worked out by hand: buckets that empty, queues that fill, and what waits then. */
import { describe, expect, it } from 'vitest'
import type { Demand } from '../../../src/model/demand.ts'
import type { Interlink } from '../../../src/model/world.ts'
import { bitsPerSecond, bytes, ps } from '../../../src/units.ts'
import { connection, demand, flowOf, interlink, scenario, simulate } from '../support/worlds.ts'

const MS = 1e9
const SIZE = 996
/** Counted as l2: 1000 bytes a frame. */
const counted = (rate: number): number => (rate * SIZE) / 1000

const steady = (rate: number, over: Partial<Demand> = {}): Demand =>
  demand({
    source: {
      kind: 'cbr',
      rate: bitsPerSecond(rate),
      frame: [{ size: bytes(SIZE), weight: 1 }],
      phase: ps(0),
    },
    ...over,
  })

const fluid = (
  link: Partial<Interlink>,
  traffic: readonly Demand[],
  duration = 100 * MS,
  over: Partial<Parameters<typeof scenario>[0]> = {},
) =>
  simulate({
    ...scenario({ duration, interlinks: [interlink(link)], traffic, ...over }),
    engine: 'fluid',
  })

const shaped = { bandwidth: bitsPerSecond(1e9), burst: bytes(1_000_000), queue: bytes(996_000) }
const OWN = ((SIZE + 12) * 8) / 1e10

describe('a bucket', () => {
  it('is empty after b ÷ (a - r), and what is policed from then on is 1 - r ÷ a', async () => {
    const result = await fluid(
      { ...shaped, enforce: { toCustomer: 'police', toCloud: 'police' } },
      [steady(counted(2e9))],
    )
    const flow = flowOf(result)
    // 8 Mbit at 1 Gbit/s too much: 8 ms.
    const [span] = flow.lossSpans
    expect(span!.from).toBeCloseTo(0.008, 9)
    expect(flow.loss).toBeCloseTo((0.5 * 92) / 100, 4)
    expect(flow.shaperQueue).toEqual({ mean: 0, max: 0 })
    expect(flow.delay.max).toBeCloseTo(OWN, 12)
  })

  it('fills the queue behind it from then on, slice by slice', async () => {
    const result = await fluid(shaped, [steady(counted(2e9))])
    const { slices, shaperQueue } = flowOf(result)
    // Empty after 8 ms, the queue full after 8 more; slices of 4 ms.
    const [first, second, third, fourth, ...others] = slices.queue
    expect([first, second]).toEqual([0, 0])
    expect(third! / 249_000).toBeCloseTo(1, 6)
    expect(fourth! / 747_000).toBeCloseTo(1, 6)
    for (const each of others) expect(each / 996_000).toBeCloseTo(1, 6)
    const mean = slices.queue.reduce((sum, each) => sum + each, 0) / 25
    expect(shaperQueue.mean / mean).toBeCloseTo(1, 9)
  })

  it('lets all pass that is no more than its rate', async () => {
    const flow = flowOf(await fluid(shaped, [steady(counted(1e9))]))
    expect(flow.loss).toBe(0)
    expect(flow.delay.max).toBeCloseTo(OWN, 12)
    expect(flow.utilisation).toBeCloseTo(1, 9)
    expect(flow.throughput).toBeCloseTo(counted(1e9), 0)
  })

  it('fills again while nothing comes', async () => {
    const flow = flowOf(
      await fluid({ ...shaped, enforce: { toCustomer: 'police', toCloud: 'police' } }, [
        // Empty after 4 ms of 3 Gbit/s; full again 8 ms later.
        steady(counted(3e9), { stop: ps(4 * MS) }),
        steady(counted(3e9), { start: ps(12 * MS), stop: ps(16 * MS) }),
      ]),
    )
    expect(flow.loss).toBe(0)
  })
})

describe('a queue', () => {
  it('fills in q ÷ (a - r) once the bucket is empty, and holds what waits for q ÷ r', async () => {
    const flow = flowOf(await fluid(shaped, [steady(counted(2e9))]))
    // 8 ms until the bucket is empty, 8 ms until 1 MB as counted wait; then half is lost.
    expect(flow.lossSpans[0]!.from).toBeCloseTo(0.016, 9)
    expect(flow.shaperQueue.max).toBeCloseTo(996_000, 3)
    expect(flow.shaperWait.max).toBeCloseTo(0.008, 9)
    expect(flow.delay.max).toBeCloseTo(0.008 + OWN, 9)
    expect(flow.dropped.byCause.shaperQueueFull).toBe(flow.dropped.frames)
    expect(flow.loss).toBeCloseTo((0.5 * 84) / 100, 4)
    // Nothing for 8 ms, rising for 8 ms, full for 84 ms.
    expect(flow.shaperQueue.mean).toBeCloseTo((996_000 * (4 + 84)) / 100, 0)
  })

  it('holds at the port what comes above its speed, in bytes on the wire', async () => {
    const result = await fluid(
      { bandwidth: bitsPerSecond(9e9), burst: bytes(1e9), queue: bytes(1e9) },
      [steady(1e10)],
      10 * MS,
      { connections: [connection({ queue: bytes(99_600) })] },
    )
    const flow = flowOf(result)
    const [port] = result.ports
    const wire = (1e10 * (SIZE + 24)) / SIZE
    // (a - C) ÷ 8 · 996/1020 frame bytes a second.
    const fills = (99_600 * 8) / (((wire - 1e10) * SIZE) / (SIZE + 24))
    expect(port!.queue.max).toBeCloseTo(99_600, 4)
    expect(port!.queue.mean).toBeCloseTo(99_600 * (1 - fills / 2 / 0.01), 0)
    expect(flow.portWait.max).toBeCloseTo((99_600 * 8 * (SIZE + 24)) / SIZE / 1e10, 12)
    expect(port!.utilisation).toBe(1)
    expect(port!.throughput).toBeCloseTo((1e10 * SIZE) / (SIZE + 24), -3)
  })

  it('shares loss at the port in proportion', async () => {
    const result = await fluid(
      {},
      [steady(8e9, { interlink: 'a' }), steady(4e9, { interlink: 'b' })],
      100 * MS,
      {
        connections: [connection({ queue: bytes(100_000) })],
        interlinks: ['a', 'b'].map(id =>
          interlink({ id, bandwidth: bitsPerSecond(5e9), burst: bytes(1e9), queue: bytes(1e9) }),
        ),
      },
    )
    const [a, b] = ['a', 'b'].map(id => flowOf(result, id))
    expect(a!.loss).toBeGreaterThan(0.1)
    expect(a!.loss).toBeCloseTo(b!.loss, 4)
  })

  it('keeps the order in which frames of several sizes came', async () => {
    // Small frames first: they hold 64 bytes for each 68 counted, the large ones 1500 for each 1504.
    const source = (size: number, start: number, stop: number): Demand =>
      demand({
        source: {
          kind: 'cbr',
          rate: bitsPerSecond(Math.round((1e9 * size) / (size + 4))),
          frame: [{ size: bytes(size), weight: 1 }],
          phase: ps(0),
        },
        start: ps(start),
        stop: ps(stop),
      })
    const flow = flowOf(
      await fluid(
        { bandwidth: bitsPerSecond(1e8), burst: bytes(2_000), queue: bytes(2 ** 30) },
        [source(64, 0, 10 * MS), source(1500, 10 * MS, 20 * MS)],
        1000 * MS,
      ),
    )
    // All counted bytes are sent at 100 Mbit/s: 20 Mbit less the bucket, over 200 ms.
    expect(flow.shaperWait.max).toBeCloseTo(0.2 - 0.02 - 16_000 / 1e8, 4)
    expect(flow.loss).toBe(0)
    // At 20 ms the first 2 Mbit are gone: 8 Mbit of small frames and all large ones wait.
    const [small, large] = [(8e6 * 64) / 68, (1e7 * 1500) / 1504]
    expect(Math.abs(flow.shaperQueue.max - (small + large) / 8)).toBeLessThan(2_100)
  })
})

describe('a path', () => {
  it('adds up the waits at the customer, at the port and at the bucket', async () => {
    const result = await fluid(
      {
        bandwidth: bitsPerSecond(1e8),
        burst: bytes(2_000),
        queue: bytes(2 ** 24),
        enforce: { toCustomer: 'shape', toCloud: 'shape' },
        customerShaper: {
          rate: bitsPerSecond(2e8),
          burst: bytes(2_000),
          queue: bytes(2 ** 24),
        },
      },
      [steady(counted(4e8), { direction: 'toCloud', stop: ps(10 * MS) })],
    )
    const flow = flowOf(result, 'l', 'toCloud')
    // 4 Mbit: the last of them leaves the router after 20 ms, the bucket after 40 ms.
    expect(flow.customerWait!.max).toBeCloseTo(0.01, 3)
    expect(flow.shaperWait.max).toBeCloseTo(0.02, 3)
    expect(flow.delay.max).toBeCloseTo(0.03, 3)
    expect(flow.delay.p50).toBeCloseTo(0.015, 3)
    expect(flow.delay.stdev).toBeCloseTo(0.03 / Math.sqrt(12), 3)
    expect(flow.delivered.frames).toBe(flow.offered.frames)
  })

  it('leaves in flight what the end of the run finds on its way', async () => {
    const result = await fluid(
      { ...shaped, queue: bytes(2 ** 30) },
      [steady(counted(2e9))],
      100 * MS,
    )
    const { offered, delivered, inFlight, dropped } = flowOf(result)
    expect(dropped.frames).toBe(0)
    // 100 ms of 1 Gbit/s too much, less the bucket.
    expect(inFlight.frames).toBeCloseTo((1e8 - 8e6) / 8000, -1)
    expect(delivered.frames + inFlight.frames).toBe(offered.frames)
  })
})
