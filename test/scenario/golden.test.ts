import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type LocatedFault, formatFault, parseScenario } from '../../src/scenario/load.ts'

const folder = new URL('./golden/', import.meta.url)
const names = readdirSync(folder)
  .filter(name => name.endsWith('.yaml'))
  .map(name => name.slice(0, -'.yaml'.length))

const render = (fault: LocatedFault): string[] => {
  const { length, fix, related } = fault
  return [
    formatFault(fault),
    `    marks ${length}${fix === undefined ? '' : `, fix: ${fix}`}`,
    ...(related === undefined
      ? []
      : [`    ${related.line}:${related.column}, ${related.length}: ${related.note}`]),
  ]
}

/** Everything a planner is told of a file, one golden per file. */
const told = (name: string): string => {
  const file = `${name}.yaml`
  const result = parseScenario(readFileSync(new URL(file, folder), 'utf8'), file)
  const faults = result.ok ? [] : result.faults
  const warnings = result.ok ? result.loaded.warnings : result.warnings
  return [
    result.ok ? 'accepted' : `faults: ${result.faultCount}`,
    ...faults.flatMap(render),
    ...warnings.flatMap(warning => ['warning', ...render(warning)]),
    '',
  ].join('\n')
}

test.each(names)('%s is told in the words of its golden', name => {
  const golden = new URL(`${name}.txt`, folder)
  const words = told(name)
  if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(golden, words)
  expect(words).toBe(readFileSync(golden, 'utf8'))
})

test('at least twenty wrong files have goldens, and each tells a fault', () => {
  const wrong = names.filter(name => !name.startsWith('warnings'))
  expect(wrong.length).toBeGreaterThanOrEqual(20)
  for (const name of wrong) expect(told(name)).toMatch(/^faults: [1-9]\d*\n.+:\d+:\d+: /u)
})

test('words follow the rules of writing: no please, no question, no exclamation', () => {
  for (const name of names) {
    const lines = told(name).split('\n').slice(1)
    for (const line of lines) {
      expect(line).not.toMatch(/\bplease\b|did you|[!?](?:\s|$)|oops|sorry/iu)
      // One line each, and nothing that a program would say of itself.
      expect(line).not.toMatch(/undefined|\[object|NaN|null\b/u)
    }
  }
})
