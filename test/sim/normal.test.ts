import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextNormal, normalQuantile } from '../../src/sim/random/normal.ts'
import { nextUniform, openStream } from '../../src/sim/random/stream.ts'

/**
 * The standard normal distribution from the left up to `x` ≤ 0, by another way than the quantile's:
 * the continued fraction of Mills' ratio far out, the power series near the middle.
 */
const distribution = (x: number): number => {
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)
  const a = -x
  if (a > 3) {
    let fraction = a
    for (let n = 200; n >= 1; n--) fraction = a + n / fraction
    return density / fraction
  }
  let sum = a
  let term = a
  for (let n = 1; n < 100; n++) {
    term *= (a * a) / (2 * n + 1)
    sum += term
  }
  return 0.5 - density * sum
}

describe('the normal quantile', () => {
  it('is the inverse of the distribution, from 1e-300 to the middle', () => {
    fc.assert(
      fc.property(fc.double({ min: -37, max: 0, noNaN: true }), x => {
        const share = distribution(x)
        const found = normalQuantile(share)
        // An error of 1e-15 of the share moves the quantile by share ÷ density of it.
        const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)
        expect(Math.abs(found - x)).toBeLessThan(1e-12 + (4e-14 * share) / density)
      }),
      { numRuns: 2000 },
    )
  })

  it('is the same on both sides of the middle', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 30 - 1 }), n => {
        const share = n / 2 ** 31
        expect(normalQuantile(1 - share)).toBe(-normalQuantile(share))
      }),
    )
    expect(normalQuantile(0.5)).toBe(0)
  })

  it('never falls', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 - 2 }), n => {
        expect(normalQuantile((n + 1) / 2 ** 31)).toBeGreaterThan(normalQuantile(n / 2 ** 31))
      }),
    )
  })

  it.each([
    [0.9, 1.2815515655446004],
    [0.975, 1.959963984540054],
    [0.999, 3.090232306167813],
    [1e-9, -5.9978070150076865],
    [1e-100, -21.27345356096536],
  ])('of %d is what tables say', (share, quantile) => {
    expect(Math.abs(normalQuantile(share) / quantile - 1)).toBeLessThan(1e-14)
  })
})

describe('a normal variate', () => {
  it('takes one uniform number', () => {
    const stream = openStream(1, 'x')
    const other = openStream(1, 'x')
    for (let i = 0; i < 100; i++) {
      expect(nextNormal(stream)).toBe(normalQuantile(nextUniform(other)))
      expect(stream).toEqual(other)
    }
  })

  it('has the moments of the distribution', () => {
    const stream = openStream(7, 'moments')
    const count = 400_000
    const sums = [0, 0, 0, 0]
    for (let i = 0; i < count; i++) {
      const x = nextNormal(stream)
      for (let power = 1; power <= 4; power++) sums[power - 1]! += x ** power
    }
    // Each within 4.5 standard errors; Var(x^k) = 1, 2, 15, 96.
    for (const [index, [mean, variance]] of [
      [0, 1],
      [1, 2],
      [0, 15],
      [3, 96],
    ].entries()) {
      expect(Math.abs(sums[index]! / count - mean!)).toBeLessThan(
        4.5 * Math.sqrt(variance! / count),
      )
    }
  })
})
