/**
 * What independent replications of a simulation say of a figure in the long run.
 *
 * Waits of frames of one run depend on each other: how much they vary says little of the error of
 * their mean. Runs of different seeds are independent, so the mean over R runs has the standard error
 * s/√R whatever the correlation inside a run, s being the deviation between runs.
 */
import { expect } from 'vitest'
import type { Scenario } from '../../../src/model/scenario.ts'
import type { Simulation } from '../../../src/sim/run.ts'
import { simulate } from '../../sim/support/worlds.ts'

/** The seeds of the replications. They are fixed: a test that passes once passes for ever. */
export const SEEDS: readonly number[] = Array.from({ length: 32 }, (_, i) => i + 1)

/**
 * Student's t with 31 degrees of freedom, exceeded on either side as seldom as four deviations of a
 * normal variate (6.3e-5): s is itself estimated from 32 runs only.
 */
const FOUR_SIGMA = 4.63

/** Runs a scenario once per seed. @returns what `measure` reads of each run */
export const replicate = async <T>(
  scenarioOf: (seed: number) => Scenario,
  measure: (result: Simulation) => T,
): Promise<readonly T[]> => {
  const measured: T[] = []
  for (const seed of SEEDS) measured.push(measure(await simulate(scenarioOf(seed))))
  return measured
}

/** The mean of one value per replication, and how far the truth may lie from it. */
export const estimate = (
  values: readonly number[],
): { readonly mean: number; readonly margin: number } => {
  expect(values).toHaveLength(SEEDS.length)
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const deviation = Math.sqrt(squares / (values.length - 1))
  return { mean, margin: (FOUR_SIGMA * deviation) / Math.sqrt(values.length) }
}

/**
 * Expects replications to agree with theory.
 *
 * @param values      one per seed
 * @param resolution  what the test is able to tell: it fails, too, when the margin is wider than this
 *   share of `theory`, for then agreement would mean little
 */
export const expectLongRun = (
  values: readonly number[],
  theory: number,
  resolution: number,
): void => {
  const { mean, margin } = estimate(values)
  expect(margin, 'margin of the estimate').toBeLessThan(resolution * theory)
  expect(mean).toBeGreaterThan(theory - margin)
  expect(mean).toBeLessThan(theory + margin)
}

/** P(X ≤ x) from below and from above; the same twice where it is known exactly. */
export interface Distribution {
  readonly low: (x: number) => number
  readonly high: (x: number) => number
}

/**
 * Expects the q-quantiles of replications to be that of theory.
 *
 * Compared are probabilities: F at the quantiles found, over all seeds, against q. To first order
 * F(found) - q is density × (found - quantile), so the standard error of the one is the density times
 * that of the other, and no density need be estimated. A quantile of the result document is within
 * 0.1 % of the frames' own, so F is taken that far on either side.
 *
 * @param found       the quantile of each seed
 * @param resolution  as in `expectLongRun`, of the share 1 - q beyond the quantile
 */
export const expectQuantile = (
  found: readonly number[],
  share: number,
  { low, high }: Distribution,
  resolution: number,
): void => {
  const above = estimate(found.map(value => high(value * 1.001)))
  const below = estimate(found.map(value => low(value * 0.999)))
  expect(above.margin, 'margin of the estimate').toBeLessThan(resolution * (1 - share))
  expect(above.mean).toBeGreaterThanOrEqual(share - above.margin)
  expect(below.mean).toBeLessThanOrEqual(share + below.margin)
}
