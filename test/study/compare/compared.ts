/** Comparisons of scenarios made by hand. */
import type { Scenario } from '../../../src/model/scenario.ts'
import { type CompareOptions, compare } from '../../../src/study/compare.ts'
import type { CompareDocument } from '../../../src/study/compare/document.ts'
import type { CompareQuestion } from '../../../src/study/compare/question.ts'

/** What is asked of them. */
export type Compared = Partial<Omit<CompareQuestion, 'a' | 'b'>>

/** A scenario without files. */
export const inputOf = (scenario: Scenario): CompareQuestion['a'] => ({
  scenario,
  sha256: '',
  inputs: [],
  text: '',
})

/** Compares two scenarios. */
export const compared = (
  a: Scenario,
  b: Scenario,
  change: Compared = {},
  options: Partial<CompareOptions> = {},
): Promise<CompareDocument> =>
  compare(
    {
      a: inputOf(a),
      b: inputOf(b),
      seed: 1,
      replications: 5,
      confidence: 0.95,
      kernel: 'auto',
      ...change,
    },
    { clock: () => performance.now() / 1000, ...options },
  )
