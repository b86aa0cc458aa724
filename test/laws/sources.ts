/** Laws of the sources, as seen by counting what they offer. */
import { expect } from 'vitest'
import { type Demand, type FrameSizes, IMIX } from '../../src/model/demand.ts'
import { bitsPerSecond, bytes, ps } from '../../src/units.ts'
import { cbr, fixed, poisson } from '../sim/support/sources.ts'
import {
  type Simulator,
  demand,
  flowOf,
  interlink,
  scenario,
  simulate,
} from '../sim/support/worlds.ts'
import { BYTE, type Laws, open, play, playTraffic, seconds } from './law.ts'

/** How many frames some sources offer before an instant. */
const offeredBefore = async (
  simulator: Simulator,
  traffic: readonly Demand[],
  instant: number,
  seed = 1,
): Promise<number> => {
  const { flow } = await playTraffic(simulator, traffic, { duration: instant, seed })
  return flow.offered.frames
}

const onOff = (peak: number, on: number, off: number, over: Partial<Demand> = {}): Demand =>
  demand({
    source: {
      kind: 'onoff',
      peak: bitsPerSecond(peak),
      on: ps(on),
      off: ps(off),
      frame: fixed(1000),
      shape: null,
    },
    ...over,
  })

const mixed = (bps: number, frame: FrameSizes): Demand =>
  demand({ source: { kind: 'poisson', rate: bitsPerSecond(bps), frame } })

