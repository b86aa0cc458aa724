/** What happened to connections and InterLinks in a run, and what it costs; silent where nothing did. */
import { match } from 'ts-pattern'
import { FAMILY } from '../../model/lifecycle/words.ts'
import type { TimelineEntry } from '../../sim/result/document.ts'
import { groupBy } from '../../group.ts'
import { command } from '../command.ts'
import type { Context } from '../context.ts'
import { detectionOf, endOf, whenStepped } from '../life-cause.ts'
import { price } from '../provision/money.ts'
import { plural } from '../verdict.ts'
import { footLine, titled } from './lines.ts'
import type { Surface } from './style.ts'
import { NBSP, displayWidth, padEnd, padStart, proseWidth, wrap } from './text.ts'

/** Rows of steps that are listed; of more, the first. */
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

/** A stage of an order in words: `LOA issued`. */
export const stageWords = (stage: string): string => STAGES[stage] ?? stage

const told = ({ kind, to, cause }: TimelineEntry): string =>
  match(kind)
    .with('light', () => `no link, too ${to === 'overloaded' ? 'much' : 'little'} light`)
    .with('order', () => stageWords(to))
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

/** Whether light is missing all the measured time. */
const isThroughout = (context: Context, { kind, at, subject }: TimelineEntry): boolean => {
  if (kind !== 'light' || at > context.document.simulated.warmup) return false
  const detected = detectionOf(context, subject)
  return detected === undefined || detected.at > endOf(context)
}

const when = (context: Context, step: TimelineEntry): string =>
  isThroughout(context, step) ? 'throughout' : whenStepped(context, step)

const who = (steps: readonly TimelineEntry[]): string => {
  const step = steps.find(({ owner }) => owner !== null)
  if (step === undefined) return ''
  return match(step.kind)
    .with('light', () => `: the ${step.owner!} must act`)
    .with('order', () => `: waited for the ${step.owner!}`)
    .otherwise(() => `: ${step.owner!}'s side`)
}

/** What the sessions of both families do alike is told once. */
const toldTogether = (steps: readonly TimelineEntry[]): readonly string[] => {
  const first = steps.findIndex(({ kind }) => kind === 'ipv4 session')
  const [ipv4, ipv6] = steps.slice(first, first + 2)
  if (first < 0 || ipv6?.kind !== 'ipv6 session') return steps.map(told)
  if (ipv4!.to !== ipv6.to || ipv4!.cause !== ipv6.cause) return steps.map(told)
  const both = told(ipv4!).replace(`${FAMILY.ipv4} session`, 'both sessions')
  return [...steps.slice(0, first).map(told), both, ...steps.slice(first + 2).map(told)]
}

/** Steps of one instant, and all to whom they happen alike. */
interface Row {
  readonly steps: readonly TimelineEntry[]
  readonly subjects: readonly string[]
}

/** What happens at one instant, by what happens; those to whom it happens alike are together. */
const rowsAt = (steps: readonly TimelineEntry[]): readonly Row[] => {
  const alike = groupBy(groupBy(steps, ({ subject }) => subject).values(), group =>
    group.map(step => `${step.kind} ${told(step)} ${step.owner}`).join('\n'),
  )
  return [...alike.values()].map(groups => ({
    steps: groups[0]!,
    subjects: groups.map(([step]) => step!.subject),
  }))
}

/** The first rows, in the order of time: there may be millions of steps. */
const firstRows = (steps: readonly TimelineEntry[]): readonly Row[] => {
  const rows: Row[] = []
  for (let from = 0; from < steps.length && rows.length < LISTED;) {
    let to = from + 1
    while (to < steps.length && steps[to]!.at === steps[from]!.at) to++
    rows.push(...rowsAt(steps.slice(from, to)))
    from = to
  }
  return rows.slice(0, LISTED)
}

/** Subjects that are named in a row; of more, how many. */
const NAMED = 3

const subjectsTold = (context: Context, { subjects }: Row): string => {
  if (subjects.length <= NAMED) return subjects.join(', ')
  const isConnection = context.scenario.world.connections.some(({ id }) => id === subjects[0])
  return plural(subjects.length, isConnection ? 'connection' : 'InterLink')
}

/** A line of what happened: when, to whom, and what. */
export interface LifeRow {
  readonly at: string
  readonly subject: string
  readonly text: string
}

/** The first steps of a run, those of one instant that happen alike in one line; and how many more there are. */
export const lifeRows = (
  context: Context,
): { readonly rows: readonly LifeRow[]; readonly left: number } => {
  const steps = context.document.timeline.filter(isTold(context))
  const rows = firstRows(steps)
  return {
    rows: rows.map(row => ({
      at: when(context, row.steps[0]!),
      subject: subjectsTold(context, row),
      text: `${toldTogether(row.steps).join(', ')}${who(row.steps)}`,
    })),
    left: rows.reduce(
      (rest, { steps: own, subjects }) => rest - own.length * subjects.length,
      steps.length,
    ),
  }
}

/** The steps of a run, those of one instant that happen alike in one line. */
export const lifeLines = (context: Context, file: string, surface: Surface): readonly string[] => {
  const { rows: listed, left } = lifeRows(context)
  if (listed.length === 0) return []
  const width = (texts: readonly string[]): number => Math.max(...texts.map(displayWidth))
  const atWidth = width(listed.map(({ at }) => at))
  const subjectWidth = width(listed.map(({ subject }) => subject))
  const lines = listed.flatMap(({ at, subject, text }) => {
    const head = ` ${padStart(at, atWidth)}  ${padEnd(subject, subjectWidth)}  `
    return wrap(text, proseWidth(surface), head, ' '.repeat(Math.min(24, displayWidth(head))))
  })
  const more = `${plural(left, 'more step')}; ${command('run', file, '--format', 'json')} tells of all`
  return [
    ...titled(surface, 'life of connections and InterLinks; measured time begins at 0'),
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
