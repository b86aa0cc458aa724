/**
 * `npm run test:coverage-of-intervals`: makes 2000 intervals of the mean delay of a Poisson port, whose
 * truth is known (M/D/1), with seeds fixed beforehand, and counts how many hold it: 93 to 97 of 100.
 */
import { REPLICATIONS, coverageOf } from '../test/theory/support/interval-coverage.ts'

const INTERVALS = 2_000
const FIRST_SEED = 1_000_000
const LEVEL = 0.95

const { held, firstSeed, lastSeed } = await coverageOf(INTERVALS, FIRST_SEED, LEVEL)
const share = held / INTERVALS
const isRight = share >= 0.93 && share <= 0.97
console.log(
  `${isRight ? '✓' : '✗'} ${held} of ${INTERVALS} intervals at ${LEVEL} hold the true mean ` +
    `(${(100 * share).toFixed(2)} %): ${REPLICATIONS} replications each, seeds ${firstSeed} to ${lastSeed}`,
)
if (!isRight) process.exitCode = 1
