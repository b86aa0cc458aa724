/** Laws of the token bucket, worked out by hand. A frame of 1000 bytes counts 1004 with its tag. */
import { expect } from 'vitest'
import type { Enforcement, Interlink } from '../../src/model/world.ts'
import { bitsPerSecond, bytes } from '../../src/units.ts'
import { BYTE, type Laws, play, seconds, together } from './law.ts'

const enforced = (both: Enforcement, over: Partial<Interlink> = {}): Partial<Interlink> => ({
  mtu: bytes(982),
  enforce: { toCustomer: both, toCloud: both },
  ...over,
})

/** At 1 kbit/s a byte takes 8 ms: what is refilled within microseconds is nothing. */
const slow = bitsPerSecond(1000)
const BYTE_AT_SLOW = 8e9

export const BUCKET_LAWS = {
  'a bucket starts full and holds its burst to the byte': async simulator => {
    // 3000 - 2 × 1004 leaves 992 for a third frame: one of 988 fits, one of 989 lacks a byte.
    for (const [size, lacking] of [
      [988, 0],
      [989, 1],
    ] as const) {
      const frames = [...together(2, 1000), [0, size]] as const
      const over = { bandwidth: slow, burst: bytes(3000) }
      const policed = await play(simulator, frames, { interlink: enforced('police', over) })
      expect(policed.flow.dropped.byCause.policed).toBe(lacking)
      const shaped = await play(simulator, frames, { interlink: enforced('shape', over) })
      expect(shaped.flow.shaperWait.max).toBe(seconds(lacking * BYTE_AT_SLOW))
    }
  },

  'a bucket never holds more than its burst, however long the silence': async simulator => {
    const frames = [[0, 1000], ...together(2, 1000, 5e11)] as const
    const over = { burst: bytes(1004) }
    const policed = await play(simulator, frames, { interlink: enforced('police', over) })
    expect(policed.flow.dropped.byCause.policed).toBe(1)
    const shaped = await play(simulator, frames, { interlink: enforced('shape', over) })
    expect(shaped.flow.shaperWait.max).toBe(8032e-9)
  },

  'a shaper releases a frame at the first whole picosecond at which its bucket holds it':
    async simulator => {
      for (const [rate, wait] of [
        [1e9, 8_032_000],
        // 8032 bits at 333 Mbit/s: 24,120,120.12… ps.
        [333e6, 24_120_121],
        // At 7 Mbit/s: 1,147,428,571.43 ps.
        [7e6, 1_147_428_572],
        // At 9,999 Mbit/s: 803,280.328 ps.
        [9_999e6, 803_281],
      ] as const) {
        const over = { bandwidth: bitsPerSecond(rate), burst: bytes(1004) }
        const { flow } = await play(simulator, together(2, 1000), {
          interlink: enforced('shape', over),
        })
        expect(flow.shaperWait.max, `at ${rate} bit/s`).toBe(seconds(wait))
      }
    },

  'fractions of a picosecond carry from frame to frame': async simulator => {
    // 1 + 1 + 333 frames: the last one waits 333 × 8032 bits at 333 Mbit/s, 8032 µs to the picosecond.
    const over = { bandwidth: bitsPerSecond(333e6), burst: bytes(2008) }
    const { flow } = await play(simulator, together(335, 1000), {
      interlink: enforced('shape', over),
    })
    expect(flow.shaperWait.max).toBe(8032e-6)
  },

  'a bucket that stood full for a fraction of a picosecond has overflowed meanwhile':
    async simulator => {
      // One frame fills it: it is full only at 24,120,120.12 ps, and gives at 24,120,121.
      const over = { bandwidth: bitsPerSecond(333e6), burst: bytes(1004) }
      const { flow } = await play(simulator, together(3, 1000), {
        interlink: enforced('shape', over),
      })
      expect(flow.shaperWait.max).toBe(seconds(2 * 24_120_121))
    },

  'what is dropped takes no tokens': async simulator => {
    // 2000 - 1004 leaves 996: not the second frame, but one of 992 after it.
    const police = enforced('police', { bandwidth: slow, burst: bytes(2000) })
    const { flow: policed } = await play(simulator, [...together(2, 1000), [0, 992]], {
      interlink: police,
    })
    expect(policed.delivered).toEqual({ frames: 2, bytes: 1992 })
    const { flow: refused } = await play(
      simulator,
      [
        [0, 1001],
        [0, 1000],
        [0, 992],
      ],
      {
        interlink: police,
      },
    )
    expect(refused.delivered).toEqual({ frames: 2, bytes: 1992 })
    // The third finds the queue full; the fourth comes as the second leaves, and waits as long as it did.
    const { flow: shaped } = await play(simulator, [...together(3, 1000), [8_032_000, 1000]], {
      interlink: enforced('shape', { burst: bytes(1004), queue: bytes(1000) }),
    })
    expect(shaped.dropped.byCause.shaperQueueFull).toBe(1)
    expect(shaped.shaperWait.max).toBe(8032e-9)
  },

  'a policer drops at once what a shaper would hold': async simulator => {
    for (const direction of ['toCustomer', 'toCloud'] as const) {
      const over = { burst: bytes(1004) }
      const frames = together(2, 1000)
      const policed = await play(simulator, frames, {
        direction,
        interlink: enforced('police', over),
      })
      expect(policed.flow.dropped.byCause.policed).toBe(1)
      expect(policed.flow.shaperWait.max).toBe(0)
      const shaped = await play(simulator, frames, {
        direction,
        interlink: enforced('shape', over),
      })
      expect(shaped.flow.delivered.frames).toBe(2)
      // Towards the cloud the second comes 1024 bytes of wire after the first.
      const later = direction === 'toCloud' ? 1024 * BYTE : 0
      expect(shaped.flow.shaperWait.max).toBe(seconds(8_032_000 - later))
    }
  },

  'l1 counts n + 24, l2 n + 4 and l3 n - 18': async simulator => {
    for (const [countAs, counted] of [
      ['l1', 1024],
      ['l2', 1004],
      ['l3', 982],
    ] as const) {
      const { flow } = await play(simulator, together(2, 1000), {
        interlink: enforced('shape', { countAs, burst: bytes(counted) }),
        duration: 1e9,
      })
      expect(flow.shaperWait.max, countAs).toBe((counted * 8) / 1e9)
      expect(flow.utilisation, countAs).toBe((2 * counted * 8) / 1e6)
    }
  },

  'towards the cloud the bucket stands behind the port': async simulator => {
    // Frames at one instant leave the port 1024 bytes of wire apart: as fast as the bucket refills.
    const { flow } = await play(simulator, together(10, 1000), {
      direction: 'toCloud',
      interlink: enforced('police', {
        bandwidth: bitsPerSecond(1e10),
        countAs: 'l1',
        burst: bytes(1024),
      }),
    })
    expect(flow.dropped.frames).toBe(0)
    expect(flow.portWait.max).toBe(seconds(9 * 1024 * BYTE))
  },

  'a customer’s shaper stands before the port, towards the cloud alone': async simulator => {
    const customerShaper = { rate: bitsPerSecond(1e9), burst: bytes(1004), queue: bytes(1000) }
    const over = { mtu: bytes(982), customerShaper }
    const toCloud = await play(simulator, together(2, 1000), {
      direction: 'toCloud',
      interlink: over,
    })
    expect(toCloud.flow.customerWait?.max).toBe(8032e-9)
    expect(toCloud.flow.portWait.max).toBe(0)
    expect(toCloud.flow.shaperWait.max).toBe(0)
    const toCustomer = await play(simulator, together(2, 1000), { interlink: over })
    expect(toCustomer.flow.shaperWait.max).toBe(0)
    expect(toCustomer.flow.portWait.max).toBe(seconds(1024 * BYTE))
  },
} satisfies Laws
