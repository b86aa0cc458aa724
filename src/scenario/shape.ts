/**
 * The shape of a document: its faults, and what it says apart from them.
 *
 * Optional values whose shape does not hold are taken out, required ones stood in for. The rest is
 * still worth judging, so that one reading of a file tells everything that is wrong.
 */
import { z } from 'zod'
import { isSlip, nearest } from '../model/nearest.ts'
import type { Path } from '../model/path.ts'
import { Damage } from './damage.ts'
import { type Node, toData } from './document.ts'
import type { Fault } from './fault.ts'
import { type ScenarioFile, scenarioSchema } from './schema.ts'
import { isOptional, kindsAt, schemaAt, stepsTo } from './schema-walk.ts'
import { ShapeFaults } from './shape-faults.ts'
import { standIn } from './stand-in.ts'
import { type Kinds, formOfData, placeOfForm } from './unions.ts'
import { ID_KEYS, type ShapeParams } from './values.ts'

/** A document by its shape. */
export interface Shape {
  readonly faults: readonly Fault[]
  /** What the document says where its shape holds; null where nothing sensible is left. */
  readonly file: ScenarioFile | null
  /** What was taken out or stood in for because of a fault. */
  readonly damage: Damage
}

/** How often a document is repaired; what stood behind a fault is seen only after its repair. */
const ROUNDS_MAX = 5

type Issue = z.core.$ZodIssue
type Data = Record<string | number, unknown>

const isHolder = (value: unknown): value is Data => typeof value === 'object' && value !== null

/** What holds the value at `path` of plain data; undefined where nothing does. */
const holderOf = (data: unknown, path: Path): Data | undefined => {
  let here = data
  for (const key of path.slice(0, -1)) {
    if (!isHolder(here)) return undefined
    here = here[key]
  }
  return isHolder(here) ? here : undefined
}

/**
 * The kind that a mapping was meant to be: the nearest to what it says, else the one whose keys it
 * has; undefined where that is not plain.
 */
const meantKind = (mapping: Data, kinds: Kinds): string | undefined => {
  const { kind } = mapping
  const names = [...kinds.keys()]
  const near = typeof kind === 'string' ? nearest(kind, names) : null
  if (near !== null && isSlip(String(kind), near)) return near
  const keys = new Set(['kind', ...Object.keys(mapping)])
  return names.find(each => {
    const { required, optional } = kinds.get(each)!
    return (
      required.every(key => keys.has(key)) &&
      [...keys].every(key => required.includes(key) || optional.includes(key))
    )
  })
}

/** A document whose shape is repaired until it holds. */
class Repair {
  readonly damage = new Damage()
  readonly #data: Data
  /** Ids that are none, and what they are called until the shape holds. */
  readonly #misnamed = new Map<string, string>()
  /** Texts that are no ids, by their paths. */
  readonly #texts: { readonly path: Path; readonly text: string }[] = []

  constructor(data: Data) {
    this.#data = data
  }

  /** Repairs what an issue is about. */
  repair(issue: Issue, above: Path = []): void {
    const path = [...above, ...(issue.path as Path)]
    const holder = holderOf(this.#data, path)
    if (issue.code === 'unrecognized_keys') {
      const owner = holderOf(this.#data, [...path, ''])
      for (const key of issue.keys) if (owner !== undefined) delete owner[key]
      return
    }
    if (holder === undefined) return
    const key = path.at(-1)!
    if (issue.code === 'invalid_key') {
      this.#rename(holder, String(key))
      return
    }
    if (issue.code === 'invalid_union') {
      if ('options' in issue && issue.options !== undefined) {
        this.#settleKind(holder, path)
        return
      }
      const form = placeOfForm(schemaAt(path, this.#data), formOfData(holder[key]))
      const items = issue.errors[form]
      const isWithin = (each: Issue): boolean =>
        each.path.length > 0 || each.code === 'unrecognized_keys'
      if (items !== undefined && items.some(isWithin)) {
        for (const each of items) this.repair(each, path)
        return
      }
    }
    if (issue.code === 'custom' && (issue.params as ShapeParams).kind === 'id') {
      const optional = this.#isOptional(path)
      if (!optional) {
        this.#texts.push({ path, text: String(holder[key]) })
        holder[key] = '-'
        return
      }
    }
    this.#replace(holder, path)
  }

  /** `path` with ids as the document has them. */
  original(path: Path): Path {
    const [top, id, ...rest] = path
    const written = typeof id === 'string' ? this.#misnamed.get(id) : undefined
    return written === undefined ? path : [top!, written, ...rest]
  }

  /** Gives everything in `file` the name that the document gives it. */
  restore(file: ScenarioFile): void {
    for (const { path, text } of this.#texts) {
      const holder = holderOf(file, path)
      if (holder !== undefined) holder[path.at(-1)!] = text
    }
    for (const named of [file.pops, file.vpcs, file.connections, file.interlinks]) {
      const holder = named as Data | undefined
      for (const [id, written] of this.#misnamed) {
        if (holder === undefined || !Object.hasOwn(holder, id)) continue
        holder[written] = holder[id]
        delete holder[id]
      }
    }
  }

  #isOptional(path: Path): boolean {
    const steps = stepsTo(path, this.#data)
    const step = steps.at(-1)
    return step !== undefined && steps.length === path.length && isOptional(step)
  }

  #rename(holder: Data, written: string): void {
    let id = `misnamed-${this.#misnamed.size}`
    while (Object.hasOwn(holder, id)) id += '-'
    this.#misnamed.set(id, written)
    holder[id] = holder[written]
    delete holder[written]
  }

  #settleKind(mapping: Data, path: Path): void {
    const at = path.slice(0, -1)
    const kinds = kindsAt(at, this.#data)
    const kind = kinds === null ? undefined : meantKind(mapping, kinds)
    if (kind === undefined) {
      this.#replace(holderOf(this.#data, at)!, at)
      return
    }
    mapping['kind'] = kind
    this.damage.add(path)
  }

  #replace(holder: Data, path: Path): void {
    const steps = stepsTo(path, this.#data)
    const record = steps.at(-1)?.holder instanceof z.ZodRecord
    const key = path.at(-1)!
    if (record || this.#isOptional(path)) delete holder[key]
    else holder[key] = standIn(path)
    this.damage.add(this.original(path))
  }
}

const misplaced = (root: Node): Fault => {
  const empty = root.kind === 'scalar' && root.value === null
  const message = empty
    ? 'the file holds no scenario; begin with name: hybrid-paris'
    : 'the top level is no mapping; begin with name: hybrid-paris'
  return { path: [], span: root.span, message }
}

/** Reads the shape of a document. */
export const readShape = (root: Node): Shape => {
  if (root.kind !== 'map') return { faults: [misplaced(root)], file: null, damage: new Damage() }
  const data = toData(root, ID_KEYS) as Data
  const told = new ShapeFaults(root, data)
  const repair = new Repair(data)
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const { success, data: file, error } = scenarioSchema.safeParse(data)
    if (success) {
      repair.restore(file)
      // What is there, only misspelt, is not missing.
      for (const path of told.meant) repair.damage.add(path)
      return { faults: told.faults, file, damage: repair.damage }
    }
    told.tell(
      error.issues.map(issue => ({ ...issue, path: [...repair.original(issue.path as Path)] })),
    )
    for (const issue of error.issues) repair.repair(issue)
  }
  return { faults: told.faults, file: null, damage: repair.damage }
}
