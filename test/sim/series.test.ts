/** Measured demand: the frames of a rate series, their instants and their statistics. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Table } from '../../src/formats/csv/read.ts'
import { type Demand, IMIX, type Source } from '../../src/model/demand.ts'
import { ratioOf } from '../../src/model/complete-source.ts'
import { bitsPerSecond, ps } from '../../src/units.ts'
import { type Emission, emissions } from './support/emissions.ts'
import { fixed, poisson } from './support/sources.ts'
import { demand, flowOf, interlink, scenario, simulate } from './support/worlds.ts'

const SECOND = 1e12

const largest = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), -1)

/**
 * Kolmogorov's and Smirnov's largest distance between the distribution of variates and the
 * exponential one of mean 1, times the root of their number: 1.63 is passed once in a hundred.
 */
const distanceFromExponential = (variates: readonly number[]): number => {
  const count = variates.length
  const shares = variates.toSorted((a, b) => a - b).map(each => 1 - Math.exp(-each))
  const apart = shares.map((share, i) => Math.max(share - i / count, (i + 1) / count - share))
  return largest(apart) * Math.sqrt(count)
}

/** A table of a column `time`, ps, and columns of rates. */
const tableOf = (times: readonly number[], columns: Record<string, readonly number[]>): Table => ({
  count: times.length,
  times: new Map([
    [
      'time',
      {
        seconds: Float64Array.from(times, time => Math.floor(time / SECOND)),
        picos: Float64Array.from(times, time => time % SECOND),
        epoch: null,
      },
    ],
  ]),
  values: new Map(
    Object.entries(columns).map(([name, rates]) => [
      name,
      { samples: Float64Array.from(rates), highest: { value: Math.max(...rates), line: 2 } },
    ]),
  ),
})

type Csv = Extract<Source, { kind: 'csv' }>

const csv = (over: Partial<Csv> = {}, of: Partial<Demand> = {}): Demand =>
  demand({
    source: {
      kind: 'csv',
      file: 'day.csv',
      time: 'time',
      column: 'bps',
      unit: bitsPerSecond(1),
      scale: 1,
      speedup: ratioOf(1),
      frame: fixed(1000),
      ...over,
    },
    ...of,
  })

/** Frames of a series given by times, ps, and rates, bps. */
const play = (
  times: readonly number[],
  rates: readonly number[],
  over: Partial<Csv> = {},
  of: Partial<Demand> = {},
  options: Parameters<typeof emissions>[1] = {},
): Emission[] => {
  const table = tableOf(times, { bps: rates })
  const inputs = new Map([['day.csv', { kind: 'table' as const, table }]])
  return emissions(csv(over, of), { ...options, inputs })
}

const instants = (frames: readonly Emission[]): number[] => frames.map(({ time }) => time)

describe('a series of equal rates', () => {
  const even = (count: number, gap: number): number[] =>
    Array.from({ length: count }, (_, i) => i * gap)

  test.each([
    ['many samples between two frames', 1e6, 3_000_000_000, 3_000_000],
    ['many frames in a sample', 1e9, 1_000_000_000_000, 100],
    ['a frame or so in a sample', 8e8, 10_000_001, 80_000],
    ['a run of two hours', 2e4, 100_000_000_000_000, 72],
    ['two samples of more than an hour', 2e5, 4_400_000_000_000_000, 2],
  ])('gives the frames of poisson: %s', (_, rate, gap, count) => {
    // The same stream of hazards, carried across borders: only a rounding may differ.
    const samples = Math.min(count, 100_000)
    const rates = Array.from({ length: samples }, () => rate)
    const stop = ps(samples * gap)
    const frames = play(even(samples, gap), rates, { frame: IMIX }, {}, { most: 200_000 })
    const source = { kind: 'poisson', rate: bitsPerSecond(rate), frame: IMIX } as const
    const expected = emissions(demand({ source, stop }), { most: 200_000 })
    expect(frames.length).toBeGreaterThan(10_000)
    expect(frames).toHaveLength(expected.length)
    const apart = frames.map(({ time, size }, i) =>
      size === expected[i]!.size ? Math.abs(time - expected[i]!.time) : Infinity,
    )
    expect(largest(apart)).toBeLessThanOrEqual(1)
  })
})

