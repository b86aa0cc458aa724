/** M/G/1 and what may be left out of it, by hand. */
import { expect, test } from 'vitest'
import { loadOf, meanWait } from '../../src/theory/mg1.ts'
import { isRarelyAbove } from '../../src/theory/rarely.ts'

test('the mean wait is λE[S²] ÷ 2(1 - ρ), for mixes too', () => {
  // M/D/1 at load 0.5: ρ/(2(1 - ρ)) = 0.5 services of 2 s.
  expect(meanWait([{ arrivals: 0.25, time: 2 }])).toBe(1)
  // Services of 1 and 3 s, 0.2 and 0.1 a second: ρ = 0.5, λE[S²] = 0.2 + 0.9, wait 1.1 s.
  const mix = [
    { arrivals: 0.2, time: 1 },
    { arrivals: 0.1, time: 3 },
  ]
  expect(loadOf(mix)).toBeCloseTo(0.5, 14)
  expect(meanWait(mix)).toBeCloseTo(1.1, 14)
})

test('a queue is rarely above x when Σλ(e^(θs) - 1) ≤ θr at θ = ln(10^6)/x', () => {
  // One frame of 1000 bits a second into 2000 bit/s: e^y - 1 = 2y at y = 1.2564, so x is
  // 13.8155 · 1000 / 1.2564 = 10,996 bits.
  const works = [{ arrivals: 1, bits: 1000 }]
  expect(isRarelyAbove(works, 2000, 10_990)).toBe(false)
  expect(isRarelyAbove(works, 2000, 11_000)).toBe(true)
})

test('no queue is rarely above nothing, nor above less than a frame, nor where the server is too slow', () => {
  const works = [{ arrivals: 1, bits: 1000 }]
  expect(isRarelyAbove(works, 1e9, 0)).toBe(false)
  expect(isRarelyAbove(works, 1e9, -1)).toBe(false)
  expect(isRarelyAbove(works, 1e9, 10)).toBe(false)
  expect(isRarelyAbove(works, 1000, 1e12)).toBe(false)
})
