import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Buckets, NEVER } from '../../src/sim/bucket.ts'
import { TokenLedger } from '../../src/testing/bucket.ts'
import { bitsPerSecond, bytes } from '../../src/units.ts'

const UNIT = 1_000_000_000_000n
const HORIZON = 2 ** 53

/** Awkward and ordinary rates, bit/s: 1 kbps, 1, 7, 333 and 99,999 Mbps and whatever else. */
const rates = fc.oneof(
  fc.constantFrom(1e3, 1e6, 7e6, 333e6, 99_999e6, 1e11, 3e3, 999_999_937e2),
  fc.integer({ min: 1, max: 100_000_000 }).map(kbps => kbps * 1000),
)
const sizes = [64, 65, 577, 1000, 1518, 9216]

interface Arrival {
  readonly gap: number
  readonly frameClass: number
}

const cases = fc.record({
  rate: rates,
  extra: fc.constantFrom(0, 0, 1, 2, 64, 9216, 100_000),
  overhead: fc.constantFrom(-18, 4, 24),
  from: fc.constantFrom(0, 1, 999_999_999_999, 2 ** 52, HORIZON - 10 ** 9),
  arrivals: fc.array(
    fc.record({
      // From bursts at one instant to gaps that fill the bucket, in units of a 1000-byte frame.
      gap: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 3, noNaN: true }), fc.constant(1e-9)),
      frameClass: fc.integer({ min: 0, max: sizes.length - 1 }),
    }),
    { minLength: 1, maxLength: 60 },
  ),
})

/** Largest frame fills it exactly when `extra` is 0; within 2^53 ps of its rate. */
const burstOf = (rate: number, overhead: number, extra: number): number =>
  9216 + overhead + Math.min(extra, Math.max(0, Math.floor((rate * 9000) / 8) - 9300))

const instants = (rate: number, from: number, arrivals: readonly Arrival[]): number[] => {
  let time = from
  return arrivals.map(
    ({ gap }) => (time = Math.min(HORIZON, time + Math.ceil((gap * 8e15) / rate))),
  )
}

/** What users hold their shapers to: written to be seen to be right, and sharing nothing with ours. */
const oracleOf = (rate: number, burst: number): TokenLedger =>
  new TokenLedger({ cir: rate, cbs: burst })

test('a shaper releases every frame at the picosecond that exact arithmetic gives', () => {
  fc.assert(
    fc.property(cases, ({ rate, extra, overhead, from, arrivals }) => {
      const burst = burstOf(rate, overhead, extra)
      const buckets = new Buckets(
        [null, { rate: bitsPerSecond(rate), burst: bytes(burst), overhead }],
        Float64Array.from(sizes),
        HORIZON,
      )
      const oracle = oracleOf(rate, burst)
      let previous = 0n
      instants(rate, from, arrivals).forEach((now, i) => {
        const { frameClass } = arrivals[i]!
        const actual = buckets.conformsAt(1, frameClass, now)
        buckets.take(1)
        const counted = sizes[frameClass]! + overhead
        const earliest = previous > BigInt(now) ? previous : BigInt(now)
        const expected = previous === -1n ? -1n : oracle.conformsAt(counted, earliest)
        if (expected === -1n || expected > BigInt(HORIZON)) {
          // Never released, nor anything behind it.
          expect(actual).toBe(NEVER)
          previous = -1n
        } else {
          expect(BigInt(actual)).toBe(expected)
          oracle.take(counted, expected)
          previous = expected
        }
      })
    }),
    { numRuns: 3000 },
  )
})

test('a policer passes a frame exactly when the bucket holds it, and takes nothing when it does not', () => {
  fc.assert(
    fc.property(cases, ({ rate, extra, overhead, from, arrivals }) => {
      const burst = burstOf(rate, overhead, extra)
      const buckets = new Buckets(
        [{ rate: bitsPerSecond(rate), burst: bytes(burst), overhead }],
        Float64Array.from(sizes),
        HORIZON,
      )
      const oracle = oracleOf(rate, burst)
      instants(rate, from, arrivals).forEach((now, i) => {
        const { frameClass } = arrivals[i]!
        const counted = sizes[frameClass]! + overhead
        const passes = buckets.conformsAt(0, frameClass, now) <= now
        expect(passes).toBe(oracle.conformsAt(counted, BigInt(now)) === BigInt(now))
        if (!passes) return
        buckets.take(0)
        oracle.take(counted, BigInt(now))
      })
    }),
    { numRuns: 3000 },
  )
})

