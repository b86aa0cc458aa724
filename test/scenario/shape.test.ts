/** What is told of a file that is damaged in one place: the rest as if it were whole. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Path } from '../../src/model/path.ts'
import { type LocatedFault, parseScenario } from '../../src/scenario/load.ts'
import { scenarioJsonSchema } from '../../src/scenario/schema.ts'
import { standIn } from '../../src/scenario/stand-in.ts'
import { SCENARIO, edited } from './text.ts'

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
}

/** Paths of what a mapping or list cannot be without; ids stand as `*`. */
function* needed(here: Schema, path: Path = []): Generator<Path> {
  for (const key of here.required ?? []) yield [...path, key]
  for (const [key, value] of Object.entries(here.properties ?? {}))
    yield* needed(value, [...path, key])
  if (typeof here.additionalProperties === 'object')
    yield* needed(here.additionalProperties, [...path, '*'])
  if (here.items !== undefined) {
    yield [...path, 0]
    yield* needed(here.items, [...path, 0])
  }
  for (const each of [...(here.anyOf ?? []), ...(here.oneOf ?? [])]) yield* needed(each, path)
}

test('something stands in for everything that is required', () => {
  const paths = [...needed(scenarioJsonSchema() as Schema)].filter(path => path.at(-1) !== 'kind')
  expect(paths.length).toBeGreaterThan(30)
  for (const path of paths) expect(standIn(path), path.join('.')).toBeDefined()
})

/** Faults in every part of a file, none of which follows from another. */
const FAULTY = edited(
  ['seed: 1', 'seed: -1'],
  ['vlan: 101', 'vlan: 9999'],
  ['rate: 2Gbps, burst: 64KiB', 'rate: 1bps, burst: 64KiB'],
  ['queue: 16MiB', 'queue: 2000GiB'],
  ['region: fr-par, city: Paris', 'region: fr-par, city: ""'],
  ['frame: 1000B', 'frame: [{ size: 63B, weight: 1 }, { size: 64B, weight: 0 }]'],
  ['metric: delay.p99, below: 2ms', 'metric: delay.p99, below: 2'],
  ['interval: 1ms', 'interval: 0s'],
)

const faultsOf = (data: unknown): readonly LocatedFault[] => {
  const result = parseScenario(JSON.stringify(data))
  return result.ok ? [] : result.faults
}

const PLACES = faultsOf(parse(FAULTY)).map(each => each.path)

/** Every path of plain data, as keys and as messages write it. */
function* pathsOf(data: unknown, path: Path = [], text = ''): Generator<readonly [Path, string]> {
  if (typeof data !== 'object' || data === null) return
  for (const [name, value] of Object.entries(data)) {
    const key = Array.isArray(data) ? Number(name) : name
    const next = typeof key === 'number' ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`
    yield [[...path, key], next]
    yield* pathsOf(value, [...path, key], next)
  }
}

test('damage anywhere hides no fault elsewhere', () => {
  expect(PLACES).toHaveLength(9)
  const paths = [...pathsOf(parse(FAULTY))].filter(
    ([path]) => !/^(?:kind)$/u.test(String(path.at(-1))),
  )
  fc.assert(
    fc.property(
      fc.constantFrom(...paths),
      fc.constantFrom<unknown>(undefined, null, [], {}, [[]], true, 'a b', 5),
      ([path, text], damage) => {
        const data = parse(FAULTY) as Record<string | number, never>
        const holder = path.slice(0, -1).reduce((here, key) => here[key]!, data)
        const key = path.at(-1)!
        // Nothing can be taken out of a list without moving what follows.
        if (damage === undefined && typeof key === 'number') return
        if (damage === undefined) delete holder[key]
        else holder[key] = damage as never
        const told = new Set(faultsOf(data).map(each => each.path))
        for (const place of PLACES) {
          // What is within the damage is gone with it.
          if (place.startsWith(text)) continue
          // Whether a limit is one, only its metric says.
          if (place.endsWith('.below') && text.endsWith('.metric')) continue
          expect(told, `${text} hides ${place}`).toContain(place)
        }
      },
    ),
    { numRuns: 1_500 },
  )
})

test('nothing but the damage itself is told of a file that is whole otherwise', () => {
  for (const [path, text] of pathsOf(parse(SCENARIO))) {
    for (const damage of [null, true, [[]]]) {
      const data = parse(SCENARIO) as Record<string | number, never>
      const holder = path.slice(0, -1).reduce((here, key) => here[key]!, data)
      holder[path.at(-1)!] = damage as never
      const told = faultsOf(data).map(each => `${each.path}: ${each.message}`)
      expect(told, `${text} ${JSON.stringify(damage)}`).toHaveLength(1)
      expect(told[0]!.startsWith(text), `${text}: ${told[0]}`).toBe(true)
    }
  }
})
