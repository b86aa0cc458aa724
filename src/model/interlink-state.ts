/** What events leave of an InterLink: the product's rules of locks, VPCs, policies and propagation. */
import { match } from 'ts-pattern'
import type { Owner } from './demarcation.ts'
import { FAMILIES, type Family } from './demand.ts'
import type { InterlinkEvent, Wish } from './event-alone.ts'
import type { EventKind } from './event-draft.ts'
import type { Idle } from './idle.ts'
import type { InterlinkChange } from './scheduled-event.ts'
import type { Interlink, Policies, PrefixFilter } from './world.ts'

/** What has become of an InterLink. */
export interface InterlinkState {
  readonly isLocked: boolean
  readonly vpc: string | null
  readonly policies: Policies
  /** The families that have a policy at some time, and so a session. */
  readonly sessions: readonly Family[]
  /** On whose side an event holds the session down, whatever becomes of policies; null: none does. */
  readonly held: Readonly<Record<Family, Owner | null>>
  readonly propagation: boolean
  /** What has switched propagation off unasked: the product does, without a VPC or a policy. */
  readonly unaskedBy: 'detachVpc' | 'setPolicy' | null
  /** What has brought its conditions back since, without the propagation. */
  readonly restored: InterlinkEvent | null
}

/**
 * An InterLink as the scenario begins.
 *
 * @param later  the families of which events set policies
 */
export const beginningOf = (
  { attachment, routing, propagation }: Interlink,
  later: ReadonlySet<Family>,
): InterlinkState => ({
  isLocked: false,
  vpc: attachment.kind === 'attached' ? attachment.vpc : null,
  policies: routing,
  sessions: FAMILIES.filter(family => routing[family] !== null || later.has(family)),
  held: { ipv4: null, ipv6: null },
  propagation,
  unaskedBy: null,
  restored: null,
})

/** What the customer asks for, which a lock refuses. */
const ASKED: readonly EventKind[] = [
  'detachVpc',
  'attachVpc',
  'propagationOff',
  'propagationOn',
  'setPolicy',
]

/** Whether a policy of any family is attached. */
export const hasPolicy = ({ policies }: Pick<InterlinkState, 'policies'>): boolean =>
  FAMILIES.some(family => policies[family] !== null)

const isSame = (a: PrefixFilter | null, b: PrefixFilter | null): boolean =>
  JSON.stringify([a?.in, a?.out]) === JSON.stringify([b?.in, b?.out])

/** The families that a wish is about: those named, or of both the ones it can be about. */
const familiesMeant = (
  wish: Extract<Wish, { families: unknown }>,
  { policies, sessions }: InterlinkState,
): readonly Family[] => {
  const { families } = wish
  if (families.length < FAMILIES.length) return families
  if (wish.kind !== 'setPolicy') return sessions
  return wish.policy === null ? families.filter(family => policies[family] !== null) : families
}

/** The changes that a wish stands for: one for each family that it is about. */
export const changesOf = (wish: Wish, state: InterlinkState): readonly InterlinkChange[] =>
  match(wish)
    .returnType<readonly InterlinkChange[]>()
    .with({ kind: 'bgpDown' }, each =>
      familiesMeant(each, state).map(family => ({ kind: each.kind, family, owner: each.owner })),
    )
    .with({ kind: 'bgpUp' }, each =>
      familiesMeant(each, state).map(family => ({ kind: each.kind, family })),
    )
    .with({ kind: 'setPolicy' }, each =>
      familiesMeant(each, state).map(family => ({ kind: each.kind, family, policy: each.policy })),
    )
    .otherwise(each => [each])

const withPolicy = (
  state: InterlinkState,
  family: Family,
  policy: PrefixFilter | null,
): InterlinkState => {
  const policies = { ...state.policies, [family]: policy }
  return state.propagation && !hasPolicy({ policies })
    ? { ...state, policies, propagation: false, unaskedBy: 'setPolicy' }
    : { ...state, policies }
}

/** An InterLink after a change, or why that is none. */
export const interlinkAfter = (
  state: InterlinkState,
  change: InterlinkChange,
): InterlinkState | Idle => {
  if (state.isLocked && ASKED.includes(change.kind)) return 'locked-out'
  return match(change)
    .returnType<InterlinkState | Idle>()
    .with({ kind: 'bgpDown' }, ({ family, owner }) => {
      if (!state.sessions.includes(family)) return 'no-session'
      return state.held[family] === owner
        ? 'session-down'
        : { ...state, held: { ...state.held, [family]: owner } }
    })
    .with({ kind: 'bgpUp' }, ({ family }) => {
      if (!state.sessions.includes(family)) return 'no-session'
      return state.held[family] === null
        ? 'session-not-down'
        : { ...state, held: { ...state.held, [family]: null } }
    })
    .with({ kind: 'lock' }, () => (state.isLocked ? 'locked' : { ...state, isLocked: true }))
    .with({ kind: 'unlock' }, () => (state.isLocked ? { ...state, isLocked: false } : 'not-locked'))
    .with({ kind: 'detachVpc' }, () => {
      if (state.vpc === null) return 'detached'
      return state.propagation
        ? { ...state, vpc: null, propagation: false, unaskedBy: 'detachVpc' }
        : { ...state, vpc: null }
    })
    .with({ kind: 'attachVpc' }, ({ vpc }) => ({ ...state, vpc }))
    .with({ kind: 'propagationOff' }, () =>
      state.propagation ? { ...state, propagation: false, unaskedBy: null } : 'not-propagated',
    )
    .with({ kind: 'propagationOn' }, () =>
      state.propagation
        ? 'propagated'
        : { ...state, propagation: true, unaskedBy: null, restored: null },
    )
    .with({ kind: 'setPolicy' }, ({ family, policy }) => {
      if (!isSame(policy, state.policies[family])) return withPolicy(state, family, policy)
      return policy === null ? 'no-policy' : 'policy-set'
    })
    .exhaustive()
}
