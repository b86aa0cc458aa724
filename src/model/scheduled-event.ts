/** What a scenario lets happen at an instant of its run. */
import type { NanoDb, Ps } from '../units.ts'
import type { Owner } from './demarcation.ts'
import type { Family } from './demand.ts'
import type { PrefixFilter } from './world.ts'

/** What happens to a segment of a cross-connect. */
export type SegmentChange =
  /** No light passes any more. */
  | { readonly kind: 'cut' }
  /** It loses so much more light than it did when whole. */
  | { readonly kind: 'degrade'; readonly loss: NanoDb }
  /** Light passes, frames vanish. */
  | { readonly kind: 'blackhole' }
  /** It is whole again. */
  | { readonly kind: 'repair' }

/** What happens to the port at one end of a connection, or to the optic in it. */
export type EndChange =
  | { readonly kind: 'portDown' }
  | { readonly kind: 'portUp' }
  | { readonly kind: 'opticFail' }
  | { readonly kind: 'opticReplace' }
  /** Light passes, frames vanish behind the port. */
  | { readonly kind: 'blackhole' }
  /** Frames vanish there no more. */
  | { readonly kind: 'repair' }

/** What happens to an InterLink. */
export type InterlinkChange =
  /** Its session is lost, on the side of `owner`, and stays so until `bgpUp`. */
  | { readonly kind: 'bgpDown'; readonly family: Family; readonly owner: Owner }
  | { readonly kind: 'bgpUp'; readonly family: Family }
  | { readonly kind: 'lock' }
  | { readonly kind: 'unlock' }
  | { readonly kind: 'detachVpc' }
  | { readonly kind: 'attachVpc'; readonly vpc: string }
  | { readonly kind: 'propagationOff' }
  | { readonly kind: 'propagationOn' }
  /** Puts a policy in the place of the family's; null: takes it away. */
  | { readonly kind: 'setPolicy'; readonly family: Family; readonly policy: PrefixFilter | null }

/** Where on a connection something happens. */
export type Spot =
  | { readonly kind: 'segment'; readonly segment: string }
  /** The port, with its optic, of one side. */
  | { readonly kind: 'end'; readonly end: Owner }

/** Something happens to a connection. */
export type ConnectionEvent = { readonly at: Ps; readonly connection: string } & (
  | { readonly spot: Extract<Spot, { kind: 'segment' }>; readonly change: SegmentChange }
  | { readonly spot: Extract<Spot, { kind: 'end' }>; readonly change: EndChange }
)

/** Something happens to an InterLink. */
export interface InterlinkScheduled {
  readonly at: Ps
  readonly interlink: string
  readonly change: InterlinkChange
}

/**
 * An event of a scenario, `at` since simulated time 0. At one instant those of connections come first,
 * then those of InterLinks, each in the order of the file. One that names no family is one of each that
 * it can be about: that has a session at some time, a policy then, or networks in the policy set.
 */
export type ScheduledEvent = ConnectionEvent | InterlinkScheduled
