/**
 * What a full port carries: frames of n bytes, tagged, take (n + 24) bytes of wire each. An untagged
 * frame of m bytes takes m + 20: as much as a tagged one of n = m - 4.
 */
import { expect, test, vi } from 'vitest'
import { bitsPerSecond, bytes } from '../../src/units.ts'
import { cbr } from '../sim/support/sources.ts'
import { connection, flowOf, interlink, scenario, simulate } from '../sim/support/worlds.ts'

// Millions of frames: seconds, and more on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const PS = 10n ** 12n

/** Whole frames of `wire` bytes in a time, ps, exactly. */
const framesIn = (speed: number, wire: number, time: bigint): number =>
  Number((BigInt(speed) * time) / (8n * BigInt(wire) * PS))

test.each([
  // port speed, n, share of a second simulated, frames a second
  [1e9, 64, 1, 1_420_454],
  [1e10, 64, 20, 14_204_545],
  [1e11, 64, 200, 142_045_454],
  [1e9, 1518, 1, 81_063],
  [1e10, 1518, 4, 810_635],
  [1e11, 1518, 40, 8_106_355],
  // As long on the wire as untagged frames of 1518 bytes: the familiar figures.
  [1e9, 1514, 1, 81_274],
  [1e10, 1514, 4, 812_743],
  [1e11, 1514, 40, 8_127_438],
])(
  'a full port of %d bit/s sends tagged frames of %d bytes back to back, to the frame',
  async (speed, size, parts, perSecond) => {
    const wire = size + 24
    expect(framesIn(speed, wire, PS)).toBe(perSecond)
    const duration = 1e12 / parts
    const result = await simulate(
      scenario({
        connections: [connection({ portSpeed: bitsPerSecond(speed), queue: bytes(2 ** 40) })],
        interlinks: [
          interlink({
            bandwidth: bitsPerSecond(speed),
            burst: bytes(2 ** 30),
            enforce: { toCustomer: 'police', toCloud: 'police' },
          }),
        ],
        // A hair more than fits: the next frame is always there before the last has gone.
        traffic: [cbr(Math.ceil((speed * size) / wire) + 1, size)],
        duration,
      }),
    )
    // The gap of 12 bytes behind the last frame need not have passed.
    const gap = (12n * 8n * PS) / BigInt(speed)
    const { delivered, inFlight } = flowOf(result)
    expect(delivered.frames).toBe(framesIn(speed, wire, BigInt(duration) + gap))
    expect(delivered.frames - framesIn(speed, wire, BigInt(duration))).toBeLessThanOrEqual(1)
    expect(inFlight.frames).toBeGreaterThan(0)
    expect(result.ports[0]!.utilisation).toBe(1)
  },
)

test('untagged frames of 64 bytes would be as long as tagged ones of 60, which Ethernet does not have', () => {
  // Not simulated, therefore: the familiar figures by the same arithmetic.
  expect([1e9, 1e10, 1e11].map(speed => framesIn(speed, 60 + 24, PS))).toEqual([
    1_488_095, 14_880_952, 148_809_523,
  ])
})
