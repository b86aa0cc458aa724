import { describe, expect, it } from 'vitest'
import { studentQuantile, studentTails } from '../../src/study/student.ts'

describe("Student's t", () => {
  // NIST/SEMATECH e-Handbook 1.3.6.7.2 and R's qt, to the digits that those print.
  it.each([
    [0.9, 5, 2.015048373],
    [0.95, 1, 12.706204736],
    [0.95, 2, 4.30265273],
    [0.95, 3, 3.182446305],
    [0.95, 9, 2.262157163],
    [0.95, 10, 2.228138852],
    [0.95, 30, 2.042272456],
    [0.95, 120, 1.979930405],
    [0.95, 999, 1.962341461],
    [0.99, 10, 3.169272673],
    [0.99, 60, 2.660283029],
    [0.999, 3, 12.923978637],
    [0.8, 4, 1.53320627],
  ])(
    'has the published quantile of %f with %i degrees of freedom',
    (confidence, freedom, value) => {
      expect(Math.abs(studentQuantile(confidence, freedom) - value)).toBeLessThan(1e-6)
    },
  )

  const SHARES = [0.01, 0.5, 0.9, 0.95, 0.99, 0.9999, 0.9999999]

  it('is that of Cauchy with one degree of freedom', () => {
    for (const share of SHARES) {
      const value = Math.tan((Math.PI * share) / 2)
      expect(studentQuantile(share, 1) / value).toBeCloseTo(1, 8)
    }
  })

  it('has its closed form with two degrees of freedom', () => {
    for (const share of SHARES) {
      const value = share * Math.sqrt(2 / (1 - share * share))
      expect(studentQuantile(share, 2) / value).toBeCloseTo(1, 8)
    }
  })

  it('is normal with many', () => {
    expect(studentQuantile(0.95, 1e7)).toBeCloseTo(1.959963985, 6)
    expect(studentQuantile(0.99, 1e7)).toBeCloseTo(2.575829304, 6)
  })

  it('leaves outside its quantile what it should, and falls with the degrees of freedom', () => {
    for (const share of SHARES) {
      let last = Infinity
      for (const freedom of [1, 2, 3, 4, 7, 19, 39, 40, 41, 100, 9_999, 1_000_000]) {
        const quantile = studentQuantile(share, freedom)
        expect(quantile).toBeLessThan(last)
        last = quantile
        expect(studentTails(quantile, freedom) / (1 - share)).toBeCloseTo(1, 6)
      }
    }
  })

  it('is all of the probability at 0', () => {
    expect(studentTails(0, 5)).toBe(1)
  })
})
