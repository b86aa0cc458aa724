/** What a summary of `availability` is made of. */
import type { Scenario } from '../../../model/scenario.ts'
import type { AvailabilityDocument } from '../../../study/availability/document.ts'
import type { Locate } from '../../judged.ts'

/** What a summary is made of. */
export interface AvailabilitySummaryInput {
  readonly scenario: Scenario
  /** With at least one subject. */
  readonly document: AvailabilityDocument
  readonly locate: Locate
  /** The scenario file as the user named it. */
  readonly file: string
  /** Options that were given, other than the seed, as words: `--years`, `20`. */
  readonly options: readonly string[]
  /** Of this program. */
  readonly version: string
  /** Warnings about the scenario, one line each. */
  readonly warnings: readonly string[]
}
