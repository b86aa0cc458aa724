/** Faults of shape in words: unknown and missing keys, wrong types, quantities without a unit. */
import type { z } from 'zod'
import { explainCalendar } from '../calendar.ts'
import { listing } from '../model/explain.ts'
import { either } from '../model/lifecycle/words.ts'
import { isNear, isSlip, nearest } from '../model/nearest.ts'
import type { Path } from '../model/path.ts'
import {
  type Dimension,
  aQuantity,
  exampleOf as exampleQuantity,
  explainQuantity,
  isSigned,
  wordOf,
} from '../quantity.ts'
import { type Node, nodeAt, spanOf } from './document.ts'
import type { Fault } from './fault.ts'
import { type ShapeParams, YEARS, dimensionAt } from './values.ts'
import { exampleOf, inline, kindsAt, knownKeys, schemaAt } from './schema-walk.ts'
import { type Kinds, membersOf, placeOfForm } from './unions.ts'

type Issue = z.core.$ZodIssue

/** Beyond this many unknown keys none is compared with the known ones: they are not listed anyway. */
const COMPARED_MAX = 200

/** Words of a fault: what is wrong, and what to do. */
interface Words {
  readonly problem: string
  readonly remedy: string
  readonly fix?: string
}

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text)

/** A value as found, in a message. */
const shown = (node: Node): string => {
  if (node.kind === 'list') return 'a list'
  if (node.kind === 'map') return 'a mapping'
  if (node.value === null) return node.source === '' ? 'nothing' : node.source
  return node.value === '' ? 'an empty text' : shorten(node.source)
}

const NEEDED: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
}

const missing = (
  key: string | number,
  schema: z.core.$ZodType | null,
  kinds: Kinds | null,
): Words => {
  if (schema === null && key === 'kind' && kinds !== null) {
    return { problem: 'the key is missing', remedy: `add kind: ${either([...kinds.keys()])}` }
  }
  const example = schema === null ? undefined : exampleOf(schema)
  if (example === undefined) return { problem: 'the key is missing', remedy: `add ${key}` }
  const line = `${key}: ${inline(example)}`
  return { problem: 'the key is missing', remedy: `add one such as ${line}`, fix: line }
}

const notAQuantity = (node: Node, dimension: Dimension): Words => {
  if (node.kind === 'scalar' && typeof node.value === 'number' && Number.isFinite(node.value)) {
    const negative = node.value < 0 && !isSigned(dimension)
    const kind = negative ? 'not-a-quantity' : 'no-unit'
    return explainQuantity({ kind, value: node.source, dimension })
  }
  return {
    problem: `${shown(node)} is no ${wordOf(dimension)}`,
    remedy: `${aQuantity(dimension)} such as ${exampleQuantity(dimension)} is needed`,
  }
}

/** What may stand instead of a quantity, where something may. */
const OTHER_FORMS: { readonly [key in Dimension]?: string } = {
  size: ', or imix, or a list of sizes',
  'lead time': ', or { median: 5d, p90: 12d }',
  'time span': ', or { median: 6h, p90: 24h }',
}

const wrongType = (node: Node, schema: z.core.$ZodType | null, expected: string): Words => {
  const dimension = schema === null ? null : dimensionAt(schema)
  if (dimension !== null) return notAQuantity(node, dimension)
  const example = schema === null ? undefined : exampleOf(schema)
  const such = example === undefined ? '' : ` such as ${inline(example)}`
  const remedy = `${NEEDED[expected] ?? expected}${such} is needed`
  if (node.kind !== 'scalar') return { problem: `${shown(node)} stands here`, remedy }
  if (node.value === null) return { problem: 'the value is missing', remedy }
  if (expected === 'string') {
    const quoted = `"${shorten(node.source)}"`
    const problem = `${shown(node)} is ${typeof node.value === 'number' ? 'a number' : 'no text'}`
    return { problem, remedy: 'a text is needed; put it in quotes', fix: quoted }
  }
  if (expected === 'number') {
    if (typeof node.value === 'number') return { problem: `${shown(node)} is not finite`, remedy }
    const digits = /^\d+(?:\.\d+)?/u.exec(node.source)?.[0]
    const bare = `a bare number${such} is needed`
    return digits === undefined
      ? { problem: `${shown(node)} is no number`, remedy: bare }
      : { problem: `${shown(node)} is a text`, remedy: bare, fix: digits }
  }
  if (expected === 'boolean') {
    return {
      problem: `${shown(node)} is neither true nor false`,
      remedy: 'write true or false, without quotes',
    }
  }
  return { problem: `${shown(node)} is no ${expected === 'array' ? 'list' : 'mapping'}`, remedy }
}

