/** What `availability` is asked. */
import { DAY_MS } from '../../calendar.ts'
import type { Scenario } from '../../model/scenario.ts'

/** The question. */
export interface AvailabilityQuestion {
  /** A scenario that holds every rule, with the seed to begin from: replication i has seed + i. */
  readonly scenario: Scenario
  /** SHA-256 of the scenario file's bytes, hexadecimal. */
  readonly sha256: string
  /** That each replication lasts: 1 … `YEARS_MAX`, whole. */
  readonly years: number
  /** 1 … `REPLICATIONS_MAX`. */
  readonly replications: number
  /** Above 0, below 1. */
  readonly confidence: number
}

/** Years of a replication where nobody says, and the most. */
export const YEARS_DEFAULT = 10
export const YEARS_MAX = 100
/** How often they are drawn where nobody says, and the most often. */
export const REPLICATIONS_DEFAULT = 1_000
export const REPLICATIONS_MAX = 100_000
/** How sure intervals are where nobody says. */
export const CONFIDENCE_DEFAULT = 0.95
/** No fault is played that is expected more often in one replication: memory is bounded, and so is a turn. */
export const FAILURES_MAX = 100_000

/** A year of 365.25 days, ms. */
export const YEAR_MS: number = 365.25 * DAY_MS

/** A fault that is expected too often. */
export interface TooOften {
  /** Its place in the scenario's list. */
  readonly index: number
  /** How often in one replication, about. */
  readonly failures: number
}

/** The faults of a scenario that are expected more than `FAILURES_MAX` times in so many years. */
export const tooOften = ({ faults }: Scenario, years: number): readonly TooOften[] =>
  faults.flatMap(({ mtbf }, index) => {
    const failures = (years * YEAR_MS) / mtbf
    return failures > FAILURES_MAX ? [{ index, failures: Math.round(failures) }] : []
  })
