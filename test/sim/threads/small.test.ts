import { expect, test, vi } from 'vitest'
import { simulate } from '../support/worlds.ts'
import { large } from './support/large.ts'

const loads = vi.hoisted(() => ({ piscina: 0, crew: 0 }))
vi.mock('piscina', async original => {
  loads.piscina++
  return original()
})
vi.mock('../../../src/sim/threads/crew.ts', async original => {
  loads.crew++
  return original()
})

test('a run that is over sooner than threads are started needs none, and loads nothing for them', async () => {
  const { scenario, captures, tables } = large
  const { run } = await simulate(scenario, captures, { threads: 8 }, undefined, tables)
  expect(run.threads).toBe(1)
  expect(loads).toEqual({ piscina: 0, crew: 0 })
})
