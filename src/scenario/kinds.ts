/** Mappings that come in kinds: what sets apart a source from another, or a segment of a cable. */
import { z } from 'zod'

/** The keys of one kind, besides none: `kind` itself is required. */
export interface KindKeys {
  readonly required: readonly string[]
  readonly optional: readonly string[]
}

/** Keys by kind, in the order in which the kinds are declared. */
export type Kinds = ReadonlyMap<string, KindKeys>

/** The keys of each kind of a union. */
export const kindsOf = ({ options }: z.ZodDiscriminatedUnion): Kinds =>
  new Map(
    options.flatMap(option => {
      if (!(option instanceof z.ZodObject)) return []
      const keys = Object.entries(option.shape)
      const named = (optional: boolean): string[] =>
        keys.filter(([, each]) => each instanceof z.ZodOptional === optional).map(([key]) => key)
      const kind = option.shape['kind'] as z.ZodLiteral<string>
      return [...kind.values].map(
        value => [value, { required: named(false), optional: named(true) }] as const,
      )
    }),
  )
