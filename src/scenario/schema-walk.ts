/** Finding one's way in a schema along a path of a document. */
import { z } from 'zod'
import type { Path } from '../model/path.ts'
import { scenarioSchema } from './schema.ts'
import { type Kinds, isMapping, kindsOf, meantMember } from './unions.ts'

/** `schema` without what makes it optional, and of a union the member that `data` is meant to be. */
const settle = (schema: z.core.$ZodType, data: unknown): z.core.$ZodType | null => {
  if (schema instanceof z.ZodOptional) return settle(schema.unwrap(), data)
  if (schema instanceof z.ZodUnion) return meantMember(schema, data)
  return schema
}

/** A step on the way from the top of a document to a value: what holds it, and under which key. */
export interface Step {
  /** The object, record or array schema that holds the value. */
  readonly holder: z.core.$ZodType
  readonly key: string | number
  /** The schema of the value, as its holder has it: optional or not. */
  readonly schema: z.core.$ZodType
}

const child = (holder: z.core.$ZodType, key: string | number): z.core.$ZodType | null => {
  if (holder instanceof z.ZodObject) {
    return Object.hasOwn(holder.shape, key) ? holder.shape[key]! : null
  }
  if (holder instanceof z.ZodRecord) return holder.valueType
  return holder instanceof z.ZodArray ? holder.element : null
}

const dataUnder = (data: unknown, key: string | number): unknown =>
  Array.isArray(data) ? data[Number(key)] : isMapping(data) ? data[key] : undefined

/** The steps along `path`, as far as the schema knows it. */
export const stepsTo = (path: Path, data: unknown): readonly Step[] => {
  const steps: Step[] = []
  let schema: z.core.$ZodType = scenarioSchema
  let here = data
  for (const key of path) {
    const holder = settle(schema, here)
    const next = holder === null ? null : child(holder, key)
    if (holder === null || next === null) return steps
    steps.push({ holder, key, schema: next })
    schema = next
    here = dataUnder(here, key)
  }
  return steps
}

/** The schema of the value at `path`, without what makes it optional; null where there is none. */
export const schemaAt = (path: Path, data: unknown): z.core.$ZodType | null => {
  const steps = stepsTo(path, data)
  if (steps.length < path.length) return null
  const schema = steps.at(-1)?.schema ?? scenarioSchema
  return schema instanceof z.ZodOptional ? schema.unwrap() : schema
}

/** The kinds that the mapping at `path` may be of; null where it does not come in kinds. */
export const kindsAt = (path: Path, data: unknown): Kinds | null => {
  const schema = schemaAt(path, data)
  return schema instanceof z.ZodDiscriminatedUnion ? kindsOf(schema) : null
}

/** The keys that the mapping at `path` may have; empty where it may have any, or is no mapping. */
export const knownKeys = (path: Path, data: unknown): readonly string[] => {
  const schema = schemaAt(path, data)
  let here = data
  for (const key of path) here = dataUnder(here, key)
  const settled = schema === null ? null : settle(schema, here)
  return settled instanceof z.ZodObject ? Object.keys(settled.shape) : []
}

/** Whether a key may be left out of its mapping. */
export const isOptional = ({ schema }: Step): boolean => schema instanceof z.ZodOptional

/** An example of the value that `schema` describes; undefined where it has none. */
export const exampleOf = (schema: z.core.$ZodType): unknown => {
  const help = z.globalRegistry.get(schema as z.ZodType)
  const examples = help?.['examples']
  if (Array.isArray(examples) && examples.length > 0) return examples[0]
  return schema instanceof z.ZodEnum ? schema.options[0] : undefined
}

/** A value as one would type it on one line of YAML. */
export const inline = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`
  // Quoted what would be no text otherwise: an alias, a number.
  if (typeof value === 'string' && /^(?:\*|\d+(?:\.\d+)?)$/u.test(value)) return `"${value}"`
  if (!isMapping(value)) return String(value)
  const entries = Object.entries(value).map(([key, each]) => `${key}: ${inline(each)}`)
  return `{ ${entries.join(', ')} }`
}
