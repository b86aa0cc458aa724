import { expect, test, vi } from 'vitest'
import { fixed } from '../sim/support/sources.ts'
import { flowOf } from '../sim/support/worlds.ts'
import { meanWait, waitCdf } from './support/md1.ts'
import { BYTE, poissonPort, waited } from './support/poisson-port.ts'
import { expectLongRun, expectQuantile, replicate } from './support/replicate.ts'

// Millions of frames: seconds, and more on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

/** A frame of 1000 bytes takes 1024 of the wire, its last bit leaves 1012 after its first. */
const SERVICE = 1024
const LAST_BIT = 1012

test.each([
  // load, frames per seed, and what the test can tell: of the mean, of the shares beyond quantiles
  [0.3, 30_000, 0.02, 0.12],
  [0.5, 30_000, 0.03, 0.2],
  [0.7, 50_000, 0.03, 0.25],
  [0.9, 80_000, 0.06, 0.5],
  [0.95, 160_000, 0.08, 0.7],
])(
  'M/D/1 at load %d: the wait at the port has the mean ρ/(2(1 - ρ)) and Erlang’s p50, p90 and p99',
  async (load, frames, resolution, tails) => {
    const mix = fixed(1000)
    const runs = await replicate(poissonPort({ load, mix, frames }), result => flowOf(result, 'l0'))
    const waits = runs.map(run => waited([run]) / SERVICE)
    expectLongRun(waits, meanWait(load), resolution)

    const wait = waitCdf(load, 400)
    const delay = (seconds: number): number => wait((seconds / BYTE - LAST_BIT) / SERVICE)
    for (const [key, share] of [
      ['p50', 0.5],
      ['p90', 0.9],
      ['p99', 0.99],
    ] as const) {
      const found = runs.map(run => run.delay[key]!)
      expectQuantile(found, share, { low: delay, high: delay }, tails)
    }
    expect(runs.every(({ shaperWait, loss }) => shaperWait.max === 0 && loss === 0)).toBe(true)
  },
)