/** Three samples of a second, the last as long as the one before. */
const TIMES = [0, SECOND, 2 * SECOND]

describe('when frames leave', () => {
  test('each sample holds until the next, the last as long as the one before', () => {
    const times = instants(play([0, SECOND, 4 * SECOND], [0, 8e8, 8e8]))
    expect(times[0]).toBeGreaterThan(SECOND)
    expect(times[0]).toBeLessThan(1.001 * SECOND)
    expect(times.at(-1)).toBeLessThanOrEqual(7 * SECOND)
    expect(times.at(-1)).toBeGreaterThan(6.999 * SECOND)
    expect(Math.abs(times.length - 6e5)).toBeLessThan(5 * Math.sqrt(6e5))
  })

  test('a sample of rate 0 is silent, and takes nothing from the one behind it', () => {
    const frames = play([0, SECOND, 2 * SECOND, 3 * SECOND], [8e7, 0, 0, 8e7])
    const joined = play([0, SECOND], [8e7, 8e7])
    expect(frames.every(({ time }) => time <= SECOND || time > 3 * SECOND)).toBe(true)
    const shifted = instants(frames).map(time => (time > SECOND ? time - 2 * SECOND : time))
    // Silence cut out, the same hazards make the same frames.
    expect(shifted).toEqual(instants(joined))
  })

  test('a series of zeros sends nothing', () => {
    expect(play(TIMES, [0, 0, 0])).toEqual([])
  })

  test('rates that no run is long enough for are silence, and do no harm to those behind them', () => {
    expect(play(TIMES, [5e-324, 1e-300, 1e-12])).toEqual([])
    const frames = play(TIMES, [5e-324, 8e7, 5e-324])
    expect(frames.every(({ time }) => time > SECOND && time <= 2 * SECOND)).toBe(true)
    expect(Math.abs(frames.length - 1e4)).toBeLessThan(500)
  })

  test('its clock begins at start', () => {
    const start = 12_345_678_901
    const shifted = play(TIMES, [8e7, 0, 8e6], {}, { start: ps(start) })
    const frames = play(TIMES, [8e7, 0, 8e6])
    expect(instants(shifted)).toEqual(instants(frames).map(time => time + start))
  })

  test('it emits up to stop, and to the end of the run', () => {
    const frames = play(TIMES, [8e7, 8e6, 8e7])
    const cut = frames[10_700]!.time
    expect(play(TIMES, [8e7, 8e6, 8e7], {}, { stop: ps(cut) })).toEqual(
      frames.filter(({ time }) => time < cut),
    )
    expect(play(TIMES, [8e7, 8e6, 8e7], {}, {}, { end: cut })).toEqual(
      frames.filter(({ time }) => time <= cut),
    )
  })

  test.each([3, 7, 0.001, 86_400, 1e9])(
    'speedup %d puts borders where the fraction says, rounded up to the picosecond',
    speedup => {
      // At 64 bytes and 10 Tbit/s a frame leaves every 51 ps: a border is where they begin.
      const times = [0, 300 * SECOND + 1, 301 * SECOND + 5, 301 * SECOND + 6]
      const { numerator, denominator } = ratioOf(speedup)
      const border = (time: number): number =>
        Number((BigInt(time) * denominator + numerator - 1n) / numerator)
      const frames = instants(
        play(
          times,
          [0, 1e13, 0, 0],
          { speedup: ratioOf(speedup), frame: fixed(64) },
          {},
          { most: 2_000 },
        ),
      )
      if (border(times[1]!) > 2 ** 53) {
        expect(frames).toEqual([])
        return
      }
      expect(frames[0]).toBeGreaterThanOrEqual(border(times[1]!))
      expect(frames[0]).toBeLessThan(border(times[1]!) + 1_000)
      expect(Math.max(...frames)).toBeLessThanOrEqual(border(times[2]!))
    },
  )

  test('speedup compresses time and leaves the rates', () => {
    const rates = [8e7, 8e5, 4e8]
    const slow = TIMES.map(time => time * 240)
    expect(play(slow, rates, { speedup: ratioOf(240) })).toEqual(play(TIMES, rates))
    const fast = TIMES.map(time => time / 4)
    expect(play(fast, rates, { speedup: ratioOf(0.25) })).toEqual(play(TIMES, rates))
  })

  test('scale and unit multiply the rates', () => {
    const rates = [8e7, 8e5, 4e8]
    const doubled = rates.map(each => each * 2)
    expect(play(TIMES, rates, { scale: 2 })).toEqual(play(TIMES, doubled))
    const inMegabits = rates.map(each => each / 1e6)
    expect(play(TIMES, inMegabits, { unit: bitsPerSecond(1e6) })).toEqual(play(TIMES, rates))
  })

  test('samples that no run reaches are not played', () => {
    const frames = play([0, 9e15, 9e15 + SECOND], [0, 0, 1e9])
    expect(frames.every(({ time }) => time > 9e15 && time <= 2 ** 53)).toBe(true)
    expect(play([0, SECOND], [0, 1e9], { speedup: ratioOf(1e-9) })).toEqual([])
  })
})

