/** What is asked when each connection is to fail in turn. */
import type { Question } from '../replications/question.ts'

/** How each variant is played: how often, and how sure verdicts are to be. */
export type Asked = Pick<Question, 'replications' | 'confidence' | 'precision'>

/** A scenario, and how it and its variants are played. */
export interface FailuresQuestion extends Pick<Question, 'input' | 'kernel'> {
  /** Null: each is run once, and judged without intervals. */
  readonly asked: Asked | null
}

/** Runs of each variant, at most. */
export const capOf = ({ asked }: Pick<FailuresQuestion, 'asked'>): number =>
  asked?.replications ?? 1
