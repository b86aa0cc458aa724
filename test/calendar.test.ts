import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  DAY_MS,
  EARLIEST,
  LATEST,
  type UnixMs,
  compareInstants,
  beginningOf,
  dateOf,
  dayAround,
  formatCalendar,
  formatDate,
  formatUnixMs,
  isInstant,
  monthAround,
  readCalendar,
  toCalendar,
  toUnixMs,
  unixMs,
} from '../src/calendar.ts'

describe('an instant of the calendar', () => {
  it('is the one that the platform reads, for every date and time of four centuries', () => {
    fc.assert(
      fc.property(fc.integer({ min: -6_000_000_000_000, max: 7_000_000_000_000 }), milliseconds => {
        const text = new Date(milliseconds).toISOString()
        const read = readCalendar(text)
        if (typeof read === 'string') throw new Error(`${text}: ${read}`)
        expect(1000 * read.seconds + read.picos / 1e9).toBe(milliseconds)
        expect(read.hasZone).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['2026-03-02T08:00:00+01:00', '2026-03-02T07:00:00Z'],
    ['2026-03-02T08:00:00-0130', '2026-03-02T09:30:00Z'],
    ['2026-03-02 08:00 +05', '2026-03-02T03:00:00Z'],
    ['2026-03-02t08:00:00z', '2026-03-02T08:00:00Z'],
    ['2026-03-02', '2026-03-02T00:00:00Z'],
    ['2026-03-02T08:00', '2026-03-02T08:00:00Z'],
    ['2024-02-29T23:59:59Z', '2024-02-29T23:59:59Z'],
    ['2000-02-29', '2000-02-29T00:00:00Z'],
  ])('%s is %s', (text, utc) => {
    const seconds = (written: string): unknown =>
      (readCalendar(written) as { seconds: number }).seconds
    expect(seconds(text)).toBe(Date.parse(utc) / 1000)
  })

  it('keeps a fraction to the picosecond, and cuts off what is finer', () => {
    expect(readCalendar('2026-03-02T08:00:00.1234567890129Z')).toMatchObject({
      picos: 123_456_789_012,
    })
    expect(readCalendar('2026-03-02T08:00:00,5')).toMatchObject({
      picos: 500_000_000_000,
      hasZone: false,
    })
  })

  it.each([
    ['2026-02-29', 'no-such-day'],
    ['1900-02-29', 'no-such-day'],
    ['2026-13-01', 'no-such-day'],
    ['2026-00-10', 'no-such-day'],
    ['2026-04-00', 'no-such-day'],
    ['2026-03-02T24:00:00Z', 'no-such-time'],
    ['2026-03-02T08:60:00Z', 'no-such-time'],
    ['2026-03-02T23:59:60Z', 'no-such-time'],
    ['2026-03-02T08:00:00+24:00', 'no-such-zone'],
    ['2026-03-02T08:00:00+01:60', 'no-such-zone'],
    ['2 March 2026', 'no-date'],
    ['2026-3-2', 'no-date'],
    ['20260302T080000Z', 'no-date'],
    ['', 'no-date'],
    [`2026-03-02T08:00:00.${'1'.repeat(64)}Z`, 'no-date'],
  ])('%s is none: %s', (text, fault) => {
    expect(readCalendar(text)).toBe(fault)
  })
})

/** Any millisecond of the years 0 to 9999, the ends of months and years among them. */
const anyInstant: fc.Arbitrary<UnixMs> = fc
  .oneof(
    fc.integer({ min: EARLIEST, max: LATEST }),
    fc
      .tuple(fc.nat(9999), fc.nat(13), fc.integer({ min: -1, max: 1 }))
      .map(([year, month, off]) => {
        const date = new Date(0)
        date.setUTCFullYear(year, month, 1)
        return Math.min(LATEST, Math.max(EARLIEST, date.getTime() + off))
      }),
  )
  .map(unixMs)

/** Any instant of those years, to the picosecond. */
const exactInstant = fc.record({
  seconds: fc.integer({ min: EARLIEST / 1000, max: Math.floor(LATEST / 1000) }),
  picos: fc.oneof(
    fc.constant(0),
    fc.nat(999).map(each => each * 1e9),
    fc.nat(999_999_999_999),
  ),
})

describe('an instant in writing', () => {
  it('is read back as the same, to the picosecond', () => {
    fc.assert(
      fc.property(exactInstant, each => {
        const text = formatCalendar(each)
        expect(readCalendar(text)).toEqual({ ...each, hasZone: true, hasTime: true })
      }),
      { numRuns: 2000 },
    )
  })

  it('has no fraction where there is none, and no zeros behind one', () => {
    expect(formatCalendar({ seconds: 0, picos: 0 })).toBe('1970-01-01T00:00:00Z')
    expect(formatCalendar({ seconds: -1, picos: 5e11 })).toBe('1969-12-31T23:59:59.5Z')
    expect(formatCalendar({ seconds: 951_782_400, picos: 1 })).toBe(
      '2000-02-29T00:00:00.000000000001Z',
    )
  })

  it('is the one that the platform writes', () => {
    fc.assert(
      fc.property(anyInstant, instant => {
        const platform = new Date(instant).toISOString()
        expect(formatUnixMs(instant)).toBe(
          platform.replace(/\.000Z$/, 'Z').replace(/(\.\d*?)0+Z$/, '$1Z'),
        )
        expect(formatDate(instant)).toBe(platform.slice(0, 10))
        expect(toUnixMs(toCalendar(instant))).toBe(instant)
      }),
      { numRuns: 5000 },
    )
  })

  it('keeps the first and the last instant that it can write', () => {
    expect(formatUnixMs(EARLIEST)).toBe('0000-01-01T00:00:00Z')
    expect(formatUnixMs(LATEST)).toBe('9999-12-31T23:59:59.999Z')
  })

  it('knows whether a time of day was named', () => {
    expect(readCalendar('2026-02-09')).toMatchObject({ hasTime: false })
    expect(readCalendar('2026-02-09 +01:00')).toMatchObject({ hasTime: false, hasZone: true })
    expect(readCalendar('2026-02-09T00:00')).toMatchObject({ hasTime: true })
  })
})

describe('the calendar around an instant', () => {
  it('is the one of the platform: date, day and month', () => {
    fc.assert(
      fc.property(anyInstant, instant => {
        const date = new Date(instant)
        const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1]
        expect(dateOf(instant)).toEqual({ year, month, day: date.getUTCDate() })
        const day = dayAround(instant)
        expect(day).toBe(new Date(instant).setUTCHours(0, 0, 0, 0))
        expect(beginningOf(dateOf(instant))).toBe(day)
        const { from, to } = monthAround(instant)
        expect(from).toBeLessThanOrEqual(instant)
        expect(to).toBeGreaterThan(instant)
        expect(dateOf(from)).toEqual({ year, month, day: 1 })
        expect((to - from) / DAY_MS).toBe(
          new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate(),
        )
      }),
      { numRuns: 5000 },
    )
  })

  it.each([
    ['2024-02-29T12:00:00Z', 29],
    ['2026-02-01', 28],
    ['2000-02-10', 29],
    ['1900-02-10', 28],
    ['2026-12-31T23:59:59Z', 31],
  ])('%s lies in a month of %i days', (text, days) => {
    const read = readCalendar(text)
    if (typeof read === 'string') throw new Error(read)
    const { from, to } = monthAround(toUnixMs(read))
    expect(to - from).toBe(days * DAY_MS)
  })
})

describe('an exact instant', () => {
  it('is ordered by time, as its text is', () => {
    fc.assert(
      fc.property(exactInstant, exactInstant, (a, b) => {
        const texts = [a, b].map(each => formatCalendar({ ...each, picos: 0 }))
        const order = Math.sign(compareInstants({ ...a, picos: 0 }, { ...b, picos: 0 }))
        expect(order).toBe(texts[0]! < texts[1]! ? -1 : texts[0]! > texts[1]! ? 1 : 0)
        expect(Math.sign(compareInstants({ ...b, seconds: a.seconds }, a))).toBe(
          Math.sign(b.picos - a.picos),
        )
      }),
    )
  })

  it.each([
    [{ seconds: 0, picos: 0 }, true],
    [{ seconds: -1, picos: 1e12 - 1 }, true],
    [{ seconds: 0.5, picos: 0 }, false],
    [{ seconds: Number.NaN, picos: 0 }, false],
    [{ seconds: 0, picos: 1e12 }, false],
    [{ seconds: 0, picos: -1 }, false],
    [{ seconds: 0, picos: 0.5 }, false],
  ])('%o is one: %s', (each, one) => {
    expect(isInstant(each)).toBe(one)
  })
})
