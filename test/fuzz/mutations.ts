/** Changes to a document: the slips of people, and worse. */
import fc from 'fast-check'
import { decoration, hostileKey, hostileValue } from './hostile.ts'
import {
  type Entry,
  type Mapping,
  type Place,
  type Tree,
  changedAt,
  isList,
  isMapping,
  placesOf,
  raw,
  valueAt,
} from './tree.ts'

/** A change of a document. */
export type Mutation = (tree: Tree) => Tree

const pick = <T>(list: readonly T[], at: number): T | undefined =>
  list.length === 0 ? undefined : list[at % list.length]

/** Changes the value somewhere. */
const somewhere =
  (at: number, change: (value: Tree) => Tree): Mutation =>
  tree =>
    changedAt(tree, pick(placesOf(tree), at)!, change)

/** Changes the entries of a mapping somewhere. */
const inMapping =
  (at: number, change: (entries: readonly Entry[]) => readonly Entry[]): Mutation =>
  tree => {
    const place = pick(
      placesOf(tree).filter(each => isMapping(valueAt(tree, each))),
      at,
    )
    if (place === undefined) return tree
    return changedAt(tree, place, value => ({
      kind: 'map',
      entries: change((value as Mapping).entries),
    }))
  }

/** Changes the items of a list, or the entries of a mapping, somewhere. */
const inCollection = (at: number, change: <T>(held: readonly T[]) => readonly T[]): Mutation =>
  somewhere(at, value => {
    if (isList(value)) return change(value)
    return isMapping(value) ? { ...value, entries: change(value.entries) } : value
  })

const place = fc.nat(10_000)

/** What fingers do to a word. */
const slip: fc.Arbitrary<(word: string) => string> = fc
  .record({
    kind: fc.constantFrom('drop', 'double', 'swap', 'case', 'replace', 'space', 'cut', 'append'),
    at: fc.nat(40),
    letter: fc.constantFrom('x', 's', 'e', '-', '_', 'É', '\t', '.', '0', '9', 'E', '%', '/', ' '),
  })
  .map(({ kind, at, letter }) => word => {
    const i = word === '' ? 0 : at % word.length
    const [before, here, after] = [word.slice(0, i), word.slice(i, i + 1), word.slice(i + 1)]
    switch (kind) {
      case 'drop':
        return before + after
      case 'double':
        return before + here + here + after
      case 'swap':
        return before + after.slice(0, 1) + here + after.slice(1)
      case 'case':
        return (
          before + (here === here.toUpperCase() ? here.toLowerCase() : here.toUpperCase()) + after
        )
      case 'replace':
        return before + letter + after
      case 'space':
        return `${before} ${here}${after}`
      case 'cut':
        return before
      case 'append':
        return word + letter.repeat(1 + (at % 30))
      default:
        return kind satisfies never
    }
  })

const rename = fc
  .tuple(
    place,
    fc.nat(20),
    fc.oneof(
      slip,
      hostileKey.map(key => () => key),
    ),
  )
  .map(([at, which, change]) =>
    inMapping(at, entries =>
      entries.map((entry, i) =>
        i === which % entries.length ? { ...entry, key: change(entry.key) } : entry,
      ),
    ),
  )

const replace = fc.tuple(place, hostileValue).map(([at, value]) => somewhere(at, () => value))

const misspell = fc.tuple(place, slip).map(([at, change]) =>
  somewhere(at, value => {
    if (typeof value === 'string') return change(value)
    return typeof value === 'number' ? raw(change(String(value))) : value
  }),
)

const drop = fc
  .tuple(place, fc.nat(20))
  .map(([at, which]) => inCollection(at, held => held.filter((_, i) => i !== which % held.length)))

const duplicate = fc
  .tuple(place, fc.nat(20), fc.oneof(fc.constant(1), fc.nat(150)))
  .map(([at, which, times]) =>
    inCollection(at, held =>
      held.flatMap((each, i) =>
        i === which % held.length ? Array.from({ length: times + 1 }, () => each) : [each],
      ),
    ),
  )

const add = fc
  .tuple(place, hostileKey, hostileValue)
  .map(([at, key, value]) => inMapping(at, entries => [...entries, { key, value }]))

/** Puts what stands at one place to another one, with or without leaving it where it was. */
const move = fc.tuple(place, place, fc.boolean()).map(([from, to, swaps]): Mutation => tree => {
  const places = placesOf(tree)
  const [a, b] = [pick(places, from)!, pick(places, to)!]
  // What one place holds cannot change places with it.
  const isWithin = (inner: Place, outer: Place): boolean =>
    outer.every((index, i) => inner[i] === index)
  const [here, there] = [valueAt(tree, a), valueAt(tree, b)]
  const placed = changedAt(tree, b, () => here)
  return !swaps || isWithin(a, b) || isWithin(b, a) ? placed : changedAt(placed, a, () => there)
})

/** Takes an entry of one mapping to another one. */
const transfer = fc.tuple(place, fc.nat(20), place).map(([from, which, to]): Mutation => tree => {
  let taken: Entry | undefined
  const without = inMapping(from, entries => {
    taken = pick(entries, which)
    return entries.filter(entry => entry !== taken)
  })(tree)
  return inMapping(to, entries => (taken === undefined ? entries : [...entries, taken]))(without)
})

const wrap = fc.tuple(place, fc.constantFrom('list', 'map', 'first', 'none')).map(([at, how]) =>
  somewhere(at, value => {
    if (how === 'list') return [value]
    if (how === 'map') return { kind: 'map', entries: [{ key: 'a', value }] }
    if (how === 'none') return isList(value) ? [] : { kind: 'map', entries: [] }
    if (isList(value)) return value[0] ?? null
    return isMapping(value) ? (value.entries[0]?.value ?? null) : value
  }),
)

const reverse = place.map(at => inCollection(at, held => held.toReversed()))

const decorate = fc.tuple(place, decoration).map(([at, change]) => somewhere(at, change))

/** An anchor in one place, and what uses it in another: in place of a value, or merged. */
const refer = fc
  .tuple(place, place, fc.boolean(), fc.constantFrom('a', 'b'))
  .map(([from, to, merges, name]): Mutation => tree => {
    const use: Mutation = merges
      ? inMapping(to, entries => [{ key: '<<', value: raw(`*${name}`) }, ...entries])
      : somewhere(to, () => raw(`*${name}`))
    const anchored = somewhere(from, value => ({
      kind: 'decorated',
      prefix: `&${name}`,
      value,
    }))
    return anchored(use(tree))
  })

/** Any change. */
export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 8, arbitrary: replace },
  { weight: 5, arbitrary: misspell },
  { weight: 4, arbitrary: rename },
  { weight: 3, arbitrary: drop },
  { weight: 2, arbitrary: duplicate },
  { weight: 2, arbitrary: add },
  { weight: 2, arbitrary: move },
  { weight: 2, arbitrary: transfer },
  { weight: 2, arbitrary: wrap },
  { weight: 1, arbitrary: reverse },
  { weight: 1, arbitrary: decorate },
  { weight: 2, arbitrary: refer },
)
