import fc from 'fast-check'
import { expect, test } from 'vitest'
import { IMIX, type Source } from '../../src/model/demand.ts'
import { bitsPerSecond, ps } from '../../src/units.ts'
import { type Emission, emissions } from './support/emissions.ts'
import { fixed } from './support/sources.ts'
import { captureOf, demand } from './support/worlds.ts'

const rate = bitsPerSecond

test('cbr: frame k leaves at phase + 8·(bytes before)/rate, rounded up, for ever without drift', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.constantFrom(7e6, 333e6, 1e9, 99_999e6, 1e13),
        fc.integer({ min: 1000, max: 1e9 }),
      ),
      fc.constantFrom(0, 1, 123_456),
      fc.constantFrom(0, 5, 10 ** 12),
      fc.boolean(),
      (bps, phase, start, mix) => {
        const source: Source = {
          kind: 'cbr',
          rate: rate(bps),
          frame: mix ? IMIX : fixed(1000),
          phase: ps(phase),
        }
        let before = 0n
        for (const { time, size } of emissions(demand({ source, start: ps(start) }), {
          most: 500,
        })) {
          const elapsed = (8n * before * 10n ** 12n + BigInt(bps) - 1n) / BigInt(bps)
          expect(BigInt(time)).toBe(BigInt(start + phase) + elapsed)
          before += BigInt(size)
        }
      },
    ),
  )
})

test('cbr at 333 Mbit/s is exact after two million frames', () => {
  const source: Source = { kind: 'cbr', rate: rate(333e6), frame: fixed(1000), phase: ps(0) }
  const last = emissions(demand({ source }), { most: 2_000_000, blocks: [4000] }).at(-1)!
  const frames = 1_999_999n
  expect(BigInt(last.time)).toBe((frames * 8000n * 1_000_000n + 332n) / 333n)
})

test('poisson: gaps have mean 8·E[n]/rate and the variance of an exponential', () => {
  for (const frame of [fixed(1000), IMIX]) {
    const source: Source = { kind: 'poisson', rate: rate(1.9e9), frame }
    const all = emissions(demand({ source }), { most: 500_000 })
    const gaps = all.map(({ time }, i) => time - (all[i - 1]?.time ?? 0))
    const size = frame === IMIX ? (7 * 64 + 4 * 594 + 1518) / 12 : 1000
    const expected = (8e12 * size) / 1.9e9
    const mean = gaps.reduce((a, b) => a + b, 0) / gaps.length
    expect(Math.abs(mean / expected - 1)).toBeLessThan(4 / Math.sqrt(gaps.length))
    const squares = gaps.reduce((a, b) => a + b * b, 0) / gaps.length
    expect(Math.abs(squares / expected ** 2 - 2)).toBeLessThan(
      (4 * Math.sqrt(20)) / Math.sqrt(gaps.length),
    )
  }
})

test('imix draws 64, 594 and 1518 bytes as 7 : 4 : 1', () => {
  const source: Source = { kind: 'poisson', rate: rate(1e9), frame: IMIX }
  const all = emissions(demand({ source }), { most: 240_000 })
  for (const { size, weight } of IMIX) {
    const share = all.filter(frame => frame.size === size).length / all.length
    expect(Math.abs(share - weight / 12)).toBeLessThan(4 * Math.sqrt(0.25 / all.length))
  }
})

test.each([null, 1.5])(
  'onoff, shape %s: bursts at the peak rate, frames only inside on-periods',
  shape => {
    const source: Source = {
      kind: 'onoff',
      peak: rate(6e9),
      on: ps(20e6),
      off: ps(60e6),
      frame: fixed(1518),
      shape,
    }
    const all = emissions(demand({ source }), { most: 200_000 })
    expect(all[0]!.time).toBe(0)
    // Inside a burst frame k leaves at its beginning + 8·1518·k/6 Gbit/s = 2024 ns · k.
    let beginning = 0
    let k = 0
    let bursts = 1
    let on = 0
    for (const { time } of all) {
      if (time !== beginning + 2_024_000 * k) {
        expect(time).toBeGreaterThan(beginning + 2_024_000 * (k - 1))
        on += 2_024_000 * k
        beginning = time
        bursts++
        k = 0
      }
      k++
    }
    expect(bursts).toBeGreaterThan(1000)
    // Each on-period of mean 20 µs begins with a frame and ends inside one: n frames take (n - 1, n] gaps.
    if (shape === null) {
      const expected = 2_024_000 / (1 - Math.exp(-2_024_000 / 20e6))
      expect(Math.abs(on / bursts / expected - 1)).toBeLessThan(4 / Math.sqrt(bursts))
      expect(Math.abs(all.at(-1)!.time / bursts / 80e6 - 1)).toBeLessThan(4 / Math.sqrt(bursts))
    }
  },
)

