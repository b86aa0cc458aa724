import { test, vi } from 'vitest'
import { IMIX } from '../../src/model/demand.ts'
import { meanWait, serviceOf } from './support/mg1.ts'
import { poissonPort, waited } from './support/poisson-port.ts'
import { expectLongRun, replicate } from './support/replicate.ts'

// Millions of frames: seconds, and more on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const service = serviceOf(IMIX)

test.each([
  // load, frames per seed, what the test can tell of the mean
  [0.3, 30_000, 0.03],
  [0.6, 30_000, 0.05],
  [0.9, 80_000, 0.08],
])(
  'IMIX at load %d: the mean wait is Pollaczek and Khinchine’s λE[S²]/(2(1 - ρ))',
  async (load, frames, resolution) => {
    const scenarioOf = poissonPort({ load, mix: IMIX, frames })
    const waits = await replicate(scenarioOf, ({ flows }) => waited(flows))
    expectLongRun(waits, meanWait(service, load), resolution)
  },
)

test.each([
  [1, 'toCustomer'],
  [1, 'toCloud'],
  [2, 'toCustomer'],
  [7, 'toCustomer'],
  [7, 'toCloud'],
] as const)(
  'the Poisson streams of %d InterLinks %s together are one, and each of them waits like all',
  async (interlinks, direction) => {
    const load = 0.7
    const scenarioOf = poissonPort({ load, mix: IMIX, frames: 15_000, interlinks, direction })
    const runs = await replicate(scenarioOf, ({ flows }) => flows)
    const theory = meanWait(service, load)
    expectLongRun(runs.map(waited), theory, 0.08)
    // Poisson arrivals see time averages, whichever stream they belong to.
    for (let i = 0; i < interlinks; i++) {
      expectLongRun(
        runs.map(flows => waited([flows[i]!])),
        theory,
        0.08,
      )
    }
  },
)
