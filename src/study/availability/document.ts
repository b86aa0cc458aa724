/** The document of `availability`: years of faults without frames. */
import type { Owner } from '../../model/demarcation.ts'
import type { Family } from '../../model/demand.ts'
import type { Quantiles } from '../quantiles.ts'
import type { Change } from './change.ts'
import type { Estimate } from './estimate.ts'

/** How much of the down time one cause makes. */
export interface CauseEntry {
  readonly connection: string
  /** As the timeline of a run names it: `mmr: cut`. */
  readonly cause: string
  readonly owner: Owner
  /** Mean, per year. */
  readonly minutes: number
}

/** Figures of a subject; minutes are means per year of 365.25 days. */
export interface AvailabilityFigures {
  /** Share of time in which it carries the family. */
  readonly availability: Estimate
  readonly minutesPerYear: Estimate
  /** Add up to the mean. */
  readonly minutesPerYearByOwner: Readonly<Record<Owner, number>>
  /** Frames are sent, and lost: nobody has noticed. Of a VPC while another InterLink carries. */
  readonly undetectedMinutesPerYear: number
  readonly outagesPerYear: number
  /** Outages seen in all replications: what the figures rest on. */
  readonly outages: number
  /** Minutes of the longest outage of a replication; 0 where it had none. */
  readonly longestOutageMinutes: Quantiles<number>
  /** What makes its down time, the most first. */
  readonly minutesPerYearByCause: readonly CauseEntry[]
}

/** Of whom figures are. */
export type SubjectName =
  | { readonly interlink: string; readonly connection: string; readonly family: Family }
  | { readonly vpc: string; readonly interlinks: readonly string[]; readonly family: Family }

/** A subject and its figures. */
export type AvailabilitySubject = SubjectName & AvailabilityFigures

/** What a subject would be, by the same luck. */
export type ChangedSubject = (
  | { readonly interlink: string; readonly family: Family }
  | { readonly vpc: string; readonly family: Family }
) & {
  /** Mean. */
  readonly availability: number
  readonly minutesPerYear: number
  readonly undetectedMinutesPerYear: number
  /** Outages seen in all replications; 0: too few years were played to see one, or there is none. */
  readonly outages: number
}

/** A change and what comes of it. */
export interface WhatIf {
  readonly change: Exclude<Change, 'asItIs'>
  readonly about: string
  /** In the order of the document's. */
  readonly subjects: readonly ChangedSubject[]
}

/** An objective that names availability, judged. */
export interface AvailabilityObjective {
  readonly interlink: string
  readonly family: Family
  readonly metric: 'availability'
  readonly below?: number
  readonly above?: number
  /** Mean. */
  readonly value: number
  readonly low: number
  readonly high: number
  /** Whether the whole interval lies on the right side. */
  readonly met: boolean
  /** Present where the limit lies inside the interval. */
  readonly undecided?: true
}

/** Everything. */
export interface AvailabilityDocument {
  readonly format: 'interlink-sim/availability'
  readonly version: 1
  readonly scenario: { readonly name: string; readonly sha256: string }
  readonly seed: number
  /** Above 0, below 1. */
  readonly confidence: number
  /** That each replication lasts. */
  readonly years: number
  readonly replications: number
  /** What is taken for granted, in sentences. */
  readonly assumptions: readonly string[]
  /** InterLinks, then VPCs, in the order of the file, each by family. */
  readonly subjects: readonly AvailabilitySubject[]
  /** In the order of the file; one entry for each InterLink and family matched. */
  readonly objectives: readonly AvailabilityObjective[]
  /** Changes that would change anything. */
  readonly whatIf: readonly WhatIf[]
}