test('a capture is replayed from its first record, sizes with FCS and at least 64 bytes', () => {
  const capture = {
    count: 3,
    seconds: Float64Array.of(0, 0, 1),
    picos: Float64Array.of(0, 500, 7),
    bytes: Uint32Array.of(42, 1514, 60),
    headers: null,
  }
  const inputs = new Map([['a.pcap', { kind: 'capture' as const, capture }]])
  const replay = (numerator: bigint, denominator: bigint, start = 0): Emission[] =>
    emissions(
      demand({
        start: ps(start),
        source: { kind: 'pcap', file: 'a.pcap', speedup: { numerator, denominator } },
      }),
      { inputs },
    )
  expect(replay(1n, 1n, 10)).toEqual([
    { time: 10, size: 64 },
    { time: 510, size: 1518 },
    { time: 1_000_000_000_017, size: 64 },
  ])
  // Three times as fast: 166.67 ps become 167, 333,333,333,335.67 become …336.
  expect(replay(3n, 1n).map(({ time }) => time)).toEqual([0, 167, 333_333_333_336])
  expect(replay(1n, 4n).map(({ time }) => time)).toEqual([0, 2000, 4_000_000_000_028])
})

test('records that no run reaches are left out, however slow the replay', () => {
  const capture = captureOf([
    { time: 0, size: 64 },
    { time: 9e15, size: 64 },
  ])
  const inputs = new Map([['a.pcap', { kind: 'capture' as const, capture }]])
  const source: Source = {
    kind: 'pcap',
    file: 'a.pcap',
    speedup: { numerator: 1n, denominator: 1000n },
  }
  expect(emissions(demand({ source }), { inputs })).toHaveLength(1)
})

const sources: fc.Arbitrary<Source> = fc.oneof(
  fc.record({
    kind: fc.constant('poisson' as const),
    rate: fc.constantFrom(rate(1e6), rate(1e9), rate(1e11)),
    frame: fc.constantFrom(fixed(64), IMIX),
  }),
  fc.record({
    kind: fc.constant('cbr' as const),
    rate: fc.constantFrom(rate(7e6), rate(1e9)),
    frame: fc.constantFrom(fixed(64), IMIX),
    phase: fc.constantFrom(ps(0), ps(77)),
  }),
  fc.record({
    kind: fc.constant('onoff' as const),
    peak: fc.constantFrom(rate(1e9), rate(1e10)),
    on: fc.constantFrom(ps(1), ps(1e6), ps(1e9)),
    off: fc.constantFrom(ps(1), ps(1e6), ps(1e9)),
    frame: fc.constantFrom(fixed(1518), IMIX),
    shape: fc.constantFrom(null, 1.2, 3),
  }),
)

test('blocks of any size give the same frames, in rising time, inside [start, stop)', () => {
  fc.assert(
    fc.property(
      sources,
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 5 }),
      fc.constantFrom(0, 1, 10 ** 9, 2 ** 52),
      fc.integer({ min: 1, max: 10 ** 10 }),
      (source, seed, blocks, start, length) => {
        const of = demand({ source, start: ps(start), stop: ps(start + length) })
        const all = emissions(of, { seed, most: 2000 }).slice(0, 2000)
        expect(emissions(of, { seed, blocks, most: 2000 }).slice(0, 2000)).toEqual(all)
        all.forEach(({ time }, i) => {
          expect(Number.isSafeInteger(time)).toBe(true)
          expect(time).toBeGreaterThanOrEqual(all[i - 1]?.time ?? start)
          expect(time).toBeLessThan(start + length)
        })
      },
    ),
  )
})
