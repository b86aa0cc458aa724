/** What happened to connections and InterLinks in a run, and what it costs; silent where nothing did. */
import { match } from 'ts-pattern'
import { FAMILY } from '../../model/lifecycle/words.ts'
import type { TimelineEntry } from '../../sim/result/document.ts'
import { groupBy } from '../../group.ts'
import { command } from '../command.ts'
import type { Context } from '../context.ts'
import { endOf, whenStepped } from '../life-cause.ts'
import { price } from '../provision/money.ts'
import { plural } from '../verdict.ts'
import { footLine } from './lines.ts'
import { type Surface, paint } from './style.ts'
import { NBSP, displayWidth, padEnd, padStart, proseWidth, wrap } from './text.ts'

/** Steps that are listed; of more, the first. */
const LISTED = 12
/** Bills that are listed. */
const BILLS_LISTED = 4

const STAGES: Readonly<Record<string, string>> = {
  requested: 'ordered',
  loaIssued: 'LOA issued',
  loaExpired: 'LOA expired',
  patched: 'cross-connect patched',
  linkDetected: 'link detected',
}

const told = ({ kind, to, cause }: TimelineEntry): string =>
  match(kind)
    .with('light', () => `no link, too ${to === 'overloaded' ? 'much' : 'little'} light`)
    .with('order', () => STAGES[to] ?? to)
    .with('status', () => to)
    .with('event', () => (cause === 'scenario' ? to : `${to} at ${cause}`))
    .with('link', () => `link ${to}`)
    .with('ipv4 session', 'ipv6 session', session => {
      const family = session === 'ipv4 session' ? FAMILY.ipv4 : FAMILY.ipv6
      return `${family} session ${to}${to === 'down' ? ` (${cause})` : ''}`
    })
    .with('refused', () => `${to} refused: ${cause}`)
    .exhaustive()

/** Whether a step is worth telling: it comes in the run, or is awaited at its end, or lasts. */
const isTold =
  (context: Context) =>
  ({ kind, at }: TimelineEntry): boolean =>
    kind === 'light' || (at >= 0 && (kind === 'order' || at <= endOf(context)))

const when = (context: Context, step: TimelineEntry): string =>
  step.kind === 'light' && step.at <= context.document.simulated.warmup
    ? 'throughout'
    : whenStepped(context, step)

const who = (steps: readonly TimelineEntry[]): string => {
  const step = steps.find(({ owner }) => owner !== null)
  if (step === undefined) return ''
  return match(step.kind)
    .with('light', () => `: the ${step.owner!} must act`)
    .with('order', () => `: waited for the ${step.owner!}`)
    .otherwise(() => `: ${step.owner!}'s side`)
}

/** The steps of a run, those of one subject and instant in one line. */
export const lifeLines = (context: Context, file: string, surface: Surface): readonly string[] => {
  const steps = context.document.timeline.filter(isTold(context))
  const rows = [...groupBy(steps, ({ at, subject }) => `${at} ${subject}`).values()]
  if (rows.length === 0) return []
  const listed = rows.slice(0, LISTED).map(group => ({
    at: when(context, group[0]!),
    subject: group[0]!.subject,
    text: `${group.map(told).join(', ')}${who(group)}`,
  }))
  const width = (texts: readonly string[]): number => Math.max(...texts.map(displayWidth))
  const atWidth = width(listed.map(({ at }) => at))
  const subjectWidth = width(listed.map(({ subject }) => subject))
  const lines = listed.flatMap(({ at, subject, text }) => {
    const head = ` ${padStart(at, atWidth)}  ${padEnd(subject, subjectWidth)}  `
    return wrap(text, proseWidth(surface), head, ' '.repeat(Math.min(24, displayWidth(head))))
  })
  const left = rows.length - listed.length
  const more = `${plural(left, 'more step')}; ${command('run', file, '--format', 'json')} tells of all`
  return [
    paint(surface, 'secondary', ' life of connections and InterLinks; measured time begins at 0'),
    ...lines,
    ...(left > 0 ? wrap(more, proseWidth(surface), ' ') : []),
  ]
}

/** What the run costs, where a connection has a price. */
export const billLines = ({ scenario, document }: Context, surface: Surface): readonly string[] => {
  const bills = new Map(document.billing.map(each => [each.connection, each]))
  const priced = scenario.world.connections.filter(each => each.price !== null)
  const texts = priced.slice(0, BILLS_LISTED).map(({ id, price: monthly }) => {
    const bill = bills.get(id)
    const { perMonth, currency } = monthly!
    const amount = bill === undefined ? 'nothing' : `${bill.amount}${NBSP}${currency}`
    return `${id} ${amount} for this run, ${price(perMonth, currency)} a month`
  })
  if (texts.length === 0) return []
  const left = priced.length - texts.length
  const all = [...texts, ...(left > 0 ? [plural(left, 'more connection')] : [])].join('; ')
  return footLine(surface, 'bill', `${all}, from the instant the link is active`)
}
