/** A path as people type it, `interlinks.web.bandwidth`, found in a scenario. */
import { nearest } from '../model/nearest.ts'
import type { Path } from '../model/path.ts'
import { type Node, toData } from './document.ts'
import { knownKeys } from './schema-walk.ts'
import { ID_KEYS } from './values.ts'

/** The keys and numbers of list items that a path names, or why it leads nowhere. */
export type FoundPath =
  | { readonly ok: true; readonly path: Path }
  | { readonly ok: false; readonly problem: string; readonly remedy: string }

/** Names that a remedy lists at most. */
const NAMES_SHOWN = 12

const called = (path: Path): string => (path.length === 0 ? 'the scenario' : path.join('.'))

const inside = (names: readonly string[]): string =>
  `inside: ${names.slice(0, NAMES_SHOWN).join(', ')}${names.length > NAMES_SHOWN ? ', …' : ''}`

const itemsOf = (path: Path, count: number): string =>
  count === 0
    ? `${called(path)} is empty`
    : `${called(path)} has the item${count === 1 ? ' 0' : `s 0 to ${count - 1}`}`

/**
 * Finds a path. Ids hold no dots, so each part is a key, or in a list the number of an item, from 0. The last
 * key of a mapping may be one that the file leaves out.
 *
 * @param root     a document whose shape holds
 * @param written  parts between dots
 */
export const findPath = (root: Node, written: string): FoundPath => {
  const refuse = (problem: string, remedy: string): FoundPath => ({ ok: false, problem, remedy })
  const parts = written.split('.')
  const path: (string | number)[] = []
  let node = root
  for (const [depth, part] of parts.entries()) {
    if (node.kind === 'scalar') {
      return refuse(`${called(path)} is a value, nothing is inside it`, 'leave the rest out')
    }
    if (node.kind === 'list') {
      const item = /^\d{1,9}$/u.test(part) ? node.items[Number(part)] : undefined
      if (item === undefined) {
        const what = part === '' ? 'a number is missing' : `${part} is no item of ${called(path)}`
        return refuse(what, `${itemsOf(path, node.items.length)}; name one by its number`)
      }
      path.push(Number(part))
      node = item
      continue
    }
    const entry = node.entries.get(part)
    const known = knownKeys(path, toData(root, ID_KEYS))
    if (entry === undefined && depth === parts.length - 1 && known.includes(part)) {
      return { ok: true, path: [...path, part] }
    }
    if (entry === undefined) {
      if (known.includes(part)) {
        return refuse(
          `${called([...path, part])} is not in the scenario`,
          'add it there, so that values can be put inside',
        )
      }
      const names = [...new Set([...node.entries.keys(), ...known])].filter(
        name => !name.startsWith('$'),
      )
      const near = part === '' ? null : nearest(part, names)
      const what = part === '' ? 'a key is missing' : `${called(path)} has no ${part}`
      return refuse(
        what,
        near === null ? 'name another path' : `the nearest is ${near}; ${inside(names)}`,
      )
    }
    path.push(part)
    node = entry.value
  }
  return node.kind === 'map'
    ? refuse(
        `${called(path)} is a mapping, no value`,
        `name a value in it; ${inside([...node.entries.keys()])}`,
      )
    : { ok: true, path }
}
