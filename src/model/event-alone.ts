/** Events of which each holds the rules of its own, before their order is looked at. */
import type { Ps } from '../units.ts'
import type { SubjectFound } from './complete-subject.ts'
import type { Owner } from './demarcation.ts'
import type { Family } from './demand.ts'
import type { Path } from './path.ts'
import type { EndChange, InterlinkChange, SegmentChange } from './scheduled-event.ts'
import type { PrefixFilter } from './world.ts'

/** What an event asks of an InterLink; `families` are both where the file names none. */
export type Wish =
  | Exclude<InterlinkChange, { kind: 'bgpDown' | 'bgpUp' | 'setPolicy' }>
  | { readonly kind: 'bgpDown'; readonly families: readonly Family[]; readonly owner: Owner }
  | { readonly kind: 'bgpUp'; readonly families: readonly Family[] }
  | {
      readonly kind: 'setPolicy'
      readonly families: readonly Family[]
      readonly policy: PrefixFilter | null
    }

type Of<Kind extends SubjectFound['kind']> = Extract<SubjectFound, { kind: Kind }>

/** An event that holds the rules of its own, and where the document has it. */
export type EventAlone = { readonly at: Ps; readonly path: Path } & (
  | { readonly kind: 'segment'; readonly subject: Of<'segment'>; readonly change: SegmentChange }
  | { readonly kind: 'end'; readonly subject: Of<'end'>; readonly change: EndChange }
  | { readonly kind: 'interlink'; readonly subject: Of<'interlink'>; readonly wish: Wish }
)

/** An event of an InterLink. */
export type InterlinkEvent = Extract<EventAlone, { kind: 'interlink' }>
