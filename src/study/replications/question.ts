/** How often a scenario is run, and until when. */
import type { KernelChoice } from '../../sim/kernel/choice.ts'
import type { RunInput } from '../../sim/run.ts'

/** More are a slip. */
export const REPLICATIONS_MAX = 100_000
export const CONFIDENCE_DEFAULT = 0.95
/** The most replications where only a precision is asked for. */
export const CAP_DEFAULT = 100
/**
 * Precision is looked at after so many replications, and after as many again: not after each, which
 * would stop at a lucky moment more often; and never after fewer.
 */
export const BATCH = 5

/** What is asked. */
export interface Question {
  /** The scenario's seed is that of the first replication; the others follow it. */
  readonly input: RunInput
  /** How many replications, 1 … `REPLICATIONS_MAX`; with a precision, at most. */
  readonly replications: number
  /** How sure intervals are: above 0, below 1. */
  readonly confidence: number
  /** Stop when figures are known to within this share of their means; null: play all. */
  readonly precision: number | null
  readonly kernel: KernelChoice
}

const SEEDS = 2 ** 32

/** The seed of a replication: the scenario's and its number, begun again at 0 after 2^32 - 1. */
export const seedOf = ({ input }: Pick<Question, 'input'>, index: number): number =>
  (input.scenario.seed + index) % SEEDS
