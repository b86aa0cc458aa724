import { describe, expect, it } from 'vitest'
import type { Direction } from '../../src/model/direction.ts'
import type { Interlink } from '../../src/model/world.ts'
import { bitsPerSecond, bytes } from '../../src/units.ts'
import { type FlowChange, GBPS, flow, interlink, objective, port, summaryInput } from './factory.ts'
import { told } from './told.ts'

/** One InterLink of 1 Gbps that misses an objective on loss. */
const lossy = (
  change: FlowChange,
  made: Partial<Interlink> = {},
  direction: Direction = 'toCloud',
) =>
  told(
    summaryInput({
      interlinks: [interlink('a', GBPS, { burst: bytes(2000), ...made })],
      flows: [flow('a', direction, GBPS, change)],
      ports: [port('paris-1', 'toCustomer', 0.1), port('paris-1', 'toCloud', 0.1)],
      objectives: [objective('a', 'loss', 0.001)],
    }),
  )

const slices = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, slice) => from + slice)
describe('the time of a loss', () => {
  it('reaches over all of it where more spells exist than are listed', () => {
    const { cause } = lossy({
      drops: { policed: 1_000 },
      lossSpans: Array.from({ length: 100 }, (_, spell) => ({
        from: 0.05 + spell / 500,
        to: 0.051 + spell / 500,
        frames: 5,
      })),
      lossy: slices(1, 24),
    })
    expect(cause).toMatch(/^The 1,000 fell in more than 100 spells between 40 and 960 ms: /)
  })

  it('begins where it begins: throughout is only what covers the whole window', () => {
    const span = { from: 0.24, to: 1, frames: 900 }
    expect(
      lossy({ drops: { policed: 900 }, lossSpans: [span], lossy: slices(6, 25) }).cause,
    ).toMatch(/^All 900 fell between 240 and 1000 ms: /)
    const whole = { from: 0.004, to: 1, frames: 900 }
    expect(
      lossy({ drops: { policed: 900 }, lossSpans: [whole], lossy: slices(0, 25) }).cause,
    ).toMatch(/^900 were lost throughout the measured time: /)
  })

  it('is a stretch where its spells hardly pause, and has no worst spell where none stands out', () => {
    const paused = [
      { from: 0.1, to: 0.5, frames: 400 },
      { from: 0.502, to: 0.9, frames: 400 },
    ]
    expect(lossy({ drops: { policed: 800 }, lossSpans: paused }).cause).toMatch(
      /^All 800 fell between 100 and 900 ms: /,
    )
    const even = Array.from({ length: 40 }, (_, spell) => ({
      from: spell / 50,
      to: spell / 50 + 0.001,
      frames: 2,
    }))
    expect(lossy({ frames: 1_000, drops: { policed: 80 }, lossSpans: even }).cause).toMatch(
      /^The 80 fell in 40 spells between 0 and 781 ms: /,
    )
  })

  it('is not told where every frame was lost', () => {
    const all = { frames: 401, lossSpans: [{ from: 0.1, to: 0.9, frames: 401 }] }
    expect(lossy({ ...all, drops: { oversize: 401 } }).cause).toBe(
      "Every frame was lost: the sender's router drops what is longer than the mtu of 1,500 bytes.",
    )
    const detached = { attachment: { kind: 'detached' } } as const
    expect(lossy({ ...all, drops: { notRouted: 401 } }, detached).cause).toBe(
      "Every frame was lost: a has no VPC, so the sender's router drops all its frames.",
    )
  })
})

