import { expect, test } from 'vitest'
import type { Demand } from '../../src/model/demand.ts'
import { bytes, millimetres, ps } from '../../src/units.ts'
import { replay } from './support/sources.ts'
import { captureOf, connection, flowOf, interlink, scenario, simulate } from './support/worlds.ts'

const one = (traffic: Demand[], over: Parameters<typeof interlink>[0] = {}, more = {}) =>
  scenario({ interlinks: [interlink(over)], traffic, duration: 1e9, ...more })

test('a lone frame of n bytes takes (n + 12) bytes of wire and the propagation', async () => {
  const result = await simulate(
    one(
      [replay('a')],
      {},
      {
        connections: [
          connection({
            crossConnect: { length: millimetres(120_000), propagation: ps(588_000) },
          }),
        ],
      },
    ),
    new Map([['a', captureOf([{ time: 0, size: 1000 }])]]),
  )
  expect(flowOf(result).delay.max).toBe((1012 * 800 + 588_000) / 1e12)
  expect(result.eventCount).toBe(4)
})

test('a frame that reaches the port at the instant it is free again does not wait', async () => {
  const free = 1024 * 800
  for (const [gap, wait] of [
    [free, 0],
    [free - 1, 1],
  ] as const) {
    const frames = [
      { time: 0, size: 1000 },
      { time: gap, size: 1000 },
    ]
    const result = await simulate(
      one([replay('a')], {}, { connections: [connection({ queue: bytes(0) })] }),
      new Map([['a', captureOf(frames)]]),
    )
    const flow = flowOf(result)
    // Without a buffer, having to wait a single picosecond is fatal.
    expect(flow.dropped.byCause.portQueueFull).toBe(wait)
  }
})

test('a queue takes a frame that fills it exactly and refuses one byte more', async () => {
  for (const [queue, dropped] of [
    [2000, 0],
    [1999, 1],
  ] as const) {
    const frames = Array.from({ length: 3 }, () => ({ time: 0, size: 1000 }))
    const atPort = await simulate(
      one([replay('a')], {}, { connections: [connection({ queue: bytes(queue) })] }),
      new Map([['a', captureOf(frames)]]),
    )
    expect(flowOf(atPort).dropped.byCause.portQueueFull).toBe(dropped)
    const atShaper = await simulate(
      one([replay('a')], { burst: bytes(1522), queue: bytes(queue) }),
      new Map([['a', captureOf(frames)]]),
    )
    expect(flowOf(atShaper).dropped.byCause.shaperQueueFull).toBe(dropped)
  }
})

test('a frame that begins on the wire at the instant of an arrival has made room for it', async () => {
  const service = 1024 * 800
  for (const [instant, dropped] of [
    [service, 0],
    [service - 1, 1],
  ] as const) {
    const frames = [0, 0, instant].map(time => ({ time, size: 1000 }))
    const result = await simulate(
      one([replay('a')], {}, { connections: [connection({ queue: bytes(1000) })] }),
      new Map([['a', captureOf(frames)]]),
    )
    expect(flowOf(result).dropped.byCause.portQueueFull).toBe(dropped)
  }
})

test('a frame that a shaper releases at the instant of an arrival has made room for it', async () => {
  const wait = 1004 * 8000
  for (const [direction, first] of [
    ['toCustomer', 0],
    ['toCloud', 0],
  ] as const) {
    for (const [instant, dropped] of [
      [wait, 0],
      [wait - 1, 1],
    ] as const) {
      // Towards the cloud the second frame reaches the bucket one serialisation later.
      const shift = direction === 'toCloud' ? 1024 * 800 : 0
      const frames = [first, shift, instant].map(time => ({ time, size: 1000 }))
      const result = await simulate(
        one([replay('a', { direction })], {
          burst: bytes(1004),
          mtu: bytes(982),
          queue: bytes(1000),
          enforce: { toCustomer: 'shape', toCloud: 'shape' },
        }),
        new Map([['a', captureOf(frames)]]),
      )
      expect(flowOf(result, 'l', direction).dropped.byCause.shaperQueueFull).toBe(dropped)
    }
  }
})

test('a last bit that leaves as the window begins counts in it, one that leaves as it ends does not', async () => {
  const left = 1012 * 800
  for (const [warmup, duration, bits] of [
    [left, 1000, 8000],
    [left + 1, 1000, 0],
    [0, left, 0],
    [0, left + 1, 8000],
  ] as const) {
    const result = await simulate(
      one([replay('a')], {}, { warmup, duration }),
      new Map([['a', captureOf([{ time: 0, size: 1000 }])]]),
    )
    expect(result.ports[0]!.throughput * (duration / 1e12)).toBeCloseTo(bits)
  }
})

test('what happens at the very end still counts; a picosecond later is in flight', async () => {
  const delay = 1012 * 800
  for (const [duration, delivered] of [
    [delay, 1],
    [delay - 1, 0],
  ] as const) {
    const result = await simulate(
      one([replay('a')], {}, { duration }),
      new Map([['a', captureOf([{ time: 0, size: 1000 }])]]),
    )
    const flow = flowOf(result)
    expect([flow.delivered.frames, flow.inFlight.frames]).toEqual([delivered, 1 - delivered])
  }
})

test('a frame emitted at the beginning of the window is measured, one at its end is not', async () => {
  const frames = [0, 999, 1000, 1999, 2000].map(time => ({ time, size: 64 }))
  const result = await simulate(
    one([replay('a')], {}, { warmup: 1000, duration: 1000 }),
    new Map([['a', captureOf(frames)]]),
  )
  expect(flowOf(result).offered.frames).toBe(2)
  // All five are emitted and released; only the first begins on the wire at time 0.
  expect(result.eventCount).toBe(5 + 5 + 1)
})

test('oversize and notRouted frames take nothing; where both apply it is notRouted', async () => {
  const frames = [9216, 64].map(size => ({ time: 0, size }))
  const routed = await simulate(one([replay('a')]), new Map([['a', captureOf(frames)]]))
  expect(flowOf(routed).dropped.byCause).toMatchObject({ oversize: 1, notRouted: 0 })
  expect(flowOf(routed).portWait.max).toBe(0)
  const detached = await simulate(
    one([replay('a')], { attachment: { kind: 'detached' } }),
    new Map([['a', captureOf(frames)]]),
  )
  expect(flowOf(detached).dropped.byCause).toMatchObject({ oversize: 0, notRouted: 2 })
  expect(detached.ports[0]!.utilisation).toBe(0)
})
