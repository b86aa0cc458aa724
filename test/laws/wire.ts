/** Laws of the port's serialiser, the cable and the order in which frames take them. */
import { expect } from 'vitest'
import { DIRECTIONS } from '../../src/model/direction.ts'
import type { Demand } from '../../src/model/demand.ts'
import type { Interlink } from '../../src/model/world.ts'
import type { Simulation } from '../../src/sim/run.ts'
import { bitsPerSecond, bytes } from '../../src/units.ts'
import { cable } from '../model/physical.ts'
import { poisson, replay } from '../sim/support/sources.ts'
import {
  type Simulator,
  captureOf,
  flowOf,
  interlink,
  scenario,
  simulate,
} from '../sim/support/worlds.ts'
import { BYTE, type Frames, type Laws, open, play, seconds, together } from './law.ts'

/** Plays several InterLinks, each with its own traffic, for a millisecond. */
const playAll = (
  simulator: Simulator,
  interlinks: readonly Interlink[],
  traffic: readonly Demand[],
  captures: Readonly<Record<string, Frames>> = {},
): Promise<Simulation> =>
  simulate(
    scenario({ interlinks, traffic, duration: 1e9 }),
    new Map(
      Object.entries(captures).map(([file, frames]) => [
        file,
        captureOf(frames.map(([time, size]) => ({ time, size }))),
      ]),
    ),
    {},
    simulator,
  )

export const WIRE_LAWS = {
  'a lone frame takes n + 12 bytes of wire and the cable’s time': async simulator => {
    const crossConnect = cable(120_000, 588_000)
    for (const direction of DIRECTIONS) {
      for (const [portSpeed, byte] of [
        [1e9, 8000],
        [1e10, 800],
        [1e11, 80],
      ] as const) {
        const { flow } = await play(simulator, together(1, 1000), {
          direction,
          connection: { crossConnect, portSpeed: bitsPerSecond(portSpeed) },
        })
        expect(flow.delay.max).toBe(seconds(1012 * byte + 588_000))
        expect(flow.portWait.max).toBe(0)
      }
    }
  },

  'a frame occupies the port for n + 24 bytes of wire': async simulator => {
    for (const direction of DIRECTIONS) {
      const { flow, port } = await play(simulator, together(2, 1000), {
        direction,
        duration: 1e8,
      })
      expect(flow.portWait.max).toBe(seconds(1024 * BYTE))
      expect(port.utilisation).toBe((2 * 1024 * BYTE) / 1e8)
    }
  },

  'frames leave the port in the order in which they came': async simulator => {
    const { flow } = await play(
      simulator,
      [
        [0, 1000],
        [1, 1518],
        [2, 64],
      ],
      { interlink: open },
    )
    // The second waits for 1024 bytes, the third for 1024 + 1542, less the picoseconds before they came.
    const waits = [0, 1024 * BYTE - 1, 2566 * BYTE - 2] as const
    expect(flow.portWait.max).toBe(seconds(waits[2]))
    expect(flow.portWait.mean).toBe((waits[1] + waits[2]) / 3 / 1e12)
  },

  'at the same picosecond InterLinks enter the port in the order of the file': async simulator => {
    const names = ['b', 'a', 'c']
    const result = await playAll(
      simulator,
      names.map(id => interlink({ id })),
      // Traffic is listed the other way round: the order of interlinks decides.
      [...names].reverse().map(id => replay('x', { interlink: id })),
      { x: together(1, 1000) },
    )
    expect(names.map(id => flowOf(result, id).portWait.max! * 1e12)).toEqual([
      0, 819_200, 1_638_400,
    ])
  },

  'a frame released by a shaper and one that never waited are alike to the port':
    async simulator => {
      // The shaper of the first InterLink releases its second frame when the second's arrives.
      const wait = 1004 * 8000
      const result = await playAll(
        simulator,
        [
          interlink({ id: 'first', burst: bytes(1004), mtu: bytes(982) }),
          interlink({ id: 'second' }),
        ],
        [replay('a', { interlink: 'first' }), replay('b', { interlink: 'second' })],
        {
          a: together(2, 1000),
          b: [
            [0, 1000],
            [wait, 1000],
          ],
        },
      )
      expect(flowOf(result, 'first').shaperWait.max).toBe(seconds(wait))
      expect(flowOf(result, 'first').portWait.max).toBe(0)
      expect(flowOf(result, 'second').portWait.max).toBe(seconds(1024 * BYTE))
    },

  'frames of one InterLink at one instant come in the order of traffic': async simulator => {
    const result = await playAll(
      simulator,
      [interlink({ enforce: { toCustomer: 'police', toCloud: 'police' }, burst: bytes(1522) })],
      [replay('small'), replay('large')],
      { small: together(1, 1000), large: together(1, 1500) },
    )
    // 1522 bytes of tokens: the first takes 1004, the second finds too few.
    expect(flowOf(result).delivered.bytes).toBe(1000)
  },

  'the directions share neither bucket nor queue nor port': async simulator => {
    const links = [
      interlink({
        bandwidth: bitsPerSecond(1000),
        burst: bytes(1004),
        mtu: bytes(982),
        enforce: { toCustomer: 'police', toCloud: 'police' },
      }),
    ]
    const result = await playAll(
      simulator,
      links,
      DIRECTIONS.map(direction => replay('x', { direction })),
      { x: together(1, 1000) },
    )
    for (const direction of DIRECTIONS) {
      const { delivered, portWait } = flowOf(result, 'l', direction)
      expect(delivered.frames, direction).toBe(1)
      expect(portWait.max, direction).toBe(0)
    }
  },

  'each direction alone fares as both do together': async simulator => {
    const links = [interlink({ id: 'a' }), interlink({ id: 'b', queue: bytes(3000) })]
    const traffic = DIRECTIONS.flatMap(direction => [
      poisson(0.95e9, 700, { interlink: 'a', direction }),
      poisson(1.1e9, 300, { interlink: 'b', direction }),
    ])
    const both = await playAll(simulator, links, traffic)
    for (const direction of DIRECTIONS) {
      const own = traffic.filter(demand => demand.direction === direction)
      const alone = await playAll(simulator, links, own)
      expect(alone.flows).toEqual(both.flows.filter(flow => flow.direction === direction))
    }
  },
} satisfies Laws
