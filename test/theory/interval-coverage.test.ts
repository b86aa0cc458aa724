/** `npm run test:coverage-of-intervals` makes 2000 of each; here are fewer, so that nothing rots. */
import { expect, test } from 'vitest'
import { coverageOf } from './support/interval-coverage.ts'

test.each([
  // confidence, first seed
  [0.95, 10_000],
  [0.8, 20_000],
])('intervals at %d hold the mean delay of M/D/1 as often as they say', async (level, seed) => {
  const { held, intervals } = await coverageOf(250, seed, level)
  // Three deviations of a binomial.
  const margin = 3 * Math.sqrt((level * (1 - level)) / intervals)
  expect(Math.abs(held / intervals - level), `${held} of ${intervals}`).toBeLessThan(margin)
})
