import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exactTimeInWords, timeInWords } from '../../src/report/dates.ts'

const MINUTE = 60
const HOUR = 3_600
const DAY = 86_400
const UNITS = { day: DAY, hour: HOUR, minute: MINUTE, second: 1 }

const mean = (seconds: number): string => timeInWords(seconds).replace('\u00a0', ' ')
const exact = (seconds: number): string => exactTimeInWords(seconds).replace('\u00a0', ' ')

/** What words say, in seconds. */
const secondsOf = (words: string): number => {
  const [amount = '', unit = ''] = words.split(' ')
  return Number(amount.replaceAll(',', '')) * UNITS[unit.replace(/s$/, '') as keyof typeof UNITS]
}

describe('a mean time in words', () => {
  it('has one decimal of its largest unit', () => {
    expect([0, 0.25, 1, 59.4, 59.99].map(mean)).toEqual([
      'no time',
      '0.25 seconds',
      '1 second',
      '59.4 seconds',
      '1 minute',
    ])
    expect([MINUTE, 59 * MINUTE, HOUR - 2, HOUR, 4 * HOUR].map(mean)).toEqual([
      '1 minute',
      '59 minutes',
      '1 hour',
      '1 hour',
      '4 hours',
    ])
    expect([23 * HOUR, 23.96 * HOUR, DAY, 5.94 * DAY, 3_650 * DAY].map(mean)).toEqual([
      '23 hours',
      '1 day',
      '1 day',
      '5.9 days',
      '3,650 days',
    ])
  })

  it('is within 5 % of it', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1e9, noNaN: true }), seconds => {
        expect(Math.abs(secondsOf(mean(seconds)) / seconds - 1)).toBeLessThanOrEqual(0.0501)
      }),
    )
  })
})

describe('an exact time in words', () => {
  it('is in the largest unit that has it with one decimal', () => {
    expect([0, 0.001, 90 * DAY, 25 * HOUR, 36 * HOUR, 90 * MINUTE, 61].map(exact)).toEqual([
      'no time',
      '0.001 seconds',
      '90 days',
      '25 hours',
      '1.5 days',
      '1.5 hours',
      '61 seconds',
    ])
  })

  it('is the time, to the millisecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3_650 * DAY * 1000 }), milliseconds => {
        const seconds = milliseconds / 1000
        expect(secondsOf(exact(seconds))).toBeCloseTo(seconds, 4)
      }),
    )
  })
})
