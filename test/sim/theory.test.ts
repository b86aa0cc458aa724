import { expect, test } from 'vitest'
import { bitsPerSecond, bytes } from '../../src/units.ts'
import { cbr, poisson } from './support/sources.ts'
import { connection, flowOf, interlink, scenario, simulate } from './support/worlds.ts'

const rate = bitsPerSecond

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
