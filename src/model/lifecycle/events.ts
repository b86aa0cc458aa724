/** What has happened. Events are facts: `evolve` takes them as they come, and never asks whether. */
import type { CalendarInstant } from '../../calendar.ts'
import type { Owner } from '../demarcation.ts'
import type { Family } from '../demand.ts'
import type { ConnectionTerms, Fault } from './connection.ts'
import type { InterlinkLabels, InterlinkTerms } from './interlink.ts'
import type { Loa } from './order.ts'
import type { Routing, RoutingPolicy } from './routing.ts'

/** An event of one connection. */
interface OfConnection {
  readonly at: CalendarInstant
  readonly connection: string
}

/** A connection has been ordered. */
export type OrderedEvent = OfConnection & {
  readonly kind: 'ordered'
  readonly terms: ConnectionTerms
}

/** A step of an order. */
export type OrderEvent = OfConnection &
  (
    | { readonly kind: 'loaIssued'; readonly loa: Loa }
    | { readonly kind: 'loaExpired' }
    | { readonly kind: 'patched' }
    /** The connection exists, visible and billed, from this instant. */
    | { readonly kind: 'linkDetected' }
  )

/** An event of a connection that exists. */
export type ResourceEvent = OfConnection &
  (
    | { readonly kind: 'connectionConfiguring' }
    | { readonly kind: 'connectionConfigured' }
    | { readonly kind: 'connectionFailed' }
    | { readonly kind: 'connectionDisabled' }
    | { readonly kind: 'connectionEnabled' }
    | { readonly kind: 'connectionLocked' }
    | { readonly kind: 'connectionUnlocked' }
    /** Billing ends at this instant. */
    | { readonly kind: 'connectionDeleted' }
    | { readonly kind: 'faultBegan'; readonly fault: Fault }
    | { readonly kind: 'faultEnded'; readonly fault: string }
  )

/** An event of one InterLink. */
interface OfInterlink {
  readonly at: CalendarInstant
  readonly interlink: string
}

/** An InterLink has been created; it is being configured. */
export type CreatedEvent = OfInterlink & {
  readonly kind: 'interlinkCreated'
  readonly terms: InterlinkTerms
  readonly labels: InterlinkLabels
  readonly routing: Routing
}

/** An event of an InterLink's own life. */
export type InterlinkEvent = OfInterlink &
  (
    | { readonly kind: 'interlinkConfigured' }
    | { readonly kind: 'interlinkFailed' }
    | { readonly kind: 'interlinkLocked' }
    | { readonly kind: 'interlinkUnlocked' }
    /** VPC, policies, sessions and propagation end at this instant. */
    | { readonly kind: 'deprovisioningBegan' }
    | { readonly kind: 'interlinkDeleted' }
  )

/** An event of an InterLink that is configured. */
export type UsableEvent = OfInterlink &
  (
    | { readonly kind: 'interlinkUpdated'; readonly labels: InterlinkLabels }
    | { readonly kind: 'vpcAttached'; readonly vpc: string }
    | { readonly kind: 'vpcDetached' }
    | { readonly kind: 'policyAttached'; readonly family: Family; readonly policy: RoutingPolicy }
    | { readonly kind: 'policyDetached'; readonly family: Family }
    | { readonly kind: 'policySet'; readonly family: Family; readonly policy: RoutingPolicy }
    | { readonly kind: 'propagationEnabled' }
    | { readonly kind: 'propagationDisabled' }
    | { readonly kind: 'sessionUp'; readonly family: Family }
    | { readonly kind: 'sessionDown'; readonly family: Family; readonly owner: Owner }
  )

/** All events. */
export type Event =
  | OrderedEvent
  | OrderEvent
  | ResourceEvent
  | CreatedEvent
  | InterlinkEvent
  | UsableEvent