export const SOURCE_LAWS = {
  'cbr: frame k leaves at 8·(bytes before)/rate, rounded up, without drift': async simulator => {
    // At 333 Mbit/s frame 333 leaves at 8 ms sharp, frame 1 at 24,024,024.02… ps.
    for (const [instant, frames] of [
      [1, 1],
      [24_024_025, 1],
      [24_024_026, 2],
      [8e9, 333],
      [8e9 + 1, 334],
    ] as const) {
      expect(await offeredBefore(simulator, [cbr(333e6, 1000)], instant)).toBe(frames)
    }
  },

  'a source emits in [start, stop), its own clock beginning at start': async simulator => {
    // One frame each 8 µs.
    const within = cbr(1e9, 1000, { start: ps(5e6), stop: ps(21e6) })
    expect(await offeredBefore(simulator, [within], 5e6)).toBe(0)
    expect(await offeredBefore(simulator, [within], 5e6 + 1)).toBe(1)
    expect(await offeredBefore(simulator, [within], 1e9)).toBe(2)
    const further = cbr(1e9, 1000, { start: ps(5e6), stop: ps(21e6 + 1) })
    expect(await offeredBefore(simulator, [further], 1e9)).toBe(3)
  },

  'poisson: the first gap is one like the others': async simulator => {
    // 400 sources, a tenth of a mean gap: 40 frames, 6.3 more or less.
    const sources = Array.from({ length: 400 }, () => poisson(1e6, 1000))
    const frames = await offeredBefore(simulator, sources, 8e8)
    expect(Math.abs(frames - 40)).toBeLessThan(4 * 6.4)
  },

  'poisson: the rate counts frame bytes': async simulator => {
    // 100,000 frames of 64 bytes, 316 more or less.
    const frames = await offeredBefore(simulator, [poisson(512e6, 64)], 1e11)
    expect(Math.abs(frames - 100_000)).toBeLessThan(4 * 317)
  },

  'poisson frames of one size wait at the port as in M/D/1': async simulator => {
    const load = 0.7
    const traffic = [poisson(load * 1e10 * (1000 / 1024), 1000)]
    const { flow } = await playTraffic(simulator, traffic, { interlink: open, duration: 6e10 })
    // 51,000 frames: from seed to seed their mean strays by 2.3 % of itself.
    const services = flow.portWait.mean! / seconds(1024 * BYTE)
    expect(Math.abs(services / (load / (2 * (1 - load))) - 1)).toBeLessThan(4 * 0.023)
  },

  'on-off: it begins with an on-period': async simulator => {
    for (const seed of [1, 2, 3]) {
      const source = onOff(1e9, 1e8, 1e8, { start: ps(1000) })
      expect(await offeredBefore(simulator, [source], 1001, seed)).toBe(1)
    }
  },

  'on-off: it is on for on ÷ (on + off) of the time': async simulator => {
    // 100 frames a burst, and half a one more for the last, which is begun and not cut short.
    const frames = await offeredBefore(simulator, [onOff(1e10, 8e7, 24e7)], 1e12)
    const cycles = 1e12 / 32e7
    // A cycle strays by as much as it lasts, and so does what it holds; both over √cycles.
    expect(Math.abs(frames / (100.5 * cycles) - 1)).toBeLessThan(
      (4 * Math.SQRT2) / Math.sqrt(cycles),
    )
  },

  'sizes are drawn by weight': async simulator => {
    const { flow } = await playTraffic(simulator, [mixed(1e9, IMIX)], { duration: 1e11 })
    const mean = flow.offered.bytes / flow.offered.frames
    const exact = (7 * 64 + 4 * 594 + 1518) / 12
    const spread = Math.sqrt((7 * 64 ** 2 + 4 * 594 ** 2 + 1518 ** 2) / 12 - exact ** 2)
    expect(Math.abs(mean - exact)).toBeLessThan((4 * spread) / Math.sqrt(flow.offered.frames))
  },

  'a captured frame has its FCS again, and at least 64 bytes': async simulator => {
    const sizes = [64, 65, 1518]
    const frames = sizes.map(size => [0, size] as const)
    const { flow } = await play(simulator, frames)
    expect(flow.offered.bytes).toBe(64 + 65 + 1518)
    // As captured: 41 bytes, 45 with their FCS.
    const { flow: runt } = await play(simulator, [[0, 45]])
    expect(runt.offered.bytes).toBe(64)
  },

  'another seed gives other frames, the same one the same': async simulator => {
    const counts = async (seed: number): Promise<readonly number[]> => {
      const { flow } = await playTraffic(simulator, [mixed(0.5e9, IMIX), onOff(1e9, 1e7, 1e7)], {
        duration: 1e10,
        seed,
      })
      return flow.slices.offered
    }
    expect(await counts(7)).toEqual(await counts(7))
    expect(await counts(8)).not.toEqual(await counts(7))
  },

  'sources are independent: no two alike emit at the same instants': async simulator => {
    // Each a hundredth of the port: of two that were one, every second frame would wait.
    const load = [poisson(0.01e10, 1000), poisson(0.01e10, 1000)]
    const { flow } = await playTraffic(simulator, load, { interlink: open, duration: 1e10 })
    expect(flow.portWait.mean!).toBeLessThan(seconds(0.1 * 1024 * BYTE))
    const result = await simulate(
      scenario({
        interlinks: ['a', 'b'].map(id => interlink({ id, ...open })),
        traffic: ['a', 'b'].map(id => poisson(0.01e10, 1000, { interlink: id })),
        duration: 1e10,
      }),
      new Map(),
      {},
      simulator,
    )
    expect(flowOf(result, 'b').portWait.min).toBe(0)
  },

  'a source’s frames are the same whatever other sources there are': async simulator => {
    const own = poisson(0.4e9, 700)
    const other = poisson(0.3e9, 300, { interlink: 'other' })
    const offered = async (traffic: readonly Demand[]): Promise<readonly number[]> => {
      const interlinks = [interlink({ id: 'other' }), interlink({ burst: bytes(1522) })]
      const it = scenario({ interlinks, traffic, duration: 1e9 })
      return flowOf(await simulate(it, new Map(), {}, simulator)).slices.offered
    }
    const alone = await offered([own])
    expect(await offered([other, own])).toEqual(alone)
    expect(await offered([own, other])).toEqual(alone)
  },
} satisfies Laws
