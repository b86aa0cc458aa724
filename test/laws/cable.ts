/** Laws of what a cable loses: in cuts, and to bit errors. */
import { expect } from 'vitest'
import { DIRECTIONS, type Direction } from '../../src/model/direction.ts'
import type { Enforcement } from '../../src/model/world.ts'
import type { LaneLife } from '../../src/sim/lane.ts'
import type { FlowResult, PortResult } from '../../src/sim/result/document.ts'
import { bitsPerSecond, bytes } from '../../src/units.ts'
import { cable } from '../model/physical.ts'
import { cbr, poisson } from '../sim/support/sources.ts'
import type { OracleWire } from '../sim/support/oracle.ts'
import { CLEAR_WIRE, cutIn, wireOf } from '../sim/support/trouble.ts'
import { type Simulator, connection, interlink, scenario, simulate } from '../sim/support/worlds.ts'
import { BYTE, type Laws, open, play, playTraffic, seconds, together } from './law.ts'

/** From the first bit of a frame of 1000 bytes to its last at the far end of a cable of no length. */
const CROSSING = 1012 * BYTE
const US = 1_000_000

const police: Readonly<Record<Direction, Enforcement>> = { toCustomer: 'police', toCloud: 'police' }

/** A frame of 1000 bytes takes the bucket whole; a thousandth of that is back a microsecond later. */
const oneFrame = { burst: bytes(1004), mtu: bytes(982), bandwidth: bitsPerSecond(1e6) }

/** One ratio throughout. */
const noisy = (ratio: number): OracleWire => [{ from: 0, state: ratio }]

/** A ratio of ½ loses any frame, but for one in 2^500. */
const HOPELESS = 0.5

/** What some lanes come to whose wires are these, by connection and direction. */
const playLanes = async (
  simulator: Simulator,
  wires: Readonly<Record<string, OracleWire>>,
): Promise<Readonly<Record<string, readonly (FlowResult | PortResult)[]>>> => {
  const ids = ['a', 'b'] as const
  const alter = (life: LaneLife): LaneLife => ({
    ...life,
    wireOf: (id, direction) => wireOf(wires[`${id} ${direction}`] ?? CLEAR_WIRE),
  })
  const it = scenario({
    connections: ids.map(id => connection({ id, crossConnect: cable(0, 98 * US) })),
    interlinks: ids.map(id => interlink({ id, connection: id })),
    traffic: ids.flatMap(id =>
      DIRECTIONS.map(direction => poisson(0.9e9, 700, { interlink: id, direction })),
    ),
    duration: 3000 * US,
  })
  const { flows, ports } = await simulate(it, new Map(), { alter }, simulator)
  const names = ids.flatMap(id => DIRECTIONS.map(direction => [id, direction] as const))
  return Object.fromEntries(
    names.map(([id, direction]) => [
      `${id} ${direction}`,
      [
        ...flows.filter(flow => flow.interlink === id && flow.direction === direction),
        ...ports.filter(port => port.connection === id && port.direction === direction),
      ],
    ]),
  )
}

