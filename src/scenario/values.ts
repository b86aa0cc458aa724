/**
 * The values of a scenario file as schemas: quantities with units, ids, texts and numbers, each with
 * the words that editors show.
 */
import { z } from 'zod'
import {
  type Dimension,
  type QuantityFault,
  type RateUnit,
  isSigned,
  parseQuantity,
  unitsOf,
} from '../quantity.ts'
import { type CalendarFault, type CalendarInstant, DATE_TIME, readCalendar } from '../calendar.ts'
import type { BitsPerSecond, Bytes, Millimetres, Ms, NanoDb, NanoDbm, Ps } from '../units.ts'

/** What editors show for a key. */
export interface Help {
  readonly description: string
  readonly examples?: readonly unknown[]
  readonly default?: unknown
}

/** Keys of a mapping that may be left out, each with the schema of what a draft holds there. */
export type DraftKeys<Draft, Key extends keyof Draft> = {
  readonly [key in Key]-?: z.ZodOptional<z.ZodType<NonNullable<Draft[key]>>>
}

/** Parameters of the issues that this schema raises itself. */
export type ShapeParams =
  | { readonly kind: 'quantity'; readonly fault: QuantityFault }
  | { readonly kind: 'id'; readonly value: string }
  | { readonly kind: 'limit' }
  | { readonly kind: 'instant'; readonly fault: CalendarFault | 'out-of-range' }
  | { readonly kind: 'text'; readonly length: number; readonly most: number }
  /** What only one place of the schema knows. */
  | {
      readonly kind: 'words'
      readonly words: { readonly problem: string; readonly remedy: string; readonly fix?: string }
    }

const ID = /^[A-Za-z0-9_-]{1,63}$/u
/** Ids that JavaScript's objects have a meaning of their own for. */
const RESERVED = '__proto__'

const dimensions = new WeakMap<object, Dimension>()

/** What the quantity that `schema` describes measures; null where it describes none. */
export const dimensionAt = (schema: object): Dimension | null => dimensions.get(schema) ?? null

export const patternOf = (...which: readonly Dimension[]): string => {
  const units = which.flatMap(unitsOf).map(each => each.replaceAll('/', '\\/'))
  const sign = which.some(isSigned) ? '[+-]?' : ''
  return `^${sign}[0-9]+(\\.[0-9]+)? ?(${units.join('|')})$`
}

const quantity = <T extends number>(
  dimension: Dimension,
  help: Help,
): z.ZodPipe<z.ZodString, z.ZodTransform<T, string>> => {
  const schema = z
    .string()
    .meta({ pattern: patternOf(dimension) })
    .transform((text, context): T => {
      const parsed = parseQuantity(text, dimension)
      if (parsed.ok) return parsed.value as T
      const params: ShapeParams = { kind: 'quantity', fault: parsed.fault }
      context.addIssue({ code: 'custom', params })
      return z.NEVER
    })
    .meta({ ...help })
  dimensions.set(schema, dimension)
  return schema
}

export type Quantity<T extends number> = z.ZodPipe<z.ZodString, z.ZodTransform<T, string>>
export const rate = (help: Help): Quantity<BitsPerSecond> => quantity('rate', help)
export const size = (help: Help): Quantity<Bytes> => quantity('size', help)
export const duration = (help: Help): Quantity<Ps> => quantity('duration', help)
/** An instant or a stretch of a run: as fluid a run lasts years. */
export const simulatedTime = (help: Help): Quantity<Ps> => quantity('simulated time', help)
export const length = (help: Help): Quantity<Millimetres> => quantity('length', help)
export const attenuation = (help: Help): Quantity<NanoDb> => quantity('attenuation', help)
export const power = (help: Help): Quantity<NanoDbm> => quantity('power', help)

/** How long a step of an order takes: a duration of up to years. */
export const leadTime = (help: Help): Quantity<Ms> => quantity('lead time', help)
/** How long something fails, or does not: a duration of up to years. */
export const timeSpan = (help: Help): Quantity<Ms> => quantity('time span', help)

/** The years that an instant of a scenario lies in, both included: captures count seconds in 32 bits. */
export const YEARS = { first: 1970, last: 2099 } as const
const [EARLIEST, LATEST] = [`${YEARS.first}-01-01`, `${YEARS.last + 1}-01-01`].map(
  date => (readCalendar(date) as CalendarInstant).seconds,
) as [number, number]

/** An instant of the calendar; without a zone it is UTC. */
export const instant = (
  help: Help,
): z.ZodPipe<z.ZodString, z.ZodTransform<CalendarInstant, string>> =>
  z
    .string()
    .meta({ pattern: DATE_TIME.source })
    .transform((written, context): CalendarInstant => {
      const read = readCalendar(written)
      const fault = (params: ShapeParams): never => {
        context.addIssue({ code: 'custom', params })
        return z.NEVER
      }
      if (typeof read === 'string') return fault({ kind: 'instant', fault: read })
      const { seconds, picos } = read
      return seconds >= EARLIEST && seconds < LATEST
        ? { seconds, picos }
        : fault({ kind: 'instant', fault: 'out-of-range' })
    })
    .meta({ ...help })

/** The unit in which bare numbers elsewhere are rates. */
export const rateUnit = (help: Help): z.ZodEnum<Record<RateUnit, RateUnit>> =>
  z.enum(unitsOf('rate') as RateUnit[]).meta({ ...help })

/** A text of at least one and at most `most` characters. */
export const text = (help: Help, most = 200): z.ZodString =>
  z
    .string()
    .superRefine((value, context) => {
      if (value.length >= 1 && value.length <= most) return
      const params: ShapeParams = { kind: 'text', length: value.length, most }
      context.addIssue({ code: 'custom', params })
    })
    .meta({ ...help, minLength: 1, maxLength: most })

/** Keys that hold ids, lists of them, or names: digits alone are an id or a name there too. */
export const ID_KEYS: ReadonlySet<string> = new Set([
  'id',
  'projects',
  'project',
  'pop',
  'connection',
  'interlink',
  'vpc',
  'segment',
  'room',
  'cabinet',
  'panel',
  'port',
])
const ID_TYPES = ['string', 'integer']

export const id = (help: Help, type: string | readonly string[] = ID_TYPES): z.ZodString =>
  z
    .string()
    .superRefine((value, context) => {
      if (ID.test(value) && value !== RESERVED) return
      const params: ShapeParams = { kind: 'id', value }
      context.addIssue({ code: 'custom', params })
    })
    .meta({ ...help, type, pattern: ID.source })

/** A text that may be a number. */
export const numberedText = (help: Help): z.ZodString =>
  text(help).meta({ ...help, type: ID_TYPES })

/** The id of something that is defined elsewhere in the file. */
export const reference = (help: Help): z.ZodString => text(help).meta({ ...help, type: ID_TYPES })

/** A mapping from ids to what they name. */
export const named = <T extends z.ZodType>(
  what: string,
  value: T,
  help: Help,
): z.ZodRecord<z.ZodString, T> =>
  z.record(id({ description: `Id of ${what}, of your choice.` }, 'string'), value).meta({ ...help })

export const wholeNumber = (minimum: number, maximum: number, help: Help): z.ZodNumber =>
  z.number().meta({ ...help, type: 'integer', minimum, maximum })

export const factor = (above: number, maximum: number, help: Help): z.ZodNumber =>
  z.number().meta({ ...help, exclusiveMinimum: above, maximum })
