import { expect, test } from 'vitest'
import { Buckets, NEVER } from '../../src/sim/bucket.ts'
import { HORIZON, bitsPerSecond, bytes } from '../../src/units.ts'

const bucket = (rate: number, burst: number, size: number): Buckets =>
  new Buckets(
    [{ rate: bitsPerSecond(rate), burst: bytes(burst), overhead: 4 }],
    Float64Array.of(size),
    HORIZON,
  )

test('a bucket exactly full enough releases at once; one bit less waits a bit', () => {
  const shaper = bucket(1e9, 2008, 1000)
  expect(shaper.conformsAt(0, 0, 5000)).toBe(5000)
  shaper.take(0)
  expect(shaper.conformsAt(0, 0, 5000)).toBe(5000)
  shaper.take(0)
  // 1004 bytes at 1 Gbit/s are 8,032,000 ps from empty.
  expect(shaper.conformsAt(0, 0, 5000)).toBe(5000 + 8_032_000)
  expect(shaper.conformsAt(0, 0, 5000 + 8_031_999)).toBe(5000 + 8_032_000)
  expect(shaper.conformsAt(0, 0, 5000 + 8_032_000)).toBe(5000 + 8_032_000)
})

test('asking without taking changes nothing', () => {
  const shaper = bucket(333e6, 1004, 1000)
  shaper.conformsAt(0, 0, 0)
  shaper.take(0)
  const first = shaper.conformsAt(0, 0, 1)
  expect(shaper.conformsAt(0, 0, 1)).toBe(first)
})

test('at 7 Mbit/s a million frames back to back end on the exact picosecond: no drift', () => {
  const shaper = bucket(7e6, 1004, 1000)
  let instant = 0
  for (let i = 0; i <= 1_000_000; i++) {
    instant = shaper.conformsAt(0, 0, 0)
    shaper.take(0)
    // The bucket is drained each time, so what is held back is less than a picosecond a frame: here the
    // frame takes the whole bucket, and the fraction of a picosecond is not saved up.
  }
  expect(instant).toBe(1_000_000 * Math.ceil((1004 * 8e12) / 7e6))

  const deeper = bucket(7e6, 1005, 1000)
  for (let i = 0; i <= 1_000_000; i++) {
    instant = deeper.conformsAt(0, 0, 0)
    deeper.take(0)
  }
  // A byte of room is enough: 10^6 frames less that byte, rounded up once.
  const bits = 8n * (1_000_000n * 1004n - 1n)
  expect(BigInt(instant)).toBe((bits * 1_000_000n + 6n) / 7n)
})

test('what would be released after the end of the run is never released, nor what waits behind it', () => {
  const shaper = new Buckets(
    [{ rate: bitsPerSecond(1000), burst: bytes(9220), overhead: 4 }],
    Float64Array.of(9216, 64),
    60e12,
  )
  shaper.conformsAt(0, 0, 0)
  shaper.take(0)
  expect(shaper.conformsAt(0, 0, 0)).toBe(NEVER)
  shaper.take(0)
  expect(shaper.conformsAt(0, 1, 59e12)).toBe(NEVER)
})

test('the last picosecond of the longest run is released, the one after is not', () => {
  const horizon = 2 ** 53
  const make = (): Buckets =>
    new Buckets(
      [{ rate: bitsPerSecond(1000), burst: bytes(100), overhead: 0 }],
      Float64Array.of(100, 75),
      horizon,
    )
  const wait = 0.8e12 // 100 bytes at 1 kbit/s
  const shaper = make()
  expect(shaper.conformsAt(0, 0, horizon - wait)).toBe(horizon - wait)
  shaper.take(0)
  expect(shaper.conformsAt(0, 0, horizon - wait)).toBe(horizon)
  const late = make()
  late.conformsAt(0, 0, horizon - wait + 1)
  late.take(0)
  expect(late.conformsAt(0, 0, horizon - wait + 1)).toBe(NEVER)
})

test('a frame whose instant lies a fraction of a picosecond beyond the end is never released', () => {
  // At 3 kbit/s 64 bytes last 170,666,666,666⅔ ps and 65 bytes 173,333,333,333⅓ ps.
  const make = (horizon: number): Buckets => {
    const shaper = new Buckets(
      [{ rate: bitsPerSecond(3000), burst: bytes(100), overhead: 0 }],
      Float64Array.of(100, 64, 65),
      horizon,
    )
    shaper.conformsAt(0, 0, 0)
    shaper.take(0)
    return shaper
  }
  expect(make(170_666_666_667).conformsAt(0, 1, 0)).toBe(170_666_666_667)
  expect(make(170_666_666_666).conformsAt(0, 1, 0)).toBe(NEVER)
  // Together they last whole picoseconds.
  const both = (horizon: number): number => {
    const shaper = make(horizon)
    shaper.conformsAt(0, 1, 0)
    shaper.take(0)
    return shaper.conformsAt(0, 2, 0)
  }
  expect(both(344_000_000_000)).toBe(344_000_000_000)
  expect(both(343_999_999_999)).toBe(NEVER)
})
