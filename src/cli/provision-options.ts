/** Values of `provision`'s options: every one is checked, and all that are wrong are named at once. */
import { type UnixMs, explainCalendar } from '../calendar.ts'
import { readNeedBy } from '../study/need-by.ts'
import {
  CONFIDENCE_DEFAULT,
  REPLICATIONS_DEFAULT,
  REPLICATIONS_MAX,
} from '../study/provision-question.ts'
import { OptionValues, SEED_MAX, optionWords } from './option-values.ts'

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

const needByOf = (values: OptionValues, text: string | undefined): UnixMs | null => {
  if (text === undefined) return null
  const read = readNeedBy(text)
  if (typeof read === 'number') return read
  const example = 'a date such as 2026-02-09 is needed'
  return read === 'no-date'
    ? values.refuse('--need-by', text, example)
    : values.fault(`--need-by: ${JSON.stringify(text)} ${explainCalendar(read)}; ${example}`)
}

/**
 * Reads the options of `provision`.
 *
 * @throws UsageError naming every option whose value is wrong, what was found and what is needed
 */
export const readProvisionOptions = (raw: RawProvisionOptions): ProvisionOptions => {
  const values = new OptionValues()
  const letter = raw.letter === true
  const format = values.format(raw.format)
  if (letter && raw.format === 'json') {
    values.fault('--letter: a letter is text; leave one of --letter and --format json out')
  }
  const options: ProvisionOptions = {
    needBy: needByOf(values, raw.needBy),
    confidence: values.shareWithin('--confidence', raw.confidence) ?? CONFIDENCE_DEFAULT,
    replications:
      values.whole('--replications', raw.replications, 1, REPLICATIONS_MAX) ?? REPLICATIONS_DEFAULT,
    seed: values.whole('--seed', raw.seed, 0, SEED_MAX),
    format,
    letter,
    allowRead: values.folders(raw.allowRead),
  }
  values.finish()
  return options
}

/** The options that change the answer, other than the seed, as words of a command. */
export const provisionWords = (raw: RawProvisionOptions): readonly string[] =>
  optionWords(
    [
      ['--need-by', raw.needBy],
      ['--confidence', raw.confidence],
      ['--replications', raw.replications],
    ],
    raw.allowRead,
  )
