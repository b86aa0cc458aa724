import { describe, expect, test } from 'vitest'
import type { Demand } from '../../src/model/demand.ts'
import type { Direction } from '../../src/model/direction.ts'
import { nearest } from '../../src/sim/exact.ts'
import type { Simulation } from '../../src/sim/run.ts'
import { bitsPerSecond, bytes, millimetres, ps } from '../../src/units.ts'
import {
  captureOf,
  connection,
  demand,
  flowOf,
  interlink,
  scenario,
  simulate,
} from './support/worlds.ts'

const rate = bitsPerSecond
const fixed = (size: number) => [{ size: bytes(size), weight: 1 }]
const poisson = (bps: number, size: number, over: Partial<Demand> = {}): Demand =>
  demand({ source: { kind: 'poisson', rate: rate(bps), frame: fixed(size) }, ...over })
const cbr = (bps: number, size: number, over: Partial<Demand> = {}): Demand =>
  demand({ source: { kind: 'cbr', rate: rate(bps), frame: fixed(size), phase: ps(0) }, ...over })
const replay = (file: string, over: Partial<Demand> = {}): Demand =>
  demand({ source: { kind: 'pcap', file, speedup: { numerator: 1n, denominator: 1n } }, ...over })

/** Everything but how the run went. */
const figures = ({ run: _, ...rest }: Simulation): string => JSON.stringify(rest)

describe('theory', () => {
  test.each([
    [0.3, 0.01],
    [0.6, 0.01],
    [0.9, 0.03],
  ])(
    'M/D/1: the mean wait of the port at load %d is ρ/(2(1 - ρ)) services',
    async (load, tolerance) => {
      // 1000-byte frames take 1024 bytes of wire; a wide policer lets all of them through.
      const result = await simulate(
        scenario({
          interlinks: [
            interlink({
              bandwidth: rate(1e10),
              burst: bytes(2 ** 30),
              enforce: { toCustomer: 'police', toCloud: 'police' },
            }),
          ],
          traffic: [poisson(load * 1e10 * (1000 / 1024), 1000)],
          duration: 2e12,
          warmup: 5e10,
        }),
      )
      const service = (1024 * 8) / 1e10
      const { portWait, offered } = flowOf(result)
      expect(offered.frames).toBeGreaterThan(700_000)
      expect(Math.abs(portWait.mean! / ((service * load) / (2 * (1 - load))) - 1)).toBeLessThan(
        tolerance,
      )
    },
  )

  test.each([10e9, 25e9, 40e9])(
    'a shaper of %d bit/s full of 46-byte packets passes its rate to the frame',
    async bandwidth => {
      const result = await simulate(
        scenario({
          connections: [connection({ portSpeed: rate(1e11) })],
          interlinks: [
            interlink({
              bandwidth: rate(bandwidth),
              burst: bytes(4600),
              countAs: 'l3',
              queue: bytes(10_000),
            }),
          ],
          traffic: [cbr(Math.round(1.05 * bandwidth * (64 / 46)), 64)],
          duration: 2e10,
        }),
      )
      const flow = flowOf(result)
      // Tokens of 20 ms and the first burst, less what is on the wire or a fraction of a frame.
      const released = (4600 * 8 + bandwidth * 0.02) / (46 * 8)
      expect(flow.delivered.frames).toBeLessThanOrEqual(released)
      expect(flow.delivered.frames).toBeGreaterThan(released - 3)
      expect(flow.dropped.byCause.shaperQueueFull).toBeGreaterThan(0)
    },
  )
})

describe('exact boundaries', () => {
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
})

