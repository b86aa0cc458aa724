/**
 * The order of a connection, from the request to the patch: requested → LOA issued → patched. When the
 * provider then detects the link as active the order ends, for the connection exists (provider's
 * documentation, "dedicated connections").
 *
 * An LOA that expires before the patch is void: the provider issues another one and patching starts
 * again. Peers limit an LOA to 90 days; how long one holds is said when it is issued.
 */
import { match } from 'ts-pattern'
import type { CalendarInstant } from '../../calendar.ts'
import type { Owner } from '../demarcation.ts'
import type { DemarcationInfo } from '../demarcation-info.ts'
import { type Milestone, waitsFor } from '../provisioning.ts'

/** A Letter of Authorization (peers: LOA-CFA): the leave to patch to a port of the provider. */
export interface Loa {
  /** 1 for the first LOA of an order, one more with each that replaces a void one. */
  readonly number: number
  readonly issuedAt: CalendarInstant
  /** The last instant at which it may be patched; it is void after it. */
  readonly expiresAt: CalendarInstant
  /** Where the provider's port is found. */
  readonly demarcationInfo: DemarcationInfo
}

/** How far an order has come. */
export type Order =
  | { readonly kind: 'requested' }
  | { readonly kind: 'loa-issued'; readonly loa: Loa }
  /** The LOA is void; another one is awaited. */
  | { readonly kind: 'loa-expired'; readonly loa: Loa }
  | { readonly kind: 'patched'; readonly loa: Loa; readonly patchedAt: CalendarInstant }

/** A word for each stage of an order. */
export type OrderStage = Order['kind']

/** The number of the next LOA of an order. */
export const nextLoa = (order: Order): number =>
  match(order)
    .with({ kind: 'requested' }, () => 1)
    .with(
      { kind: 'loa-issued' },
      { kind: 'loa-expired' },
      { kind: 'patched' },
      ({ loa }) => loa.number + 1,
    )
    .exhaustive()

/** The milestone that an order at a stage has before it. */
const nextMilestone = (stage: OrderStage): Milestone =>
  match(stage)
    .returnType<Milestone>()
    .with('requested', 'loa-expired', () => 'loaIssued')
    .with('loa-issued', () => 'patched')
    .with('patched', () => 'linkActive')
    .exhaustive()

/** Whom an order waits for: the same as its next milestone. */
export const orderWaitsFor = (stage: OrderStage): Owner => waitsFor(nextMilestone(stage))
