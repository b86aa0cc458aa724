/**
 * The demarcation: whose side of a connection each physical element is on.
 *
 * The customer's side includes the cross-connect with all its segments and ends at the face of the
 * provider's port; the port, its optic and all behind it are the provider's.
 */
import type { Direction } from './direction.ts'
import type { Connection, Segment } from './world.ts'

/** A physical element of a connection, from the customer's router to what lies behind the port. */
export type Element =
  | 'customer-router'
  | 'customer-port'
  | 'customer-optic'
  | 'patch'
  | 'cross-connect'
  | 'provider-optic'
  | 'provider-port'
  | 'provider-network'

/** All elements in the order in which a frame to the cloud passes them. */
export const ELEMENTS: readonly Element[] = [
  'customer-router',
  'customer-port',
  'customer-optic',
  'patch',
  'cross-connect',
  'provider-optic',
  'provider-port',
  'provider-network',
]

/** Who must act when an element fails. */
export type Owner = 'customer' | 'provider'

const OWNERS: Readonly<Record<Element, Owner>> = {
  'customer-router': 'customer',
  'customer-port': 'customer',
  'customer-optic': 'customer',
  patch: 'customer',
  'cross-connect': 'customer',
  'provider-optic': 'provider',
  'provider-port': 'provider',
  'provider-network': 'provider',
}

/** Who owns an element, and so its faults. A segment of a cross-connect is `cross-connect`. */
export const ownerOf = (element: Element): Owner => OWNERS[element]

/** The side whose optic launches the light of a direction; the other one receives it. */
export const senderOf = (direction: Direction): Owner =>
  direction === 'toCustomer' ? 'provider' : 'customer'

/** The side whose optic receives the light of a direction. */
export const receiverOf = (direction: Direction): Owner =>
  direction === 'toCustomer' ? 'customer' : 'provider'

/** A part of a connection that somebody owns: an element, or of the cross-connect one segment. */
export interface Part {
  readonly element: Element
  readonly segment: Segment | null
  readonly owner: Owner
}

const partOf = (element: Element, segment: Segment | null = null): Part => ({
  element,
  segment,
  owner: ownerOf(element),
})

/** What a connection is made of, from the customer's port to the provider's. */
export const partsOf = ({ crossConnect }: Pick<Connection, 'crossConnect'>): readonly Part[] => [
  partOf('customer-port'),
  partOf('customer-optic'),
  ...crossConnect.segments.map(segment => partOf('cross-connect', segment)),
  partOf('provider-optic'),
  partOf('provider-port'),
]
