/**
 * Bounds of whole lanes, worked out by hand. A byte takes 8 ns on the port of 1 Gbit/s; `l1` counts what
 * the wire does, n + 24, so that 1000 bytes are 1024 everywhere.
 */
import { expect, test } from 'vitest'
import type { Demand } from '../../src/model/demand.ts'
import type { Connection, Interlink } from '../../src/model/world.ts'
import { bitsPerSecond, bytes, ps } from '../../src/units.ts'
import { cable } from '../model/physical.ts'
import { cbr, fixed, poisson, replay } from '../sim/support/sources.ts'
import {
  captureOf,
  connection,
  demand,
  flowOf,
  interlink,
  scenario,
  simulate,
} from '../sim/support/worlds.ts'

const GAP = 12 * 8000
const PROPAGATION = 588_000

interface Unlike {
  readonly connection?: Partial<Connection>
  readonly interlinks?: readonly Partial<Interlink>[]
  readonly captures?: Readonly<Record<string, readonly { time: number; size: number }[]>>
}

/** Plays traffic on a port of 1 Gbit/s. */
const play = (traffic: readonly Demand[], unlike: Unlike = {}) =>
  simulate(
    scenario({
      connections: [
        connection({
          portSpeed: bitsPerSecond(1e9),
          crossConnect: cable(0, PROPAGATION),
          ...unlike.connection,
        }),
      ],
      interlinks: (unlike.interlinks ?? [{}]).map(one => interlink({ countAs: 'l1', ...one })),
      traffic,
      duration: 1e10,
    }),
    new Map(Object.entries(unlike.captures ?? {}).map(([file, it]) => [file, captureOf(it)])),
  )

/** Whole picoseconds of seconds. */
const picoseconds = (seconds: number): number => Math.round(seconds * 1e12)

const together = (count: number, size: number, time = 0) =>
  Array.from({ length: count }, () => ({ time, size }))

test('full buckets that burst at one instant take the bound’s time exactly', async () => {
  // Three InterLinks of 10 frames: the last is over after 30 · 1024 bytes, its last bit a gap before.
  const ids = ['l0', 'l1', 'l2']
  const result = await play(
    ids.map(id => replay('a', { interlink: id })),
    {
      interlinks: ids.map(id => ({ id, bandwidth: bitsPerSecond(333e6), burst: bytes(10_240) })),
      captures: { a: together(10, 1000) },
    },
  )
  const { delay, bounds } = flowOf(result, 'l2')
  const expected = 30 * 1024 * 8000 - GAP + PROPAGATION
  expect(picoseconds(bounds.delayMax!.value)).toBe(expected)
  expect(delay.max).toBe(bounds.delayMax!.value)
  expect(bounds.shaperQueueMax).toEqual({ formula: 'network calculus', value: 0 })
  // All of it at once: 30 · 1024 bytes of wire, of which one frame is sent and 29 · 1000 of n wait.
  expect(result.ports[0]!.bounds.queueMax.value).toBe(30 * 1024)
  expect(result.ports[0]!.queue.max).toBe(29_000)
})

test('a shaper makes a burst wait for what it exceeds the bucket by, at its rate', async () => {
  // 5 frames into a bucket of two: 3 · 1024 bytes at 500 Mbit/s, 16 ns each. The port then has one at a
  // time, but for the first three: two at once, and the third 1024 · 16 ns later, when both are gone.
  const result = await play([replay('a')], {
    interlinks: [{ bandwidth: bitsPerSecond(500e6), burst: bytes(2048) }],
    captures: { a: together(5, 1000) },
  })
  const { delay, shaperWait, shaperQueue, bounds } = flowOf(result)
  const wait = 3 * 1024 * 16_000
  expect(picoseconds(shaperWait.max!)).toBe(wait)
  // Two may come to the port together, so two frames' time is allowed there, and one is taken by the last.
  expect(picoseconds(bounds.delayMax!.value)).toBe(wait + 2 * 1024 * 8000 - GAP + PROPAGATION)
  expect(picoseconds(delay.max!)).toBe(wait + 1024 * 8000 - GAP + PROPAGATION)
  // 3 frames wait, and one more might.
  expect(shaperQueue.max).toBe(3000)
  expect(bounds.shaperQueueMax!.value).toBe(4000)
})

test('cbr sends one frame and its rate: several streams wait for one frame of each', async () => {
  // 300 + 400 Mbit/s of n are 716.8 of the wire, below 1000: two frames at once, at most.
  const result = await play([cbr(300e6, 1000), cbr(400e6, 1000)])
  const { delay, bounds } = flowOf(result)
  // 400 Mbit/s: 20 µs a frame, whole; 300: 26.6… µs, rounded up by less than a picosecond, in which its rate
  // sends 0.0003072 bits: less than a picosecond of the port.
  expect(picoseconds(bounds.delayMax!.value)).toBe(2 * 1024 * 8000 - GAP + PROPAGATION)
  expect(delay.max).toBe(bounds.delayMax!.value)
})

