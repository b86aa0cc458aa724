import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { factorAt } from '../../../src/study/forecast/course.ts'
import { readGrowth, readHorizon } from '../../../src/study/forecast/words.ts'

describe('growth', () => {
  it.each([
    ['40%/y', 0.4],
    ['-5 %/y', -0.05],
    ['+12.5% / y', 0.125],
    ['0%/y', 0],
  ])('%s is %f a year', (text, share) => {
    expect(readGrowth(text)).toBeCloseTo(share, 12)
  })

  it('per week or day compounds: so many weeks later it has grown so often', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -15, max: 50 }),
        fc.integer({ min: 1, max: 80 }),
        (percent, n) => {
          const perWeek = readGrowth(`${percent}%/w`)!
          expect(factorAt(perWeek, 7 * n)).toBeCloseTo((1 + percent / 100) ** n, -3)
          expect(factorAt(perWeek, 7 * n) / (1 + percent / 100) ** n).toBeCloseTo(1, 9)
          const perDay = readGrowth(`${percent / 10}%/d`)!
          expect(factorAt(perDay, n) / (1 + percent / 1000) ** n).toBeCloseTo(1, 9)
        },
      ),
    )
  })

  it.each(['40%', '40/y', '%/y', '40%/m', '1e3%/y', 'fast', '', '40%/y/y', '--5%/y'])(
    '%j is none',
    text => {
      expect(readGrowth(text)).toBeNull()
    },
  )
})

describe('a horizon', () => {
  it.each([
    ['3y', 1095],
    ['26w', 182],
    ['90d', 90],
    ['0.5 y', 182],
    ['1y', 365],
  ])('%s is %i whole days', (text, days) => {
    expect(readHorizon(text)).toBe(days)
  })

  it.each(['3', 'y', '-1y', '3 months', '1h', ''])('%j is none', text => {
    expect(readHorizon(text)).toBeNull()
  })
})
