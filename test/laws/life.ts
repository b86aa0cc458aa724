/** Laws of what the life of connections does to frames. */
import { expect } from 'vitest'
import { ByteCursor } from '../../src/formats/pcap/cursor.ts'
import { CaptureHeaders } from '../../src/formats/pcap/headers.ts'
import { DIRECTIONS } from '../../src/model/direction.ts'
import { OPEN_POLICIES } from '../../src/model/complete-routing.ts'
import { bitsPerSecond, bytes, ps } from '../../src/units.ts'
import { cbr, replay } from '../sim/support/sources.ts'
import { troubled } from '../sim/support/trouble.ts'
import { captureOf, scenario, simulate } from '../sim/support/worlds.ts'
import { type Frames, type Laws, open, play, playTraffic, together } from './law.ts'

/** A frame at instant 0, where a capture begins, and one at each of these. */
const framesAt = (...instants: readonly number[]): Frames =>
  [0, ...instants].map(instant => [instant, 64] as const)

export const LIFE_LAWS = {
  'a link is down until the picosecond at which it is active, and up from then on':
    async simulator => {
      for (const direction of DIRECTIONS) {
        const frames = framesAt(999_999, 1_000_000, 1_000_001)
        const { flow, eventCount } = await play(simulator, frames, { direction, active: 1_000_000 })
        expect(flow.dropped.byCause).toMatchObject({ linkDown: 2, notRouted: 0 })
        expect(flow.delivered.frames).toBe(2)
        // Each of the four is emitted; two are dropped, two are released, begun and delivered.
        expect(eventCount).toBe(4 + 2 + 2 * 3)
      }
    },

  'what finds the link down takes neither tokens nor wire nor buffer': async simulator => {
    // A bucket of two frames: had one been paid for, one of the last two would find too few tokens.
    const { flow, port } = await play(
      simulator,
      [...framesAt(999_999), ...together(2, 64, 1_000_000)],
      {
        active: 1_000_000,
        interlink: {
          bandwidth: bitsPerSecond(1000),
          burst: bytes(2 * 68),
          mtu: bytes(46),
          enforce: { toCustomer: 'police', toCloud: 'police' },
        },
      },
    )
    expect(flow.dropped.byCause).toMatchObject({ linkDown: 2, policed: 0 })
    expect(flow.delivered.frames).toBe(2)
    expect(port.offered.frames).toBe(2)
  },

  'an InterLink in configuring carries nothing yet: created with the link, or at the start':
    async simulator => {
      const interlink = { configuring: ps(500) }
      const frames = framesAt(1499, 1500)
      const later = await play(simulator, frames, { active: 1000, interlink })
      expect(later.flow.dropped.byCause).toMatchObject({ linkDown: 1, notRouted: 1 })
      const before = await play(simulator, framesAt(499, 500), { active: -1e9, interlink })
      expect(before.flow.dropped.byCause).toMatchObject({ linkDown: 0, notRouted: 2 })
    },

  'what is never routed is notRouted, even while the link is down, and each family by itself':
    async simulator => {
      const traffic = [replay('frames'), replay('frames', { family: 'ipv6' })]
      const both = (interlink: object) =>
        playTraffic(simulator, traffic, { active: 1000, interlink }, framesAt(1000))
      const one = await both({ routing: { ...OPEN_POLICIES, ipv6: null } })
      expect(one.flow.dropped.byCause).toMatchObject({ linkDown: 1, notRouted: 2 })
      const none = await both({ propagation: false })
      expect(none.flow.dropped.byCause).toMatchObject({ linkDown: 0, notRouted: 4 })
    },

  'a frame that goes elsewhere is none of its flow’s: neither offered nor an event':
    async simulator => {
      for (const direction of DIRECTIONS) {
        // A frame each microsecond, a hundred; the second half of them elsewhere but for the last ten.
        const gate = [
          { from: 0, cause: null },
          { from: 50e6, cause: 'elsewhere' },
          { from: 70e6, cause: 'linkDown' },
          { from: 75e6, cause: 'elsewhere' },
          { from: 90e6, cause: null },
        ]
        const { flow, port, eventCount } = await playTraffic(simulator, [cbr(8e9, 1000)], {
          direction,
          interlink: open,
          gate,
          duration: 100e6 - 1,
        })
        expect(flow.offered).toEqual({ frames: 65, bytes: 65_000 })
        expect(flow.dropped.frames).toBe(5)
        // Of 4 µs each, from 52 µs to 68 µs and from 76 µs to 88 µs.
        expect(flow.slices.offered.filter(rate => rate === 0)).toHaveLength(4 + 3)
        expect(port.offered.frames).toBe(60)
        // 60 are emitted, released, begun and delivered, five emitted and dropped.
        expect(eventCount).toBe(60 * 4 + 5 * 2)
      }
    },

  'what went elsewhere keeps its place: a captured frame is traced with its own headers':
    async simulator => {
      const frames = Array.from({ length: 10 }, (_, i) => ({ time: i * 1000, size: 64 }))
      const headers = new CaptureHeaders()
      frames.forEach((_, i) => {
        const cursor = new ByteCursor([new Uint8Array(60).fill(i)])
        headers.keep(cursor, 60, 0)
      })
      const it = scenario({ traffic: [replay('frames')], duration: 1e9 })
      const gate = [
        { from: 0, cause: null },
        { from: 3000, cause: 'elsewhere' },
        { from: 7000, cause: null },
      ]
      const traced: number[] = []
      await simulate(
        it,
        new Map([['frames', { ...captureOf(frames), headers }]]),
        {
          trace: { frame: (_, head) => traced.push(head[0]!) },
          alter: troubled({ gates: [gate] }, it.traffic),
        },
        simulator,
      )
      expect(traced).toEqual([0, 1, 2, 7, 8, 9])
    },

  'a closed gate comes before the MTU': async simulator => {
    const frames = [
      [0, 9216],
      [1000, 9216],
    ] as const
    const { flow } = await play(simulator, frames, { active: 1000 })
    expect(flow.dropped.byCause).toMatchObject({ linkDown: 1, oversize: 1 })
  },

  'availability is the share of the measured window in which frames may enter': async simulator => {
    const unlike = { duration: 1000, warmup: 200, active: 500 }
    expect((await play(simulator, framesAt(), unlike)).flow.availability).toBe(0.7)
    const early = { ...unlike, active: 100 }
    expect((await play(simulator, framesAt(), early)).flow.availability).toBe(1)
    const detached = { attachment: { kind: 'detached' } } as const
    const { flow } = await play(simulator, framesAt(), { ...unlike, interlink: detached })
    expect(flow.availability).toBe(0)
  },
} satisfies Laws
