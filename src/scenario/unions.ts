/**
 * Unions of a schema, and which member a value is meant to be. Mappings come in kinds, which `kind`
 * tells apart: sources, segments of a cable. Values come in forms: a quantity, a list or a mapping.
 */
import { z } from 'zod'

/** The keys of one kind, besides none: `kind` itself is required. */
export interface KindKeys {
  readonly required: readonly string[]
  readonly optional: readonly string[]
}

/** Keys by kind, in the order in which the kinds are declared. */
export type Kinds = ReadonlyMap<string, KindKeys>

/** What a value is by its form; members of a union have one each, but for scalars. */
export type Form = 'list' | 'map' | 'scalar'

type Schema = z.core.$ZodType
type KindMember = z.ZodObject & { readonly shape: { readonly kind: z.ZodLiteral<string> } }

/** The members of a union by kind. */
const kindMembers = ({ options }: z.ZodDiscriminatedUnion): readonly KindMember[] =>
  options.filter((option): option is KindMember => option instanceof z.ZodObject)

/** The keys of each kind of a union. */
export const kindsOf = (union: z.ZodDiscriminatedUnion): Kinds =>
  new Map(
    kindMembers(union).flatMap(({ shape }) => {
      const keys = Object.entries(shape)
      const named = (optional: boolean): string[] =>
        keys.filter(([, each]) => each instanceof z.ZodOptional === optional).map(([key]) => key)
      const keysOfKind = { required: named(false), optional: named(true) }
      return [...shape.kind.values].map(kind => [kind, keysOfKind] as const)
    }),
  )

/** Whether plain data is a mapping. */
export const isMapping = (data: unknown): data is Record<string, unknown> =>
  typeof data === 'object' && data !== null && !Array.isArray(data)

/** The form of plain data. */
export const formOfData = (data: unknown): Form => {
  if (Array.isArray(data)) return 'list'
  return isMapping(data) ? 'map' : 'scalar'
}

/** The form of what a schema describes. */
const formOf = (schema: Schema): Form => {
  if (schema instanceof z.ZodArray) return 'list'
  return schema instanceof z.ZodObject ? 'map' : 'scalar'
}

/** The members of a union; none where `schema` is no union. */
export const membersOf = (schema: Schema | null): readonly Schema[] =>
  schema instanceof z.ZodUnion ? schema.options : []

/** The place of a union's only member that is a list or a mapping, as `form` says; -1 where there is none. */
export const placeOfForm = (schema: Schema | null, form: Form): number =>
  form === 'scalar' ? -1 : membersOf(schema).findIndex(member => formOf(member) === form)

/** The member of a union that `data` is meant to be; null where that is not plain. */
export const meantMember = (union: z.ZodUnion, data: unknown): Schema | null => {
  if (union instanceof z.ZodDiscriminatedUnion) {
    const kind = isMapping(data) ? data['kind'] : undefined
    return kindMembers(union).find(({ shape }) => shape.kind.values.has(kind as string)) ?? null
  }
  const { options } = union
  const meant = options.find(option => formOf(option) === formOfData(data))
  return meant ?? options.find(option => formOf(option) === 'scalar') ?? null
}
