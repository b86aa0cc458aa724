/** What is asked when two scenarios are compared. */
import type { KernelChoice } from '../../sim/kernel/choice.ts'
import type { RunInput } from '../../sim/run.ts'

/** Replications where no other number is asked for. */
export const REPLICATIONS_DEFAULT = 20
/** Fewer give no interval. */
export const REPLICATIONS_MIN = 2

/** One of the two. */
export type SideName = 'a' | 'b'
/** Both, in the order in which they are played. */
export const SIDES: readonly SideName[] = ['a', 'b']

/** A side as it is played, and the text of its file, which the document holds. */
export interface ComparedInput extends RunInput {
  readonly text: string
}

/** What is asked. */
export interface CompareQuestion {
  readonly a: ComparedInput
  readonly b: ComparedInput
  /** Of the first replication of both sides, whatever the scenarios say; the others follow it. */
  readonly seed: number
  /** Of each side, 2 … 100,000. */
  readonly replications: number
  /** How sure intervals are: above 0, below 1. */
  readonly confidence: number
  readonly kernel: KernelChoice
}