test('where nothing bounds arrivals, buffers do', async () => {
  // Shaper: 10,000 of n, 88/64 of that counted, at 500 Mbit/s: 13,750 · 16 ns. Port: the shaper's output is
  // at most 4096 bytes at once and slower than the wire, less than its buffer of 20,000 would take.
  const shaped = await play([poisson(600e6, 64)], {
    interlinks: [{ bandwidth: bitsPerSecond(500e6), burst: bytes(4096), queue: bytes(10_000) }],
    connection: { queue: bytes(20_000) },
  })
  const flow = flowOf(shaped)
  const port = 4096 * 8000 - GAP + PROPAGATION
  expect(picoseconds(flow.bounds.delayMax!.value)).toBe(13_750 * 16_000 + port)
  expect(flow.bounds.shaperQueueMax!.value).toBe(10_000)
  expect(flow.delay.max).toBeGreaterThan(0.85 * flow.bounds.delayMax!.value)
  // Towards the cloud nothing is before the port: 20,000 of n are 27,500 of wire, and one frame of 88.
  const open = await play([poisson(2e9, 64, { direction: 'toCloud' })], {
    connection: { queue: bytes(20_000) },
  })
  const { delay, bounds } = flowOf(open, 'l', 'toCloud')
  expect(picoseconds(bounds.delayMax!.value)).toBe((27_500 + 88) * 8000 - GAP + PROPAGATION)
  expect(delay.max).toBeGreaterThan(0.99 * bounds.delayMax!.value)
  expect(bounds.shaperQueueMax).toBeNull()
})

test('towards the cloud a shaper behind the port waits for what the port bunches', async () => {
  // A burst of 5 frames at once through the port: they come off the wire one by one, and into a bucket of
  // one frame at 500 Mbit/s: 5 · 1024 within 4 · 1024 byte times. The wire brings 1 Gbit/s after one frame,
  // until all 5 have come: after t = 4 · 8.192 µs the bucket has seen 5 frames, given 1 + 2.
  const result = await play([replay('a', { direction: 'toCloud' })], {
    interlinks: [
      {
        bandwidth: bitsPerSecond(500e6),
        burst: bytes(1025),
        enforce: { toCustomer: 'shape', toCloud: 'shape' },
      },
    ],
    captures: { a: together(5, 1000) },
  })
  const { shaperWait, delay, bounds } = flowOf(result, 'l', 'toCloud')
  // (5 · 1024 - 1025 - 2 · 1024) bytes at 16 ns.
  const wait = 2047 * 16_000
  expect(picoseconds(shaperWait.max!)).toBe(wait)
  const crossed = 5 * 1024 * 8000 - GAP + PROPAGATION
  expect(picoseconds(bounds.delayMax!.value)).toBe(crossed + wait)
  expect(delay.max).toBe(bounds.delayMax!.value)
})

test('a customer’s shaper counts, and what it lets through is all that the port sees', async () => {
  const result = await play([replay('a', { direction: 'toCloud' })], {
    interlinks: [
      {
        customerShaper: { rate: bitsPerSecond(250e6), burst: bytes(1025), queue: bytes(1e6) },
      },
    ],
    captures: { a: together(3, 1000) },
  })
  const { customerWait, bounds } = flowOf(result, 'l', 'toCloud')
  // (3 · 1024 - 1025) bytes at 32 ns, then 1025 bytes at once at the port.
  const wait = 2047 * 32_000
  expect(picoseconds(customerWait!.max!)).toBe(wait)
  expect(picoseconds(bounds.delayMax!.value)).toBe(wait + 1025 * 8000 - GAP + PROPAGATION)
})

test('frames as deep as their bucket lose up to a picosecond each, which is allowed for', async () => {
  // At 7 Mbit/s 1024 bytes take 1170285714.28… ps: the second frame waits that, rounded up, and so does each
  // that follows, from a whole picosecond on.
  const result = await play([replay('a')], {
    interlinks: [{ bandwidth: bitsPerSecond(7e6), burst: bytes(1024), mtu: bytes(982) }],
    captures: { a: together(4, 1000) },
  })
  const { shaperWait, bounds } = flowOf(result)
  expect(picoseconds(shaperWait.max!)).toBe(3 * 1_170_285_715)
  // Each of the four may lose a picosecond: two more than three roundings.
  const least = 3 * 1_170_285_715 + 1024 * 8000 - GAP + PROPAGATION
  expect(picoseconds(bounds.delayMax!.value)).toBe(least + 2)
})

test('what the MTU refuses counts for nothing, and a flow without frames has no bound', async () => {
  const result = await play([cbr(300e6, 1000), cbr(900e6, 9000)])
  expect(picoseconds(flowOf(result).bounds.delayMax!.value)).toBe(1024 * 8000 - GAP + PROPAGATION)
  const none = flowOf(await play([cbr(900e6, 9000)]))
  expect(none.delay.max).toBeNull()
  expect(none.bounds.delayMax).toBeNull()
  expect(none.bounds.shaperQueueMax).toBeNull()
})

test('on-periods that have a least length are bounded; exponential ones are not', async () => {
  const onoff = (shape: number | null) =>
    demand({
      source: {
        kind: 'onoff',
        peak: bitsPerSecond(800e6),
        on: ps(1e6),
        off: ps(2e7),
        frame: fixed(1000),
        shape,
      },
    })
  const unlike = {
    interlinks: [{ bandwidth: bitsPerSecond(900e6), burst: bytes(2 ** 20) }],
    connection: { queue: bytes(50_000) },
  }
  // Pareto of shape 2: on at least 0.5 µs, off 10 µs. A frame's 8000 bits are 10 µs at the peak: silence is as
  // long, so that periods together send no more than the peak does: one frame at a time, never two.
  const pareto = flowOf(await play([onoff(2)], unlike))
  expect(picoseconds(pareto.bounds.delayMax!.value)).toBe(1024 * 8000 - GAP + PROPAGATION)
  expect(pareto.delay.max).toBe(pareto.bounds.delayMax!.value)
  // Exponential: the bucket's burst of a MiB or the port's buffer: 50,000 · 1.024 + 1024 bytes.
  const exponential = flowOf(await play([onoff(null)], unlike))
  expect(picoseconds(exponential.bounds.delayMax!.value)).toBeGreaterThan(1e9 / 3)
})