export const CABLE_LAWS = {
  'a cut loses what is on the wire, and what comes onto it while it lasts': async simulator => {
    for (const direction of DIRECTIONS) {
      // 20 km. A frame each 10 µs is at the far end 98.8096 µs later; none waits anywhere.
      const { flow, port, eventCount } = await playTraffic(simulator, [cbr(0.8e9, 1000)], {
        direction,
        connection: { crossConnect: cable(20_000_000, 98 * US) },
        wire: cutIn(500 * US, 700 * US),
        duration: 1000 * US,
      })
      // Frames 41 to 49 are on the wire at 500 µs, 50 to 69 begin in the dark, 70 as light returns.
      expect(flow.dropped.byCause).toMatchObject({ linkDown: 29, bitError: 0 })
      // Frames 91 to 99 are on the wire when the run ends.
      expect([flow.offered.frames, flow.inFlight.frames]).toEqual([100, 9])
      expect(flow.delivered.frames).toBe(91 - 29)
      // Each is lost when the cut comes or its first bit leaves: ten at 500 µs, then one each 10 µs.
      const spans = Array.from({ length: 20 }, (_, i) => ({
        from: seconds((500 + 10 * i) * US),
        to: seconds((501 + 10 * i) * US),
        frames: i === 0 ? 10 : 1,
      }))
      expect(flow.lossSpans).toEqual(spans)
      expect(port.dropped.frames).toBe(0)
      // One more is emitted at the very end. Towards the cloud only what arrives is released.
      const released = direction === 'toCustomer' ? 101 : 62
      expect(eventCount).toBe(101 + released + 101 + 62 + 29)
    }
  },

  'a delivery at the very instant of a cut counts, a picosecond later it is lost':
    async simulator => {
      for (const direction of DIRECTIONS) {
        for (const [from, delivered] of [
          [CROSSING, 1],
          [CROSSING - 1, 0],
        ] as const) {
          for (const lasting of [1, US]) {
            const wire = cutIn(from, from + lasting)
            const { flow } = await play(simulator, together(1, 1000), { direction, wire })
            expect(flow.delivered.frames).toBe(delivered)
            expect(flow.dropped.byCause.linkDown).toBe(1 - delivered)
          }
        }
      }
    },

  'a frame that begins at the very instant of a repair passes, a picosecond earlier it is lost':
    async simulator => {
      for (const direction of DIRECTIONS) {
        for (const [until, delivered] of [
          [US, 1],
          [US + 1, 0],
        ] as const) {
          const frames = [...together(1, 64), ...together(1, 1000, US)]
          for (const from of [0, US - 1]) {
            const { flow } = await play(simulator, frames, { direction, wire: cutIn(from, until) })
            const first = from === 0 ? 0 : 1
            expect(flow.delivered.frames).toBe(first + delivered)
          }
        }
      }
    },

  'a cut at the very end of a run loses what is on the wire, a picosecond later it is in flight':
    async simulator => {
      for (const direction of DIRECTIONS) {
        for (const [from, lost] of [
          [5000, 1],
          [5001, 0],
        ] as const) {
          const { flow } = await play(simulator, together(1, 1000), {
            direction,
            wire: cutIn(from, US),
            duration: 5000,
          })
          expect([flow.dropped.byCause.linkDown, flow.inFlight.frames]).toEqual([lost, 1 - lost])
        }
      }
    },

  'queues go on being served while the wire is cut': async simulator => {
    // The bucket pays for a frame that is lost: the second waits for its tokens.
    const shaped = await play(simulator, together(2, 1000), {
      interlink: { burst: bytes(1004), mtu: bytes(982) },
      wire: cutIn(0, US),
    })
    expect(shaped.flow.delivered.frames).toBe(1)
    expect(shaped.flow.shaperWait.max).toBe(seconds(1004 * 8000))
    for (const direction of DIRECTIONS) {
      // The first is sent into the dark, the second meanwhile fills the buffer, the third finds it full.
      const { flow, port } = await play(simulator, together(3, 1000), {
        direction,
        interlink: open,
        connection: { queue: bytes(1000) },
        wire: cutIn(0, 1024 * BYTE),
        duration: 10 * US,
      })
      expect(flow.dropped.byCause).toMatchObject({ linkDown: 1, portQueueFull: 1 })
      expect(flow.portWait.max).toBe(seconds(1024 * BYTE))
      expect(port.utilisation).toBe((2 * 1024 * BYTE) / (10 * US))
      expect(port.queue.max).toBe(1000)
      expect(port.dropped.frames).toBe(1)
    }
  },

  'what the cable loses takes no tokens behind it': async simulator => {
    for (const state of ['lost', HOPELESS] as const) {
      const { flow } = await play(simulator, [...together(1, 1000), ...together(1, 1000, US)], {
        direction: 'toCloud',
        interlink: { ...oneFrame, enforce: police },
        wire: [
          { from: 0, state },
          { from: US, state: 0 },
        ],
      })
      expect(flow.dropped.byCause.policed).toBe(0)
      expect([flow.dropped.frames, flow.delivered.frames]).toEqual([1, 1])
    }
  },

  'a bit error drops a frame as its last bit arrives, after the end of the run it is in flight':
    async simulator => {
      for (const direction of DIRECTIONS) {
        for (const [duration, lost] of [
          [CROSSING, 1],
          [CROSSING - 1, 0],
        ] as const) {
          const { flow } = await play(simulator, together(1, 1000), {
            direction,
            wire: noisy(HOPELESS),
            duration,
          })
          expect([flow.dropped.byCause.bitError, flow.inFlight.frames]).toEqual([lost, 1 - lost])
        }
        const { flow } = await play(simulator, together(1, 1000), {
          direction,
          wire: noisy(HOPELESS),
          duration: 2 * CROSSING,
        })
        const at = seconds(CROSSING)
        expect(flow.lossSpans).toMatchObject([{ frames: 1 }])
        expect(flow.lossSpans[0]!.from).toBeLessThanOrEqual(at)
        expect(flow.lossSpans[0]!.to).toBeGreaterThan(at)
      }
    },

  'of a cut and a bit error the cut counts': async simulator => {
    for (const direction of DIRECTIONS) {
      const { flow } = await play(simulator, together(1, 1000), {
        direction,
        wire: [...noisy(HOPELESS), { from: CROSSING - 1, state: 'lost' }],
      })
      expect(flow.dropped.byCause).toMatchObject({ linkDown: 1, bitError: 0 })
    }
  },

  'the bit error ratio is the one in force as a frame begins; at 0 none is ever lost':
    async simulator => {
      for (const direction of DIRECTIONS) {
        // A frame each 1.6 µs, the port free, a hundred for each stretch but the last.
        const stretch = 160 * US
        const states = [0, HOPELESS, 0, 1e-300, HOPELESS, 0] as const
        const { flow } = await playTraffic(simulator, [cbr(5e9, 1000)], {
          direction,
          interlink: open,
          wire: states.map((state, i) => ({ from: i * stretch, state })),
          duration: 8 * stretch,
        })
        expect(flow.offered.frames).toBe(800)
        expect(flow.dropped.byCause.bitError).toBe(200)
        const spans = flow.lossSpans.map(({ from, to }) => [from, to])
        expect(spans.every(([from]) => from! >= seconds(stretch))).toBe(true)
        expect(spans.every(([, to]) => to! <= seconds(5 * stretch + 2 * US))).toBe(true)
      }
    },

  'a frame is lost to bit errors with probability 1 - (1 - p)^((n + 4)·8)': async simulator => {
    for (const [seed, [ratio, size]] of (
      [
        [1e-7, 1500],
        [1e-5, 64],
        [1e-5, 1500],
        [1e-3, 64],
        [2e-3, 64],
        [1e-4, 9000],
      ] as const
    ).entries()) {
      for (const direction of DIRECTIONS) {
        const frames = 30_000
        const { flow } = await playTraffic(simulator, [cbr(8e9, size)], {
          direction,
          interlink: { ...open, mtu: bytes(9000) },
          connection: { portSpeed: bitsPerSecond(1e11) },
          wire: noisy(ratio),
          duration: frames * size * 1000,
          seed,
        })
        // The last one is still on its way.
        const judged = flow.offered.frames - flow.inFlight.frames
        expect(judged).toBeGreaterThan(frames - 3)
        const share = -Math.expm1((size + 4) * 8 * Math.log1p(-ratio))
        const strays = Math.abs(flow.dropped.byCause.bitError - judged * share)
        expect(strays, `${ratio} ${size}`).toBeLessThan(4 * Math.sqrt(judged * share * (1 - share)))
      }
    }
  },

  'bit errors are drawn from the seed and the lane': async simulator => {
    const lost = async (seed: number, direction: Direction): Promise<readonly number[]> => {
      const { flow } = await playTraffic(simulator, [cbr(0.8e9, 1000)], {
        direction,
        wire: noisy(1e-5),
        duration: 10_000 * US,
        seed,
      })
      return flow.slices.dropped
    }
    const first = await lost(7, 'toCustomer')
    expect(await lost(7, 'toCustomer')).toEqual(first)
    expect(await lost(8, 'toCustomer')).not.toEqual(first)
    expect(await lost(7, 'toCloud')).not.toEqual(first)
  },

  'trouble on one wire changes nothing on any other': async simulator => {
    const trouble: OracleWire = [
      { from: 0, state: 1e-5 },
      { from: 1000 * US, state: 'lost' },
      { from: 1300 * US, state: 0 },
      { from: 2000 * US, state: 1e-4 },
    ]
    const clear = await playLanes(simulator, {})
    const lanes = Object.keys(clear)
    const all = await playLanes(simulator, Object.fromEntries(lanes.map(lane => [lane, trouble])))
    for (const lane of lanes) {
      const one = await playLanes(simulator, { [lane]: trouble })
      expect(one[lane]).toEqual(all[lane])
      expect(one[lane]).not.toEqual(clear[lane])
      for (const other of lanes.filter(each => each !== lane)) {
        expect(one[other]).toEqual(clear[other])
      }
    }
  },
} satisfies Laws
