/** What is told of a life: a step, when, of whom, and who was waited for. */
import type { CalendarInstant } from '../../calendar.ts'
import type { Owner } from '../../model/demarcation.ts'

/** One step. */
export interface LifeEntry {
  readonly at: CalendarInstant
  /** Id of a connection or an InterLink. */
  readonly subject: string
  /** Of an order, of a connection's light, or of a status in the API's words. */
  readonly kind: 'order' | 'light' | 'status'
  /** Null: there was nothing before. */
  readonly from: string | null
  readonly to: string
  /** What made the step: the event of the lifecycle, or what ails the light. */
  readonly cause: string
  /** Who had to act for it to come, or has to now; null: nobody. */
  readonly owner: Owner | null
}
