/** A figure of a document, ready to stand beside the same figure of another one. */
import type { Dimension } from '../report/terminal/figures.ts'

/** What an objective makes of a figure. */
export type Outcome = 'met' | 'missed' | 'undecided'

/** A figure. */
export interface Figure {
  /** What it is about: `data to cloud`; empty for the whole. */
  readonly subject: string
  /** `loss`, or for an objective with its limit `loss below 0.1 %`. */
  readonly measure: string
  readonly dimension: Dimension | 'count'
  /** In SI base units; null where nothing could be measured. */
  readonly value: number | null
  /** What an objective asks, in SI base units; a value is never rounded across it. */
  readonly limit: number | null
  /** Null for a figure that nothing is asked of. */
  readonly outcome: Outcome | null
}

/** What of a document is worth comparing. */
export interface Figures {
  readonly objectives: readonly Figure[]
  /** The most important first. */
  readonly others: readonly Figure[]
}
