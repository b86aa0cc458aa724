import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { scenarioJsonSchema } from '../../src/scenario/schema.ts'

interface Schema {
  readonly title?: string
  readonly description?: string
  readonly type?: string
  readonly examples?: readonly unknown[]
  readonly default?: unknown
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly pattern?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
}

const schema = scenarioJsonSchema() as Schema

/** Every key that the schema describes, by its path. */
function* keys(here: Schema, path = ''): Generator<[string, Schema]> {
  for (const [key, value] of Object.entries(here.properties ?? {})) {
    yield [`${path}.${key}`, value]
    yield* keys(value, `${path}.${key}`)
  }
  if (typeof here.additionalProperties === 'object')
    yield* keys(here.additionalProperties, `${path}.*`)
  if (here.items !== undefined) yield* keys(here.items, `${path}[]`)
  for (const each of [...(here.anyOf ?? []), ...(here.oneOf ?? [])]) yield* keys(each, path)
}

const at = (path: string): Schema => {
  const found = [...keys(schema)].find(([name]) => name === path)
  if (found === undefined) throw new Error(`the schema has no ${path}`)
  return found[1]
}

test('scenario.schema.json is what the schema says; scripts/write-schema.ts writes it', () => {
  const file = readFileSync(new URL('../../scenario.schema.json', import.meta.url), 'utf8')
  expect(JSON.parse(file)).toEqual(schema)
})

test('every key has words, and an example, a choice or entries of its own', () => {
  const described = [...keys(schema)]
  expect(described.length).toBeGreaterThan(70)
  for (const [
    path,
    { description, examples, enum: choice, const: only, properties, items },
  ] of described) {
    expect(description, path).toMatch(/\.$/u)
    const helps = examples ?? choice ?? only ?? properties ?? items
    expect(helps, path).toBeDefined()
  }
})

test('every example of a text fits its pattern', () => {
  for (const [path, { pattern, examples = [] }] of keys(schema)) {
    if (pattern === undefined) continue
    for (const example of examples) expect(example, path).toMatch(new RegExp(pattern, 'u'))
  }
})

test('unknown keys are refused everywhere', () => {
  const objects = [schema, ...[...keys(schema)].map(([, value]) => value)]
  for (const each of objects) {
    if (each.properties !== undefined) expect(each.additionalProperties).toBe(false)
  }
})

test('editors complete choices, patterns, bounds and defaults', () => {
  expect(schema.required).toEqual([
    'name',
    'duration',
    'organization',
    'pops',
    'connections',
    'interlinks',
    'traffic',
  ])
  expect(at('.pops.*.region').enum).toEqual(['fr-par', 'nl-ams', 'pl-waw'])
  expect(at('.interlinks.*.countAs')).toMatchObject({ enum: ['l1', 'l2', 'l3'], default: 'l2' })
  expect(at('.interlinks.*.mtu')).toMatchObject({
    type: 'integer',
    minimum: 46,
    maximum: 9198,
    default: 1500,
  })
  expect(at('.interlinks.*.vlan')).toMatchObject({ type: 'integer', minimum: 1, maximum: 4094 })
  expect(at('.connections.*.queue').default).toBe('16MiB')
  expect(at('.interlinks.*.enforce.toCloud')).toMatchObject({ default: 'police' })
  expect(at('.objectives[].metric').enum).toContain('queue.max')
  const rate = new RegExp(at('.interlinks.*.bandwidth').pattern!, 'u')
  for (const good of ['2Gbps', '2.5 Gbps', '500Mbit/s']) expect(good).toMatch(rate)
  for (const bad of ['2', '2GB', '2  Gbps', 'Gbps', '-2Gbps']) expect(bad).not.toMatch(rate)
})

test('a source is chosen by its kind', () => {
  const kinds = at('.traffic[].source').oneOf!.map(each => each.properties!['kind']!.const)
  expect(kinds).toEqual(['cbr', 'poisson', 'onoff', 'csv', 'pcap'])
})

test('an event has the keys of its kind, and of what that happens to', () => {
  const { items } = schema.properties!['events']! as { items: { allOf: readonly unknown[] } }
  const of = (kind: string): unknown => {
    const when = { properties: { kind: { const: kind } }, required: ['kind'] }
    const rules = items.allOf as readonly { readonly if: unknown; readonly then: unknown }[]
    return rules.find(each => JSON.stringify(each.if) === JSON.stringify(when))?.then
  }
  expect(of('degrade')).toEqual({
    required: ['connection', 'segment', 'loss'],
    propertyNames: { enum: ['at', 'kind', 'connection', 'segment', 'loss'] },
  })
  expect(of('repair')).toEqual({
    required: ['connection'],
    oneOf: [{ required: ['segment'] }, { required: ['end'] }],
    propertyNames: { enum: ['at', 'kind', 'connection', 'segment', 'end'] },
  })
  expect(of('setPolicy')).toEqual({
    required: ['interlink'],
    propertyNames: { enum: ['at', 'kind', 'interlink', 'family', 'policy'] },
  })
})
