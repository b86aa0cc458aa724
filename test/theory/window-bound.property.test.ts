/**
 * What passes a bucket, seen from the far end: over any window at most burst + rate × window.
 *
 * Towards the cloud a frame is delivered when its bucket releases it. How many have been delivered by
 * an instant is what a run tells that ends there, so an instant of release is found by halving.
 */
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { countedOverhead } from '../../src/model/frame.ts'
import { assertConformance } from '../../src/testing.ts'
import { bitsPerSecond, bytes } from '../../src/units.ts'
import { replay } from '../sim/support/sources.ts'
import {
  captureOf,
  connection,
  flowOf,
  interlink,
  scenario,
  simulate,
} from '../sim/support/worlds.ts'
import { LAYERS } from './support/tenants.ts'

// Millions of frames: seconds, and more on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const SIZE = 1000

const cases = fc.record({
  rate: fc.oneof(
    fc.constantFrom(7e6, 333e6, 1e9, 9_999_999e3),
    fc.integer({ min: 1000, max: 1e7 }).map(kbps => kbps * 1e3),
  ),
  layer: fc.constantFrom(...LAYERS),
  enforce: fc.constantFrom('shape' as const, 'police' as const),
  // Depth beyond one frame, and gaps between frames, in thousandths of a frame at the rate.
  depth: fc.constantFrom(0, 1, 999, 1000, 2500),
  gaps: fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2500 })), {
    minLength: 3,
    maxLength: 10,
  }),
})

test('over any window at most burst + rate × window of counted bytes is delivered', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ rate, layer, enforce, depth, gaps }) => {
      const counted = SIZE + countedOverhead(layer)
      const burst = counted + Math.floor((counted * depth) / 1000)
      let time = 0
      const frames = gaps.map((gap, i) => {
        time += i === 0 ? 0 : Math.round((gap * 8e9 * counted) / rate)
        return { time, size: SIZE }
      })
      const deliveredBy = async (instant: number): Promise<number> => {
        const result = await simulate(
          scenario({
            connections: [connection({ portSpeed: bitsPerSecond(1e11) })],
            interlinks: [
              interlink({
                bandwidth: bitsPerSecond(rate),
                burst: bytes(burst),
                mtu: bytes(SIZE - 18),
                countAs: layer,
                enforce: { toCustomer: enforce, toCloud: enforce },
              }),
            ],
            traffic: [replay('a', { direction: 'toCloud' })],
            duration: instant,
          }),
          new Map([['a', captureOf(frames)]]),
        )
        return flowOf(result, 'l', 'toCloud').delivered.frames
      }
      // All arrive within 25 frames' time at the rate, and a queue of ten empties in as long again.
      const end = Math.ceil((40 * 8e12 * counted) / rate) + 1e6
      const releases: number[] = []
      const all = await deliveredBy(end)
      for (let frame = 1; frame <= all; frame++) {
        let before = releases.at(-1) ?? 1
        let after = end
        if ((await deliveredBy(before)) >= frame) after = before
        while (after - before > 1) {
          const middle = Math.floor((before + after) / 2)
          if ((await deliveredBy(middle)) >= frame) after = middle
          else before = middle
        }
        releases.push(after)
      }
      expect(all).toBeGreaterThan(0)
      const left = releases.map(departure => ({ departure, bytes: counted }))
      assertConformance(left, { cir: rate, cbs: burst })
    }),
    { numRuns: 15 },
  )
})