const notAChoice = (node: Node, values: readonly unknown[]): Words => {
  const choices = values.map(String)
  const [only] = choices
  if (choices.length === 1) {
    return {
      problem: `${shown(node)} is not known here`,
      remedy: `${only!} is the only value`,
      fix: only!,
    }
  }
  const problem = `${shown(node)} is none of ${either(choices)}`
  const near = node.kind === 'scalar' ? nearest(node.source, choices) : null
  if (near === null) return { problem, remedy: 'write one of them' }
  const remedy = `the nearest is ${near}`
  return isSlip((node as { source: string }).source, near)
    ? { problem, remedy, fix: near }
    : { problem, remedy: 'write one of them' }
}

/** The most keys that a remedy lists. */
const KEYS_SHOWN = 12

const keysInWords = (keys: readonly string[]): string => {
  const named = keys.filter(key => !key.startsWith('$'))
  const shown = named.slice(0, KEYS_SHOWN).join(', ')
  return named.length > KEYS_SHOWN ? `${shown}, …` : shown
}

const unknownKey = (
  key: string,
  value: Node,
  known: readonly string[],
  given: ReadonlySet<string>,
): Words => {
  const tail = value.kind === 'scalar' && value.source !== '' ? `: ${shorten(value.source)}` : ''
  const [, glued, rest] = /^([\w-]+):(.+)$/u.exec(key) ?? []
  if (glued !== undefined && known.includes(glued)) {
    const fix = `${glued}: ${shorten(rest!)}`
    return { problem: 'unknown key', remedy: 'a space is missing after the colon', fix }
  }
  if (/^\d/u.test(key) && value.kind === 'scalar' && value.source === '') {
    const remedy = 'if the number before it goes on here, write a point instead of the comma'
    return { problem: 'unknown key', remedy }
  }
  const near = known.filter(each => isNear(key, each))
  const free = nearest(
    key,
    near.filter(each => !given.has(each)),
  )
  if (free !== null) {
    const remedy = `the nearest known key is ${free}`
    return { problem: 'unknown key', remedy, fix: `${free}${tail}` }
  }
  const taken = nearest(key, near)
  if (taken !== null) {
    const remedy = `the nearest known key is ${taken}, which is there already; remove this one`
    return { problem: 'unknown key', remedy }
  }
  return { problem: 'unknown key', remedy: `known here: ${keysInWords(known)}` }
}

/** Of a key that another kind has: whose it is. */
const keyOfOthers = (key: string, kinds: Kinds): Words | null => {
  const holders = [...kinds].flatMap(([kind, { required, optional }]) =>
    required.includes(key) || optional.includes(key) ? [kind] : [],
  )
  if (holders.length === 0) return null
  return { problem: 'unknown key', remedy: `${key} belongs to ${listing(holders)}; remove it` }
}

const badId = (value: string): Words => ({
  problem:
    value === '__proto__'
      ? 'the id is reserved'
      : `${value === '' ? 'an empty text' : shorten(value)} is no id`,
  remedy: 'write letters, digits, - and _, at most 63',
})

const badInstant = (
  node: Node,
  fault: Extract<ShapeParams, { kind: 'instant' }>['fault'],
): Words => {
  const remedy = 'write one such as 2026-03-02T08:00:00Z'
  if (fault === 'no-date')
    return { problem: `${shown(node)} is no instant of the calendar`, remedy }
  if (fault === 'out-of-range') {
    const { first, last } = YEARS
    return { problem: `${shown(node)} is too far off`, remedy: `years go from ${first} to ${last}` }
  }
  return { problem: `${shown(node)} ${explainCalendar(fault)}`, remedy }
}

const ownIssue = (node: Node, params: ShapeParams): Words => {
  switch (params.kind) {
    case 'quantity':
      return explainQuantity(params.fault)
    case 'id':
      return badId(params.value)
    case 'limit':
      return {
        problem: `${shown(node)} is no limit`,
        remedy: 'a quantity such as 2ms or 0.1% is needed',
      }
    case 'instant':
      return badInstant(node, params.fault)
    case 'text':
      return params.length === 0
        ? { problem: 'the text is empty', remedy: 'write at least one character' }
        : {
            problem: `the text has ${params.length.toLocaleString('en-US')} characters, above the limit of ${params.most}`,
            remedy: 'shorten it',
          }
    case 'words':
      return params.words
    default:
      return params satisfies never
  }
}

/** Mappings by path, the outermost first. */
function* mappings(node: Node, path: Path): Generator<[Path, Extract<Node, { kind: 'map' }>]> {
  if (node.kind === 'map') {
    yield [path, node]
    for (const [key, { value }] of node.entries) yield* mappings(value, [...path, key])
  } else if (node.kind === 'list') {
    for (const [index, item] of node.items.entries()) yield* mappings(item, [...path, index])
  }
}

/** Issues, those of unknown keys first: what they were meant to be is not missing then. */
const unknownFirst = (issues: readonly Issue[]): readonly Issue[] => {
  const rank = (issue: Issue): number => (issue.code === 'unrecognized_keys' ? 0 : 1)
  return issues.toSorted((a, b) => rank(a) - rank(b))
}

