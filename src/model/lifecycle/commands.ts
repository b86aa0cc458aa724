/**
 * What may be asked of an estate: wishes of the customer, doings of the provider, and what the world
 * does. None reads a clock: each says `at` which instant of the calendar it comes, whole seconds and
 * picoseconds, which holds both weeks of ordering and the picoseconds of a run.
 */
import type { CalendarInstant } from '../../calendar.ts'
import type { BitsPerSecond } from '../../units.ts'
import type { Owner } from '../demarcation.ts'
import type { Family } from '../demand.ts'
import type { DemarcationInfo } from '../demarcation-info.ts'
import type { Patcher } from '../provisioning.ts'
import type { Region } from '../world.ts'
import type { Fault } from './connection.ts'
import type { InterlinkLabels } from './interlink.ts'
import type { RoutingPolicy } from './routing.ts'

/** When a command comes. */
interface Timed {
  readonly at: CalendarInstant
}

/** Asks the provider's sales team for a connection. */
export interface OrderConnection {
  readonly kind: 'order'
  readonly connection: string
  readonly pop: string
  readonly portSpeed: BitsPerSecond
  /** Default: the Organization's first Project. */
  readonly project?: string | undefined
  /** The sizes of InterLink it will offer; default: any. */
  readonly availableBandwidths?: readonly BitsPerSecond[] | undefined
  readonly patchedBy: Patcher
}

/** The way of an order; all but the first are steps of the world. */
export type OrderCommand = Timed &
  (
    | OrderConnection
    | {
        readonly kind: 'loaIssued'
        readonly connection: string
        /** After `at`. */
        readonly expiresAt: CalendarInstant
        readonly demarcationInfo: DemarcationInfo
      }
    | { readonly kind: 'loaExpired'; readonly connection: string }
    | { readonly kind: 'patched'; readonly connection: string }
    | { readonly kind: 'linkDetected'; readonly connection: string }
  )

/** What happens to a connection that exists: the provider's doings, deletion, physical faults. */
export type ConnectionCommand = Timed & { readonly connection: string } & (
    | { readonly kind: 'connectionConfiguring' }
    | { readonly kind: 'connectionConfigured' }
    | { readonly kind: 'connectionFailed' }
    | { readonly kind: 'disableConnection' }
    | { readonly kind: 'enableConnection' }
    | { readonly kind: 'lockConnection' }
    | { readonly kind: 'unlockConnection' }
    | { readonly kind: 'deleteConnection' }
    | { readonly kind: 'faultBegan'; readonly fault: Fault }
    | { readonly kind: 'faultEnded'; readonly fault: string }
  )

/** Creates a self-hosted InterLink on a connection. */
export type CreateInterlink = Timed & {
  readonly kind: 'createInterlink'
  readonly interlink: string
  readonly connection: string
  readonly bandwidth: BitsPerSecond
  /** Default: the region of the connection's PoP, which it must be. */
  readonly region?: Region | undefined
  /** Default: the Organization's first Project. */
  readonly project?: string | undefined
  /** Default: the lowest free one. */
  readonly vlan?: number | undefined
  /** Default: the InterLink's id. */
  readonly name?: string | undefined
  readonly tags?: readonly string[] | undefined
  /** Default: one that the provider assigns. */
  readonly peerAsn?: number | undefined
  readonly policies?: Readonly<Partial<Record<Family, RoutingPolicy>>> | undefined
}

/** What no InterLink can change. */
export type FixedField = 'type' | 'connection' | 'pop' | 'region' | 'bandwidth' | 'vlan' | 'project'

/** What is wished of an InterLink that exists; a fixed field is refused whatever it says. */
export type InterlinkChanges = Partial<InterlinkLabels> & {
  readonly [field in FixedField]?: unknown
}

/** What happens to an InterLink that exists. */
export type InterlinkCommand = Timed & { readonly interlink: string } & (
    | { readonly kind: 'interlinkConfigured' }
    | { readonly kind: 'interlinkFailed' }
    | { readonly kind: 'updateInterlink'; readonly changes: InterlinkChanges }
    | { readonly kind: 'attachVpc'; readonly vpc: string }
    | { readonly kind: 'detachVpc' }
    | { readonly kind: 'attachPolicy'; readonly family: Family; readonly policy: RoutingPolicy }
    | { readonly kind: 'detachPolicy'; readonly family: Family }
    /** Replaces a policy in place: the session stays, and so does propagation. */
    | { readonly kind: 'setPolicy'; readonly family: Family; readonly policy: RoutingPolicy }
    | { readonly kind: 'enablePropagation' }
    | { readonly kind: 'disablePropagation' }
    | { readonly kind: 'bgpUp'; readonly family: Family }
    /** `owner`: on whose side the session was lost. */
    | { readonly kind: 'bgpDown'; readonly family: Family; readonly owner: Owner }
    | { readonly kind: 'lockInterlink' }
    | { readonly kind: 'unlockInterlink' }
    | { readonly kind: 'deleteInterlink' }
    | { readonly kind: 'interlinkDeprovisioned' }
  )

/** All commands. */
export type Command = OrderCommand | ConnectionCommand | CreateInterlink | InterlinkCommand
