/** Values of `availability`'s options: every one is checked, and all that are wrong are named at once. */
import {
  CONFIDENCE_DEFAULT,
  REPLICATIONS_DEFAULT,
  REPLICATIONS_MAX,
  YEARS_DEFAULT,
  YEARS_MAX,
} from '../study/availability/question.ts'
import { OptionValues, SEED_MAX, optionWords } from './option-values.ts'

/** Options as commander hands them over. */
export interface RawAvailabilityOptions {
  readonly years?: string
  readonly replications?: string
  readonly confidence?: string
  readonly seed?: string
  readonly format?: string
  readonly quiet?: boolean
  readonly allowRead?: readonly string[]
}

/** Options that were understood. */
export interface AvailabilityOptions {
  readonly years: number
  readonly replications: number
  /** Above 0, below 1. */
  readonly confidence: number
  /** Null leaves what the scenario says. */
  readonly seed: number | null
  readonly format: 'text' | 'json'
  readonly quiet: boolean
  readonly allowRead: readonly string[]
}

/**
 * Reads the options of `availability`.
 *
 * @throws UsageError naming every option whose value is wrong, what was found and what is needed
 */
export const readAvailabilityOptions = (raw: RawAvailabilityOptions): AvailabilityOptions => {
  const values = new OptionValues()
  const quiet = raw.quiet === true
  if (quiet && raw.format === 'json') {
    values.fault('--quiet: a document is not quiet; leave one of --quiet and --format json out')
  }
  const options: AvailabilityOptions = {
    years: values.whole('--years', raw.years, 1, YEARS_MAX) ?? YEARS_DEFAULT,
    replications:
      values.whole('--replications', raw.replications, 1, REPLICATIONS_MAX) ?? REPLICATIONS_DEFAULT,
    confidence: values.shareWithin('--confidence', raw.confidence) ?? CONFIDENCE_DEFAULT,
    seed: values.whole('--seed', raw.seed, 0, SEED_MAX),
    format: values.format(raw.format),
    quiet,
    allowRead: values.folders(raw.allowRead),
  }
  values.finish()
  return options
}

/** The options that change the answer, other than the seed, as words of a command. */
export const availabilityWords = (raw: RawAvailabilityOptions): readonly string[] =>
  optionWords(
    [
      ['--years', raw.years],
      ['--replications', raw.replications],
      ['--confidence', raw.confidence],
    ],
    raw.allowRead,
  )
