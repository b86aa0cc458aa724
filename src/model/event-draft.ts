/** Events and random faults as a scenario file says them, and what each kind of them happens to. */
import type { Ms, NanoDb, Ps } from '../units.ts'
import type { Owner } from './demarcation.ts'
import type { Family } from './demand.ts'
import type { LeadDraft } from './provisioning-draft.ts'
import type { PrefixFilter } from './world.ts'

/** What something happens to: one of these keys names it. */
export type Subject = 'segment' | 'end' | 'interlink'
/** Keys that say to what, those of a connection first. */
export type SubjectKey = 'connection' | Subject
/** Keys of an event that say how. */
export type MannerKey = 'loss' | 'family' | 'owner' | 'vpc' | 'policy'

/** All kinds of events: of segments, of ends, of InterLinks. */
export const EVENT_KINDS = [
  'cut',
  'degrade',
  'blackhole',
  'repair',
  'portDown',
  'portUp',
  'opticFail',
  'opticReplace',
  'bgpDown',
  'bgpUp',
  'lock',
  'unlock',
  'detachVpc',
  'attachVpc',
  'propagationOff',
  'propagationOn',
  'setPolicy',
] as const
/** A kind of event. */
export type EventKind = (typeof EVENT_KINDS)[number]

/** What a kind of event happens to, one of several, and which further keys it has. */
interface Happening {
  readonly to: readonly Subject[]
  readonly needs?: readonly MannerKey[]
  readonly takes?: readonly MannerKey[]
}

const HAPPENINGS: Readonly<Record<EventKind, Happening>> = {
  cut: { to: ['segment'] },
  degrade: { to: ['segment'], needs: ['loss'] },
  blackhole: { to: ['segment', 'end'] },
  repair: { to: ['segment', 'end'] },
  portDown: { to: ['end'] },
  portUp: { to: ['end'] },
  opticFail: { to: ['end'] },
  opticReplace: { to: ['end'] },
  bgpDown: { to: ['interlink'], takes: ['family', 'owner'] },
  bgpUp: { to: ['interlink'], takes: ['family'] },
  lock: { to: ['interlink'] },
  unlock: { to: ['interlink'] },
  detachVpc: { to: ['interlink'] },
  attachVpc: { to: ['interlink'], takes: ['vpc'] },
  propagationOff: { to: ['interlink'] },
  propagationOn: { to: ['interlink'] },
  setPolicy: { to: ['interlink'], takes: ['family', 'policy'] },
}

/** The kinds of which random faults are. */
export const FAULT_KINDS = ['cut', 'blackhole', 'portDown', 'opticFail'] as const
/** A kind of random fault. */
export type FaultKind = (typeof FAULT_KINDS)[number]

/** What a kind happens to: one of these. */
export const subjectsOf = (kind: EventKind): readonly Subject[] => HAPPENINGS[kind].to

/** The keys that say how, besides those that say to what. */
export const mannersOf = (kind: EventKind): Required<Omit<Happening, 'to'>> => {
  const { needs = [], takes = [] }: Happening = HAPPENINGS[kind]
  return { needs, takes }
}

/** All keys that say to what, in the order in which they are written. */
export const SUBJECT_KEYS: readonly SubjectKey[] = ['connection', 'segment', 'end', 'interlink']
/** All keys that say how. */
export const MANNER_KEYS: readonly MannerKey[] = ['loss', 'family', 'owner', 'vpc', 'policy']

/** The keys that say to what a kind happens, all that it may have. */
export const subjectKeysOf = (kind: EventKind): readonly SubjectKey[] => {
  const [first] = subjectsOf(kind)
  return first === 'interlink' ? [first] : ['connection', ...subjectsOf(kind)]
}

/** To what something happens, as drafted: a segment or an end of a connection, or an InterLink. */
export interface SubjectDraft {
  readonly connection?: string | undefined
  readonly segment?: string | undefined
  readonly end?: Owner | undefined
  readonly interlink?: string | undefined
}

/** An event as drafted. Which keys belong together is a rule, not a matter of its type. */
export interface EventDraft extends SubjectDraft {
  /** Since simulated time 0. */
  readonly at: Ps
  readonly kind: EventKind
  readonly loss?: NanoDb | undefined
  /** Default: both. */
  readonly family?: Family | undefined
  readonly owner?: Owner | undefined
  /** Default: the InterLink's own. */
  readonly vpc?: string | undefined
  /** Default: none, the family's policy is taken away. */
  readonly policy?: PrefixFilter | undefined
}

/** A random fault as drafted. */
export interface FaultDraft extends Omit<SubjectDraft, 'interlink'> {
  readonly kind: FaultKind
  readonly mtbf: Ms
  readonly repair: LeadDraft
}