test('over any window the bytes released never exceed burst + rate × window', () => {
  fc.assert(
    fc.property(cases, fc.boolean(), ({ rate, extra, overhead, from, arrivals }, police) => {
      const burst = burstOf(rate, overhead, extra)
      const buckets = new Buckets(
        [{ rate: bitsPerSecond(rate), burst: bytes(burst), overhead }],
        Float64Array.from(sizes),
        HORIZON,
      )
      const released: { time: bigint; bits: bigint }[] = []
      instants(rate, from, arrivals).forEach((now, i) => {
        const { frameClass } = arrivals[i]!
        const instant = buckets.conformsAt(0, frameClass, now)
        if (instant === NEVER || (police && instant > now)) return
        buckets.take(0)
        released.push({ time: BigInt(instant), bits: 8n * BigInt(sizes[frameClass]! + overhead) })
      })
      // Both ends of each window lie on a release; all pairs are tried.
      released.forEach(({ time: s }, i) => {
        let bits = 0n
        for (const frame of released.slice(i)) {
          bits += frame.bits
          expect(bits * UNIT <= 8n * BigInt(burst) * UNIT + BigInt(rate) * (frame.time - s)).toBe(
            true,
          )
        }
      })
    }),
    { numRuns: 1500 },
  )
})

test('a shaper never idles: a picosecond earlier the bucket would not have held the frame', () => {
  fc.assert(
    fc.property(cases, ({ rate, extra, overhead, from, arrivals }) => {
      const burst = burstOf(rate, overhead, extra)
      const spec = { rate: bitsPerSecond(rate), burst: bytes(burst), overhead }
      const buckets = new Buckets([spec], Float64Array.from(sizes), HORIZON)
      const tokens = oracleOf(rate, burst)
      let previous = 0
      for (const [i, now] of instants(rate, from, arrivals).entries()) {
        const { frameClass } = arrivals[i]!
        const counted = sizes[frameClass]! + overhead
        const instant = buckets.conformsAt(0, frameClass, now)
        if (instant === NEVER) return
        buckets.take(0)
        if (instant > Math.max(now, previous)) {
          expect(tokens.at(BigInt(instant) - 1n) < 8n * BigInt(counted) * UNIT).toBe(true)
        }
        expect(tokens.at(BigInt(instant)) >= 8n * BigInt(counted) * UNIT).toBe(true)
        tokens.take(counted, BigInt(instant))
        previous = instant
      }
    }),
    { numRuns: 1500 },
  )
})

test('filled to the brim, a picosecond more or less, a bucket keeps its fraction of a picosecond', () => {
  fc.assert(
    fc.property(
      rates,
      fc.constantFrom(1, 2, 64, 5000),
      fc.array(fc.constantFrom(-1, 0, 1), { minLength: 1, maxLength: 10 }),
      (rate, extra, offsets) => {
        const burst = burstOf(rate, 4, extra)
        const spec = { rate: bitsPerSecond(rate), burst: bytes(burst), overhead: 4 }
        const buckets = new Buckets([spec], Float64Array.from(sizes), HORIZON)
        const oracle = oracleOf(rate, burst)
        const send = (time: bigint): bigint => {
          const instant = BigInt(buckets.conformsAt(0, 5, Number(time)))
          buckets.take(0)
          expect(instant).toBe(oracle.conformsAt(9220, time))
          oracle.take(9220, instant)
          return instant
        }
        let now = send(0n)
        for (const offset of offsets) {
          // The first whole picosecond at which the bucket is full, or one beside it.
          const missing = 8n * BigInt(burst) * UNIT - oracle.at(now)
          now += (missing + BigInt(rate) - 1n) / BigInt(rate) + BigInt(offset)
          const { emptyWhole, emptyPart } = buckets
          const held = Number(oracle.at(now)) / 8e12
          const level = buckets.level(0, emptyWhole[0]!, emptyPart[0]!, Number(now))
          expect(Math.abs(level - held)).toBeLessThanOrEqual(held * 2 ** -51)
          now = send(now)
          // Empties it again at once, so that any fraction lost or won shows.
          now = send(now)
        }
      },
    ),
  )
})

