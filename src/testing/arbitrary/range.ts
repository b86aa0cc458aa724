/** What options and draws share. */
import fc from 'fast-check'

/** From and to, both included; whole numbers. */
export interface Range {
  readonly min: number
  readonly max: number
}

/** @throws RangeError where a range is none, or leaves [`least`, `most`] */
export const checkRange = (
  name: string,
  { min, max }: Range,
  least: number,
  most: number,
): void => {
  const holds = [min, max].every(Number.isSafeInteger) && least <= min && min <= max && max <= most
  if (holds) return
  throw new RangeError(
    `${name} from ${min} to ${max} is no range of whole numbers within ${least} to ${most}`,
  )
}

/** @throws RangeError where a list of choices is empty */
export const checkChoices = (name: string, choices: readonly unknown[]): void => {
  if (choices.length === 0)
    throw new RangeError(`${name} is empty: there is nothing to choose from`)
}

/** One of some, the first being the one that others shrink to, or any other. */
export const roundly = <T>(round: readonly [T, ...T[]], other: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof(
    { withCrossShrink: true },
    { weight: 3, arbitrary: fc.constantFrom(...round) },
    { weight: 2, arbitrary: other },
  )

/** Nothing, but for one of so many times; default four. */
export const seldom = <T>(arbitrary: fc.Arbitrary<T>, times = 4): fc.Arbitrary<T | undefined> =>
  fc.oneof(
    { withCrossShrink: true },
    { weight: times - 1, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary },
  )

/** Nothing, or one of the choices. */
export const optionally = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 2 })

/** The entry of a list that is not empty, whatever number was drawn. */
export const pick = <T>(list: readonly T[], drawn: number): T => list[drawn % list.length]!

/** The same, its keys that may have no value being left out where they have none. */
export type Present<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K]
} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

/** Without the keys that have no value. */
export const present = <T extends object>(fields: T): Present<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never

/** Numbers of any magnitude within a range; the simpler ones have at most three digits that are not 0. */
export const shortNumbers = ({ min, max }: Range): fc.Arbitrary<number> =>
  fc
    .tuple(fc.integer({ min: 1, max: 999 }), fc.nat(Math.floor(Math.log10(max))))
    .map(([digits, power]) => Math.min(max, Math.max(min, digits * 10 ** power)))
