/**
 * The document of a comparison, in SI base units (seconds, bit/s, bytes, shares of 1).
 *
 * Two documents of the same scenarios, seed and version agree in every byte.
 */
import type { Direction } from '../../model/direction.ts'
import type { FlowMetric, PortMetric } from '../../model/objective.ts'
import type { ResultDocument, TransientEntry } from '../../sim/result/document.ts'

/** A flow: an InterLink in one direction. */
export interface FlowSubject {
  readonly interlink: string
  readonly direction: Direction
}

/** A port: a connection in one direction. */
export interface PortSubject {
  readonly connection: string
  readonly direction: Direction
}

/** What a figure is about. */
export type ComparedSubject = FlowSubject | PortSubject

/** A figure that both sides have. */
export type ComparedFigure =
  | (FlowSubject & { readonly metric: FlowMetric })
  | (PortSubject & { readonly metric: PortMetric })

/**
 * What a difference says: surely better or worse in B; surely another, where neither is good; the same
 * in every replication; not to be told.
 */
export type ChangeVerdict = 'better' | 'worse' | 'other' | 'same' | 'undecided'

/** A figure of both sides, and by how much B's is above A's in the same replication. */
export type Difference = ComparedFigure & {
  /** Mean over the replications that are paired; where none is, over those that have it; else null. */
  readonly a: number | null
  readonly b: number | null
  /** Of b - a, replication by replication; null where no replication has both. */
  readonly mean: number | null
  /** Student's t interval of that mean; null where fewer than two replications have both. */
  readonly low: number | null
  readonly high: number | null
  /** How sure the interval is: a share. */
  readonly level: number
  /** Replications in which both sides have the figure. */
  readonly pairs: number
  readonly verdict: ChangeVerdict
}

/** An objective as one side fares, judged on all its replications as `run --replications` does. */
export interface SideOutcome {
  readonly below?: number
  readonly above?: number
  /** Of all frames together. */
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
  readonly met: boolean
  /** The limit lies inside the interval; then it is not met. */
  readonly undecided?: true
}

/** An objective of either side or both; null: that side judges nothing alike. */
export type ComparedObjective = ComparedFigure & {
  readonly a: SideOutcome | null
  readonly b: SideOutcome | null
}

/** One of the two scenarios. */
export interface ComparedSide {
  readonly scenario: ResultDocument['scenario']
  readonly inputs: ResultDocument['inputs']
  /** Seconds. */
  readonly simulated: ResultDocument['simulated']
  /** Figures that tell that the warm-up is too short. */
  readonly transient: readonly TransientEntry[]
}

/** What `compare` answers. */
export interface CompareDocument {
  readonly format: 'interlink-sim/compare'
  readonly version: 1
  readonly a: ComparedSide
  readonly b: ComparedSide
  /** Of the first replication of both sides. */
  readonly seed: number
  /** Of each side. */
  readonly replications: number
  readonly confidence: number
  /** By flow in the order of A's result, then by port. */
  readonly differences: readonly Difference[]
  /** What one side has and the other has not: of ports those that objectives are about. */
  readonly onlyIn: {
    readonly a: readonly ComparedSubject[]
    readonly b: readonly ComparedSubject[]
  }
  readonly objectives: readonly ComparedObjective[]
}
