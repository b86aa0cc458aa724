/** What `provision` is asked. */
import type { UnixMs } from '../calendar.ts'
import type { Scenario } from '../model/scenario.ts'

/** The question. */
export interface ProvisionQuestion {
  /** A scenario that holds every rule, with the seed to begin from: replication i has seed + i. */
  readonly scenario: Scenario
  /** SHA-256 of the scenario file's bytes, hexadecimal. */
  readonly sha256: string
  /** 1 … `REPLICATIONS_MAX`. */
  readonly replications: number
  /** By when the connections are needed; null where that is not asked. */
  readonly needBy: UnixMs | null
  /** Above 0, below 1. */
  readonly confidence: number
}

/** How often each order is drawn where nobody says. */
export const REPLICATIONS_DEFAULT = 10_000
/** The most often. */
export const REPLICATIONS_MAX = 10_000_000
/** The probability that is asked for where nobody says. */
export const CONFIDENCE_DEFAULT = 0.95
