import { expect, test, vi } from 'vitest'
import { bitsPerSecond, bytes } from '../../src/units.ts'
import { cbr } from '../sim/support/sources.ts'
import { connection, flowOf, interlink, scenario, simulate } from '../sim/support/worlds.ts'

// Millions of frames: seconds, and more on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const rate = bitsPerSecond

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
