/** Values of `compare`'s options: every one is checked, and all that are wrong are named at once. */
import { REPLICATIONS_DEFAULT, REPLICATIONS_MIN } from '../study/compare/question.ts'
import { OptionValues, optionWords } from './option-values.ts'
import {
  type RawReplicatedOptions,
  type RawStudyOptions,
  type ReplicatedOptions,
  type StudyOptions,
  readReplicatedOptions,
  readStudyOptions,
} from './study-options.ts'

/** Options as commander hands them over. */
export interface RawCompareOptions extends RawStudyOptions, RawReplicatedOptions {}

/** Options that were understood; the seed is of both sides, and without one that of A. */
export interface CompareOptions extends StudyOptions, ReplicatedOptions {}

/**
 * Reads the options of `compare`.
 *
 * @throws UsageError naming every option whose value is wrong, what was found and what is needed
 */
export const readCompareOptions = (raw: RawCompareOptions): CompareOptions => {
  const values = new OptionValues()
  if (raw.quiet === true && raw.format === 'json') {
    values.fault('--quiet: a document is not quiet; leave one of --quiet and --format json out')
  }
  const options: CompareOptions = {
    ...readReplicatedOptions(values, raw, REPLICATIONS_MIN, REPLICATIONS_DEFAULT),
    ...readStudyOptions(values, raw),
  }
  values.finish()
  return options
}

/** The options that change what each side simulates, other than the seed, as words of a command. */
export const sideWords = ({ duration, allowRead }: RawCompareOptions): readonly string[] =>
  optionWords([['--duration', duration]], allowRead)

/** The options that change the answer, other than the seed, as words of a command. */
export const compareWords = (raw: RawCompareOptions): readonly string[] =>
  optionWords(
    [
      ['--replications', raw.replications],
      ['--confidence', raw.confidence],
      ['--duration', raw.duration],
    ],
    raw.allowRead,
  )
