/** Arrival curves of sources, by hand. */
import { expect, test } from 'vitest'
import { captureCurves } from '../../src/sim/bounds/capture.ts'
import { burstyCurve, pacedLine } from '../../src/sim/bounds/paced.ts'
import { BIT, RATE } from '../../src/theory/curve.ts'
import { bitsPerSecond } from '../../src/units.ts'
import { fixed } from '../sim/support/sources.ts'
import { captureOf } from '../sim/support/worlds.ts'

const line = (bits: number, rate: number) => ({
  burst: BigInt(bits) * BIT,
  rate: BigInt(rate) * RATE,
})

test('cbr: a frame and the rate; in other bytes as many more as the smallest frame has', () => {
  const admitted = { min: 1000, max: 1000 }
  // 8000 bits at 1 Gbit/s are 8 µs, whole.
  expect(pacedLine(bitsPerSecond(1e9), fixed(1000), admitted, 0)).toEqual(line(8000, 1e9))
  // 1024 bytes for each 1000.
  expect(pacedLine(bitsPerSecond(1e9), fixed(1000), admitted, 24)).toEqual(line(8192, 1.024e9))
  // 8000 bits at 3 Gbit/s are 2.6… µs: rounded up, in which the rate sends 0.003 bits.
  expect(pacedLine(bitsPerSecond(3e9), fixed(1000), admitted, 0)).toEqual({
    rate: 3_000_000_000n * RATE,
    burst: 8000n * BIT + (3n * BIT) / 1000n,
  })
  // 64 and 1000 bytes, 24 more each: at most 88/64 of the rate, and 1024 bytes at once.
  const mix = [...fixed(64), ...fixed(1000)]
  expect(pacedLine(bitsPerSecond(1e9), mix, { min: 64, max: 1000 }, 24)).toEqual(
    line(8192, 1.375e9),
  )
})

test('on-off: what periods add beyond their silences', () => {
  // 8000 bits and 1 Gbit/s while on; off for 8 µs or more: silence outweighs the frame.
  expect(burstyCurve(line(8000, 1e9), 1, 8_000_000)).toEqual([line(8000, 1e9)])
  // Off for 2 µs, on for 6: each further period brings 8000 - 2000 bits in 8 µs, one of them up front for 6 of 8.
  expect(burstyCurve(line(8000, 1e9), 6_000_000, 2_000_000)).toEqual([line(12_500, 1.75e9)])
  expect(burstyCurve(line(8000, 1e9), 0, 2_000_000)).toEqual([])
  expect(burstyCurve(line(8000, 1e9), 1, 0)).toEqual([])
})

test('a capture: the least burst for each rate', () => {
  const once = { numerator: 1n, denominator: 1n }
  // Two frames of 1000 bytes at once, one 4 µs later, one after 100 µs; one that is too long.
  const frames = [
    { time: 0, size: 1000 },
    { time: 0, size: 1000 },
    { time: 2_000_000, size: 5000 },
    { time: 4_000_000, size: 1000 },
    { time: 100_000_000, size: 1000 },
  ]
  const replayed = { capture: captureOf(frames), speedup: once, largest: 1518, end: 1e12 }
  const counted = { overhead: 0, servers: [1e9, 4e9] }
  const { sizes, curves } = captureCurves(replayed, [counted, { overhead: 24, servers: [1e9] }])!
  expect(sizes).toEqual({ min: 1000, max: 1000 })
  const [plain, wire] = curves
  // All of it at once. At 1 Gbit/s 4000 of 16,000 are gone when the third comes, at 4 Gbit/s all are. 32,000
  // bits in 100 µs are 320 Mbit/s on average: then 1280 are gone by 4 µs, and the fourth comes far later.
  expect(plain).toEqual([
    line(32_000, 0),
    line(20_000, 1e9),
    line(16_000, 4e9),
    line(22_720, 320e6),
    line(21_440, 640e6),
    line(18_880, 1280e6),
  ])
  // As the wire has them: 3 · 8192 - 4000.
  expect(wire![1]).toEqual(line(20_576, 1e9))
  // Twice as fast the third comes after 2 µs.
  const fast = { ...replayed, speedup: { numerator: 2n, denominator: 1n } }
  expect(captureCurves(fast, [counted])!.curves[0]![1]).toEqual(line(22_000, 1e9))
  expect(captureCurves({ ...replayed, largest: 999 }, [counted])).toBeNull()
})

test('a capture of one instant has a burst, and no rate', () => {
  const once = { numerator: 1n, denominator: 1n }
  const capture = captureOf([
    { time: 0, size: 1000 },
    { time: 0, size: 64 },
  ])
  const replayed = { capture, speedup: once, largest: 1518, end: 1e12 }
  const { sizes, curves } = captureCurves(replayed, [{ overhead: 4, servers: [7e6] }])!
  expect(sizes).toEqual({ min: 64, max: 1000 })
  // 1004 + 68 bytes, whatever the rate: a third of a picosecond is not lost.
  expect(curves).toEqual([[line(8576, 0), line(8576, 7e6)]])
})
