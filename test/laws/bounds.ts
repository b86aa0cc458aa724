/** Laws of what theory says beside what is simulated. */
import { expect } from 'vitest'
import { bitsPerSecond, bytes } from '../../src/units.ts'
import { poisson } from '../sim/support/sources.ts'
import { BYTE, type Laws, open, play, playTraffic, seconds, together } from './law.ts'

/** After a frame's last bit the wire is taken for so long, and a bound of its whole time less that. */
const GAP = 12 * BYTE

export const BOUND_LAWS = {
  'bursts through a shaper and a port take what network calculus allows them, to the picosecond':
    async simulator => {
      // Eight frames at once into a deep bucket: the last is over after eight times 1024 bytes.
      const at = { interlink: { ...open, countAs: 'l1' as const } }
      const deep = await play(simulator, together(8, 1000), at)
      expect(deep.flow.bounds.delayMax!.value).toBe(seconds(8 * 1024 * BYTE - GAP))
      expect(deep.flow.delay.max).toBe(deep.flow.bounds.delayMax!.value)
      // Into a bucket of one frame, at 1 Gbit/s: four times 8192 ns and a byte less, then the port.
      const shallow = await play(simulator, together(5, 1000), {
        interlink: { countAs: 'l1', burst: bytes(1025), queue: bytes(2 ** 20) },
      })
      const wait = (5 * 1024 - 1025) * 8000
      expect(shallow.flow.shaperWait.max).toBe(seconds(wait))
      expect(shallow.flow.bounds.delayMax!.value).toBe(seconds(wait + 1025 * BYTE - GAP))
      expect(shallow.flow.bounds.shaperQueueMax!.value).toBe(4999)
    },

  'where nothing bounds arrivals, what fits a queue bounds its wait': async simulator => {
    // 64 bytes of n are 88 of wire: 6400 of them, and one that is being sent.
    const port = await playTraffic(simulator, [poisson(2e10, 64)], {
      interlink: { ...open, countAs: 'l1', enforce: { toCustomer: 'police', toCloud: 'police' } },
      connection: { queue: bytes(6400) },
      duration: 1e8,
    })
    expect(port.flow.bounds.delayMax!.value).toBe(seconds(101 * 88 * BYTE - GAP))
    expect(port.flow.delay.max).toBeGreaterThan(seconds(100 * 88 * BYTE - GAP))
    expect(port.port.bounds.queueMax.value).toBe(6400)
    // 88/64 of 6400 bytes at 1 Gbit/s, and then two frames together at most at the port.
    const shaper = await playTraffic(simulator, [poisson(2e9, 64)], {
      interlink: { countAs: 'l1', burst: bytes(176), queue: bytes(6400), mtu: bytes(100) },
      duration: 1e9,
    })
    const wait = (6400 / 64) * 88 * 8000
    expect(shaper.flow.bounds.delayMax!.value).toBe(seconds(wait + 176 * BYTE - GAP))
    expect(shaper.flow.shaperWait.max).toBeGreaterThan(seconds(wait - 88 * 8000))
  },

  'Poisson frames wait as M/G/1 says, and where it does not apply it says nothing':
    async simulator => {
      const at = { interlink: { ...open, bandwidth: bitsPerSecond(1e10) }, duration: 4e10 }
      const calm = await playTraffic(simulator, [poisson(6.25e9, 1000)], at)
      // Load 0.64: 0.64 ÷ 0.72 services of 819.2 ns, and 1012 bytes.
      const { delayMean, portWaitMean } = calm.flow.bounds
      expect(portWaitMean!.value).toBeCloseTo((0.64 / 0.72) * 819.2e-9, 15)
      expect(delayMean!.value).toBeCloseTo((0.64 / 0.72) * 819.2e-9 + 809.6e-9, 15)
      expect(calm.flow.delay.mean! / delayMean!.value).toBeGreaterThan(0.97)
      expect(calm.flow.delay.mean! / delayMean!.value).toBeLessThan(1.03)
      const tight = await playTraffic(simulator, [poisson(9e8, 1000)], { duration: 1e6 })
      expect(tight.flow.bounds.delayMean).toBeNull()
      const full = await playTraffic(simulator, [poisson(1e10, 1000)], { ...at, duration: 1e6 })
      expect(full.flow.bounds.delayMean).toBeNull()
    },
} satisfies Laws
