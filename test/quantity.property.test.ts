import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Dimension, formatQuantity, parseQuantity, unitsOf } from '../src/quantity.ts'

const DIMENSIONS = ['duration', 'rate', 'size', 'length', 'attenuation', 'power'] as const

const amount = fc.oneof(
  fc.nat(),
  fc.maxSafeNat(),
  fc.constant(2 ** 53),
  // Round values, which people write.
  fc.tuple(fc.nat(999), fc.nat(12)).map(([digits, zeros]) => digits * 10 ** zeros),
  fc.tuple(fc.nat(1023), fc.nat(40)).map(([digits, shift]) => digits * 2 ** shift),
)

test('what is written is read back to the same value, with and without a space', () => {
  fc.assert(
    fc.property(
      amount,
      fc.constantFrom(...DIMENSIONS),
      fc.constantFrom('' as const, ' ' as const),
      (value, of, space) => {
        fc.pre(value <= 2 ** 53)
        const text = formatQuantity(value, of, space)
        expect(parseQuantity(text, of)).toEqual({ ok: true, value })
        if (of !== 'power') return
        const below = formatQuantity(-value, of, space)
        expect(parseQuantity(below, of)).toEqual({ ok: true, value: 0 - value })
      },
    ),
  )
})

test('a text is read to exactly what fractions of integers say, or refused', () => {
  const powers: Readonly<Record<string, number>> = { ps: 0, ns: 3, us: 6, ms: 9, s: 12 }
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 18n }),
      fc.nat(15),
      fc.constantFrom(...Object.keys(powers)),
      (digits, decimals, unit) => {
        const padded = String(digits).padStart(decimals + 1, '0')
        const split = padded.length - decimals
        const tail = decimals === 0 ? '' : `.${padded.slice(split)}`
        const result = parseQuantity(`${padded.slice(0, split)}${tail}${unit}`, 'duration')
        const numerator = digits * 10n ** BigInt(powers[unit]!)
        const denominator = 10n ** BigInt(decimals)
        if (numerator % denominator !== 0n) {
          expect(result).toMatchObject({ ok: false, fault: { kind: 'not-whole' } })
        } else if (numerator / denominator > 2n ** 53n) {
          expect(result).toMatchObject({ ok: false, fault: { kind: 'too-large' } })
        } else expect(result).toEqual({ ok: true, value: Number(numerator / denominator) })
      },
    ),
  )
})

test('no text is a quantity of two dimensions', () => {
  const all: Dimension[] = [...DIMENSIONS, 'share']
  const units = all.flatMap(each => [...unitsOf(each)])
  expect(new Set(units).size).toBe(units.length)
})

test('any text ends in a value or a fault, never in an exception', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...DIMENSIONS, 'share' as const),
      (text, of) => {
        const result = parseQuantity(text, of)
        if (result.ok && of !== 'power') expect(result.value).toBeGreaterThanOrEqual(0)
      },
    ),
  )
})
