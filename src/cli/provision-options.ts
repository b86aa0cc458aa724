/** Values of `provision`'s options: every one is checked, and all that are wrong are named at once. */
import { type UnixMs, explainCalendar } from '../calendar.ts'
import { explainQuantity, parseQuantity } from '../quantity.ts'
import { readNeedBy } from '../study/need-by.ts'
import {
  CONFIDENCE_DEFAULT,
  REPLICATIONS_DEFAULT,
  REPLICATIONS_MAX,
} from '../study/provision-question.ts'
import { UsageError } from './exit.ts'
import { folderFaults } from './folders.ts'

/** Options as commander hands them over. */
export interface RawProvisionOptions {
  readonly needBy?: string
  readonly confidence?: string
  readonly replications?: string
  readonly seed?: string
  readonly format?: string
  readonly letter?: boolean
  readonly allowRead?: readonly string[]
}

/** Options that were understood. */
export interface ProvisionOptions {
  /** The instant by which connections have to be active; null where none is named. */
  readonly needBy: UnixMs | null
  /** Above 0, below 1. */
  readonly confidence: number
  readonly replications: number
  /** Null leaves what the scenario says. */
  readonly seed: number | null
  readonly format: 'text' | 'json'
  readonly letter: boolean
  readonly allowRead: readonly string[]
}

const SEED_MAX = 2 ** 32 - 1

/**
 * Reads the options of `provision`.
 *
 * @throws UsageError naming every option whose value is wrong, what was found and what is needed
 */
export const readProvisionOptions = (raw: RawProvisionOptions): ProvisionOptions => {
  const faults: string[] = []
  const refuse = (option: string, found: string, needed: string): void => {
    faults.push(`${option}: ${JSON.stringify(found)} found; ${needed}`)
  }
  const needByOf = (text: string | undefined): UnixMs | null => {
    if (text === undefined) return null
    const read = readNeedBy(text)
    if (typeof read === 'number') return read
    const example = 'a date such as 2026-02-09 is needed'
    if (read === 'no-date') refuse('--need-by', text, example)
    else faults.push(`--need-by: ${JSON.stringify(text)} ${explainCalendar(read)}; ${example}`)
    return null
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
  const letter = raw.letter === true
  if (letter && raw.format === 'json') {
    faults.push('--letter: a letter is text; leave one of --letter and --format json out')
  }
  const options: ProvisionOptions = {
    needBy: needByOf(raw.needBy),
    confidence: confidenceOf(raw.confidence),
    replications:
      wholeOf('--replications', raw.replications, 1, REPLICATIONS_MAX) ?? REPLICATIONS_DEFAULT,
    seed: wholeOf('--seed', raw.seed, 0, SEED_MAX),
    format: raw.format === 'json' ? 'json' : 'text',
    letter,
    allowRead: raw.allowRead ?? [],
  }
  faults.push(...folderFaults(options.allowRead))
  if (faults.length > 0) throw new UsageError(faults.join('\n'))
  return options
}

/** The options that change the answer, other than the seed, as words of a command. */
export const provisionWords = (raw: RawProvisionOptions): readonly string[] => [
  ...(raw.needBy === undefined ? [] : ['--need-by', raw.needBy]),
  ...(raw.confidence === undefined ? [] : ['--confidence', raw.confidence]),
  ...(raw.replications === undefined ? [] : ['--replications', raw.replications]),
  ...(raw.allowRead ?? []).flatMap(folder => ['--allow-read', folder]),
]
