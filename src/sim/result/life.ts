/** The life of a run as its result states it: what happened when, and what is billed. */
import { formatCalendar } from '../../calendar.ts'
import { chargeBetween, formatAmount, readAmount } from '../../model/price.ts'
import type { Scenario } from '../../model/scenario.ts'
import { secondsFrom } from '../life/moment.ts'
import type { Life } from '../life/timeline.ts'
import type { BillingEntry, TimelineEntry } from './document.ts'

/** What happened. */
export const timelineOf = (
  { start, entries }: Life,
  { start: dated }: Scenario,
): readonly TimelineEntry[] =>
  entries.map(({ at, subject, kind, from, to, cause, owner }) => ({
    at: secondsFrom(start, at),
    calendar: dated === null ? null : formatCalendar(at),
    subject,
    kind,
    from,
    to,
    cause,
    owner,
  }))

/** What is billed. */
export const billingOf = ({ billed }: Life, { world }: Scenario): readonly BillingEntry[] => {
  const prices = new Map(world.connections.map(({ id, price }) => [id, price]))
  return billed.flatMap(({ connection, from, to }) => {
    const price = prices.get(connection) ?? null
    if (price === null) return []
    const amount = formatAmount(chargeBetween(readAmount(price.perMonth)!, from, to))
    const { currency } = price
    return [{ connection, from: formatCalendar(from), to: formatCalendar(to), amount, currency }]
  })
}
