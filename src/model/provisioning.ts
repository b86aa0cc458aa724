/**
 * Provisioning: the way of a dedicated connection from its order to the link that is active.
 *
 * The provider issues a letter of authorization (LOA); the customer hands it to the operator of the
 * data centre or to a carrier, who patches the cross-connect within the LOA's validity; the provider
 * brings the link up. From the instant it is active the connection is billed.
 */
import type { UnixMs } from '../calendar.ts'
import type { Ms } from '../units.ts'
import { type Owner, ownerOf } from './demarcation.ts'
import type { Lead } from './lead.ts'

/** Who patches the cross-connect, on the customer's behalf. */
export type Patcher = 'operator' | 'carrier'
/** All of them, the default first. */
export const PATCHERS: readonly Patcher[] = ['operator', 'carrier']

/** The order of a connection, and how long its steps take. */
export interface Provisioning {
  readonly ordered: UnixMs
  /** From the order to the LOA's issue, and again where a new LOA is needed. */
  readonly loa: Lead
  /** From the LOA's issue to the patched cross-connect. */
  readonly patch: Lead
  readonly patchedBy: Patcher
  /** From the patched cross-connect to the active link. */
  readonly turnUp: Lead
  /**
   * How long an LOA is valid. A patch that takes longer is void: when the LOA expires a new one is
   * drawn up, and patching starts again.
   */
  readonly loaValidity: Ms
}

/** What an order goes through, in this order. `lifecycle/order.ts` has the stages between them. */
export type Milestone = 'loaIssued' | 'patched' | 'linkActive'
/** All milestones. */
export const MILESTONES: readonly Milestone[] = ['loaIssued', 'patched', 'linkActive']

/**
 * Whom a milestone waits for: the owner of the element that its work is about. The LOA and the turn-up
 * are about the provider's port; the patch is about the cross-connect, the customer's.
 */
export const waitsFor = (milestone: Milestone): Owner =>
  ownerOf(milestone === 'patched' ? 'cross-connect' : 'provider-port')

/** The longest lead time and the longest validity of an LOA: ten years. */
export const LEAD_DAYS_MAX = 3_650
/** How long an LOA is valid where the scenario does not say: 90 days. */
export const LOA_VALIDITY_DAYS_DEFAULT = 90
/**
 * How far below its median, in σ, a patch must be done for its LOA to be valid still, at most: one
 * patch in a thousand is. Where fewer are, the order is as good as never fulfilled.
 */
export const PATCH_DEVIATION_MIN = -3.09
