/** Arrival curves, by hand. */
import { expect, test } from 'vitest'
import { BIT, RATE, bucketLine, delayed, excess, scaled, together } from '../../src/theory/curve.ts'

/** Bits at bit/s. */
const line = (bits: number, rate: number) => ({
  burst: BigInt(bits) * BIT,
  rate: BigInt(rate) * RATE,
})
const bitsOf = (it: ReturnType<typeof excess>): number | null =>
  it === null ? null : Number(it.over / it.under) / 1e18

test('a token bucket into a faster server exceeds it by its depth', () => {
  // 1000 bytes are 8000 bits; the server is faster from the first instant on.
  expect(bitsOf(excess([bucketLine(1e9, 1000)], 2e9))).toBe(8000)
  expect(bitsOf(excess([bucketLine(1e9, 1000)], 1e9))).toBe(8000)
  expect(excess([bucketLine(1e9, 1000)], 999_999_999)).toBeNull()
  expect(excess([], 1e9)).toBeNull()
})

test('with a peak rate it exceeds the server by (b - M)(p - R)/(p - r) more than a frame', () => {
  // M = 12,000 bits at p = 10 Gbit/s, b = 100,000 bits at r = 1 Gbit/s, server of 4 Gbit/s: the lines meet
  // after 88,000 bits / 9 Gbit/s; by then 12,000 + 88,000·(10 - 4)/9 = 70,666.7 bits are too many.
  const curve = [line(12_000, 1e10), line(100_000, 1e9)]
  const most = excess(curve, 4e9)!
  expect(most.over * 3n).toBe(212_000n * BIT * most.under)
  // Lines that are nowhere the least change nothing, and neither does their order.
  expect(excess([line(200_000, 2e9), ...curve.toReversed(), line(95_000, 2e9)], 4e9)).toEqual(most)
})

test('curves together bend wherever one of them does', () => {
  // 8 bits at 4 bit/s or 20 at 1 (equal at 4 s), 2 bits at 6 or 10 at 2 (equal at 2 s).
  const a = [line(8, 4), line(20, 1)]
  const b = [line(2, 6), line(10, 2)]
  expect(together([a, b])).toEqual([line(10, 10), line(18, 6), line(30, 3)])
  // Against 5 bit/s: most at 4 s, where 24 + 18 = 42 bits have come and 20 are served.
  expect(bitsOf(excess(together([a, b]), 5))).toBe(22)
  expect(together([a, []])).toEqual([])
  expect(together([])).toEqual([line(0, 0)])
})

test('what is delayed by up to T bursts by r·T more; other bytes are rounded up', () => {
  // 1 Gbit/s · 1 µs are 1000 bits.
  expect(delayed([line(8000, 1e9)], 1_000_000n)).toEqual([line(9000, 1e9)])
  // 1542 of the wire for 1522 counted: 1e9 · 1542/1522 = 1,013,140,604.4678… bit/s.
  const [wire] = scaled([line(1522, 1e9)], { over: 1542n, under: 1522n })
  expect(wire).toEqual({ burst: 1542n * BIT, rate: 1_013_140_604_467_806n })
})
