/** Routing policies of an InterLink: one per family at most. Without one the family's routes are blocked. */
import { FAMILIES, type Family } from '../demand.ts'
import type { PrefixFilter } from '../world.ts'
import type { Session } from './bgp.ts'

/**
 * Which prefixes pass; that they are such is checked elsewhere. The API calls the lists
 * `prefix_filter_in` and `prefix_filter_out`.
 */
export interface RoutingPolicy extends PrefixFilter {
  readonly id: string
}

/** Routes of one family: blocked, or filtered by a policy, with which the session comes and goes. */
export type FamilyRouting =
  | { readonly kind: 'blocked' }
  | { readonly kind: 'policy'; readonly policy: RoutingPolicy; readonly session: Session }

/** Both families. */
export type Routing = Readonly<Record<Family, FamilyRouting>>

/** A family whose policy is attached, its session not up yet; blocked where there is no policy. */
export const routingBy = (policy: RoutingPolicy | undefined): FamilyRouting =>
  policy === undefined ? { kind: 'blocked' } : { kind: 'policy', policy, session: { kind: 'new' } }

/** The families that have a policy. */
export const familiesOf = (routing: Routing): readonly Family[] =>
  FAMILIES.filter(family => routing[family].kind === 'policy')

/** The session of a family; null where no policy is attached. */
export const sessionOf = (routing: Routing, family: Family): Session | null => {
  const routes = routing[family]
  return routes.kind === 'policy' ? routes.session : null
}
