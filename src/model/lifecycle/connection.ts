/** One connection from order to deletion, and whether its physical link is up. */
import type { CalendarInstant } from '../../calendar.ts'
import type { BitsPerSecond } from '../../units.ts'
import { type Element, type Owner, ownerOf } from '../demarcation.ts'
import type { Patcher } from '../provisioning.ts'
import { type Order, type OrderStage, orderWaitsFor } from './order.ts'

/** What is ordered; nothing of it changes later. */
export interface ConnectionTerms {
  readonly pop: string
  /** The Project that owns the connection. */
  readonly project: string
  readonly portSpeed: BitsPerSecond
  /** The sizes of InterLink that the connection offers; null when any will do. */
  readonly availableBandwidths: readonly BitsPerSecond[] | null
  readonly patchedBy: Patcher
}

/** A physical fault that is not repaired yet. */
export interface Fault {
  /** Tells faults of one connection apart; they may overlap. */
  readonly id: string
  /** What is broken, which says who must act. */
  readonly element: Element
  /** Whether light is lost, which both ends see at once, or stays while frames vanish. */
  readonly light: 'lost' | 'kept'
}

/** How far the provider has come with a connection that exists. Our own model: the API has only words. */
export type ConnectionPhase = 'created' | 'configuring' | 'failed' | 'active' | 'disabled'

/** A connection: an order, then a resource that is visible and billed, then a memory. */
export type ConnectionLife = { readonly id: string; readonly terms: ConnectionTerms } & (
  | { readonly kind: 'ordered'; readonly order: Order }
  | {
      readonly kind: 'resource'
      readonly detectedAt: CalendarInstant
      readonly phase: ConnectionPhase
      readonly locked: boolean
      /** In the order in which they began. */
      readonly faults: readonly Fault[]
    }
  | {
      readonly kind: 'deleted'
      readonly detectedAt: CalendarInstant
      readonly deletedAt: CalendarInstant
    }
)

/** Why a physical link is not up. */
export type LinkDownCause =
  | { readonly kind: 'not-detected'; readonly stage: OrderStage }
  | { readonly kind: 'disabled' }
  | { readonly kind: 'fault'; readonly fault: Fault }
  | { readonly kind: 'connection-deleted' }

/** Whether the physical link of a connection is up; if not, why, and who must act. */
export type PhysicalLink =
  | { readonly kind: 'up' }
  | { readonly kind: 'down'; readonly cause: LinkDownCause; readonly owner: Owner }

/**
 * Whether frames pass between both ports. A lock does not stop them (our own choice: the provider's
 * documentation names the link, not the connection's status). Of several faults the earliest counts.
 */
export const physicalLinkOf = (connection: ConnectionLife): PhysicalLink => {
  // A `switch`: played for years of faults, a thousand times over.
  switch (connection.kind) {
    case 'ordered': {
      const stage = connection.order.kind
      return {
        kind: 'down',
        cause: { kind: 'not-detected', stage },
        owner: orderWaitsFor(stage),
      }
    }
    case 'deleted':
      return { kind: 'down', cause: { kind: 'connection-deleted' }, owner: 'customer' }
    case 'resource': {
      if (connection.phase === 'disabled') {
        return { kind: 'down', cause: { kind: 'disabled' }, owner: ownerOf('provider-port') }
      }
      const [fault] = connection.faults
      return fault === undefined
        ? { kind: 'up' }
        : { kind: 'down', cause: { kind: 'fault', fault }, owner: ownerOf(fault.element) }
    }
    default:
      return connection satisfies never
  }
}
