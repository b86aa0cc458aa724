/**
 * The shape of a document: its faults, and what is left of it when they are taken out.
 *
 * The rest is still worth judging, so that one reading of a file tells everything that is wrong.
 */
import type { z } from 'zod'
import type { Path } from '../model/path.ts'
import { type Node, toData } from './document.ts'
import type { Fault } from './fault.ts'
import { type ScenarioFile, scenarioSchema } from './schema.ts'
import { isOptional, stepsTo } from './schema-walk.ts'
import { shapeFaults } from './shape-faults.ts'

/** A document by its shape. */
export interface Shape {
  readonly faults: readonly Fault[]
  /** What the document says where its shape holds; null where nothing sensible is left. */
  readonly file: ScenarioFile | null
  /** What was taken out or replaced because of a fault; positions in the document as written. */
  readonly damaged: readonly Path[]
  /** For each entry of `file.traffic` and `file.objectives` its index in the document. */
  readonly kept: { readonly traffic: readonly number[]; readonly objectives: readonly number[] }
}

/** What stands in for required keys of the top level, so that the rest can be judged. */
const stand = (): Readonly<Record<string, unknown>> => ({
  name: '-',
  duration: '1s',
  organization: { id: '-', projects: ['-'] },
  pops: {},
  connections: {},
  interlinks: {},
  traffic: [],
})

/** Lists whose entries stand alone: one may go without the others. */
const LISTS: readonly (string | number)[] = ['traffic', 'objectives']
/** Marks an entry of such a list that is taken out. */
const GONE = Symbol('gone')

type Data = Record<string | number, unknown>

/** The value at `path` of plain data. */
const valueAt = (data: Data, path: Path): Data | undefined => {
  let here: unknown = data
  for (const key of path) {
    if (typeof here !== 'object' || here === null) return undefined
    here = (here as Data)[key]
  }
  return here as Data | undefined
}

/**
 * Takes out the smallest thing around `path` that a scenario can do without: an optional value, an
 * entry of a mapping by id or of a list, or at last a key of the top level.
 *
 * @returns the path of what is gone
 */
const takeOut = (data: Data, path: Path): Path => {
  const steps = stepsTo(path, data)
  for (let depth = steps.length; depth > 0; depth -= 1) {
    const step = steps[depth - 1]!
    const at = path.slice(0, depth)
    const holder = valueAt(data, path.slice(0, depth - 1))
    if (holder === undefined || (holder as unknown) === GONE) return at
    const record = step.holder._zod.def.type === 'record'
    if (depth === 2 && LISTS.includes(path[0]!) && Array.isArray(holder)) {
      ;(holder as Data)[step.key] = GONE
      return at
    }
    if (record || isOptional(step)) {
      delete holder[step.key]
      return at
    }
    if (depth === 1) {
      data[step.key] = stand()[step.key]
      return at
    }
  }
  return path
}

/** Closes the gaps of a list and returns the indexes that its entries had. */
const compact = (data: Data, key: string): number[] => {
  const list = data[key]
  if (!Array.isArray(list)) return []
  const kept = [...list.keys()].filter(index => list[index] !== GONE)
  data[key] = kept.map(index => list[index] as unknown)
  return kept
}

const repair = (data: Data, issues: readonly z.core.$ZodIssue[]): Path[] => {
  const damaged: Path[] = []
  for (const issue of issues) {
    const path = issue.path as Path
    if (issue.code !== 'unrecognized_keys') {
      damaged.push(takeOut(data, path))
      continue
    }
    const holder = valueAt(data, path)
    for (const key of issue.keys) {
      if (holder !== undefined && (holder as unknown) !== GONE) delete holder[key]
    }
  }
  return damaged
}

/** Reads the shape of a document. */
export const readShape = (root: Node): Shape => {
  const nothing = { traffic: [], objectives: [] }
  if (root.kind !== 'map') {
    const empty = root.kind === 'scalar' && root.value === null
    const message = empty
      ? 'the file holds no scenario; begin with name: hybrid-paris'
      : 'the top level is no mapping; begin with name: hybrid-paris'
    const fault = { path: [], span: { start: root.span.start, end: root.span.end }, message }
    return { faults: [fault], file: null, damaged: [], kept: nothing }
  }
  const data = toData(root) as Data
  const first = scenarioSchema.safeParse(data)
  const faults = shapeFaults(root, data, first.error?.issues ?? [])
  if (first.success) {
    const { traffic, objectives = [] } = first.data
    const kept = { traffic: [...traffic.keys()], objectives: [...objectives.keys()] }
    return { faults, file: first.data, damaged: [], kept }
  }
  const damaged = repair(data, first.error.issues)
  const kept = { traffic: compact(data, 'traffic'), objectives: compact(data, 'objectives') }
  const second = scenarioSchema.safeParse(data)
  return { faults, file: second.success ? second.data : null, damaged, kept }
}
