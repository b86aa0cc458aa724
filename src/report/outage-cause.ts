/** Why an outage let no frames pass, in words, and what would have helped. */
import { match, P } from 'ts-pattern'
import type { FlowResult } from '../sim/result/document.ts'
import { fedBy } from '../model/fed-by.ts'
import { lightOf } from '../model/light.ts'
import { type Context, carrierOf, interlinkOf } from './context.ts'
import { measuredAt, momentOf } from './outages.ts'
import { exact } from './terminal/figures.ts'
import { toSeconds } from '../units.ts'
import { type FamilyOutage, type WorstOutage, isPhysical, isRecovery } from './worst-outage.ts'

/** Whether a connection has too much light when it is whole, so that losing less is no repair. */
const isTooBright = (context: Context, interlink: string): boolean =>
  lightOf(carrierOf(context, interlink)).some(({ budget }) => budget.light.kind === 'overloaded')

/** What was the matter, without when: `mmr was cut`. */
const matter = (context: Context, interlink: string, cause: string): string => {
  const [part = '', ailment] = cause.split(': ')
  return match({ part, ailment })
    .with({ part: P.string.startsWith('recovery') }, () => `${interlink} was in ${cause}`)
    .with({ ailment: 'cut' }, () => `${part} was cut`)
    .with({ ailment: 'blackhole' }, () => `frames vanished at ${part}`)
    .with({ ailment: 'down' }, () => `the ${part} was down`)
    .with({ ailment: 'failed' }, () => `the ${part} had failed`)
    .with({ ailment: 'light out of range' }, () =>
      isTooBright(context, interlink)
        ? `the light through ${part} was out of range`
        : `${part} let too little light pass`,
    )
    .with({ part: 'light out of range' }, () => 'the light was out of range')
    .with({ part: 'bgpDown' }, () => `a BGP session of ${interlink} was down`)
    .with({ part: 'locked' }, () => `${interlink} was locked`)
    .with({ part: 'no VPC' }, () => `${interlink} had no VPC`)
    .with({ part: 'no ipv4 policy' }, () => `${interlink} had no IPv4 policy`)
    .with({ part: 'no ipv6 policy' }, () => `${interlink} had no IPv6 policy`)
    .with({ part: 'propagation off' }, () => `${interlink} propagated no routes`)
    .otherwise(() => `${interlink} had ${cause}`)
}

/** When it was, and when it was noticed. */
const timeOf = (context: Context, { from, to, detected }: FamilyOutage): string => {
  const begin = momentOf(context, from)
  const time = to === null ? `from ${begin} on` : `from ${begin} to ${momentOf(context, to)}`
  if (detected === null) return `${time}, never detected`
  if (detected === from) return time
  const noticed = measuredAt(context, detected)
  return noticed === null ? `${time}, detected in the warm-up` : `${time}, detected at ${noticed}`
}

/** The worst of a flow's outages as the second half of a sentence. */
export const explainOutage = (
  context: Context,
  interlink: string,
  { outage, count }: WorstOutage,
): string => {
  const before = count > 1 ? `in ${count} outages, the worst: ` : ''
  const what = matter(context, interlink, outage.cause)
  const side = `on the ${outage.owner}'s side of the demarcation`
  return `${before}${what} ${timeOf(context, outage)}, ${side}`
}

/** An edit of the scenario file: see `Remedy`. */
interface OutageRemedy {
  readonly edit: string
  readonly path: readonly (string | number)[]
}

/** Times of BFD that routers are given, three missed packets each, the longest first. */
const BFD = [
  ['900ms', 0.9],
  ['300ms', 0.3],
  ['150ms', 0.15],
  ['50ms', 0.05],
] as const

/** BFD that notices an outage before most of it is over; null: it is too short for any. */
const bfdFor = ({ document }: Context, { from, to }: FamilyOutage): string | null => {
  const { warmup, duration } = document.simulated
  const length = (to ?? warmup + duration) - from
  const found = BFD.find(([, seconds]) => seconds <= length / 10) ?? BFD.at(-1)!
  return found[1] < length ? found[0] : null
}

/** What befalls one InterLink and not another one of the same connection. */
const SPARED: ReadonlySet<string> = new Set(['bgpDown', 'locked'])

/** The source of a flow that names its InterLink: it goes nowhere else. */
const boundSource = ({ scenario }: Context, flow: FlowResult): number =>
  scenario.traffic.findIndex(
    each =>
      !('vpc' in each) &&
      each.direction === flow.direction &&
      fedBy(each, scenario).includes(flow.interlink),
  )

/**
 * What would have kept frames from being lost, or from waiting for an InterLink that is down; null
 * where only the cause itself can be ended.
 *
 * @param isLoss  whether frames that were lost are asked about, and not the time it was down
 */
export const outageRemedy = (
  context: Context,
  flow: FlowResult,
  outage: FamilyOutage,
  isLoss: boolean,
): OutageRemedy | null => {
  const id = flow.interlink
  const { bgp, attachment, connection } = interlinkOf(context, id)
  const path = ['interlinks', id]
  if (isRecovery(outage) && bgp.establish > 0) {
    const establish = exact(toSeconds(bgp.establish), 'duration')
    return { edit: `shorten interlinks.${id}.bgp.establish (${establish})`, path: [...path, 'bgp'] }
  }
  const isOfCable = isPhysical(outage)
  if (attachment.kind !== 'attached' || !(isOfCable || SPARED.has(outage.cause))) return null
  const { vpc } = attachment
  const instead = isLoss ? '' : ', and judge loss instead of availability'
  const spares = context.scenario.world.interlinks.filter(
    each =>
      each.id !== id &&
      !(isOfCable && each.connection === connection) &&
      each.attachment.kind === 'attached' &&
      each.attachment.vpc === vpc,
  )
  const where = isOfCable ? ', on another connection,' : ''
  if (spares.length === 0) {
    const edit = `attach a second InterLink${where} to ${vpc} and send to vpc: ${vpc}${instead}`
    return { edit, path }
  }
  const bound = boundSource(context, flow)
  if (bound >= 0) {
    const spare = isOfCable ? 'an InterLink on another connection' : 'another InterLink'
    return {
      edit: `send to vpc: ${vpc}, which has ${spare}${instead}`,
      path: ['traffic', bound],
    }
  }
  const bfd = bfdFor(context, outage)
  if (!isLoss || outage.detected === outage.from || bgp.bfd !== null || bfd === null) return null
  const holdTime = exact(toSeconds(bgp.holdTime), 'duration')
  return { edit: `give interlinks.${id}.bgp a bfd such as ${bfd} (holdTime ${holdTime})`, path }
}
