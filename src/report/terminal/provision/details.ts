/** The lines below the milestones of an order: by when to order, the letter, the bill. */
import { type UnixMs, dayAround } from '../../../calendar.ts'
import type { ConnectionProvision, ProvisionDocument } from '../../../study/provision-document.ts'
import type { Quantiles } from '../../../study/quantiles.ts'
import { deadlineText, exactTimeInWords, instantIn, longDate, timeOfDay } from '../../dates.ts'
import { money, price } from '../../provision/money.ts'
import type { Ordered } from '../../provision/verdict.ts'
import { count } from '../figures.ts'
import { type Surface, paint } from '../style.ts'
import { NBSP, proseWidth, wrap } from '../text.ts'

const LABEL_WIDTH = 12

/** A line below the table: a label, and what it says. */
export const detail = (surface: Surface, label: string, text: string): readonly string[] => {
  const padded = ` ${label.padEnd(LABEL_WIDTH)}`
  const [first = '', ...rest] = wrap(text, proseWidth(surface), padded, ' '.repeat(padded.length))
  return [` ${paint(surface, 'secondary', label)}${first.slice(1 + label.length)}`, ...rest]
}

/** Two instants of the calendar, with their times of day where they lie on one day. */
const inOrder = (latest: UnixMs, ordered: UnixMs): readonly [string, string] => {
  if (latest !== dayAround(ordered)) return [longDate(latest), longDate(ordered)]
  const timed = (instant: UnixMs): string =>
    `${longDate(instant)}${NBSP}${timeOfDay(instant)}${NBSP}UTC`
  return [timed(latest), timed(ordered)]
}

/** By when to order, or when it is ordered where no date is asked. */
export const orderBy = (order: Ordered, surface: Surface): readonly string[] => {
  const ordered = instantIn(order.ordered)
  if (order.readyBy === null) return detail(surface, 'ordered', longDate(ordered))
  if (order.orderBy === null) {
    return detail(surface, 'order by', `no day is early enough (ordered: ${longDate(ordered)})`)
  }
  const [latest, actual] = inOrder(instantIn(order.orderBy), ordered)
  return detail(surface, 'order by', `${latest} (ordered: ${actual})`)
}

/** How long its letter is valid, and how often one expires. */
export const letter = (
  order: Ordered,
  replications: number,
  surface: Surface,
): readonly string[] => {
  const expired = Math.round(order.loaExpired * replications)
  return detail(
    surface,
    'LOA',
    `letter of authorization, valid ${exactTimeInWords(order.loaValidity)}; expired before patching: ` +
      `${count(expired)} of ${count(replications)}`,
  )
}

const isNothing = (amount: string): boolean => /^[0.]+$/u.test(amount)

/** What is billed before the need-by date, by how surely. */
const billed = ({ p50, p90 }: Quantiles<string>, currency: string): string => {
  const [half, most] = [money(p50, currency), money(p90, currency)]
  if (isNothing(p90)) return 'nothing in 9 of 10 cases'
  if (isNothing(p50)) return `nothing in half of the cases, at most ${most} in 9 of 10`
  return half === most
    ? `at most ${most} in 9 of 10 cases`
    : `at most ${half} in half of the cases, ${most} in 9 of 10`
}

/** What a connection costs, and how much of that by the need-by date. */
export const bill = (
  each: ConnectionProvision,
  { needBy }: ProvisionDocument,
  surface: Surface,
): readonly string[] => {
  const { perMonth, currency, idleCost } = each
  if (perMonth === null || currency === null) {
    return detail(surface, 'bill', 'the scenario names no price')
  }
  const lines = detail(
    surface,
    'bill',
    `${price(perMonth, currency)} a month from the instant the link is active, with or without traffic`,
  )
  if (idleCost === null || needBy === null) return lines
  return [
    ...lines,
    ...detail(
      surface,
      '',
      `billed by ${deadlineText(instantIn(needBy))}: ${billed(idleCost, currency)}`,
    ),
  ]
}
