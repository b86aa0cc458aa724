/** The answer to a command: events, which have then happened, or one reason why not. */
import type { Findings } from '../findings.ts'
import type { Event } from './events.ts'
import type { Refusal } from './refusal.ts'

/** Exactly one of both; a refused command changes nothing. */
export type Decision =
  | { readonly kind: 'accepted'; readonly events: readonly [Event, ...(readonly Event[])] }
  | { readonly kind: 'refused'; readonly why: Refusal }

/** Accepts, with what happens, in order; nulls are left out. */
export const accept = (...events: readonly [...(readonly (Event | null)[]), Event]): Decision => ({
  kind: 'accepted',
  // The last one is an event by its type, so there is at least one.
  events: events.filter(event => event !== null) as unknown as readonly [Event, ...Event[]],
})

/** Refuses. */
export const refuse = (why: Refusal): Decision => ({ kind: 'refused', why })

/** Refuses for all that the rules of a scenario found; null when they found nothing. */
export const refuseBy = ({ rejections: [first, ...rest] }: Findings): Decision | null =>
  first === undefined ? null : refuse({ kind: 'against-rules', rejections: [first, ...rest] })
