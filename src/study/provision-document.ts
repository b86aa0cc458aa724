/** The document of `provision`: from order to bill, connection by connection. */
import type { DemarcationInfo } from '../model/demarcation-info.ts'
import type { Milestone, Patcher } from '../model/provisioning.ts'
import type { LightFigures } from './light.ts'
import type { Quantiles } from './quantiles.ts'

/** What becomes of the order of a connection. Instants are ISO 8601, in UTC. */
export interface OrderFigures {
  /** When it is ordered. */
  readonly ordered: string
  readonly patchedBy: Patcher
  readonly milestones: Readonly<Record<Milestone, Quantiles<string>>>
  /** Mean time that each step takes, seconds; that of `patch` includes every LOA after the first. */
  readonly waits: { readonly loa: number; readonly patch: number; readonly turnUp: number }
  /** How long an LOA is valid, seconds. */
  readonly loaValidity: number
  /** Share of replications in which at least one LOA expired. */
  readonly loaExpired: number
  /** From when on it is billed: the instant at which the link is active. */
  readonly billedFrom: Quantiles<string>
  /** Share of replications in which it is active by the need-by date; null without one. */
  readonly readyBy: number | null
  /** Whether that reaches the confidence. */
  readonly ready: boolean | null
  /**
   * The latest day such that an order at its beginning reaches the confidence; null without a need-by
   * date, or where that is before the year 0.
   */
  readonly orderBy: string | null
}

/** What a connection costs; null where the scenario names no price. */
export interface CostFigures {
  /** As the scenario has it. */
  readonly perMonth: string | null
  readonly currency: string | null
  /**
   * From the active link to the need-by date, a decimal with six digits behind the point. An early
   * link costs most: p10 is that of `billedFrom.p90`, p90 that of `billedFrom.p10`.
   */
  readonly idleCost: Quantiles<string> | null
}

/** The same keys, all null: the connection is not ordered but there from the start. */
type NotOrdered = { readonly [key in keyof OrderFigures]: null }

/** One connection. */
export type ConnectionProvision = { readonly connection: string } & (OrderFigures | NotOrdered) &
  LightFigures &
  CostFigures & {
    /** What its letter of authorization says. */
    readonly loa: DemarcationInfo
  }

/** All connections of a scenario, in the order of the file. */
export interface ProvisionDocument {
  readonly format: 'interlink-sim/provision'
  readonly version: 1
  readonly scenario: { readonly name: string; readonly sha256: string }
  readonly seed: number
  readonly replications: number
  /** The instant by which a connection has to be active; null where none is named. */
  readonly needBy: string | null
  /** Probability that is asked for, above 0 and below 1. */
  readonly confidence: number
  readonly connections: readonly ConnectionProvision[]
}