describe('the cause of a loss', () => {
  const busiest = Array.from({ length: 25 }, (_, slice) => (slice === 3 ? 8 : 4))

  it('is one burst only where the loss is one short spell', () => {
    const peak = 1.16 * GBPS
    const drops = { policed: 900 }
    const short = lossy({
      drops,
      peak,
      heights: busiest,
      lossSpans: [{ from: 0.13, to: 0.14, frames: 900 }],
    })
    expect(short.cause).toContain('a 1.16 Gbps burst emptied the 2 kB token bucket')
    const long = lossy({
      drops,
      peak,
      heights: busiest,
      lossSpans: [{ from: 0, to: 1, frames: 900 }],
    })
    expect(long.cause).toContain('bursts of up to 1.16 Gbps emptied')
  })

  it('is the mean where that is more than passes; a bucket is no remedy', () => {
    const over = lossy({
      offeredRate: 1.5 * GBPS,
      peak: 1.6 * GBPS,
      drops: { policed: 40_000 },
      lossSpans: [{ from: 0, to: 1, frames: 40_000 }],
    })
    expect(over.cause).toMatch(
      /1\.5 Gbps was offered on average to 1 Gbps, and the rest was policed/,
    )
    expect(over.next).toBe('raise interlinks.a.bandwidth (1 Gbps, 9 Gbps free)')
  })

  it('does not count what never reached the bucket', () => {
    const { cause, next } = lossy({
      frames: 100_000,
      offeredRate: 1.5 * GBPS,
      peak: 1.6 * GBPS,
      drops: { oversize: 40_000, policed: 45_000 },
    })
    expect(cause).toContain('bursts of up to 1.6 Gbps emptied')
    expect(next).toMatch(/^raise interlinks\.a\.burst /)
  })
})

describe("a loss in the customer's shaper", () => {
  const customerShaper = {
    rate: bitsPerSecond(0.5 * GBPS),
    burst: bytes(65_536),
    queue: bytes(2 ** 20),
  }
  const drops = { shaperQueueFull: 40_000 }

  it('is measured by its own rate, which alone cures an overload', () => {
    const { cause, next } = lossy(
      { offeredRate: 0.9 * GBPS, peak: 1.2 * GBPS, utilisation: 0.52, drops },
      { customerShaper },
    )
    expect(cause).toMatch(
      /903 Mbps was offered on average to 500 Mbps, the 1 MiB queue of the customer's shaper filled and the rest was dropped\.$/,
    )
    expect(next).toBe('raise interlinks.a.customerShaper.rate (500 Mbps)')
  })

  it('names queue and burst where the mean fits', () => {
    const { cause, next } = lossy(
      { offeredRate: 0.2 * GBPS, peak: 0.9 * GBPS, utilisation: 0.15, drops },
      { customerShaper },
    )
    expect(cause).toContain(
      "The average hides it: a used 30 % of the 500 Mbps of the customer's shaper.",
    )
    expect(next).toBe('raise interlinks.a.customerShaper.queue (1 MiB), burst or rate')
  })

  it("is the InterLink's where its own shaper was the full one", () => {
    const enforce = { toCustomer: 'shape', toCloud: 'shape' } as const
    const wide = { ...customerShaper, rate: bitsPerSecond(2 * GBPS) }
    const { cause } = lossy(
      {
        offeredRate: 0.7 * GBPS,
        peak: 1.9 * GBPS,
        drops,
        shaperQueue: { mean: 1e5, max: 2 ** 20 },
      },
      { customerShaper: wide, enforce },
    )
    expect(cause).toContain("the 1 MiB queue of the InterLink's shaper")
  })

  it('limits what reaches the bucket behind it', () => {
    const { cause } = lossy(
      { offeredRate: 1.5 * GBPS, peak: 2 * GBPS, drops: { policed: 9 } },
      { customerShaper },
    )
    expect(cause).not.toContain('offered on average')
  })
})

describe('the remedy of an overloaded shaper', () => {
  it('is its bandwidth, not its queue', () => {
    const over = { offeredRate: 1.5 * GBPS, drops: { shaperQueueFull: 30_000 } }
    expect(lossy(over, {}, 'toCustomer').next).toBe(
      'raise interlinks.a.bandwidth (1 Gbps, 9 Gbps free)',
    )
    const bursty = { offeredRate: 0.5 * GBPS, drops: { shaperQueueFull: 30_000 } }
    expect(lossy(bursty, {}, 'toCustomer').next).toBe(
      'raise interlinks.a.queue (1 MiB), burst or bandwidth',
    )
  })
})
