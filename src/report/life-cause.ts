/** Why the life of a connection or an InterLink let no frames pass, in words, and who acts. */
import { match } from 'ts-pattern'
import { FAMILIES } from '../model/demand.ts'
import { type OrderStage, orderWaitsFor } from '../model/lifecycle/order.ts'
import { FAMILY } from '../model/lifecycle/words.ts'
import { groupBy } from '../group.ts'
import type { FlowResult, ResultDocument, TimelineEntry } from '../sim/result/document.ts'
import { type Context, carrierOf, interlinkOf } from './context.ts'
import { instantIn, longDate, timeOfDay } from './dates.ts'
import { oncePer } from './once.ts'
import { explainOutage, outageRemedy } from './outage-cause.ts'
import { exact } from './terminal/figures.ts'
import { NBSP } from './terminal/text.ts'
import { type WorstOutage, familiesOffered, isOfOrder, worstOutage } from './worst-outage.ts'

/** What holds frames back, the first of these that does. */
type Hold =
  | { readonly kind: 'no-vpc' }
  | { readonly kind: 'not-propagated' }
  | { readonly kind: 'no-policy'; readonly families: readonly string[] }
  | { readonly kind: 'no-light'; readonly connection: string; readonly step: TimelineEntry }
  | { readonly kind: 'not-active'; readonly connection: string; readonly step: TimelineEntry }
  | { readonly kind: 'configuring'; readonly step: TimelineEntry }
  | { readonly kind: 'outage'; readonly worst: WorstOutage; readonly isLoss: boolean }

/** An edit of the scenario file: see `Remedy`. */
interface LifeRemedy {
  readonly edit: string
  readonly path: readonly (string | number)[]
}

/** The end of the run, seconds since simulated time 0. */
export const endOf = ({ document: { simulated } }: Context): number =>
  simulated.warmup + simulated.duration

/** When a step comes: in the run from the beginning of the measured time, else by its date. */
export const whenStepped = (context: Context, { at, calendar }: TimelineEntry): string => {
  const { warmup } = context.document.simulated
  if (at >= warmup && at <= endOf(context)) {
    // Both are whole picoseconds; their difference as float64 may not be.
    const since = Math.round((at - warmup) * 1e12) / 1e12
    return since === 0 ? '0' : exact(since, 'duration')
  }
  if (at >= 0 && at < warmup) return 'in the warm-up'
  if (calendar === null) return 'after the run'
  const instant = instantIn(calendar)
  return `${longDate(instant)}${NBSP}${timeOfDay(instant)}${NBSP}UTC`
}

const stepsBySubject = oncePer(({ timeline }: ResultDocument) =>
  groupBy(timeline, ({ subject }) => subject),
)

const stepsOf = ({ document }: Context, subject: string): readonly TimelineEntry[] =>
  stepsBySubject(document).get(subject) ?? []

/** When the link of a connection is detected, if it ever is. */
export const detectionOf = (context: Context, connection: string): TimelineEntry | undefined =>
  stepsOf(context, connection).find(({ to }) => to === 'linkDetected')

const WORK: Readonly<Record<string, readonly [stage: OrderStage, work: string]>> = {
  requested: ['requested', 'LOA'],
  loaExpired: ['loa-expired', 'LOA'],
  loaIssued: ['loa-issued', 'patch'],
  patched: ['patched', 'turn-up'],
}

/** Whom an order waits for from simulated time 0 on, and for what, in turn. */
const waits = (context: Context, connection: string): string => {
  const awaited = stepsOf(context, connection).flatMap(({ kind, at, from }) => {
    const work = kind === 'order' && at > 0 && from !== null ? WORK[from] : undefined
    return work === undefined ? [] : [`the ${orderWaitsFor(work[0])} (${work[1]})`]
  })
  const all = [...new Set(awaited)]
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)!}`
}

const hasEvents = ({ scenario }: Context, id: string): boolean =>
  scenario.events.some(event => 'interlink' in event && event.interlink === id)

/** What never routes the frames of a flow, or only some families of it. */
const unrouted = (context: Context, flow: FlowResult): Hold | null => {
  // What events change is told as an outage.
  if (hasEvents(context, flow.interlink)) return null
  const { attachment, propagation, routing } = interlinkOf(context, flow.interlink)
  if (attachment.kind === 'detached') return { kind: 'no-vpc' }
  const offered = familiesOffered(context, flow)
  const families = FAMILIES.filter(family => offered.has(family) && routing[family] === null)
  if (families.length > 0) return { kind: 'no-policy', families }
  return propagation ? null : { kind: 'not-propagated' }
}

/** The light of a connection, as long as it brings no link. */
const lightHold = (context: Context, flow: FlowResult): Hold | null => {
  const { id } = carrierOf(context, flow.interlink)
  const step = stepsOf(context, id).find(({ kind }) => kind === 'light')
  return step === undefined ? null : { kind: 'no-light', connection: id, step }
}

/** The order of a connection, as long as its link is not detected. */
const orderHold = (context: Context, flow: FlowResult): Hold | null => {
  const { id } = carrierOf(context, flow.interlink)
  const step = detectionOf(context, id)
  return step === undefined
    ? lightHold(context, flow)
    : { kind: 'not-active', connection: id, step }
}

const configuringHold = (context: Context, flow: FlowResult): Hold | null => {
  const step = stepsOf(context, flow.interlink).find(({ cause }) => cause === 'interlinkConfigured')
  return step === undefined ? null : { kind: 'configuring', step }
}

/** What the worst outage of a flow is to it. */
const outageHold = (
  context: Context,
  flow: FlowResult,
  cause: 'linkDown' | 'notRouted' | null,
): Hold | null => {
  const worst = worstOutage(context, flow, cause)
  if (worst === null) return null
  const { outage } = worst
  const special = isOfOrder(outage)
    ? orderHold(context, flow)
    : outage.cause === 'light out of range'
      ? lightHold(context, flow)
      : outage.cause === 'configuring'
        ? configuringHold(context, flow)
        : null
  return special ?? { kind: 'outage', worst, isLoss: cause !== null }
}

const explainHold = (context: Context, id: string, hold: Hold): string =>
  match(hold)
    .with({ kind: 'no-vpc' }, () => `${id} has no VPC, so the sender's router drops all its frames`)
    .with(
      { kind: 'not-propagated' },
      () => `${id} propagates no routes, so the sender's router drops all its frames`,
    )
    .with({ kind: 'no-policy' }, ({ families }) => {
      const named = families.map(family => FAMILY[family as 'ipv4']).join(' and ')
      return `${id} has no policy of ${named}, so the sender's router drops its frames`
    })
    .with({ kind: 'no-light' }, ({ connection, step }) => {
      const detected = detectionOf(context, connection)
      const until = detected === undefined ? '' : ` before ${whenStepped(context, detected)}`
      return `no link is detected on ${connection}${until}: ${step.cause}`
    })
    .with({ kind: 'not-active' }, ({ connection, step }) => {
      const when = whenStepped(context, step)
      const became =
        step.at <= endOf(context)
          ? `became active only at ${when}`
          : `becomes active only on ${when}`
      return `the link of ${connection} ${became}: until then it waits for ${waits(context, connection)}`
    })
    .with(
      { kind: 'configuring' },
      ({ step }) =>
        `${id} was in configuring until ${whenStepped(context, step)} and carries nothing before it is ready`,
    )
    .with({ kind: 'outage' }, ({ worst }) => explainOutage(context, id, worst))
    .exhaustive()

