/**
 * Service times as nearly exponential as frames allow. What is approximate here is the mix alone:
 * frames have no less than 64 bytes and no more than 9216, in steps of 36. For the mix as it is theory
 * is exact, M/G/1, and the simulator is held to that; M/M/1 is what that comes close to.
 */
import { expect, test, vi } from 'vitest'
import { flowOf } from '../sim/support/worlds.ts'
import { exponentialMix } from './support/exponential-mix.ts'
import { delayBounds, meanWait, moment, serviceOf, waitBounds } from './support/mg1.ts'
import { BYTE, poissonPort, waited } from './support/poisson-port.ts'
import { estimate, expectLongRun, expectQuantile, replicate } from './support/replicate.ts'

// Millions of frames: seconds, and more on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const mix = exponentialMix(1500)
const service = serviceOf(mix)
const mean = moment(service, 1)
const LOADS = [0.3, 0.6, 0.9, 0.95]
const TAILS = [0.9, 0.99] as const

/** Bytes of wire by which the wait at a load may differ from a multiple of the lattice. */
const LATTICE = 12
const boundsAt = (load: number) => waitBounds(service, load, LATTICE, (15 * mean) / (1 - load))

/** M/M/1 of the same mean service: mean ρ/(1 - ρ), and P(W > x) = ρ·e^(-(1 - ρ)x), in services. */
const mm1Mean = (load: number): number => (mean * load) / (1 - load)
const mm1Quantile = (load: number, share: number): number =>
  (mean / (1 - load)) * Math.log(load / (1 - share))

/** How far the mix is from exponential service, in the mean wait and in the two quantiles of it. */
const MEAN_OFF = 0.015
const QUANTILE_OFF = 0.04

test('the mix is as good as claimed: M/G/1 of it within 1.5 % of M/M/1 in the mean, within 4 % in p90 and p99', () => {
  for (const load of LOADS) {
    expect(Math.abs(meanWait(service, load) / mm1Mean(load) - 1)).toBeLessThan(MEAN_OFF)
    const { low, high } = boundsAt(load)
    for (const share of TAILS) {
      const quantile = mm1Quantile(load, share)
      expect(high(quantile * (1 - QUANTILE_OFF))).toBeLessThan(share)
      expect(low(quantile * (1 + QUANTILE_OFF))).toBeGreaterThan(share)
    }
  }
})

test.each([
  // load, frames per seed, and what the test can tell: of the mean, of the shares beyond quantiles
  [0.3, 30_000, 0.03, 0.1],
  [0.6, 30_000, 0.04, 0.25],
  [0.9, 80_000, 0.1, 0.7],
  [0.95, 160_000, 0.12, 0.9],
])(
  'sizes of geometric weights at load %d: mean and quantiles of the exact M/G/1, near those of M/M/1',
  async (load, frames, resolution, tails) => {
    const runs = await replicate(poissonPort({ load, mix, frames }), result => flowOf(result, 'l0'))
    const waits = runs.map(run => waited([run]))
    const p99s = runs.map(run => run.portWait.p99! / BYTE)

    expectLongRun(waits, meanWait(service, load), resolution)
    const wait = boundsAt(load)
    expectQuantile(p99s, 0.99, wait, tails)
    for (const [key, share] of [
      ['p50', 0.5],
      ['p90', 0.9],
      ['p99', 0.99],
    ] as const) {
      const delays = runs.map(run => run.delay[key]! / BYTE)
      expectQuantile(delays, share, delayBounds(service, wait), tails)
    }

    const near = (values: readonly number[], theory: number, off: number): void => {
      const { mean, margin } = estimate(values)
      expect(Math.abs(mean - theory)).toBeLessThan(off * theory + margin)
    }
    near(waits, mm1Mean(load), MEAN_OFF)
    near(p99s, mm1Quantile(load, 0.99), QUANTILE_OFF)
  },
)
