/** Values of `sweep`'s options: every one is checked, and all that are wrong are named at once. */
import { THREADS_MAX } from '../sim/threads/shares.ts'
import { OptionValues, optionWords } from './option-values.ts'
import { queueUrl } from './queue/url.ts'

/** Combinations that are played without being asked for by their number; more are often a slip. */
export const COMBINATIONS_UNASKED = 100_000
/** Combinations that there may be at all. */
export const COMBINATIONS_MAX = 10_000_000

/** Options as commander hands them over. */
export interface RawSweepOptions {
  readonly out?: string
  readonly threads?: string
  readonly queue?: string
  readonly confirm?: string
  readonly format?: string
  readonly quiet?: boolean
  readonly allowRead?: readonly string[]
}

/** Options that were understood. */
export interface SweepOptions {
  readonly out: string
  /** Null: as many as there are cores. */
  readonly threads: number | null
  /** Where the queue is that tasks are put on; null: they are played here. */
  readonly queue: string | null
  /** Combinations that are played at most. */
  readonly most: number
  readonly format: 'text' | 'json'
  readonly quiet: boolean
  readonly allowRead: readonly string[]
}

/**
 * Reads the options of `sweep`.
 *
 * @throws UsageError naming every option whose value is wrong, what was found and what is needed
 */
export const readSweepOptions = (raw: RawSweepOptions): SweepOptions => {
  const values = new OptionValues()
  if (raw.out === undefined || raw.out === '') {
    values.fault('--out: a folder for the results is needed; it also keeps what is done so far')
  }
  if (raw.queue !== undefined && raw.threads !== undefined) {
    values.fault('--threads: with --queue, workers play; give --threads to them')
  }
  const options: SweepOptions = {
    out: raw.out ?? '',
    threads: values.whole('--threads', raw.threads, 1, THREADS_MAX),
    queue: raw.queue === undefined ? null : queueUrl(values, raw.queue),
    most: Math.max(
      COMBINATIONS_UNASKED,
      values.whole('--confirm', raw.confirm, 1, COMBINATIONS_MAX) ?? 0,
    ),
    format: values.format(raw.format),
    quiet: raw.quiet === true,
    allowRead: values.folders(raw.allowRead),
  }
  values.finish()
  return options
}

/** The options that decide what is written, as words of a command. */
export const sweepWords = (raw: RawSweepOptions): readonly string[] =>
  optionWords(
    [
      ['--out', raw.out],
      ['--confirm', raw.confirm],
    ],
    raw.allowRead,
  )
