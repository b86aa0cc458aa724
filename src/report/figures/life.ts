/** From order to active link, and when InterLinks were down and through whom. */
import { FAMILY } from '../../model/lifecycle/words.ts'
import { groupBy } from '../../group.ts'
import { unitFor } from '../charts/figures.ts'
import type { Context } from '../context.ts'
import { instantIn, longDate, timeOfDay } from '../dates.ts'
import { spanText } from '../page/life.ts'
import type { View } from '../page/view.ts'
import { stageWords } from '../terminal/life.ts'
import { spoken } from '../terminal/figures.ts'
import { linearAxis } from './axis.ts'
import type { Figure, Omitted } from './figure.ts'
import { shown } from './flow-row.ts'
import { PAPER } from './paper.ts'
import { type Mark, type Row, rowsOf } from './rows.ts'

const LISTED = 24
/** Outages of an InterLink that are drawn. */
const OUTAGES = 500
const DAY = 86_400

/** Colours of those who are waited for; nobody: time alone. */
const WAITED: Readonly<Record<string, string>> = {
  customer: PAPER.colours[1]!,
  provider: PAPER.colours[0]!,
}

/** A stretch of down time, by whose side it is. */
const ownedBy = (owner: string, from: number, to: number): Mark =>
  owner === 'customer'
    ? { kind: 'hatched', from, to }
    : { kind: 'bar', from, to, fill: PAPER.missed }

/** Lanes of the InterLinks that were down, over the measured time. */
export const availabilityFigure = ({ document }: View): Figure | Omitted => {
  const down = document.availability
    .filter(entry => entry.down > 0)
    .toSorted((a, b) => b.down - a.down)
  if (down.length === 0) return { what: 'availability', why: 'all were up throughout' }
  const { warmup, duration } = document.simulated
  const [factor, unit] = unitFor(duration * 0.5, 'time')
  const axis = linearAxis(`time since the measured window began, ${unit}`, duration, factor)
  const rows = down.slice(0, LISTED).map(({ interlink, family, up, down: lost }): Row => {
    const own = document.outages.filter(
      each => each.interlink === interlink && each.family === family,
    )
    const outages = own
      .slice(0, OUTAGES)
      .map(({ from, to, owner }) =>
        ownedBy(owner, axis.place(from - warmup), axis.place((to ?? Infinity) - warmup)),
      )
    return {
      label: `${interlink} ${FAMILY[family]}`,
      line: null,
      marks: [{ kind: 'bar', from: 0, to: 1, fill: '#bcd9e2' }, ...outages],
      told: `up ${spoken(up / (up + lost), 'share', [0, 1])}, down ${spoken(lost, 'duration')}`,
    }
  })
  const left = down.length - rows.length
  return {
    name: 'availability',
    title: 'When were InterLinks down?',
    subtitle: `Measured time from left to right; light: up.${left > 0 ? ` ${left} more were down less.` : ''}`,
    legend: [
      { name: 'up', colour: '#bcd9e2', look: { kind: 'box' } },
      { name: "down through the customer's side", colour: PAPER.missed, look: { kind: 'hatch' } },
      { name: "down through the provider's side", colour: PAPER.missed, look: { kind: 'box' } },
    ],
    ...shown(rowsOf(rows, axis)),
  }
}

/** Each step of each order, from the first on; null where nothing is ordered. */
export const provisioningFigure = ({ document }: Pick<Context, 'document'>): Figure | null => {
  const orders = groupBy(
    document.timeline.filter(({ kind }) => kind === 'order'),
    ({ subject }) => subject,
  )
  const steps = [...orders.values()]
    .slice(0, LISTED)
    .flatMap(own => own.slice(1).map((step, i) => ({ step, before: own[i]! })))
  if (steps.length === 0) return null
  const begin = Math.min(...steps.map(({ before }) => before.at))
  const end = Math.max(...steps.map(({ step }) => step.at))
  const length = Math.max(end - begin, 1e-9)
  const first = steps.find(({ before }) => before.at === begin)!.before
  const instant = first.calendar === null ? null : instantIn(first.calendar)
  const since =
    instant === null ? 'the first order' : `${longDate(instant)}, ${timeOfDay(instant)} UTC`
  const [factor, unit] = length >= DAY ? [DAY, 'days'] : unitFor(length, 'time')
  const axis = linearAxis(`${unit} since ${since}`, length, factor)
  const rows = steps.slice(0, LISTED).map(({ step, before }) => ({
    label: `${step.subject}: ${stageWords(step.to)}`,
    line: null,
    marks: [
      {
        kind: 'bar',
        from: axis.place(before.at - begin),
        to: axis.place(step.at - begin),
        fill: WAITED[step.owner ?? ''] ?? PAPER.dim,
      },
    ] as const,
    told:
      spanText(step.at - before.at) + (step.owner === null ? '' : `, waited for the ${step.owner}`),
  }))
  return {
    name: 'provisioning',
    title: 'From order to active link',
    subtitle:
      'Each step of the orders, as this run drew it: how long it took, and who was waited for.',
    legend: [
      { name: 'waited for the customer', colour: WAITED['customer']!, look: { kind: 'box' } },
      { name: 'waited for the provider', colour: WAITED['provider']!, look: { kind: 'box' } },
    ],
    ...shown(rowsOf(rows, axis)),
  }
}
