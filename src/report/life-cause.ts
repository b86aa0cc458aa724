/** Why the life of a connection or an InterLink let no frames pass, in words, and who acts. */
import { match } from 'ts-pattern'
import { FAMILIES } from '../model/demand.ts'
import { fedBy } from '../model/fed-by.ts'
import { type OrderStage, orderWaitsFor } from '../model/lifecycle/order.ts'
import { FAMILY } from '../model/lifecycle/words.ts'
import type { FlowResult, TimelineEntry } from '../sim/result/document.ts'
import { type Context, carrierOf, interlinkOf } from './context.ts'
import { instantIn, longDate, timeOfDay } from './dates.ts'
import { explainOutage, outageRemedy, worstOutage } from './outage-cause.ts'
import type { Outage } from './outages.ts'
import { exact } from './terminal/figures.ts'
import { NBSP } from './terminal/text.ts'

/** What holds frames back, the first of these that does. */
type Hold =
  | { readonly kind: 'no-vpc' }
  | { readonly kind: 'not-propagated' }
  | { readonly kind: 'no-policy'; readonly families: readonly string[] }
  | { readonly kind: 'no-light'; readonly connection: string; readonly step: TimelineEntry }
  | { readonly kind: 'not-active'; readonly connection: string; readonly step: TimelineEntry }
  | { readonly kind: 'configuring'; readonly step: TimelineEntry }
  | { readonly kind: 'outage'; readonly outage: Outage }

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
    return exact(Math.round((at - warmup) * 1e12) / 1e12, 'duration')
  }
  if (at >= 0 && at < warmup) return 'in the warm-up'
  if (calendar === null) return 'after the run'
  const instant = instantIn(calendar)
  return `${longDate(instant)}${NBSP}${timeOfDay(instant)}${NBSP}UTC`
}

const stepsOf = ({ document }: Context, subject: string): readonly TimelineEntry[] =>
  document.timeline.filter(step => step.subject === subject)

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
  const offered = new Set(
    context.scenario.traffic
      .filter(
        each =>
          each.direction === flow.direction &&
          fedBy(each, context.scenario).includes(flow.interlink),
      )
      .map(({ family }) => family),
  )
  const families = FAMILIES.filter(family => offered.has(family) && routing[family] === null)
  if (families.length > 0) return { kind: 'no-policy', families }
  return propagation ? null : { kind: 'not-propagated' }
}

const linkHold = (context: Context, flow: FlowResult): Hold | null => {
  const { id } = carrierOf(context, flow.interlink)
  const steps = stepsOf(context, id)
  const dark = steps.find(({ kind }) => kind === 'light')
  if (dark !== undefined && dark.at <= endOf(context)) {
    return { kind: 'no-light', connection: id, step: dark }
  }
  const detected = steps.find(({ to }) => to === 'linkDetected') ?? dark
  return detected === undefined ||
    detected.at <= context.document.simulated.warmup ||
    detected.kind === 'light'
    ? null
    : { kind: 'not-active', connection: id, step: detected }
}

const configuringHold = (context: Context, flow: FlowResult): Hold | null => {
  const step = stepsOf(context, flow.interlink).find(({ cause }) => cause === 'interlinkConfigured')
  return step === undefined ? null : { kind: 'configuring', step }
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
    .with(
      { kind: 'no-light' },
      ({ connection, step }) => `no link is detected on ${connection}: ${step.cause}`,
    )
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
    .with({ kind: 'outage' }, ({ outage }) => explainOutage(context, id, outage))
    .exhaustive()

const remedyOf = (context: Context, id: string, hold: Hold): LifeRemedy | null =>
  match(hold)
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
    .with({ kind: 'outage' }, ({ outage }) => outageRemedy(context, id, outage))
    .exhaustive()

const outageHold = (
  context: Context,
  flow: FlowResult,
  cause: 'linkDown' | 'notRouted' | null,
): Hold | null => {
  const outage = worstOutage(context, flow, cause)
  return outage === null ? null : { kind: 'outage', outage }
}

/** What held back the frames that a flow lost to one of these causes; null where nothing is told. */
const holdFor = (
  context: Context,
  flow: FlowResult,
  cause: 'linkDown' | 'notRouted',
): Hold | null =>
  cause === 'linkDown'
    ? (linkHold(context, flow) ?? outageHold(context, flow, cause))
    : (unrouted(context, flow) ??
      configuringHold(context, flow) ??
      outageHold(context, flow, cause))

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
  return hold === null ? null : remedyOf(context, flow.interlink, hold)
}

/** What held a flow back first of all, whether frames were lost or not. */
const unavailability = (context: Context, flow: FlowResult): Hold | null =>
  flow.availability === 1
    ? null
    : (unrouted(context, flow) ??
      linkHold(context, flow) ??
      configuringHold(context, flow) ??
      outageHold(context, flow, null))

/** Why an InterLink was not available all the time, as a sentence; empty where it was. */
export const availabilityCause = (context: Context, flow: FlowResult): string => {
  const hold = unavailability(context, flow)
  if (hold === null) return ''
  if (hold.kind === 'no-vpc') return `${flow.interlink} has no VPC, so it carries nothing.`
  const text = explainHold(context, flow.interlink, hold)
  return `${text.startsWith('the ') || text.startsWith('no ') ? text[0]!.toUpperCase() + text.slice(1) : text}.`
}

/** What would make it available; null where it was, or nothing is known. */
export const availabilityRemedy = (context: Context, flow: FlowResult): LifeRemedy | null => {
  const hold = unavailability(context, flow)
  return hold === null ? null : remedyOf(context, flow.interlink, hold)
}
