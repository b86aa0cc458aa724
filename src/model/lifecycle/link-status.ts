/** Statuses of an InterLink in the API's words (v1beta1, `LinkStatus`). */
import type { InterlinkLife } from './interlink.ts'
import { FAMILIES } from '../demand.ts'
import { type Routing, sessionOf } from './routing.ts'

/** Every word the API has. */
export type LinkStatus =
  | 'unknown_link_status'
  | 'configuring'
  | 'failed'
  | 'requested'
  | 'refused'
  | 'expired'
  | 'provisioning'
  | 'active'
  | 'limited_connectivity'
  | 'all_down'
  | 'deprovisioning'
  | 'deleted'
  | 'locked'
  | 'ready'

/** Words of hosted InterLinks, which a partner provides: known here, never reached. */
export type HostedLinkStatus = 'requested' | 'refused' | 'expired' | 'provisioning'

/** What a self-hosted InterLink can be. */
export type LinkStatusReached = Exclude<LinkStatus, HostedLinkStatus | 'unknown_link_status'>

/**
 * What the sessions of a configured InterLink make of it.
 *
 * `ready` until one of the sessions it has was up; without any policy, too, for then it has none.
 * Afterwards `active` while all are up, `all_down` while none is, the only one included, and
 * `limited_connectivity` while one of two is.
 */
export const connectivityOf = (
  routing: Routing,
): 'ready' | 'active' | 'limited_connectivity' | 'all_down' => {
  const count = { new: 0, up: 0, lost: 0 }
  for (const family of FAMILIES) {
    const session = sessionOf(routing, family)
    if (session !== null) count[session.kind]++
  }
  if (count.up + count.lost === 0) return 'ready'
  if (count.up === 0) return 'all_down'
  return count.new + count.lost === 0 ? 'active' : 'limited_connectivity'
}

/** The status of an InterLink; a lock hides what it is otherwise. */
export const linkStatusOf = (interlink: InterlinkLife): LinkStatusReached => {
  if ('locked' in interlink && interlink.locked) return 'locked'
  return interlink.kind === 'usable' ? connectivityOf(interlink.routing) : interlink.kind
}
