/** Documents as trees that keep what plain data cannot: repeated keys, their order, text as written. */

/** A value of a document. */
export type Tree = string | number | boolean | null | readonly Tree[] | Mapping | Raw | Decorated

/** A mapping; keys may repeat. */
export interface Mapping {
  readonly kind: 'map'
  readonly entries: readonly Entry[]
}

/** A key and its value. */
export interface Entry {
  readonly key: string
  readonly value: Tree
}

/** Text that is written as it stands, whatever that makes of the document. */
export interface Raw {
  readonly kind: 'raw'
  readonly text: string
}

/** A value behind an anchor or a tag. */
export interface Decorated {
  readonly kind: 'decorated'
  readonly prefix: string
  readonly value: Tree
}

/** Where a value stands: the index of an entry or item on each level. */
export type Place = readonly number[]

export const raw = (text: string): Raw => ({ kind: 'raw', text })

export const decorated = (prefix: string, value: Tree): Decorated => ({
  kind: 'decorated',
  prefix,
  value,
})

/** A mapping of entries, in their order. */
export const mapping = (entries: readonly (readonly [key: string, value: Tree])[]): Mapping => ({
  kind: 'map',
  entries: entries.map(([key, value]) => ({ key, value })),
})

/** A mapping of the fields that are there. */
export const fields = (given: Readonly<Record<string, Tree | undefined>>): Mapping =>
  mapping(
    Object.entries(given).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )

export const isList = (tree: Tree): tree is readonly Tree[] => Array.isArray(tree)

export const isNode = (tree: Tree): tree is Mapping | Raw | Decorated =>
  typeof tree === 'object' && tree !== null && !isList(tree)

export const isMapping = (tree: Tree): tree is Mapping => isNode(tree) && tree.kind === 'map'

/** What a value holds, in order; of a decorated one what the value behind it holds. */
export const childrenOf = (tree: Tree): readonly Tree[] => {
  if (isList(tree)) return tree
  if (!isNode(tree)) return []
  if (tree.kind === 'map') return tree.entries.map(({ value }) => value)
  return tree.kind === 'decorated' ? childrenOf(tree.value) : []
}

/** The places of all values, each before those it holds; the first is the document itself. */
export const placesOf = (tree: Tree): Place[] => {
  const places: Place[] = [[]]
  for (const [index, child] of childrenOf(tree).entries()) {
    for (const place of placesOf(child)) places.push([index, ...place])
  }
  return places
}

/** Whether a document has more than `most` values; counts no further than that. */
export const isAbove = (tree: Tree, most: number): boolean => {
  const open: Tree[] = [tree]
  for (let count = 1; open.length > 0; count += 1) {
    if (count > most) return true
    open.push(...childrenOf(open.pop()!))
  }
  return false
}

/** The value at a place that the document has. */
export const valueAt = (tree: Tree, place: Place): Tree =>
  place.reduce<Tree>((value, index) => childrenOf(value)[index]!, tree)

/** The document with the value at `place` changed. */
export const changedAt = (tree: Tree, place: Place, change: (value: Tree) => Tree): Tree => {
  const [index, ...rest] = place
  if (index === undefined) return change(tree)
  if (isList(tree)) {
    return tree.map((item, i) => (i === index ? changedAt(item, rest, change) : item))
  }
  if (!isNode(tree) || tree.kind === 'raw') return tree
  if (tree.kind === 'decorated') return { ...tree, value: changedAt(tree.value, place, change) }
  const entries = tree.entries.map((entry, i) =>
    i === index ? { ...entry, value: changedAt(entry.value, rest, change) } : entry,
  )
  return { ...tree, entries }
}
