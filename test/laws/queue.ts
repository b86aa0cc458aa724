/** Laws of the two finite queues: the shaper's and the port's. */
import { expect } from 'vitest'
import type { Enforcement } from '../../src/model/world.ts'
import { DIRECTIONS } from '../../src/model/direction.ts'
import { bytes } from '../../src/units.ts'
import { BYTE, type Laws, open, play, together } from './law.ts'

const shape: Readonly<Record<'toCustomer' | 'toCloud', Enforcement>> = {
  toCustomer: 'shape',
  toCloud: 'shape',
}
const SERVICE = 1024 * BYTE

export const QUEUE_LAWS = {
  'a shaper’s queue takes a frame that fills it exactly and refuses one byte more':
    async simulator => {
      for (const direction of DIRECTIONS) {
        for (const [queue, dropped] of [
          [2000, 0],
          [1999, 1],
        ] as const) {
          const { flow } = await play(simulator, together(3, 1000), {
            direction,
            interlink: { burst: bytes(1522), queue: bytes(queue), enforce: shape },
          })
          expect(flow.dropped.byCause.shaperQueueFull).toBe(dropped)
          expect(flow.shaperQueue.max).toBe(dropped === 0 ? 2000 : 1000)
        }
      }
    },

  'a port’s queue takes a frame that fills it exactly and refuses one byte more':
    async simulator => {
      for (const direction of DIRECTIONS) {
        for (const [queue, dropped] of [
          [2000, 0],
          [1999, 1],
        ] as const) {
          const { flow, port } = await play(simulator, together(3, 1000), {
            direction,
            interlink: open,
            connection: { queue: bytes(queue) },
          })
          expect(flow.dropped.byCause.portQueueFull).toBe(dropped)
          expect(port.dropped.frames).toBe(dropped)
          expect(port.queue.max).toBe(dropped === 0 ? 2000 : 1000)
        }
      }
    },

  'a frame that reaches the port as it is free again does not wait': async simulator => {
    for (const [gap, lost] of [
      [SERVICE, 0],
      [SERVICE - 1, 1],
    ] as const) {
      const { flow } = await play(
        simulator,
        [
          [0, 1000],
          [gap, 1000],
        ],
        {
          connection: { queue: bytes(0) },
        },
      )
      // Without a buffer, having to wait a single picosecond is fatal.
      expect(flow.dropped.byCause.portQueueFull).toBe(lost)
    }
  },

  'a frame on the wire is in no queue: as it begins it has made room for an arrival':
    async simulator => {
      for (const [instant, dropped] of [
        [SERVICE, 0],
        [SERVICE - 1, 1],
      ] as const) {
        const { flow } = await play(simulator, [...together(2, 1000), [instant, 1000]], {
          connection: { queue: bytes(1000) },
        })
        expect(flow.dropped.byCause.portQueueFull).toBe(dropped)
      }
    },

  'a frame that a shaper releases has made room for one that comes at that instant':
    async simulator => {
      const wait = 1004 * 8000
      for (const direction of DIRECTIONS) {
        for (const [instant, dropped] of [
          [wait, 0],
          [wait - 1, 1],
        ] as const) {
          // Towards the cloud the second frame is sent when the first has left the port.
          const second = direction === 'toCloud' ? SERVICE : 0
          const { flow } = await play(
            simulator,
            [
              [0, 1000],
              [second, 1000],
              [instant, 1000],
            ],
            {
              direction,
              interlink: {
                burst: bytes(1004),
                mtu: bytes(982),
                queue: bytes(1000),
                enforce: shape,
              },
            },
          )
          expect(flow.dropped.byCause.shaperQueueFull).toBe(dropped)
        }
      }
    },
} satisfies Laws