describe('how many frames leave, and how far apart', () => {
  // Unequal samples, as counters have them, from 0.8 to 1.2 s.
  const times = [0, 1.1, 1.9, 3.1, 4.0, 5.2, 6.0].map(time => time * SECOND)
  const rates = [8e8, 8e7, 0, 1.6e9, 8e6, 4e8, 2e8]
  const ends = [...times.slice(1), 6.8 * SECOND]

  test.each([
    [1000, fixed(1000)],
    [(7 * 64 + 4 * 594 + 1518) / 12, IMIX],
  ])(
    'each sample sends its rate in frames of %d bytes on average, within 5 sigma',
    (size, frame) => {
      const frames = instants(play(times, rates, { frame }))
      rates.forEach((rate, i) => {
        const expected = (rate * (ends[i]! - times[i]!)) / SECOND / (8 * size)
        const found = frames.filter(time => time > times[i]! && time <= ends[i]!).length
        expect(Math.abs(found - expected)).toBeLessThanOrEqual(5 * Math.sqrt(expected))
      })
    },
  )

  test('gaps inside a sample are exponential', () => {
    const frames = instants(play(times, rates))
    const inside = frames.filter(time => time > times[3]! && time <= ends[3]!)
    const mean = (8e12 * 1000) / 1.6e9
    const gaps = inside.slice(1).map((time, i) => (time - inside[i]!) / mean)
    expect(gaps.length).toBeGreaterThan(100_000)
    expect(distanceFromExponential(gaps)).toBeLessThan(1.63)
  })

  test('a gap that crosses a border is used up at both rates', () => {
    // Border after border between a rate and its double: hazards are exponential whatever they cross.
    const count = 40_000
    const width = 10_000_000
    const borders = Array.from({ length: count }, (_, i) => i * width)
    const rate = (i: number): number => (i % 2 === 0 ? 8e8 : 1.6e9)
    const frames = instants(
      play(
        borders,
        borders.map((_, i) => rate(i)),
      ),
    )
    /** Frames expected from 0 to an instant. */
    const expected = (time: number): number => {
      const pairs = Math.floor(time / (2 * width))
      const rest = time - pairs * 2 * width
      const slow = Math.min(rest, width)
      return (pairs * 3 * width * 8e8 + slow * 8e8 + (rest - slow) * 1.6e9) / 8000 / SECOND
    }
    const hazards = frames.slice(1).map((time, i) => expected(time) - expected(frames[i]!))
    expect(hazards.length).toBeGreaterThan(50_000)
    expect(distanceFromExponential(hazards)).toBeLessThan(1.63)
  })
})

