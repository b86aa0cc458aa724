/** Histories of measured rates, against sums made second by second. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type History,
  WEEK_SECONDS,
  busiestHours,
  gapsIn,
  historyOf,
  meanRate,
  spacingOf,
  trendOf,
} from '../../../src/study/forecast/history.ts'
import { studentQuantile } from '../../../src/study/student.ts'

const history = (begins: readonly number[], rates: readonly number[]): History =>
  historyOf(
    {
      seconds: Float64Array.from(begins.map(begin => begin - begins[0]!)),
      picos: new Float64Array(begins.length),
      epoch: { seconds: begins[0]!, picos: 0 },
    },
    { samples: Float64Array.from(rates), highest: { value: Math.max(...rates), line: 2 } },
    1,
  )

const histories = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.nat(1000)), { minLength: 2, maxLength: 30 })
  .map(samples => {
    let at = 0
    const begins = samples.map(([hold]) => (at += hold))
    return history(
      begins,
      samples.map(([, rate]) => rate),
    )
  })

/** The rate that holds in a second. */
const rateIn = ({ begins, rates }: History, second: number): number =>
  rates[begins.findLastIndex(begin => begin <= second)]!

describe('a history', () => {
  it('has the mean of what holds, second by second', () => {
    fc.assert(
      fc.property(histories, fc.nat(500), fc.integer({ min: 1, max: 500 }), (it_, from, length) => {
        const first = it_.begins[0]!
        const [begin, end] = [first + (from % (it_.end - first)), it_.end]
        const to = Math.min(end, begin + length)
        fc.pre(to > begin)
        let sum = 0
        for (let second = begin; second < to; second++) sum += rateIn(it_, second)
        expect(meanRate(it_, begin, to)).toBeCloseTo(sum / (to - begin), 6)
      }),
    )
  })

  it('ends when its last sample has held as long as the one before', () => {
    expect(history([10, 20, 50], [1, 2, 3]).end).toBe(80)
  })

  it('knows its usual spacing and its gaps', () => {
    const begins = Array.from({ length: 30 }, (_, i) => 300 * i + (i > 20 ? 3600 : 0))
    const holed = history(
      begins,
      begins.map(() => 1),
    )
    expect(spacingOf(holed)).toBe(300)
    expect(gapsIn(holed)).toEqual([{ begin: 6000, length: 3900 }])
    expect(gapsIn(history([0, 300, 600], [1, 1, 1]))).toEqual([])
  })

  it('has one busiest hour for each whole week, counted from its end', () => {
    const hours = 2 * 168 + 5
    const rates = Array.from({ length: hours }, () => 1)
    // In the first of two whole weeks, in the second, and before both.
    rates[5 + 20] = 7
    rates[5 + 168 + 100] = 9
    rates[2] = 100
    const it_ = history(
      rates.map((_, i) => 3600 * i),
      rates,
    )
    expect(busiestHours(it_)).toEqual([7, 9])
    expect(it_.end - it_.begins[0]!).toBeGreaterThan(2 * WEEK_SECONDS)
  })
})

describe('a trend', () => {
  it('is the growth itself where weeks grow alike', () => {
    const levels = Array.from({ length: 10 }, (_, i) => 5 * 1.01 ** i)
    const { weeks, growth, usual, low, high } = trendOf(levels)!
    expect(weeks).toBe(10)
    expect(growth.mean).toBeCloseTo(1.01 ** (365.25 / 7) - 1, 9)
    expect([growth.low, growth.high]).toEqual([
      expect.closeTo(growth.mean, 6),
      expect.closeTo(growth.mean, 6),
    ])
    for (const level of [usual, low, high]) expect(level).toBeCloseTo(1, 6)
  })

  it('is that of least squares, with Student’s t, worked out the long way', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 200, max: 400 }), { minLength: 5, maxLength: 40 }),
        levels => {
          const n = levels.length
          const x = levels.map((_, i) => i)
          const y = levels.map(Math.log)
          const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
          // Normal equations, by Cramer's rule.
          const [sx, sy] = [sum(x), sum(y)]
          const [sxx, sxy] = [
            sum(x.map(each => each * each)),
            sum(x.map((each, i) => each * y[i]!)),
          ]
          const slope = (n * sxy - sx * sy) / (n * sxx - sx * sx)
          const intercept = (sy - slope * sx) / n
          const rest = sum(y.map((each, i) => (each - intercept - slope * i) ** 2))
          const s = Math.sqrt(rest / (n - 2))
          const t = studentQuantile(0.95, n - 2)
          const trend = trendOf(levels)!
          const usual = intercept + slope * (n - 1) - y.at(-1)!
          expect(Math.log(trend.usual)).toBeCloseTo(usual, 6)
          const off = t * s * Math.sqrt(1 + 1 / n)
          expect(Math.log(trend.high)).toBeCloseTo(usual + off, 6)
          expect(Math.log(trend.low)).toBeCloseTo(usual - off, 6)
          const error = (t * s) / Math.sqrt(sxx - (sx * sx) / n)
          const isYearly = (growth: number, perWeek: number): void => {
            const wanted = Math.expm1((perWeek * 365.25) / 7)
            expect(growth / Math.max(1, wanted)).toBeCloseTo(wanted / Math.max(1, wanted), 6)
          }
          isYearly(trend.growth.mean, slope)
          isYearly(trend.growth.low, slope - error)
        },
      ),
    )
  })

  it('is none of three weeks, and of silence', () => {
    expect(trendOf([1, 2, 3])).toBeNull()
    expect(trendOf([1, 2, 3, 0])).toBeNull()
  })
})
