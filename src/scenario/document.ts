/**
 * A YAML document as plain values that remember where they stand.
 *
 * Aliases and merge keys are resolved, within bounds; what they yield stands where it was written.
 */
import type { Path } from '../model/path.ts'

/** Half-open range of offsets in the text. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A value with its place. */
export type Node =
  | {
      readonly kind: 'scalar'
      readonly span: Span
      readonly value: string | number | boolean | null
      /** As written, without quotes. */
      readonly source: string
    }
  | { readonly kind: 'list'; readonly span: Span; readonly items: readonly Node[] }
  | { readonly kind: 'map'; readonly span: Span; readonly entries: ReadonlyMap<string, Entry> }

/** A key of a mapping, in the order of the file, with its value. */
export interface Entry {
  readonly key: Span
  readonly value: Node
}

/** The entry or item of `node` under `key`. */
const childOf = (node: Node, key: string | number): { key: Span | null; value: Node } | null => {
  if (node.kind === 'map') return node.entries.get(String(key)) ?? null
  if (node.kind === 'list' && typeof key === 'number') {
    const value = node.items[key]
    return value === undefined ? null : { key: null, value }
  }
  return null
}

/** The value at `path`; null where there is none. */
export const nodeAt = (root: Node, path: Path): Node | null => {
  let node: Node | null = root
  for (const key of path) {
    node = childOf(node, key)?.value ?? null
    if (node === null) return null
  }
  return node
}

/** Where the first thing of a document stands: its first key, or the document itself. */
const beginning = (root: Node): Span => {
  if (root.kind !== 'map') return root.span
  const [first] = root.entries.values()
  return first?.key ?? root.span
}

/**
 * The place that stands for `path`: of a scalar its text, of anything else its key, and where the
 * path leads nowhere the last thing on the way there.
 *
 * @param part  `key`: the key even of a scalar
 */
export const spanOf = (root: Node, path: Path, part: 'key' | 'value' = 'value'): Span => {
  let node = root
  let span = beginning(root)
  for (const key of path) {
    const child = childOf(node, key)
    if (child === null) return span
    node = child.value
    const written = node.kind === 'scalar' && node.span.end > node.span.start && part === 'value'
    span = child.key === null || written ? node.span : child.key
  }
  return span
}

/** Keys of the mapping at `path` in the order of the file; none where there is no mapping. */
export const keysAt = (root: Node, path: Path): readonly string[] => {
  const node = nodeAt(root, path)
  return node?.kind === 'map' ? [...node.entries.keys()] : []
}

/**
 * Plain data of a node: objects without prototype, and without a key `__proto__`, which no scenario
 * has.
 *
 * @param ids  keys that hold ids: a whole number there, or in a list there, is the text it is
 *   written as, as it is where it is a key
 * @param key  the key under which `node` stands
 */
export const toData = (node: Node, ids: ReadonlySet<string>, key: string = ''): unknown => {
  if (node.kind === 'scalar') {
    return ids.has(key) && Number.isInteger(node.value) ? node.source : node.value
  }
  if (node.kind === 'list') return node.items.map(item => toData(item, ids, key))
  const data = Object.create(null) as Record<string, unknown>
  for (const [name, { value }] of node.entries) {
    if (name !== '__proto__') data[name] = toData(value, ids, name)
  }
  return data
}
