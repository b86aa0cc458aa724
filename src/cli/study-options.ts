/** Options that studies have in common. */
import type { KernelChoice } from '../sim/kernel/choice.ts'
import { THREADS_MAX } from '../sim/threads/shares.ts'
import { CONFIDENCE_DEFAULT, REPLICATIONS_MAX } from '../study/replications/question.ts'
import type { Ps } from '../units.ts'
import { type OptionValues, SEED_MAX } from './option-values.ts'

/** How a study is asked and answered, as commander hands it over. */
export interface RawStudyOptions {
  readonly seed?: string
  readonly format?: string
  readonly quiet?: boolean
  readonly out?: string
  readonly allowRead?: readonly string[]
}

/** The same, understood. */
export interface StudyOptions {
  /** Null leaves what the scenario says. */
  readonly seed: number | null
  readonly format: 'text' | 'json'
  readonly quiet: boolean
  /** Folder of the document and its page; null: not written. */
  readonly out: string | null
  readonly allowRead: readonly string[]
}

/** How replications are played, as commander hands it over. */
export interface RawReplicatedOptions {
  readonly replications?: string
  readonly confidence?: string
  readonly duration?: string
  readonly kernel?: string
  readonly threads?: string
}

/** The same, understood. */
export interface ReplicatedOptions {
  readonly replications: number
  /** Above 0, below 1. */
  readonly confidence: number
  /** Null leaves what the scenario says. */
  readonly duration: Ps | null
  readonly kernel: KernelChoice
  /** At most so many; null: as many as there are cores. */
  readonly threads: number | null
}

/** Reads how a study is asked and answered. */
export const readStudyOptions = (values: OptionValues, raw: RawStudyOptions): StudyOptions => ({
  seed: values.whole('--seed', raw.seed, 0, SEED_MAX),
  format: values.format(raw.format),
  quiet: raw.quiet === true,
  out: values.path('--out', raw.out),
  allowRead: values.folders(raw.allowRead),
})

/**
 * Reads how replications are played.
 *
 * @param least     replications at least
 * @param fallback  where no other number is asked for
 */
export const readReplicatedOptions = (
  values: OptionValues,
  raw: RawReplicatedOptions,
  least: number,
  fallback: number,
): ReplicatedOptions => ({
  replications:
    values.whole('--replications', raw.replications, least, REPLICATIONS_MAX) ?? fallback,
  confidence: values.shareWithin('--confidence', raw.confidence) ?? CONFIDENCE_DEFAULT,
  duration: values.duration(raw.duration),
  kernel: values.kernel(raw.kernel),
  threads: values.whole('--threads', raw.threads, 1, THREADS_MAX),
})
