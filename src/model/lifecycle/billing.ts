/**
 * What is billed: a connection from the instant its link is detected, never before, until it is
 * deleted; whether InterLinks exist or traffic flows makes no difference, and InterLinks cost nothing
 * more (provider's documentation).
 */
import type { CalendarInstant } from '../../calendar.ts'
import type { Estate } from './estate.ts'

/** A stretch of time that is billed; `to` is null while it goes on. */
export interface BilledInterval {
  readonly connection: string
  readonly from: CalendarInstant
  readonly to: CalendarInstant | null
}

/** All that is billed, in the order of `connections`; an order is not. */
export const billed = ({ connections }: Estate): readonly BilledInterval[] =>
  connections.flatMap((life): readonly BilledInterval[] =>
    life.kind === 'ordered'
      ? []
      : [
          {
            connection: life.id,
            from: life.detectedAt,
            to: life.kind === 'deleted' ? life.deletedAt : null,
          },
        ],
  )
