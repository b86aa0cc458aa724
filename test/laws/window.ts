/** Laws of the measured window and of frames that no path takes. */
import { expect } from 'vitest'
import { bytes } from '../../src/units.ts'
import { BYTE, type Laws, play, seconds, together } from './law.ts'

/** From a frame's first bit on the port to its last. */
const DELAY = 1012 * BYTE

export const WINDOW_LAWS = {
  'measured are the frames emitted in [warmup, warmup + duration)': async simulator => {
    const frames = [0, 999, 1000, 1999, 2000].map(time => [time, 64] as const)
    const { flow, eventCount } = await play(simulator, frames, { warmup: 1000, duration: 1000 })
    expect(flow.offered).toEqual({ frames: 2, bytes: 128 })
    // All five are emitted and released; only the first begins on the wire, at time 0.
    expect(eventCount).toBe(5 + 5 + 1)
  },

  'what happens at the very end still counts, a picosecond later is in flight': async simulator => {
    for (const [duration, delivered] of [
      [DELAY, 1],
      [DELAY - 1, 0],
    ] as const) {
      const { flow } = await play(simulator, together(1, 1000), { duration })
      expect([flow.delivered.frames, flow.inFlight.frames]).toEqual([delivered, 1 - delivered])
    }
  },

  'a port counts last bits that leave in the window, its beginning included, its end not':
    async simulator => {
      for (const [warmup, duration, bits] of [
        [DELAY, 1000, 8000],
        [DELAY + 1, 1000, 0],
        [0, DELAY, 0],
        [0, DELAY + 1, 8000],
      ] as const) {
        const { port } = await play(simulator, together(1, 1000), { warmup, duration })
        expect(port.throughput * seconds(duration)).toBeCloseTo(bits)
      }
    },

  'a warm-up is simulated: what it leaves in bucket and queue is there when the window begins':
    async simulator => {
      const { flow, port } = await play(simulator, [...together(3, 1000), [1000, 1000]], {
        warmup: 1000,
        interlink: { burst: bytes(2 * 1004), mtu: bytes(982) },
      })
      // Two frames took the bucket; the third waits for its tokens, and so does the fourth behind it.
      expect(flow.offered.frames).toBe(1)
      expect(flow.shaperWait.max).toBe(seconds(2 * 8_032_000 - 1000))
      expect(flow.shaperQueue.max).toBe(2000)
      expect(port.queue.max).toBe(1000)
    },

  'an MTU admits frames of 18 bytes more and not a byte beyond': async simulator => {
    for (const [mtu, dropped] of [
      [982, 0],
      [981, 1],
    ] as const) {
      const { flow } = await play(simulator, together(1, 1000), { interlink: { mtu: bytes(mtu) } })
      expect(flow.dropped.byCause.oversize).toBe(dropped)
    }
  },

  'without a VPC all is notRouted, oversize or not, and takes neither tokens nor wire':
    async simulator => {
      const { flow, port, eventCount } = await play(
        simulator,
        [
          [0, 9216],
          [0, 64],
        ],
        {
          interlink: { attachment: { kind: 'detached' } },
        },
      )
      expect(flow.dropped.byCause).toMatchObject({ oversize: 0, notRouted: 2 })
      expect(port.utilisation).toBe(0)
      expect(eventCount).toBe(4)
    },
} satisfies Laws