/** Turns the issues of a schema into faults of the document. */
export class ShapeFaults {
  readonly faults: Fault[] = []
  readonly #root: Node
  readonly #data: unknown
  /** Paths of known keys that an unknown one of the same mapping was meant to be. */
  readonly meant: Path[] = []
  readonly #meant = new Set<string>()
  #compared = 0

  /**
   * @param data  plain data of `root`, with whatever stands in for a part of it
   */
  constructor(root: Node, data: unknown) {
    this.#root = root
    this.#data = data
    this.#reservedKeys()
  }

  /** Adds the faults of which the schema has raised `issues`. */
  tell(issues: readonly Issue[]): void {
    for (const issue of unknownFirst(issues)) this.#translate(issue)
  }

  #add(path: Path, { problem, remedy, fix }: Words, part: 'key' | 'value' = 'value'): void {
    this.faults.push({
      path,
      span: spanOf(this.#root, path, part),
      message: `${problem}; ${remedy}`,
      ...(fix === undefined ? {} : { fix }),
    })
  }

  #translate(issue: Issue, above: Path = []): void {
    const path = [...above, ...(issue.path as Path)]
    if (issue.code === 'unrecognized_keys') {
      this.#unknown(path, issue.keys)
      return
    }
    const node = nodeAt(this.#root, path)
    const schema = schemaAt(path, this.#data)
    if (node === null) {
      // A key that is there, only misspelt, is one fault and not two.
      if (this.#meant.has(JSON.stringify(path))) return
      const kinds = kindsAt(path.slice(0, -1), this.#data)
      this.#add(path, missing(path.at(-1) ?? 'name', schema, kinds))
      return
    }
    switch (issue.code) {
      case 'invalid_type':
        this.#add(path, wrongType(node, schema, issue.expected))
        break
      case 'invalid_value':
        this.#add(path, notAChoice(node, issue.values))
        break
      case 'invalid_union':
        this.#union(path, node, issue)
        break
      case 'invalid_key':
        this.#add(path, badId(String(path.at(-1))), 'key')
        break
      case 'custom':
        this.#add(path, ownIssue(node, issue.params as ShapeParams))
        break
      default:
        // The schema raises nothing else; should it ever, the words are Zod's own.
        this.#add(path, { problem: `${shown(node)} does not fit`, remedy: issue.message })
    }
  }

  /** Keys that the mapping at `path` does not know. */
  #unknown(path: Path, keys: readonly string[]): void {
    const known = knownKeys(path, this.#data)
    const holder = nodeAt(this.#root, path)
    if (holder?.kind !== 'map') return
    const given = new Set(holder.entries.keys())
    const kinds = kindsAt(path, this.#data)
    /** A key of a mapping within this one, where the unknown one has a place: `source.start`. */
    const within = (key: string): string | undefined =>
      known.find(each => given.has(each) && knownKeys([...path, each], this.#data).includes(key))
    for (const key of keys) {
      this.#compared += 1
      let words: Words = { problem: 'unknown key', remedy: 'remove it' }
      if (this.#compared <= COMPARED_MAX) {
        const inner = within(key)
        const others = kinds === null ? null : keyOfOthers(key, kinds)
        words =
          inner === undefined
            ? (others ?? unknownKey(key, holder.entries.get(key)!.value, known, given))
            : { problem: 'unknown key', remedy: `the nearest known key is ${inner}.${key}` }
      }
      this.#add([...path, key], words, 'key')
      const meant = /^[\w-]+/u.exec(words.fix ?? '')?.[0]
      if (meant === undefined) continue
      this.meant.push([...path, meant])
      this.#meant.add(JSON.stringify([...path, meant]))
    }
  }

  #union(path: Path, node: Node, issue: Extract<Issue, { code: 'invalid_union' }>): void {
    if ('options' in issue && issue.options !== undefined) {
      this.#add(path, notAChoice(node, issue.options))
      return
    }
    // Of several forms, the one meant: a list or a mapping where there is such a form, else a quantity.
    const groups = issue.errors
    const schema = schemaAt(path, this.#data)
    const nested = placeOfForm(schema, node.kind)
    if (nested >= 0) {
      for (const each of unknownFirst(groups[nested] ?? [])) this.#translate(each, path)
      return
    }
    const own = groups.flat().find(each => each.code === 'custom')
    const dimension =
      membersOf(schema)
        .map(dimensionAt)
        .find(each => each !== null) ?? 'size'
    const words =
      own === undefined ? notAQuantity(node, dimension) : ownIssue(node, own.params as ShapeParams)
    this.#add(path, { ...words, remedy: `${words.remedy}${OTHER_FORMS[dimension] ?? ''}` })
  }

  /** Keys `__proto__`, which plain data cannot hold: unknown keys, or reserved ids. */
  #reservedKeys(): void {
    for (const [path, { entries }] of mappings(this.#root, [])) {
      if (!entries.has('__proto__')) continue
      if (knownKeys(path, this.#data).length > 0) this.#unknown(path, ['__proto__'])
      else this.#add([...path, '__proto__'], badId('__proto__'), 'key')
    }
  }
}