const remedyOf = (context: Context, flow: FlowResult, hold: Hold): LifeRemedy | null => {
  const id = flow.interlink
  return match(hold)
    .returnType<LifeRemedy | null>()
    .with({ kind: 'no-vpc' }, () => ({
      edit: `give interlinks.${id} a vpc`,
      path: ['interlinks', id],
    }))
    .with({ kind: 'not-propagated' }, () => ({
      edit: `write interlinks.${id}.propagation: true`,
      path: ['interlinks', id, 'propagation'],
    }))
    .with({ kind: 'no-policy' }, ({ families }) => ({
      edit: `name ${families.join(' and ')} under interlinks.${id}.routing`,
      path: ['interlinks', id, 'routing'],
    }))
    .with({ kind: 'no-light' }, ({ connection }) => ({
      edit: `change connections.${connection}.crossConnect or optics`,
      path: ['connections', connection, 'crossConnect'],
    }))
    .with({ kind: 'not-active' }, ({ connection }) => ({
      edit: `set connections.${connection}.provisioning.ordered earlier, or start later`,
      path: ['connections', connection, 'provisioning', 'ordered'],
    }))
    .with({ kind: 'configuring' }, ({ step }) => ({
      edit: `let the traffic of ${id} start ${whenStepped(context, step)} later, or shorten interlinks.${id}.configuring`,
      path: ['interlinks', id, 'configuring'],
    }))
    .with({ kind: 'outage' }, ({ worst, isLoss }) =>
      outageRemedy(context, flow, worst.outage, isLoss),
    )
    .exhaustive()
}

/** What held back the frames that a flow lost to one of these causes; null where nothing is told. */
const holdFor = (
  context: Context,
  flow: FlowResult,
  cause: 'linkDown' | 'notRouted',
): Hold | null =>
  (cause === 'notRouted' ? unrouted(context, flow) : null) ?? outageHold(context, flow, cause)

/** Why a flow lost frames to its life, as the second half of a sentence. */
export const lifeCause = (
  context: Context,
  flow: FlowResult,
  cause: 'linkDown' | 'notRouted',
): string => {
  const hold = holdFor(context, flow, cause)
  if (hold !== null) return explainHold(context, flow.interlink, hold)
  return cause === 'linkDown' ? 'the link was down' : `${flow.interlink} did not carry them`
}

/** What would help against it; null where nothing is known. */
export const lifeRemedy = (
  context: Context,
  flow: FlowResult,
  cause: 'linkDown' | 'notRouted',
): LifeRemedy | null => {
  const hold = holdFor(context, flow, cause)
  return hold === null ? null : remedyOf(context, flow, hold)
}

/** What held a flow back first of all, whether frames were lost or not. */
const unavailability = (context: Context, flow: FlowResult): Hold | null =>
  flow.availability === 1 ? null : (unrouted(context, flow) ?? outageHold(context, flow, null))

/** Why an InterLink was not available all the time, as a sentence; empty where it was. */
export const availabilityCause = (context: Context, flow: FlowResult): string => {
  const hold = unavailability(context, flow)
  if (hold === null) return ''
  if (hold.kind === 'no-vpc') return `${flow.interlink} has no VPC, so it carries nothing.`
  const text = explainHold(context, flow.interlink, hold)
  return `${/^(?:the|no|in|frames) /u.test(text) ? text[0]!.toUpperCase() + text.slice(1) : text}.`
}

/** What would make it available; null where it was, or nothing is known. */
export const availabilityRemedy = (context: Context, flow: FlowResult): LifeRemedy | null => {
  const hold = unavailability(context, flow)
  return hold === null ? null : remedyOf(context, flow, hold)
}
