/**
 * The demarcation: whose side of a connection each physical element is on.
 *
 * The customer's side includes the cross-connect and ends at the face of the provider's port; the
 * port, its optic and all behind it are the provider's.
 */
import { match } from 'ts-pattern'

/** A physical element of a connection, from the customer's router to what lies behind the port. */
export type Element =
  | 'customer-router'
  | 'customer-optic'
  | 'patch'
  | 'cross-connect'
  | 'provider-optic'
  | 'provider-port'
  | 'provider-network'

/** All elements in the order in which a frame to the cloud passes them. */
export const ELEMENTS: readonly Element[] = [
  'customer-router',
  'customer-optic',
  'patch',
  'cross-connect',
  'provider-optic',
  'provider-port',
  'provider-network',
]

/** Who must act when an element fails. */
export type Owner = 'customer' | 'provider'

/** Who owns an element, and so its faults. */
export const ownerOf = (element: Element): Owner =>
  match(element)
    .returnType<Owner>()
    .with('customer-router', 'customer-optic', 'patch', 'cross-connect', () => 'customer')
    .with('provider-optic', 'provider-port', 'provider-network', () => 'provider')
    .exhaustive()
