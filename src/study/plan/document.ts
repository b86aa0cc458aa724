/** The document of `plan`: the smallest value that meets every objective. */
import type { Direction } from '../../model/direction.ts'
import type { ObjectiveResult } from '../../sim/result/document.ts'
import type { Candidate } from './candidates.ts'
import type { Most } from './grid.ts'
import type { Find } from './question.ts'

/** Why there is no answer. */
export type PlanFailure =
  /** One objective is met from a value on only, the other only up to a value below it. */
  | {
      readonly kind: 'excluded'
      readonly lower: { readonly objective: ObjectiveResult; readonly from: number }
      readonly upper: { readonly objective: ObjectiveResult; readonly upTo: number }
    }
  /** Objectives that no value meets, with what they come to at the largest. */
  | { readonly kind: 'unmet'; readonly objectives: readonly ObjectiveResult[] }

/** What is found. Values are bit/s, or bytes of a burst or a queue. */
export interface PlanDocument {
  readonly format: 'interlink-sim/plan'
  readonly version: 1
  readonly scenario: { readonly name: string; readonly sha256: string; readonly text: string }
  readonly inputs: readonly { readonly file: string; readonly sha256: string }[]
  /** Seconds of each run. */
  readonly simulated: { readonly warmup: number; readonly duration: number }
  /** Of the first replication of each candidate; the others follow it. */
  readonly seed: number
  readonly find: Find
  /** The InterLink or the connection that the value is of. */
  readonly interlink: string | null
  readonly connection: string
  /** Whose objectives are asked for; null: those of both. */
  readonly direction: Direction | null
  /** Distance of the values that come into question; null where they are a list. */
  readonly step: number | null
  /** The smallest and the largest of them, and what keeps them from being more. */
  readonly limits: { readonly least: number; readonly most: number; readonly by: Most }
  /** How sure verdicts are. */
  readonly confidence: number
  /** How often a candidate is run at most. */
  readonly replications: number
  /** The value that the scenario has. */
  readonly now: number
  /** Null: there is none, and `failure` says why. */
  readonly answer: number | null
  readonly failure: PlanFailure | null
  /** At the answer; without one, at the largest value that was tried. */
  readonly objectives: readonly ObjectiveResult[]
  /** One step below the answer, and what is not met there; null without an answer, or where it is the least. */
  readonly below: { readonly value: number; readonly missed: readonly ObjectiveResult[] } | null
  /** How many values were tried. */
  readonly evaluations: number
  /** All of them, rising. */
  readonly candidates: readonly Candidate[]
}
