/**
 * A burst at line rate through a token bucket. Frames of L counted bytes follow each other every
 * g = 8·(n + 24)/C; a bucket of B bytes, full at first, loses L - r·g with each. The last frame that
 * finds L in it is number k = ⌊(B - L)/(L - r·g)⌋ counted from 0, exactly. Where L counts what the
 * wire does (l1) that is the formula b/(C - r) of fluids, with packets.
 */
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { countedOverhead } from '../../src/model/frame.ts'
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

// Millions of frames: seconds, and more on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

interface Burst {
  readonly speed: number
  readonly rate: number
  readonly size: number
  readonly layer: 'l1' | 'l2' | 'l3'
  readonly burst: number
}

/** Frames that pass before one does not; null: all, for the bucket fills as fast as they drain it. */
const passing = ({ speed, rate, size, layer, burst }: Burst): number | null => {
  const counted = BigInt(size + countedOverhead(layer))
  // (B - L)/(L - r·(n + 24)/C), numerator and denominator times C.
  const drained = counted * BigInt(speed) - BigInt(rate) * BigInt(size + 24)
  if (drained <= 0n) return null
  return Number(((BigInt(burst) - counted) * BigInt(speed)) / drained) + 1
}

const MOST = 3000

const bursts = (speed: number): fc.Arbitrary<Burst> =>
  fc
    .record({
      rate: fc.oneof(
        fc.constantFrom(1e6, 7e6, 333e6, speed / 2, speed - 1e6),
        fc.integer({ min: 1, max: speed / 1e3 }).map(kbps => kbps * 1e3),
      ),
      size: fc.oneof(fc.constantFrom(64, 594, 1518), fc.integer({ min: 64, max: 1518 })),
      layer: fc.constantFrom('l1' as const, 'l2' as const, 'l3' as const),
      // Depth in whole frames, and a part of one.
      depth: fc.integer({ min: 1, max: 100 }),
      part: fc.oneof(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 45 })),
    })
    .map(({ rate, size, layer, depth, part }) => ({
      speed,
      rate,
      size,
      layer,
      burst: depth * (size + countedOverhead(layer)) + part,
    }))

const world = (
  { speed, rate, size, layer, burst }: Burst,
  direction: 'toCustomer' | 'toCloud',
  frames: number,
) => {
  const gap = ((size + 24) * 8e12) / speed
  return simulate(
    scenario({
      connections: [connection({ portSpeed: bitsPerSecond(speed), queue: bytes(2 ** 40) })],
      interlinks: [
        interlink({
          bandwidth: bitsPerSecond(rate),
          burst: bytes(burst),
          queue: bytes(2 ** 40),
          countAs: layer,
          mtu: bytes(size - 18),
          enforce: { toCustomer: 'shape', toCloud: 'police' },
        }),
      ],
      traffic: [replay('burst', { direction })],
      duration: 9e15,
    }),
    new Map([
      [
        'burst',
        captureOf(
          // Towards the cloud the port itself sends what comes at once at line rate.
          Array.from({ length: frames }, (_, k) => ({
            time: direction === 'toCloud' ? 0 : k * gap,
            size,
          })),
        ),
      ],
    ]),
  )
}

test.each([1e9, 1e10, 1e11])(
  'at %d bit/s a policer passes a burst up to the frame that exact arithmetic names, and drops that',
  async speed => {
    let never = 0
    await fc.assert(
      fc.asyncProperty(bursts(speed), async burst => {
        const pass = passing(burst)
        const dropped = async (frames: number): Promise<number> =>
          flowOf(await world(burst, 'toCloud', frames), 'l', 'toCloud').dropped.byCause.policed
        if (pass === null) {
          never++
          expect(await dropped(500)).toBe(0)
          return
        }
        fc.pre(pass < MOST)
        expect(await dropped(pass)).toBe(0)
        expect(await dropped(pass + 1)).toBe(1)
      }),
      { numRuns: 120 },
    )
    expect(never).toBeGreaterThan(0)
  },
)

test.each([1e9, 1e10, 1e11])(
  'at %d bit/s a shaper holds back no frame before that one, and that one for what it lacks',
  async speed => {
    await fc.assert(
      fc.asyncProperty(bursts(speed), async burst => {
        const pass = passing(burst)
        fc.pre(pass !== null && pass < MOST)
        const longest = async (frames: number): Promise<number> =>
          flowOf(await world(burst, 'toCustomer', frames)).shaperWait.max!
        expect(await longest(pass)).toBe(0)
        // Lacking: L - (B - k·(L - r·g)), k frames having gone; in units of 1/C byte.
        const counted = BigInt(burst.size + countedOverhead(burst.layer))
        const line = BigInt(burst.speed)
        const refilled = BigInt(burst.rate) * BigInt(burst.size + 24)
        const lacking =
          (counted - BigInt(burst.burst)) * line + BigInt(pass) * (counted * line - refilled)
        const wait = (lacking * 8n * 10n ** 12n) / (line * BigInt(burst.rate))
        const whole = wait * line * BigInt(burst.rate) === lacking * 8n * 10n ** 12n
        expect(await longest(pass + 1)).toBe(Number(whole ? wait : wait + 1n) / 1e12)
      }),
      { numRuns: 120 },
    )
  },
)

test('counted as the wire is, a burst lasts b/(C - r), less than a frame of it excepted', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(1e9, 1e10, 1e11).chain(speed => bursts(speed)),
      burst => {
        const l1: Burst = { ...burst, layer: 'l1', burst: burst.burst + 100 }
        fc.pre(l1.rate < l1.speed)
        const wire = l1.size + 24
        const lasted = (passing(l1)! * wire * 8) / l1.speed
        const surplus = (l1.speed - l1.rate) / 8
        expect(lasted).toBeGreaterThanOrEqual(((l1.burst - wire) / surplus) * (1 - 1e-12))
        expect(lasted).toBeLessThanOrEqual((l1.burst / surplus) * (1 + 1e-12))
      },
    ),
  )
})
