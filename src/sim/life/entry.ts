/** What is told of a life: a step, when, of whom, and who was waited for. */
import type { CalendarInstant } from '../../calendar.ts'
import type { Owner } from '../../model/demarcation.ts'

/**
 * What a step is of: an order; a status in the API's words; the light for which a link would be
 * detected; something that happens, as the scenario has it; the physical link; the session of a family;
 * an event that the product refuses.
 */
export type EntryKind =
  | 'order'
  | 'status'
  | 'light'
  | 'event'
  | 'link'
  | 'ipv4 session'
  | 'ipv6 session'
  | 'refused'

/** One step. */
export interface LifeEntry {
  readonly at: CalendarInstant
  /** Id of a connection or an InterLink. */
  readonly subject: string
  readonly kind: EntryKind
  /** Null: there was nothing before. */
  readonly from: string | null
  readonly to: string
  /** What made the step: the event of the lifecycle, the fault, or what ails the light. */
  readonly cause: string
  /** Who had to act for it to come, or has to now; null: nobody. */
  readonly owner: Owner | null
}
