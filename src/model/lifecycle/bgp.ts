/** The BGP session of one family of an InterLink; it exists while a policy of that family is attached. */
import { match } from 'ts-pattern'
import type { Owner } from '../demarcation.ts'

/** Every word the API has (v1beta1, `BgpStatus`). */
export type BgpStatus = 'unknown_bgp_status' | 'up' | 'down' | 'disabled'

/** What a session of the model can be. */
export type BgpStatusReached = Exclude<BgpStatus, 'unknown_bgp_status'>

/**
 * A session: never up so far, up, or lost. The API calls the first and the last `down`; an InterLink
 * that never had a session up is `ready` all the same, so they are kept apart.
 */
export type Session =
  | { readonly kind: 'new' }
  | { readonly kind: 'up' }
  /** `owner` must act: whose fault it was that took the session down. */
  | { readonly kind: 'lost'; readonly owner: Owner }

/** The status of a session; null, none, is `disabled` (our reading: the API gives every family a word). */
export const bgpStatusOf = (session: Session | null): BgpStatusReached =>
  match(session)
    .returnType<BgpStatusReached>()
    .with(null, () => 'disabled')
    .with({ kind: 'up' }, () => 'up')
    .with({ kind: 'new' }, { kind: 'lost' }, () => 'down')
    .exhaustive()
