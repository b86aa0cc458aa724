/** Values of `compare`'s options: every one is checked, and all that are wrong are named at once. */
import type { KernelChoice } from '../sim/kernel/choice.ts'
import { THREADS_MAX } from '../sim/threads/shares.ts'
import { REPLICATIONS_DEFAULT, REPLICATIONS_MIN } from '../study/compare/question.ts'
import { CONFIDENCE_DEFAULT, REPLICATIONS_MAX } from '../study/replications/question.ts'
import type { Ps } from '../units.ts'
import { OptionValues, SEED_MAX, optionWords } from './option-values.ts'

/** Options as commander hands them over. */
export interface RawCompareOptions {
  readonly replications?: string
  readonly confidence?: string
  readonly seed?: string
  readonly duration?: string
  readonly kernel?: string
  readonly threads?: string
  readonly format?: string
  readonly quiet?: boolean
  readonly allowRead?: readonly string[]
}

/** Options that were understood. */
export interface CompareOptions {
  readonly replications: number
  /** Above 0, below 1. */
  readonly confidence: number
  /** Of both sides; null: that of A. */
  readonly seed: number | null
  /** Of both sides; null leaves what each scenario says. */
  readonly duration: Ps | null
  readonly kernel: KernelChoice
  /** At most so many; null: as many as there are cores. */
  readonly threads: number | null
  readonly format: 'text' | 'json'
  readonly quiet: boolean
  readonly allowRead: readonly string[]
}

/**
 * Reads the options of `compare`.
 *
 * @throws UsageError naming every option whose value is wrong, what was found and what is needed
 */
export const readCompareOptions = (raw: RawCompareOptions): CompareOptions => {
  const values = new OptionValues()
  const quiet = raw.quiet === true
  if (quiet && raw.format === 'json') {
    values.fault('--quiet: a document is not quiet; leave one of --quiet and --format json out')
  }
  const { replications } = raw
  const options: CompareOptions = {
    replications:
      values.whole('--replications', replications, REPLICATIONS_MIN, REPLICATIONS_MAX) ??
      REPLICATIONS_DEFAULT,
    confidence: values.shareWithin('--confidence', raw.confidence) ?? CONFIDENCE_DEFAULT,
    seed: values.whole('--seed', raw.seed, 0, SEED_MAX),
    duration: values.duration(raw.duration),
    kernel: values.kernel(raw.kernel),
    threads: values.whole('--threads', raw.threads, 1, THREADS_MAX),
    format: values.format(raw.format),
    quiet,
    allowRead: values.folders(raw.allowRead),
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
