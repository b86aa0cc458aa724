/** A combination of which a run fails is a row of its own, and no end of the sweep. */
import { expect, it, vi } from 'vitest'
import { InvariantError } from '../../../src/sim/invariant.ts'
import { check, sweep } from '../../../src/index.ts'
import { scenario } from '../../cli/scenarios.ts'

vi.mock('../../../src/sim/run.ts', async original => {
  const real = await original<typeof import('../../../src/sim/run.ts')>()
  const run: typeof real.run = async (input, options) => {
    if (input.scenario.seed === 8) throw new InvariantError('time ran backwards', 12)
    return real.run(input, options)
  }
  return { ...real, run }
})

it('names the seed that failed', async () => {
  const result = check(scenario({}))
  if (!result.ok) throw new Error('refused')
  const rows = []
  const options = { vary: { seed: [4, 6, 8] }, replications: 3, threads: 1 }
  for await (const { flows, error } of sweep(result.loaded, options)) {
    rows.push({ flows: flows.length, error })
  }
  expect(rows).toEqual([
    { flows: 1, error: null },
    { flows: 0, error: 'time ran backwards (seed 8)' },
    { flows: 0, error: 'time ran backwards (seed 8)' },
  ])
})
