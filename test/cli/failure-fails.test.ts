import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { InvariantError } from '../../src/sim/invariant.ts'
import type { RunInput, RunOptions, Simulation } from '../../src/sim/run.ts'
import { call } from './call.ts'
import { MET, folderOf } from './scenarios.ts'

type Run = (input: RunInput, options: RunOptions) => Promise<Simulation>
vi.mock('../../src/sim/run.ts', async original => {
  const real = await original<{ readonly run: Run }>()
  const fails = ({ seed, world }: RunInput['scenario']): boolean =>
    seed === 7 || (seed === 4 && !world.interlinks[0]!.propagation)
  return {
    ...real,
    run: (input: RunInput, options: RunOptions) => {
      if (fails(input.scenario)) throw new InvariantError('time retreated', 5e11)
      return real.run(input, options)
    },
  }
})

const file = join(folderOf({ 'met.yaml': MET }), 'met.yaml')

it.each([
  [
    '--seed 4',
    'without paris-1, seed 4, at 0.5 s simulated',
    '--duration 2ms --fail-each --seed 4',
  ],
  [
    '--replications 3',
    'without paris-1, seed 4, replication 2 of 3, at 0.5 s simulated',
    '--duration 2ms --fail-each --seed 4',
  ],
  ['--seed 7', 'seed 7, at 0.5 s simulated', '--duration 2ms --seed 7'],
  [
    '--seed 6 --replications 3',
    'seed 7, replication 2 of 3, at 0.5 s simulated; the 1 before it were played',
    '--duration 2ms --seed 7',
  ],
])('names the run that failed, and the command that plays it (%s)', async (words, found, again) => {
  const line = `run ${file} --duration 2ms --fail-each --threads 1 ${words}`
  const { exit, out, err } = await call(line)
  expect({ exit, out }).toEqual({ exit: 70, out: '' })
  expect(err).toMatch(/a fault of ours: time retreated\n/)
  expect(err).toContain(`  found with ${found}\n`)
  expect(err).toContain(`  again  interlink-sim run ${file} ${again}\n`)
})