describe('figures', () => {
  test.each([70e9, 600e6, 10e6, 20e6])(
    'a source of exactly 800 Mbit/s delivers, peaks and shows exactly that over %d ps',
    async duration => {
      const result = await simulate(
        scenario({
          interlinks: [interlink({ bandwidth: rate(800e6), countAs: 'l3', mtu: bytes(982) })],
          traffic: [cbr(800e6, 1000, { stop: ps(duration) })],
          duration,
        }),
      )
      const flow = flowOf(result)
      expect(flow.offered.bytes * 8e12).toBe(800e6 * duration)
      const sliced = flow.slices.offered.reduce((a, b) => a + b, 0) / 25
      expect(sliced).toBeCloseTo(800e6, 3)
      expect(flow.throughput).toBe(800e6)
    },
  )

  test('rates are rounded once', () => {
    expect(nearest(7_000_000n * 8n * 10n ** 12n, 70n * 10n ** 9n)).toBe(800e6)
    expect(nearest(1n, 3n)).toBe(1 / 3)
    expect(nearest(0n, 7n)).toBe(0)
    expect(nearest(2n ** 80n + 1n, 1n)).toBe(2 ** 80)
    expect(nearest(10n ** 40n + 1n, 10n ** 40n)).toBe(1)
    // Halfway between two float64s, and a hair above: ties to even, else up.
    expect(nearest(2n ** 53n + 1n, 1n)).toBe(2 ** 53)
    expect(nearest((2n ** 53n + 1n) * 10n ** 30n + 1n, 10n ** 30n)).toBe(2 ** 53 + 2)
  })

  test('a capture that claims frames of 4 GB: oversize, and counted with all their bytes', async () => {
    const result = await simulate(
      scenario({ traffic: [replay('a')], duration: 1e9 }),
      new Map([
        [
          'a',
          captureOf([60, 3_000_000_004, 4_294_967_295, 70_000].map(size => ({ time: 0, size }))),
        ],
      ]),
    )
    const flow = flowOf(result)
    expect(flow.dropped.byCause.oversize).toBe(3)
    expect(flow.offered.bytes).toBe(64 + 3_000_000_004 + 4_294_967_295 + 70_000)
  })

  test('a connection objective with a direction is judged on that port, traffic or not', async () => {
    const subject = { kind: 'connection', connection: 'c', metric: 'utilisation' } as const
    const objective = { subject, side: 'below', limit: 0.8 } as const
    const result = await simulate(
      scenario({
        traffic: [poisson(0.5e9, 1000)],
        duration: 1e9,
        objectives: [
          { ...objective, direction: 'toCloud' },
          { ...objective, direction: null },
        ],
      }),
    )
    expect(result.objectives.map(({ direction, met }) => [direction, met])).toEqual([
      ['toCloud', true],
      ['toCustomer', true],
    ])
  })
})

describe('ties', () => {
  test('at the same picosecond InterLinks enter the port in the order of the file', async () => {
    const frames = [{ time: 0, size: 1000 }]
    const names = ['b', 'a', 'c']
    const result = await simulate(
      scenario({
        interlinks: names.map(id => interlink({ id })),
        // Traffic is listed the other way round: the order of interlinks decides.
        traffic: [...names].reverse().map(id => replay('x', { interlink: id })),
        duration: 1e9,
      }),
      new Map([['x', captureOf(frames)]]),
    )
    expect(names.map(id => flowOf(result, id).portWait.max! * 1e12)).toEqual([
      0, 819_200, 1_638_400,
    ])
  })

  test('a frame released by a shaper and one that never waited are alike to the port', async () => {
    // The shaper of the first InterLink releases its second frame when the second's arrives.
    const wait = 1004 * 8000
    const result = await simulate(
      scenario({
        interlinks: [
          interlink({ id: 'first', burst: bytes(1004), mtu: bytes(982) }),
          interlink({ id: 'second' }),
        ],
        traffic: [replay('a', { interlink: 'first' }), replay('b', { interlink: 'second' })],
        duration: 1e9,
      }),
      new Map([
        [
          'a',
          captureOf([
            { time: 0, size: 1000 },
            { time: 0, size: 1000 },
          ]),
        ],
        [
          'b',
          captureOf([
            { time: 0, size: 1000 },
            { time: wait, size: 1000 },
          ]),
        ],
      ]),
    )
    expect(flowOf(result, 'first').shaperWait.max).toBe(wait / 1e12)
    expect(flowOf(result, 'first').portWait.max).toBe(0)
    expect(flowOf(result, 'second').portWait.max).toBe(819_200 / 1e12)
  })

  test('frames of one InterLink at one instant leave in the order of traffic', async () => {
    const result = await simulate(
      scenario({
        interlinks: [
          interlink({ enforce: { toCustomer: 'police', toCloud: 'police' }, burst: bytes(1522) }),
        ],
        traffic: [replay('small'), replay('large')],
        duration: 1e9,
      }),
      new Map([
        ['small', captureOf([{ time: 0, size: 1000 }])],
        ['large', captureOf([{ time: 0, size: 1500 }])],
      ]),
    )
    // 1522 bytes of tokens: the first takes 1004, the second finds too few.
    expect(flowOf(result).delivered.bytes).toBe(1000)
  })
})

