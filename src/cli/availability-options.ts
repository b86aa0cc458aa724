/** Values of `availability`'s options: every one is checked, and all that are wrong are named at once. */
import { explainQuantity, parseQuantity } from '../quantity.ts'
import {
  CONFIDENCE_DEFAULT,
  REPLICATIONS_DEFAULT,
  REPLICATIONS_MAX,
  YEARS_DEFAULT,
  YEARS_MAX,
} from '../study/availability/question.ts'
import { UsageError } from './exit.ts'
import { folderFaults } from './folders.ts'

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

const SEED_MAX = 2 ** 32 - 1

/**
 * Reads the options of `availability`.
 *
 * @throws UsageError naming every option whose value is wrong, what was found and what is needed
 */
export const readAvailabilityOptions = (raw: RawAvailabilityOptions): AvailabilityOptions => {
  const faults: string[] = []
  const refuse = (option: string, found: string, needed: string): void => {
    faults.push(`${option}: ${JSON.stringify(found)} found; ${needed}`)
  }
  const confidenceOf = (text: string | undefined): number => {
    if (text === undefined) return CONFIDENCE_DEFAULT
    const parsed = parseQuantity(text, 'share')
    if (!parsed.ok && parsed.fault.kind !== 'too-large') {
      const { problem, remedy } = explainQuantity(parsed.fault)
      faults.push(`--confidence: ${problem}; ${remedy}`)
      return 0
    }
    if (parsed.ok && parsed.value > 0 && parsed.value < 1) return parsed.value
    refuse('--confidence', text, 'more than 0% and less than 100% is needed')
    return 0
  }
  const wholeOf = (option: string, text: string | undefined, least: number, most: number) => {
    if (text === undefined) return null
    const value = /^\d{1,15}$/.test(text) ? Number(text) : -1
    if (value >= least && value <= most) return value
    refuse(option, text, `a whole number from ${least} to ${most} is needed`)
    return null
  }
  if (raw.format !== undefined && raw.format !== 'text' && raw.format !== 'json') {
    refuse('--format', raw.format, 'text or json is needed')
  }
  const quiet = raw.quiet === true
  if (quiet && raw.format === 'json') {
    faults.push('--quiet: a document is not quiet; leave one of --quiet and --format json out')
  }
  const options: AvailabilityOptions = {
    years: wholeOf('--years', raw.years, 1, YEARS_MAX) ?? YEARS_DEFAULT,
    replications:
      wholeOf('--replications', raw.replications, 1, REPLICATIONS_MAX) ?? REPLICATIONS_DEFAULT,
    confidence: confidenceOf(raw.confidence),
    seed: wholeOf('--seed', raw.seed, 0, SEED_MAX),
    format: raw.format === 'json' ? 'json' : 'text',
    quiet,
    allowRead: raw.allowRead ?? [],
  }
  faults.push(...folderFaults(options.allowRead))
  if (faults.length > 0) throw new UsageError(faults.join('\n'))
  return options
}

/** The options that change the answer, other than the seed, as words of a command. */
export const availabilityWords = (raw: RawAvailabilityOptions): readonly string[] => [
  ...(raw.years === undefined ? [] : ['--years', raw.years]),
  ...(raw.replications === undefined ? [] : ['--replications', raw.replications]),
  ...(raw.confidence === undefined ? [] : ['--confidence', raw.confidence]),
  ...(raw.allowRead ?? []).flatMap(folder => ['--allow-read', folder]),
]
