/** A document with other values in it, as if they had been written there. */
import type { Path } from '../model/path.ts'
import { type Entry, type Node, spanOf } from './document.ts'

/** What is to stand at a path. */
export interface Change {
  /** Keys of mappings and numbers of list items; the last key of a mapping may be new. */
  readonly path: Path
  /** As it would be written, without quotes: `2Gbps`. */
  readonly value: string | number | boolean | null
}

/** The node with `value` at what is left of the path; null where the path leads nowhere. */
const replaced = (node: Node, path: Path, value: Node): Node | null => {
  const [key, ...rest] = path
  if (key === undefined) return value
  if (node.kind === 'list') {
    const item = typeof key === 'number' ? node.items[key] : undefined
    const changed = item === undefined ? null : replaced(item, rest, value)
    return changed === null ? null : { ...node, items: node.items.with(key as number, changed) }
  }
  if (node.kind !== 'map') return null
  const name = String(key)
  const old = node.entries.get(name)
  if (old === undefined && rest.length > 0) return null
  const changed = old === undefined ? value : replaced(old.value, rest, value)
  if (changed === null) return null
  const entry: Entry = { key: old?.key ?? value.span, value: changed }
  // A key that is there keeps its place.
  return { ...node, entries: new Map(node.entries).set(name, entry) }
}

/**
 * The document with changes made, one after the other. What is new stands where the old was, or, where
 * there was none, where the mapping is that it is in.
 *
 * @throws RangeError when a path leads through what is not there
 */
export const varied = (root: Node, changes: readonly Change[]): Node =>
  changes.reduce<Node>((node, { path, value }) => {
    const scalar: Node = {
      kind: 'scalar',
      span: spanOf(node, path),
      value,
      source: String(value),
    }
    const changed = replaced(node, path, scalar)
    if (changed === null) throw new RangeError(`${path.join('.')} leads nowhere in the scenario`)
    return changed
  }, root)