describe('determinism', () => {
  const mixed = (seed: number, extra: Demand[] = []) =>
    scenario({
      interlinks: [interlink({ id: 'a' }), interlink({ id: 'b' }), interlink({ id: 'x' })],
      traffic: [
        poisson(0.9e9, 700, { interlink: 'a' }),
        demand({
          interlink: 'b',
          source: {
            kind: 'onoff',
            peak: rate(4e9),
            on: ps(1e8),
            off: ps(4e8),
            frame: fixed(1518),
            shape: 1.4,
          },
        }),
        poisson(0.5e9, 300, { interlink: 'a', direction: 'toCloud' }),
        ...extra,
      ],
      duration: 2e10,
      warmup: 1e9,
      seed,
    })

  test('the same seed gives the same bytes, another seed others', async () => {
    const first = figures(await simulate(mixed(1)))
    expect(figures(await simulate(mixed(1)))).toBe(first)
    expect(figures(await simulate(mixed(2)))).not.toBe(first)
  })

  test('a new source leaves the frames of the others unchanged', async () => {
    const without = await simulate(mixed(1))
    const extra = poisson(0.2e9, 500, { interlink: 'x' })
    for (const it of [mixed(1, [extra]), { ...mixed(1), traffic: [extra, ...mixed(1).traffic] }]) {
      const withIt = await simulate(it)
      for (const [id, direction] of [
        ['a', 'toCustomer'],
        ['b', 'toCustomer'],
        ['a', 'toCloud'],
      ] as const) {
        const pick = ({ offered, peak, slices }: ReturnType<typeof flowOf>) => ({
          offered,
          peak,
          slices: slices.offered,
        })
        expect(pick(flowOf(withIt, id, direction))).toEqual(pick(flowOf(without, id, direction)))
      }
    }
  })

  test('both directions together equal each alone', async () => {
    const both = await simulate(mixed(1))
    for (const direction of ['toCustomer', 'toCloud'] as const satisfies Direction[]) {
      const alone = await simulate({
        ...mixed(1),
        traffic: mixed(1).traffic.filter(it => it.direction === direction),
      })
      const of = (result: Simulation) => ({
        flows: result.flows.filter(it => it.direction === direction),
        ports: result.ports.filter(it => it.direction === direction),
      })
      expect(of(alone)).toEqual(of(both))
    }
  })

  test('a connection more leaves the results of the others unchanged', async () => {
    const one = await simulate(mixed(1))
    const spec = mixed(1)
    const two = await simulate({
      ...spec,
      world: {
        ...spec.world,
        connections: [connection({ id: 'other', portSpeed: rate(1e9) }), ...spec.world.connections],
        interlinks: [interlink({ id: 'o', connection: 'other' }), ...spec.world.interlinks],
      },
      traffic: [poisson(5e8, 100, { interlink: 'o' }), ...spec.traffic],
    })
    expect(two.flows.slice(1)).toEqual(one.flows)
  })
})

describe('long runs', () => {
  test('an InterLink of 1 kbit/s for two hours: every frame accounted for, to the picosecond', async () => {
    const result = await simulate(
      scenario({
        interlinks: [
          interlink({ bandwidth: rate(1000), burst: bytes(1522), queue: bytes(20_000) }),
        ],
        traffic: [cbr(990, 1000)],
        duration: 7.2e15,
      }),
    )
    const flow = flowOf(result)
    // Offered 990 bit/s of n, 993.96 counted: never full, one frame each 8.0808 s.
    expect(flow.offered.frames).toBe(Math.floor(7200 / (8000 / 990)) + 1)
    expect(flow.dropped.frames).toBe(0)
    expect(flow.shaperWait.max).toBe(0)
  })

  test('a run can be stopped', async () => {
    const { run } = await import('../../src/sim/run.ts')
    const controller = new AbortController()
    const promise = run(
      {
        scenario: scenario({ traffic: [poisson(0.9e9, 64)], duration: 5e15 }),
        sha256: '',
        inputs: [],
      },
      {
        clock: () => 0,
        signal: controller.signal,
        onProgress: ({ frames }) => frames > 50_000 && controller.abort(),
      },
    )
    await expect(promise).rejects.toMatchObject({ name: 'InterruptedError', totalPs: 1e16 })
  })
})
