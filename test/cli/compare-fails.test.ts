import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import type { RunInput, RunOptions, Simulation } from '../../src/sim/run.ts'
import { InvariantError } from '../../src/sim/invariant.ts'
import { call } from './call.ts'
import { MET, folderOf } from './scenarios.ts'

type Run = (input: RunInput, options: RunOptions) => Promise<Simulation>
vi.mock('../../src/sim/run.ts', async original => {
  const real = await original<{ readonly run: Run }>()
  return {
    ...real,
    run: (input: RunInput, options: RunOptions) => {
      const { seed, name } = input.scenario
      if (seed === 6 && name === 'other') throw new InvariantError('time retreated', 5e11)
      return real.run(input, options)
    },
  }
})

const folder = folderOf({ 'a.yaml': MET, 'b.yaml': MET.replace('name: small', 'name: other') })

it('names the side and the replication that failed, and the command that plays it alone', async () => {
  const [a, b] = ['a.yaml', 'b.yaml'].map(name => join(folder, name))
  const words = `compare ${a} ${b} --replications 8 --duration 2ms --threads 1`
  const { exit, out, err } = await call(words)
  expect({ exit, out }).toEqual({ exit: 70, out: '' })
  expect(err).toMatch(/a fault of ours: time retreated\n/)
  expect(err).toContain('  found with seed 6, replication 4 of B, at 0.5 s simulated\n')
  expect(err).toContain(`  again  interlink-sim run ${b} --duration 2ms --seed 6\n`)
})
