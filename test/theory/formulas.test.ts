import { expect, test } from 'vitest'
import { IMIX } from '../../src/model/demand.ts'
import { crommelin, lossWith, meanBeyond, meanWait, waitCdf } from './support/md1.ts'
import * as mg1 from './support/mg1.ts'

const LOADS = [0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 0.99]

test.each(LOADS)('M/D/1 at load %d: the first services of the distribution, by hand', load => {
  const cdf = waitCdf(load, 4)
  const e = Math.exp(load)
  // An arrival waits at most k exactly when at most k are in the system.
  expect(cdf(0)).toBeCloseTo(1 - load, 14)
  expect(cdf(1)).toBeCloseTo((1 - load) * e, 14)
  expect(cdf(2)).toBeCloseTo((1 - load) * (e ** 2 - load * e), 14)
  expect(cdf(3)).toBeCloseTo((1 - load) * (e ** 3 - 2 * load * e ** 2 + (load ** 2 / 2) * e), 13)
})

test.each(LOADS)(
  'M/D/1 at load %d: the sum of positive terms is Crommelin’s alternating one',
  load => {
    const cdf = waitCdf(load, 200)
    for (const x of [0, 0.5, 0.984375, 1, 1.25, 3.5, 7.015625, 20, 44.75, 66.5, 130.25]) {
      expect(Math.abs(cdf(x) - crommelin(load, x)), `x = ${x}`).toBeLessThan(1e-12)
    }
  },
)

test.each(LOADS)('M/D/1 at load %d: the distribution has the mean ρ/(2(1 - ρ))', load => {
  // What lies beyond 25 mean waits weighs e^-25; the rest of the integral leaves nothing.
  const most = Math.ceil(25 * Math.max(1, meanWait(load)))
  expect(meanBeyond(load, most) / meanWait(load)).toBeCloseTo(0, 8)
})

test('M/D/1/1 is Erlang’s loss ρ/(1 + ρ), M/D/1/2 has its closed form, many places lose nothing', () => {
  for (const load of [0.3, 0.9, 1, 1.5]) {
    expect(lossWith(1, load)).toBeCloseTo(load / (1 + load), 14)
    // With one waiting place departures leave nobody behind with probability e^-ρ.
    expect(lossWith(2, load)).toBeCloseTo(1 - 1 / (Math.exp(-load) + load), 14)
  }
  expect(lossWith(200, 0.8)).toBeLessThan(1e-12)
  expect(lossWith(500, 2)).toBeCloseTo(0.5, 10)
})

test('M/G/1: bounds on the distribution enclose M/D/1 where all frames are alike', () => {
  for (const load of [0.3, 0.9]) {
    const { low, high } = mg1.waitBounds([{ bytes: 1024, share: 1 }], load, 4, 30_000)
    const exact = waitCdf(load, 30)
    for (const x of [0.25, 1, 1.5, 4.75, 12.5, 25.25]) {
      expect(low(x * 1024)).toBeLessThan(exact(x) + 1e-12)
      expect(high(x * 1024)).toBeGreaterThan(exact(x) - 1e-12)
      expect(high(x * 1024) - low(x * 1024)).toBeLessThan(0.005)
    }
  }
})

test('M/G/1: the distribution between the bounds has Pollaczek and Khinchine’s mean', () => {
  const service = mg1.serviceOf(IMIX)
  for (const load of [0.3, 0.9]) {
    const step = 4
    const { low, high } = mg1.waitBounds(service, load, step, 200_000)
    const meanOf = (cdf: (x: number) => number): number => {
      let mean = 0
      for (let x = 0; x < 200_000; x += step) mean += step * (1 - cdf(x))
      return mean
    }
    const theory = mg1.meanWait(service, load)
    expect(meanOf(high)).toBeLessThan(theory)
    expect(meanOf(low)).toBeGreaterThan(theory)
    expect(meanOf(low) / meanOf(high)).toBeLessThan(1.02)
  }
})
