/** Whether traffic of a family flows over an InterLink, and whom it waits for where it does not. */
import type { Owner } from '../demarcation.ts'
import type { Family } from '../demand.ts'
import { type LinkDownCause, physicalLinkOf } from './connection.ts'
import type { Estate } from './estate.ts'
import type { InterlinkLife } from './interlink.ts'

/** The first condition that does not hold. */
export type Missing =
  | { readonly kind: 'no-interlink'; readonly status: 'deprovisioning' | 'deleted' | null }
  | { readonly kind: 'physical-link'; readonly connection: string; readonly cause: LinkDownCause }
  | { readonly kind: 'interlink-status'; readonly status: 'configuring' | 'failed' | 'locked' }
  | { readonly kind: 'session-down'; readonly family: Family }
  | { readonly kind: 'no-vpc' }
  | { readonly kind: 'no-policy'; readonly family: Family }
  | { readonly kind: 'propagation-off' }

/** Whether it flows; where not, what is missing first, and who must act. */
export type Carriage =
  | { readonly kind: 'carries' }
  | { readonly kind: 'blocked'; readonly missing: Missing; readonly owner: Owner }

const blocked = (missing: Missing, owner: Owner): Carriage => ({ kind: 'blocked', missing, owner })

/** Whether traffic of a family flows over an InterLink as far as that itself is concerned. */
export const carriedBy = (interlink: InterlinkLife, family: Family): Carriage => {
  // A `switch`: played for years of faults, a thousand times over.
  const { kind } = interlink
  switch (kind) {
    case 'deprovisioning':
    case 'deleted':
      return blocked({ kind: 'no-interlink', status: kind }, 'customer')
    case 'configuring':
    case 'failed': {
      const status = interlink.locked ? 'locked' : kind
      return blocked({ kind: 'interlink-status', status }, 'provider')
    }
    case 'usable': {
      const { routing, attachment, propagation, locked } = interlink
      if (locked) return blocked({ kind: 'interlink-status', status: 'locked' }, 'provider')
      const routes = routing[family]
      const session = routes.kind === 'policy' ? routes.session : null
      // Without a policy there is no session: then the policy is what is missing, in its turn.
      if (session?.kind === 'new') return blocked({ kind: 'session-down', family }, 'customer')
      if (session?.kind === 'lost') return blocked({ kind: 'session-down', family }, session.owner)
      if (attachment.kind === 'detached') return blocked({ kind: 'no-vpc' }, 'customer')
      if (session === null) return blocked({ kind: 'no-policy', family }, 'customer')
      return propagation ? { kind: 'carries' } : blocked({ kind: 'propagation-off' }, 'customer')
    }
    default:
      return kind satisfies never
  }
}

/**
 * Whether traffic of a family flows over an InterLink: exactly when the physical link is up, the
 * InterLink is `active` or `limited_connectivity` with the family's session up, a VPC and a policy of
 * the family are attached, and propagation is on (provider's documentation). Conditions are looked at
 * in this order, after the InterLink's being there at all.
 */
export const carries = (estate: Estate, interlink: string, family: Family): Carriage => {
  const life = estate.interlinks.find(({ id }) => id === interlink)
  if (life === undefined) return blocked({ kind: 'no-interlink', status: null }, 'customer')
  if (life.kind === 'deprovisioning' || life.kind === 'deleted') return carriedBy(life, family)
  const connection = estate.connections.find(({ id }) => id === life.terms.connection)!
  const link = physicalLinkOf(connection)
  return link.kind === 'down'
    ? blocked({ kind: 'physical-link', connection: connection.id, cause: link.cause }, link.owner)
    : carriedBy(life, family)
}
