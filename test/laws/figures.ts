/** Laws of the figures: what each counts, of which frames, and by which name. */
import { expect } from 'vitest'
import { DROP_CAUSES } from '../../src/model/drop-cause.ts'
import { DIRECTIONS } from '../../src/model/direction.ts'
import { bitsPerSecond, bytes } from '../../src/units.ts'
import { cable } from '../model/physical.ts'
import { poisson } from '../sim/support/sources.ts'
import { BYTE, type Laws, type Unlike, open, play, playTraffic, seconds, together } from './law.ts'

/** Of three frames at once one passes, one waits 8,032 ns in the shaper and one finds it full. */
const oneOfEach: Unlike = {
  interlink: { burst: bytes(1004), mtu: bytes(982), queue: bytes(1000) },
  connection: { crossConnect: cable(0, 5000) },
}
const threeAtOnce = together(3, 1000)
const WAIT = 8_032_000
const DELAY = 1012 * BYTE + 5000

export const FIGURE_LAWS = {
  'delays and waits are over the frames delivered, from the first queue to the last bit':
    async simulator => {
      const { flow } = await play(simulator, threeAtOnce, oneOfEach)
      expect(flow.delivered).toEqual({ frames: 2, bytes: 2000 })
      expect(flow.delay).toMatchObject({
        mean: seconds(DELAY + WAIT / 2),
        stdev: seconds(WAIT / 2),
        min: seconds(DELAY),
        max: seconds(DELAY + WAIT),
      })
      expect(flow.shaperWait).toMatchObject({
        mean: seconds(WAIT / 2),
        min: 0,
        max: seconds(WAIT),
      })
      expect(flow.portWait).toMatchObject({ mean: 0, max: 0 })
    },

  'loss is what was dropped of what was offered; what is in flight is neither lost nor delivered':
    async simulator => {
      const { flow } = await play(simulator, threeAtOnce, { ...oneOfEach, duration: WAIT })
      expect(flow.offered.frames).toBe(3)
      expect(flow.delivered.frames).toBe(1)
      expect(flow.dropped.frames).toBe(1)
      expect(flow.inFlight).toEqual({ frames: 1, bytes: 1000 })
      expect(flow.loss).toBe(1 / 3)
    },

  'every frame offered is delivered, dropped or in flight, in frames and in bytes':
    async simulator => {
      for (const direction of DIRECTIONS) {
        const traffic = [poisson(3e9, 1000), poisson(9e9, 300)]
        const { flow } = await playTraffic(simulator, traffic, {
          direction,
          interlink: {
            bandwidth: bitsPerSecond(2e9),
            queue: bytes(20_000),
            enforce: { toCustomer: 'shape', toCloud: 'shape' },
          },
          connection: { queue: bytes(20_000) },
          duration: 1e9,
        })
        const { offered, delivered, dropped, inFlight } = flow
        expect(delivered.frames + dropped.frames + inFlight.frames).toBe(offered.frames)
        expect(delivered.bytes + dropped.bytes + inFlight.bytes).toBe(offered.bytes)
        expect(inFlight.frames).toBeGreaterThan(0)
        expect(Object.values(dropped.byCause).reduce((a, b) => a + b)).toBe(dropped.frames)
      }
    },

  'rates are of the measured time: throughput of frame bytes, utilisation of counted ones':
    async simulator => {
      const frames = [0, 1e9, 1e9, 1.5e9].map(time => [time, 1000] as const)
      const { flow, port } = await play(simulator, frames, { warmup: 1e9, duration: 1e9 })
      expect(flow.delivered.frames).toBe(3)
      expect(flow.throughput).toBe(3 * 8000 * 1000)
      expect(flow.utilisation).toBe((3 * 8 * 1004) / 1e6)
      expect(port.throughput).toBe(3 * 8000 * 1000)
      expect(port.utilisation).toBe((3 * 1024 * BYTE) / 1e9)
    },

  'a quantile is the smallest value that its share of the frames does not exceed':
    async simulator => {
      // Frame k of 101 at once waits for k × 88 bytes of wire.
      const { flow } = await play(simulator, together(101, 64), { interlink: open })
      const rank = { p50: 51, p90: 91, p99: 100, p999: 101 }
      for (const [name, place] of Object.entries(rank)) {
        const exact = seconds(((place - 1) * 88 + 76) * BYTE)
        const found = flow.delay[name as keyof typeof rank]!
        expect(Math.abs(found / exact - 1), name).toBeLessThanOrEqual(1e-3)
      }
      expect(Math.abs(flow.portWait.p99! / seconds(99 * 88 * BYTE) - 1)).toBeLessThanOrEqual(1e-3)
    },

  'each cause of loss bears its name': async simulator => {
    const full = { toCustomer: 'shape', toCloud: 'shape' } as const
    const shaper = { burst: bytes(1004), mtu: bytes(982), queue: bytes(0) }
    const cases: Partial<Record<(typeof DROP_CAUSES)[number], Unlike>> = {
      shaperQueueFull: { interlink: { ...shaper, enforce: full } },
      policed: { interlink: { ...shaper, enforce: { toCustomer: 'police', toCloud: 'police' } } },
      portQueueFull: { connection: { queue: bytes(0) } },
      oversize: { interlink: { mtu: bytes(900) } },
      notRouted: { interlink: { attachment: { kind: 'detached' } } },
    }
    for (const direction of DIRECTIONS) {
      for (const [cause, unlike] of Object.entries(cases)) {
        const { flow } = await play(simulator, together(2, 1000), { ...unlike, direction })
        expect(flow.dropped.frames, cause).toBeGreaterThan(0)
        for (const other of DROP_CAUSES) {
          const frames = other === cause ? flow.dropped.frames : 0
          expect(flow.dropped.byCause[other], `${other} in place of ${cause}`).toBe(frames)
        }
      }
    }
  },

  'events are emissions, releases, beginnings on the wire, deliveries and drops':
    async simulator => {
      const customerShaper = { rate: bitsPerSecond(1e9), burst: bytes(1522), queue: bytes(0) }
      for (const [unlike, events] of [
        // Emitted, released, begun, delivered.
        [{}, 4],
        // Emitted, begun, released, delivered.
        [{ direction: 'toCloud' }, 4],
        [{ direction: 'toCloud', interlink: { customerShaper } }, 5],
        // Emitted, dropped.
        [{ interlink: { mtu: bytes(46) } }, 2],
        // Ends while it is on the wire.
        [{ duration: 1000 }, 3],
      ] as const satisfies readonly [Unlike, number][]) {
        const { eventCount } = await play(simulator, together(1, 1000), unlike)
        expect(eventCount).toBe(events)
      }
    },
} satisfies Laws
