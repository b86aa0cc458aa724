import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EARLIEST, type UnixMs, unixMs } from '../../src/calendar.ts'
import { chargeFor, formatAmount, readAmount } from '../../src/model/price.ts'
import { at } from '../study/order.ts'

const amount = (text: string): bigint => readAmount(text)!
const charge = (perMonth: string, from: string, to: string): string =>
  formatAmount(chargeFor(amount(perMonth), at(from), at(to)))

/** The month around an instant, by the platform's calendar. */
const platformMonth = (instant: number): { from: number; to: number } => {
  const date = new Date(instant)
  const start = (months: number): number => {
    const first = new Date(0)
    first.setUTCFullYear(date.getUTCFullYear(), date.getUTCMonth() + months, 1)
    return first.getTime()
  }
  return { from: start(0), to: start(1) }
}

/** The same charge, as one fraction of exact numerators: months one after another, no shortcut. */
const slowCharge = (perMonth: bigint, from: number, to: number): bigint => {
  let [numerator, denominator] = [0n, 1n]
  for (let instant = from; instant < to;) {
    const month = platformMonth(instant)
    const end = Math.min(month.to, to)
    const length = BigInt(month.to - month.from)
    numerator = numerator * length + perMonth * BigInt(end - instant) * denominator
    denominator *= length
    instant = end
  }
  const [whole, rest] = [numerator / denominator, numerator % denominator]
  return 2n * rest >= denominator ? whole + 1n : whole
}

describe('an amount', () => {
  it.each([
    ['1200.00', 1_200_000_000n],
    ['1200', 1_200_000_000n],
    ['0.000001', 1n],
    ['999999999999.999999', 999_999_999_999_999_999n],
    ['0', 0n],
  ])('%s is exactly %s millionths', (text, micros) => {
    expect(readAmount(text)).toBe(micros)
    expect(readAmount(formatAmount(micros))).toBe(micros)
  })

  it.each(['', '-1', '1.', '.5', '1e3', '1,200', '1.0000001', '1234567890123', ' 1', '1 EUR'])(
    '"%s" is none',
    text => {
      expect(readAmount(text)).toBe(null)
    },
  )

  it('is written with six decimals and read back as the same', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }), micros => {
        const text = formatAmount(micros)
        expect(text).toMatch(/^\d+\.\d{6}$/)
        expect(readAmount(text)).toBe(micros)
      }),
    )
  })
})

describe('a charge', () => {
  it.each([
    // A whole month is its price, whatever its length.
    ['1200.00', '2026-02-01', '2026-03-01', '1200.000000'],
    ['1200.00', '2024-02-01', '2024-03-01', '1200.000000'],
    ['1200.00', '2026-01-01', '2027-01-01', '14400.000000'],
    // A day of a month of 28, 29, 30 and 31 days.
    ['1200.00', '2026-02-03', '2026-02-04', '42.857143'],
    ['1200.00', '2024-02-29', '2024-03-01', '41.379310'],
    ['1200.00', '2026-04-03', '2026-04-04', '40.000000'],
    ['1200.00', '2026-01-03', '2026-01-04', '38.709677'],
    // 2100 is no leap year.
    ['1200.00', '2100-02-28', '2100-03-01', '42.857143'],
    // Over the end of a month: 1200/31 + 1200/28 = 81.566820…
    ['1200.00', '2026-01-31', '2026-02-02', '81.566820'],
    // The second counts.
    ['1200.00', '2026-04-03T00:00:00Z', '2026-04-03T00:00:01Z', '0.000463'],
    ['2.592', '2026-04-01T00:00:00Z', '2026-04-01T00:00:01Z', '0.000001'],
    // Half a millionth is rounded up; two charges of it are not one.
    ['1.296', '2026-04-01T00:00:00Z', '2026-04-01T00:00:01Z', '0.000001'],
    ['1.295', '2026-04-01T00:00:00Z', '2026-04-01T00:00:01Z', '0.000000'],
    // Nothing before the link is active.
    ['1200.00', '2026-04-03', '2026-04-03', '0.000000'],
    ['1200.00', '2026-04-03', '2026-03-03', '0.000000'],
    // From the instant it is active to the need-by date: 22 days 7 h … of January, 9 days of February.
    ['1200.00', '2026-01-25T15:11:35Z', '2026-02-10', '632.177099'],
  ])('%s a month from %s to %s is %s', (perMonth, from, to, expected) => {
    expect(charge(perMonth, from, to)).toBe(expected)
  })

  const instant = fc.integer({ min: at('1970-01-01'), max: at('2120-01-01') })
  const price = fc.bigInt({ min: 0n, max: 10n ** 12n })

  it('is the exact sum over months, rounded once, over any years', () => {
    fc.assert(
      fc.property(price, instant, fc.nat(400 * 86_400_000), (perMonth, from, length) => {
        const [first, last] = [unixMs(from), unixMs(from + length)]
        expect(chargeFor(perMonth, first, last)).toBe(slowCharge(perMonth, first, last))
      }),
      { numRuns: 500 },
    )
  })

  it('of two stretches is that of both together, to the rounding', () => {
    fc.assert(
      fc.property(price, instant, instant, instant, (perMonth, ...instants) => {
        const [a, b, c] = instants.toSorted((x, y) => x - y).map(unixMs) as [UnixMs, UnixMs, UnixMs]
        const parts = chargeFor(perMonth, a, b) + chargeFor(perMonth, b, c)
        const whole = chargeFor(perMonth, a, c)
        expect(parts - whole >= -1n && parts - whole <= 1n).toBe(true)
      }),
      { numRuns: 100 },
    )
  })

  it('falls as the link is active later', () => {
    fc.assert(
      fc.property(price, instant, fc.nat(1e9), (perMonth, from, later) => {
        const to = at('2026-01-01')
        const early = chargeFor(perMonth, unixMs(from), to)
        expect(chargeFor(perMonth, unixMs(from + later), to) <= early).toBe(true)
      }),
      { numRuns: 100 },
    )
  })

  it('reaches from the first year of the calendar to the last', () => {
    expect(chargeFor(amount('1'), EARLIEST, at('9999-12-01'))).toBe(
      (9999n * 12n + 11n) * 1_000_000n,
    )
  })
})