test('frames taken together come to the same as one by one, up to the first that must wait', () => {
  fc.assert(
    fc.property(cases, fc.nat(60), ({ rate, extra, overhead, from, arrivals }, first) => {
      const spec = {
        rate: bitsPerSecond(rate),
        burst: bytes(burstOf(rate, overhead, extra)),
        overhead,
      }
      const make = (): Buckets => new Buckets([spec], Float64Array.from(sizes), HORIZON)
      const times = Float64Array.from(instants(rate, from, arrivals))
      const classes = Int32Array.from(arrivals, ({ frameClass }) => frameClass)
      const [together, single] = [make(), make()]
      let expected = Math.min(first, arrivals.length)
      const begin = expected
      for (; expected < arrivals.length; expected++) {
        const now = times[expected]!
        if (single.conformsAt(0, classes[expected]!, now) > now) break
        single.take(0)
      }
      expect(together.takeWhile(0, times, classes, begin, arrivals.length)).toBe(expected)
      expect([together.emptyWhole[0], together.emptyPart[0]]).toEqual([
        single.emptyWhole[0],
        single.emptyPart[0],
      ])
    }),
    { numRuns: 500 },
  )
})

test('hundreds of frames that conform by a few picoseconds, or not, are told apart at the bounds', () => {
  fc.assert(
    fc.property(
      fc.record({
        rate: rates,
        isMixed: fc.boolean(),
        overhead: fc.constantFrom(-18, 4, 24),
        // The deepest bucket that the rate may have, or one that a frame or two fill.
        isDeepest: fc.boolean(),
        from: fc.constantFrom(0, 1, 2 ** 52, HORIZON - 10 ** 12),
        // How much earlier than sustainable each frame comes, ps: some thousand eat what is left over.
        offsets: fc.array(fc.integer({ min: -70, max: 70 }), { minLength: 200, maxLength: 600 }),
      }),
      ({ rate, isMixed, overhead, isDeepest, from, offsets }) => {
        const of = isMixed ? sizes : [1000]
        const deepest = Number((BigInt(HORIZON) * BigInt(rate)) / (8n * UNIT))
        const burst = isDeepest ? Math.min(deepest, 2 ** 40) : Math.max(...of) + overhead + 1
        const spec = { rate: bitsPerSecond(rate), burst: bytes(burst), overhead }
        const buckets = new Buckets([spec], Float64Array.from(of), HORIZON)
        const oracle = oracleOf(rate, burst)
        let before = BigInt(from)
        const arrivals = offsets.map((offset, i) => {
          const frameClass = i % of.length
          const cost = (8n * BigInt(of[frameClass]! + overhead) * UNIT) / BigInt(rate)
          const gap = cost + BigInt(offset)
          before += gap < 0n ? 0n : gap
          return { time: before < BigInt(HORIZON) ? before : BigInt(HORIZON), frameClass }
        })
        const times = Float64Array.from(arrivals, ({ time }) => Number(time))
        const classes = Int32Array.from(arrivals, ({ frameClass }) => frameClass)
        for (let next = 0; next < arrivals.length; next++) {
          const stop = buckets.takeWhile(0, times, classes, next, arrivals.length)
          for (; next < stop; next++) {
            const { time, frameClass } = arrivals[next]!
            expect(oracle.conformsAt(of[frameClass]! + overhead, time)).toBe(time)
            oracle.take(of[frameClass]! + overhead, time)
          }
          if (stop === arrivals.length) break
          const { time, frameClass } = arrivals[stop]!
          expect(oracle.conformsAt(of[frameClass]! + overhead, time)).toBeGreaterThan(time)
        }
      },
    ),
    { numRuns: 300 },
  )
})
