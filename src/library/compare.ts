/** `compare`: two scenarios under the same seeds. */
import { availableParallelism } from 'node:os'
import type { Loaded } from '../scenario/load.ts'
import type { KernelChoice } from '../sim/kernel/choice.ts'
import type { Progress } from '../sim/progress.ts'
import { THREADS_MAX } from '../sim/threads/shares.ts'
import type { CompareDocument } from '../study/compare/document.ts'
import { REPLICATIONS_DEFAULT, REPLICATIONS_MIN } from '../study/compare/question.ts'
import { compare as compareSides } from '../study/compare.ts'
import { CONFIDENCE_DEFAULT, REPLICATIONS_MAX } from '../study/replications/question.ts'
import { checkKernel, checkSeed, checkShare, checkWhole } from './checks.ts'

/** What is asked of a comparison. */
export interface CompareOptions {
  /** Of each side, with seeds that follow each other, 2 … 100,000; default 20. */
  readonly replications?: number
  /** How sure intervals are, above 0 and below 1; default 0.95. */
  readonly confidence?: number
  /** The first seed of both sides, 0 … 2^32 - 1; default: that of the first scenario. */
  readonly seed?: number
  /** Which kernel plays the lanes; all give the same figures. Default `auto`: the fastest. */
  readonly kernel?: KernelChoice
  /** At most so many threads, 1 … 1024, share out replications; default: as many as there are cores. */
  readonly threads?: number
  /** Ends the work early: it rejects with a `StoppedError`. */
  readonly signal?: AbortSignal
  /** Told some ten times a second which share of the work of both sides is done, 0 … 1. */
  readonly onProgress?: (progress: Pick<Progress, 'share'>) => void
}

/**
 * Two scenarios under the same seeds: every figure of both, and how sure the second differs from the first.
 *
 * @returns the document of `compare`; the same for the same scenarios, options, seed and version
 * @throws StoppedError    when `signal` aborts; it counts the replications of both
 * @throws ComparisonError when a replication failed: a fault of ours; it says which side and seed
 * @throws RangeError      when an option has a value that it cannot have
 * @throws whatever a callback throws
 */
export const compare = async (
  a: Loaded,
  b: Loaded,
  options: CompareOptions = {},
): Promise<CompareDocument> => {
  const {
    replications = REPLICATIONS_DEFAULT,
    confidence = CONFIDENCE_DEFAULT,
    kernel = 'auto',
  } = options
  const { seed = a.scenario.seed, threads, signal, onProgress } = options
  checkSeed(seed)
  checkKernel(kernel)
  checkShare('confidence', confidence)
  checkWhole('replications', replications, REPLICATIONS_MAX, REPLICATIONS_MIN)
  if (threads !== undefined) checkWhole('threads', threads, THREADS_MAX)
  const inputOf = ({ scenario, sha256, text, inputs }: Loaded) => ({
    scenario,
    sha256,
    text,
    inputs,
  })
  return compareSides(
    { a: inputOf(a), b: inputOf(b), seed, replications, confidence, kernel },
    {
      clock: () => performance.now() / 1000,
      threads: threads ?? availableParallelism(),
      ...(signal === undefined ? {} : { signal }),
      ...(onProgress === undefined ? {} : { onProgress: share => onProgress({ share }) }),
    },
  )
}
