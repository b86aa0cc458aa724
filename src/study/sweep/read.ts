/** From the text of a sweep file to what it asks, or to everything wrong with it. */
import { z } from 'zod'
import { isSlip, nearest } from '../../model/nearest.ts'
import type { Path } from '../../model/path.ts'
import { type Node, nodeAt, spanOf, toData } from '../../scenario/document.ts'
import type { Fault } from '../../scenario/fault.ts'
import { readYaml } from '../../scenario/yaml.ts'
import { REPLICATIONS_MAX } from '../replications/question.ts'
import type { AxisValue } from './axes.ts'
import { SWEEP_KEYS, sweepSchema } from './schema.ts'

/** What a sweep file asks, before its paths are looked for in the scenario. */
export interface SweepText {
  readonly name: string | null
  /** Relative to the sweep file. */
  readonly scenario: string
  /** In the order of the file. */
  readonly vary: readonly { readonly name: string; readonly values: readonly AxisValue[] }[]
  readonly replications: number
  /** The document, to say where something stands. */
  readonly root: Node
}

/** What a file asks, or its faults. */
export type SweepTextResult =
  | { readonly ok: true; readonly sweep: SweepText }
  | { readonly ok: false; readonly faults: readonly Fault[] }

/** No sweep file holds ids. */
const NO_IDS: ReadonlySet<string> = new Set()

const shown = (node: Node): string => {
  if (node.kind === 'list') return node.items.length === 0 ? 'an empty list' : 'a list'
  if (node.kind === 'map') return node.entries.size === 0 ? 'an empty mapping' : 'a mapping'
  if (node.source === '') return node.value === '' ? 'an empty text' : 'nothing'
  return node.source.length > 60 ? `${node.source.slice(0, 59)}…` : node.source
}

/** What is needed at a place of the file. */
const needed = ([key, path, index]: Path): string => {
  switch (key) {
    case 'name':
      return 'a text of at most 200 characters is needed'
    case 'scenario':
      return 'the path of a scenario, from the folder of this file, is needed'
    case 'replications':
      return `a whole number from 1 to ${REPLICATIONS_MAX} is needed`
    case 'vary':
      if (path === undefined) {
        return 'paths of the scenario with lists of values are needed, such as interlinks.web.bandwidth: [1Gbps, 2Gbps]'
      }
      return index === undefined
        ? 'a list of values is needed, such as [1Gbps, 2Gbps]'
        : 'a value as the scenario file would have it is needed, such as 2Gbps'
    default:
      return `a mapping is needed, with ${SWEEP_KEYS.join(', ')}`
  }
}

const faultAt = (root: Node, path: Path): Fault => {
  const found = nodeAt(root, path)
  const problem =
    found === null
      ? 'the key is missing'
      : `${shown(found)} stands ${path.length === 0 ? 'in the file' : 'here'}`
  return { path, span: spanOf(root, path), message: `${problem}; ${needed(path)}` }
}

const unknownKey = (root: Node, key: string): Fault => {
  const near = nearest(key, SWEEP_KEYS)
  const remedy =
    near !== null && isSlip(key, near)
      ? `the nearest known key is ${near}`
      : `known here: ${SWEEP_KEYS.join(', ')}`
  return { path: [key], span: spanOf(root, [key], 'key'), message: `unknown key; ${remedy}` }
}

const faultsOf = (root: Node, issues: readonly z.core.$ZodIssue[]): readonly Fault[] =>
  issues.flatMap(issue =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map(key => unknownKey(root, key))
      : [faultAt(root, issue.path as Path)],
  )

/** Values that are written twice: both would be the same combination. */
const repeated = (root: Node, { name, values }: SweepText['vary'][number]): readonly Fault[] => {
  const seen = new Set<unknown>()
  return values.flatMap(({ value, text }, index) => {
    if (!seen.has(value)) {
      seen.add(value)
      return []
    }
    const path = ['vary', name, index]
    const message = `${text} is given twice; remove one`
    return [{ path, span: spanOf(root, path), message }]
  })
}

/** Reads a sweep file. */
export const readSweepText = (text: string): SweepTextResult => {
  const { root, faults } = readYaml(text)
  if (root === null || faults.length > 0) return { ok: false, faults }
  const parsed = sweepSchema.safeParse(toData(root, NO_IDS))
  if (!parsed.success) return { ok: false, faults: faultsOf(root, parsed.error.issues) }
  const { name, scenario, replications = 1 } = parsed.data
  const axes = nodeAt(root, ['vary']) as Extract<Node, { readonly kind: 'map' }>
  const vary = [...axes.entries].map(([path, { value }]) => ({
    name: path,
    values: (value as Extract<Node, { readonly kind: 'list' }>).items.map((item): AxisValue => {
      const { value: found, source } = item as Extract<Node, { readonly kind: 'scalar' }>
      return { value: found!, text: typeof found === 'string' ? found : source }
    }),
  }))
  const twice = vary.flatMap(axis => repeated(root, axis))
  if (twice.length > 0) return { ok: false, faults: twice }
  return { ok: true, sweep: { name: name ?? null, scenario, vary, replications, root } }
}
