import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { run } from '../../src/sim/run.ts'
import { agreesWithOracle } from '../laws/oracle.ts'
import { lifeTable } from './support/lives.ts'
import { TOLD } from './support/told.ts'

const root = new URL('golden/', import.meta.url)
const NAMES = Object.keys(TOLD)

/** What a person reads: the world, every frame's life, and why. */
const page = (name: string): string => {
  const { title, setting, world, direction, byHand } = TOLD[name]!
  const table = lifeTable(world, direction)
  return `${title}\n\n${setting}\nTimes in ns.\n\n${table}\n\nBy hand:\n${byHand}\n`
}

test.each(NAMES)('every frame lives as written: %s', name => {
  const file = new URL(`${name}.txt`, root)
  if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(file, page(name))
  expect(page(name)).toBe(readFileSync(file, 'utf8'))
})

// What the simulator itself tells of single frames is to be compared with `livesOf` here.
test.each(NAMES)('the simulator’s figures are those of these lives: %s', async name => {
  await agreesWithOracle({ run }, fc.constant(TOLD[name]!.world), { numRuns: 1 })
})

test('no page is left over', () => {
  expect(readdirSync(root).sort()).toEqual(NAMES.map(name => `${name}.txt`).sort())
})