test('blocks of any size give the same frames, in rising time, inside [start, stop)', () => {
  const sample = fc.record({
    gap: fc.oneof(fc.constantFrom(1, 7, 1e9, 2 ** 40, 1e14), fc.integer({ min: 1, max: 1e10 })),
    rate: fc.oneof(
      fc.constantFrom(0, 0, 1e-9, 1e3, 1e9, 1e13),
      fc.double({ min: 0, max: 1e11, noNaN: true }),
    ),
  })
  let played = 0
  fc.assert(
    fc.property(
      fc.array(sample, { minLength: 2, maxLength: 30 }),
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 5 }),
      fc.constantFrom(0, 1, 10 ** 9, 2 ** 52),
      fc.constantFrom(1, 3, 0.7, 1e-3, 1e6),
      fc.constantFrom(fixed(64), IMIX),
      fc.integer({ min: 1, max: 10 ** 13 }),
      (samples, seed, blocks, start, speedup, frame, length) => {
        let at = 0
        const times = samples.map(({ gap }, i) => (i === 0 ? 0 : (at += gap)))
        const rates = samples.map(({ rate }) => rate)
        const over = { speedup: ratioOf(speedup), frame }
        const of = { start: ps(start), stop: ps(start + length) }
        const read = (sizes: readonly number[]): Emission[] =>
          play(times, rates, over, of, { seed, blocks: [...sizes], most: 800 }).slice(0, 800)
        const all = read([64])
        for (const each of [[1], [7], blocks]) expect(read(each)).toEqual(all)
        all.forEach(({ time }, i) => {
          expect(Number.isSafeInteger(time)).toBe(true)
          expect(time).toBeGreaterThanOrEqual(all[i - 1]?.time ?? start)
          expect(time).toBeLessThan(start + length)
        })
        played += all.length
      },
    ),
    { numRuns: 60 },
  )
  expect(played).toBeGreaterThan(200)
}, 60_000)

describe('in a run', () => {
  const times = [0, 1e9, 2e9]
  const table = tableOf(times, { one: [4e8, 8e8, 2e8], two: [4e8, 8e8, 2e8] })
  const tables = new Map([['day.csv', table]])
  const world = (traffic: readonly Demand[]) =>
    scenario({
      interlinks: [interlink({ id: 'a' }), interlink({ id: 'b' })],
      traffic,
      duration: 3e9,
    })
  const a = csv({ column: 'one' }, { interlink: 'a' })
  const b = csv({ column: 'two' }, { interlink: 'b' })
  const pick = (result: Awaited<ReturnType<typeof simulate>>, id: string) => {
    const { offered, slices } = flowOf(result, id)
    return { offered, slices }
  }

  test('each column has a stream of its own, which no other source changes', async () => {
    const alone = await simulate(world([a]), new Map(), {}, undefined, tables)
    const both = await simulate(world([b, a]), new Map(), {}, undefined, tables)
    const mixed = await simulate(
      world([poisson(1e8, 500, { interlink: 'b' }), a]),
      new Map(),
      {},
      undefined,
      tables,
    )
    expect(pick(both, 'a')).toEqual(pick(alone, 'a'))
    expect(pick(mixed, 'a')).toEqual(pick(alone, 'a'))
    expect(pick(both, 'b')).not.toEqual(pick(both, 'a'))
    expect(flowOf(alone, 'a').offered.frames).toBeGreaterThan(150)
  })

  test('another scale, speedup or column is another stream', async () => {
    const offered = async (of: Demand): Promise<unknown> =>
      pick(await simulate(world([of]), new Map(), {}, undefined, tables), 'a')
    const same = await offered(a)
    for (const over of [{ column: 'two' }, { scale: 1.001 }, { speedup: ratioOf(1.001) }]) {
      expect(await offered(csv({ column: 'one', ...over }, { interlink: 'a' }))).not.toEqual(same)
    }
    expect(await offered(csv({ column: 'one' }, { interlink: 'a' }))).toEqual(same)
  })

  test('a table that was not read is a fault of ours, told by its name', async () => {
    await expect(simulate(world([a]))).rejects.toThrow('day.csv was not read as a table')
  })
})
