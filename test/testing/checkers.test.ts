import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Breach,
  LawError,
  type Passage,
  type Verdict,
  assertConformance,
  assertHolds,
  assertOrder,
  balanceOf,
  checkAllocation,
  checkCausality,
  checkConformance,
  checkConservation,
  checkDelay,
  checkNoDuplication,
  checkNoIdling,
  checkOrder,
  checkPolicing,
  checkQueue,
  checkTrace,
  explainVerdict,
  passagesOf,
  shaperDelayMax,
} from '../../src/testing.ts'

/** 1000 bytes take 8 µs at 1 Gbit/s. */
const bucket = { cir: 1e9, cbs: 1000 }
const COST = 8_000_000

/** What a breach says of place and size. */
const whereOf = (verdict: Verdict) => {
  expect(verdict.holds).toBe(false)
  const { index, at, by, unit } = verdict as Breach
  return { index, at, by, unit }
}

const left = (arrival: number, departure: number, bytes = 1000): Passage => ({
  arrival,
  departure,
  bytes,
})
const lost = (arrival: number, bytes = 1000): Passage => ({ arrival, dropped: arrival, bytes })

describe('conformance', () => {
  test('holds where each frame leaves as the bucket holds it', () => {
    expect(checkConformance([left(0, 0), left(0, COST), left(0, 2 * COST)], bucket).holds).toBe(
      true,
    )
  })

  test('is broken by a picosecond, which is told in bytes', () => {
    const verdict = checkConformance([left(0, 0), left(0, COST), left(0, 2 * COST - 1)], bucket)
    expect(whereOf(verdict)).toEqual({ index: 2, at: 2 * COST - 1, by: 1 / 8000, unit: 'byte' })
    expect(explainVerdict(verdict)).toBe(
      'conformance is broken: frame 2 leaves at 15999999 ps: in the 15999999 ps since frame 0 left, 0.000125 bytes more than the 2999.999875 that CBS and CIR allow; 1 ps too early',
    )
  })

  test('counts what the layer counts', () => {
    const frames = [left(0, 0), left(0, COST)]
    for (const [countAs, cbs, cost] of [
      ['l1', 1024, 8_192_000],
      ['l2', 1004, 8_032_000],
      ['l3', 982, 7_856_000],
    ] as const) {
      const spec = { cir: 1e9, cbs, countAs }
      expect(checkConformance([left(0, 0), left(0, cost)], spec).holds).toBe(true)
      expect(checkConformance([left(0, 0), left(0, cost - 1)], spec).holds).toBe(false)
      expect(checkConformance(frames, spec).holds).toBe(cost <= COST)
    }
  })

  test('looks at departures in their order, whatever that of the array', () => {
    const verdict = checkConformance([left(0, COST - 1), left(0, 0)], bucket)
    expect(whereOf(verdict)).toMatchObject({ index: 0, at: COST - 1 })
  })

  test('is judged of a million frames: every window, in one pass', () => {
    const frames = Array.from({ length: 1_000_000 }, (_, i) => left(0, i * COST))
    expect(checkConformance(frames, bucket).holds).toBe(true)
    const early = frames.with(999_999, left(0, 999_999 * COST - 1))
    expect(whereOf(checkConformance(early, bucket))).toMatchObject({ index: 999_999, by: 1 / 8000 })
  })

  test('is what a look at every window finds', () => {
    const sent = fc.record({ gap: fc.nat(12), bytes: fc.integer({ min: 1, max: 4 }) })
    fc.assert(
      fc.property(
        fc.array(sent, { maxLength: 12 }),
        fc.constantFrom(1e12, 3e12, 7e12, 999_999_999_999),
        fc.integer({ min: 1, max: 12 }),
        (list, cir, cbs) => {
          let departure = 0
          const frames = list.map(({ gap, bytes }) => ({ departure: (departure += gap), bytes }))
          const excess = frames.map((last, i) =>
            Math.max(
              ...frames.slice(0, i + 1).map((first, j) => {
                const sum = frames.slice(j, i + 1).reduce((total, { bytes }) => total + bytes, 0)
                return Number(
                  8n * BigInt(sum - cbs) * 10n ** 12n -
                    BigInt(cir) * BigInt(last.departure - first.departure),
                )
              }),
            ),
          )
          const index = excess.findIndex(each => each > 0)
          const verdict = checkConformance(frames, { cir, cbs })
          expect(verdict.holds).toBe(index === -1)
          if (!verdict.holds) {
            expect([verdict.index, verdict.by]).toEqual([index, excess[index]! / 8e12])
          }
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('order and causality', () => {
  test('each flow keeps its order, and no other has to', () => {
    const frames = [
      { ...left(0, 20), flow: 'a' },
      { ...left(1, 10), flow: 'b' },
      { ...left(2, 20), flow: 'a' },
    ]
    expect(checkOrder(frames).holds).toBe(true)
    const late = [...frames, { ...left(3, 15), flow: 'a' }]
    expect(whereOf(checkOrder(late))).toEqual({ index: 3, at: 15, by: 5, unit: 'ps' })
    expect(whereOf(checkOrder([left(0, 20), left(1, 10)]))).toMatchObject({ index: 1, by: 10 })
  })

  test('nothing leaves or is dropped before it comes', () => {
    expect(checkCausality([left(5, 5), lost(6)]).holds).toBe(true)
    expect(whereOf(checkCausality([left(5, 2)]))).toEqual({ index: 0, at: 2, by: 3, unit: 'ps' })
    expect(whereOf(checkCausality([{ arrival: 5, dropped: 4, bytes: 1 }]))).toMatchObject({ by: 1 })
  })

  test('no delay is above its bound', () => {
    expect(checkDelay([left(5, 15)], 10).holds).toBe(true)
    expect(whereOf(checkDelay([left(5, 16)], 10))).toEqual({ index: 0, at: 16, by: 1, unit: 'ps' })
    expect(shaperDelayMax(bucket, 4000, 1000)).toBe(5 * COST)
  })
})

describe('idling', () => {
  test('is waiting while the bucket holds the frame, were it a picosecond', () => {
    expect(checkNoIdling([left(0, 0), left(0, COST)], bucket).holds).toBe(true)
    const late = [left(0, 0), left(0, COST + 1)]
    expect(whereOf(checkNoIdling(late, bucket))).toEqual({
      index: 1,
      at: COST + 1,
      by: 1,
      unit: 'ps',
    })
    expect(checkNoIdling(late, bucket, { tolerance: 1 }).holds).toBe(true)
  })

  test('is judged by what the bucket holds after what really left', () => {
    // The third is not late though the second was.
    const frames = [left(0, 0), left(0, COST + 100), left(0, 2 * COST + 100)]
    expect(checkNoIdling(frames, { cir: 1e9, cbs: 1000 }, { tolerance: 100 }).holds).toBe(true)
  })

  test('is not waiting behind another frame', () => {
    expect(
      checkNoIdling([left(0, 0), left(0, COST), left(1, COST + 512_000, 64)], bucket).holds,
    ).toBe(true)
  })

  test('is dropping what could leave at once', () => {
    expect(whereOf(checkNoIdling([lost(0)], bucket))).toEqual({
      index: 0,
      at: 0,
      by: 1,
      unit: 'frame',
    })
    expect(checkNoIdling([left(0, 0), lost(1)], bucket).holds).toBe(true)
  })

  test('of what is still there is judged where it is said how long', () => {
    const frames: Passage[] = [left(0, 0), { arrival: 0, bytes: 1000, inFlight: true }]
    expect(checkNoIdling(frames, bucket).holds).toBe(true)
    expect(checkNoIdling(frames, bucket, { until: COST }).holds).toBe(true)
    expect(whereOf(checkNoIdling(frames, bucket, { until: COST + 7 }))).toMatchObject({ by: 7 })
  })
})

describe('a queue', () => {
  const shaper = { ...bucket, queue: 1000 }

  test('holds what it may', () => {
    const frames = [left(0, 0), left(0, COST), lost(0), left(COST, 2 * COST)]
    expect(checkQueue(frames, shaper).holds).toBe(true)
  })

  test('holds no byte more', () => {
    const frames = [left(0, 0), left(0, COST), left(1, 2 * COST, 64)]
    expect(whereOf(checkQueue(frames, shaper))).toEqual({ index: 2, at: 1, by: 64, unit: 'byte' })
  })

  test('drops nothing for which there is room', () => {
    expect(whereOf(checkQueue([left(0, 0), lost(0, 900)], shaper))).toEqual({
      index: 1,
      at: 0,
      by: 100,
      unit: 'byte',
    })
    // What the bucket can never hold has to go.
    expect(checkQueue([lost(0, 1001)], { ...shaper, queue: 5000 }).holds).toBe(true)
  })
})

test('a policer passes what its bucket holds, at once, and nothing else', () => {
  expect(checkPolicing([left(0, 0), lost(0), left(COST, COST)], bucket).holds).toBe(true)
  const wrong = (...frames: Passage[]) => whereOf(checkPolicing(frames, bucket))
  expect(wrong(left(0, 0), left(COST / 2, COST / 2))).toEqual({
    index: 1,
    at: COST / 2,
    by: 500,
    unit: 'byte',
  })
  expect(wrong(lost(0, 900))).toMatchObject({ index: 0, by: 100, unit: 'byte' })
  expect(wrong(left(0, 3))).toMatchObject({ index: 0, by: 3, unit: 'ps' })
})

describe('conservation', () => {
  const frames: Passage[] = [left(0, 0), lost(0, 64), { arrival: 0, bytes: 9, inFlight: true }]

  test('holds of every trace', () => {
    expect(balanceOf(frames).offered).toEqual({ frames: 3, bytes: 1073 })
    expect(checkConservation(balanceOf(frames)).holds).toBe(true)
  })

  test('is broken in frames or in bytes', () => {
    const balance = balanceOf(frames)
    const delivered = { frames: 2, bytes: 1000 }
    expect(whereOf(checkConservation([balance, { ...balance, delivered }]))).toEqual({
      index: 1,
      at: null,
      by: 1,
      unit: 'frame',
    })
    const more = { frames: 1, bytes: 1003 }
    expect(whereOf(checkConservation({ ...balance, delivered: more }))).toMatchObject({
      by: 3,
      unit: 'byte',
    })
  })

  test('of a log: no frame is doubled, made, or changed', () => {
    const offered = [1, 2, 3].map(id => ({ id, at: id, bytes: 100 }))
    const seen = (id: number, at: number, bytes = 100) => ({ id, at, bytes })
    const log = { offered, delivered: [seen(2, 9)], dropped: [seen(1, 1)] }
    expect(checkNoDuplication(log).holds).toBe(true)
    expect(passagesOf(log)).toEqual([
      lost(1, 100),
      left(2, 9, 100),
      { arrival: 3, bytes: 100, inFlight: true },
    ])
    const wrong = (over: Partial<typeof log>) => whereOf(checkNoDuplication({ ...log, ...over }))
    expect(wrong({ delivered: [seen(2, 9), seen(2, 10)] })).toMatchObject({
      index: 1,
      at: 10,
      by: 1,
    })
    expect(wrong({ delivered: [seen(4, 9)] })).toMatchObject({ index: 0, unit: 'frame' })
    expect(wrong({ dropped: [seen(2, 9)] })).toMatchObject({ index: 0, unit: 'frame' })
    expect(wrong({ delivered: [seen(2, 9, 64)] })).toMatchObject({ by: 36, unit: 'byte' })
    expect(wrong({ offered: [...offered, seen(1, 5)] })).toMatchObject({ index: 3 })
  })
})

test('InterLinks have at most the speed of their port', () => {
  const connections = [{ id: 'c', portSpeed: 1e9 }]
  const on = (bandwidth: number, connection = 'c') => ({ id: 'l', connection, bandwidth })
  expect(checkAllocation({ connections, interlinks: [on(9e8), on(1e8)] }).holds).toBe(true)
  const over = checkAllocation({ connections, interlinks: [on(9e8), on(100_000_001)] })
  expect(whereOf(over)).toEqual({ index: 1, at: null, by: 1, unit: 'bit/s' })
  expect(checkAllocation({ connections, interlinks: [on(1, 'd')] }).holds).toBe(false)
})

test.each<[string, Passage, Partial<Breach>]>([
  ['a fraction of a picosecond', left(0, 0.5), { by: 0.5, unit: 'ps' }],
  ['an instant before 0', left(-2, 0), { by: 2, unit: 'ps' }],
  ['no number', left(0, Number.NaN), { by: Infinity, unit: 'ps' }],
  ['a size of nothing', left(0, 0, 0), { by: 1, unit: 'byte' }],
])('%s is told, not judged', (_, passage, breach) => {
  for (const verdict of [checkTrace([passage]), checkNoIdling([passage], bucket)]) {
    expect(verdict).toMatchObject({ law: 'wellFormed', index: 0, ...breach })
  }
})

test('frames that stand in another order than they arrived are told', () => {
  expect(checkOrder([left(5, 5), left(3, 5)])).toMatchObject({ law: 'wellFormed', index: 1, by: 2 })
})

test('assertions throw the verdict', () => {
  expect(() => assertOrder([left(0, 0)])).not.toThrow()
  expect(() => assertConformance([left(0, 0), left(0, 1)], bucket)).toThrow(LawError)
  const verdicts = [checkOrder([left(0, 9), left(0, 8)]), checkCausality([left(9, 8)])]
  try {
    assertHolds(...verdicts)
    expect.unreachable()
  } catch (error) {
    expect((error as LawError).breaches).toEqual(verdicts)
    expect((error as LawError).message.split('\n')).toHaveLength(2)
  }
})

test('a bucket that cannot be is a slip of the caller', () => {
  for (const [over, message] of [
    [{ cir: 0.5 }, 'cir 0.5 is not a whole number from 1 to 2^53 - 1'],
    [{ cbs: 0 }, 'cbs 0 is not a whole number from 1 to 2^53 - 1'],
  ] as const) {
    expect(() => checkConformance([], { ...bucket, ...over })).toThrow(new RangeError(message))
  }
})
