/** Which part of the path a delay comes from, in words. */
import type { FlowMetric } from '../model/objective.ts'
import { type FlowResult, type Wait } from '../sim/result/document.ts'
import {
  type Context,
  carrierOf,
  countedRate,
  interlinkOf,
  offeredRate,
  portOf,
  portOwner,
} from './context.ts'
import { whenOffered } from './moment.ts'
import { exact, spoken } from './terminal/figures.ts'
import { toSeconds } from '../units.ts'

/** A part of the path on which a frame spends time. */
export type DelayPart = 'shaper' | 'port' | 'customer' | 'wire'

/** The statistic of the waits that tells most about a metric. */
const statisticOf = (metric: FlowMetric): keyof Wait => {
  if (metric.endsWith('max')) return 'max'
  return metric.endsWith('p99') || metric.endsWith('p999') ? 'p99' : 'mean'
}

/** What each part of the path contributes to a metric, seconds, the largest first. */
export const delayParts = (
  flow: FlowResult,
  metric: FlowMetric,
): readonly { readonly part: DelayPart; readonly seconds: number }[] => {
  const statistic = statisticOf(metric)
  const { shaperWait, portWait, customerWait, delay } = flow
  const waits = (shaperWait.mean ?? 0) + (portWait.mean ?? 0) + (customerWait?.mean ?? 0)
  const parts: { part: DelayPart; seconds: number }[] = [
    { part: 'shaper', seconds: shaperWait[statistic] ?? 0 },
    { part: 'port', seconds: portWait[statistic] ?? 0 },
    { part: 'customer', seconds: customerWait?.[statistic] ?? 0 },
    { part: 'wire', seconds: Math.max(0, (delay.mean ?? 0) - waits) },
  ]
  const judged = metric.split('.')[0]
  return parts
    .filter(({ part }) => {
      if (judged === 'shaperWait') return part === 'shaper'
      return judged === 'portWait' ? part === 'port' : true
    })
    .toSorted((a, b) => b.seconds - a.seconds)
}

const STATISTIC_WORDS = { mean: 'on average', p99: 'at p99', max: 'at most' } as const

const shaperReason = (context: Context, flow: FlowResult, rate: number): string => {
  const offered = countedRate(context, flow)
  const limit = exact(rate, 'rate')
  if (offered > rate)
    return `${spoken(offered, 'rate', [rate])} was offered on average to ${limit}.`
  const peak = spoken(flow.peak, 'rate', [rate])
  return flow.peak > rate
    ? `${peak} was offered at the peak to ${limit}; on average ${spoken(offeredRate(context, flow), 'rate', [rate])}.`
    : `Frames came closer together than its token bucket allows.`
}

/**
 * Where a flow's delay arises.
 *
 * @param metric  the delay or wait in question
 * @returns sentences; empty when no frame was delivered
 */
export const delayCause = (context: Context, flow: FlowResult, metric: FlowMetric): string => {
  const [most] = delayParts(flow, metric)
  if (most === undefined || flow.delivered.frames === 0) return ''
  const interlink = interlinkOf(context, flow.interlink)
  const connection = carrierOf(context, flow.interlink)
  const amount = `${spoken(most.seconds, 'duration')} ${STATISTIC_WORDS[statisticOf(metric)]}`
  const when = whenOffered(flow, offeredRate(context, flow))
  if (most.part === 'wire') {
    const cable = toSeconds(connection.crossConnect.propagation)
    return (
      `Waiting is not the cause: most of it is sending the frames at ` +
      `${exact(connection.portSpeed, 'rate')} and ${spoken(cable, 'duration')} of cable.`
    )
  }
  if (most.part === 'port') {
    const port = portOf(context, connection.id, flow.direction)
    const busy =
      port === undefined ? '' : `; it is busy ${spoken(port.utilisation, 'share')} of the time`
    return [
      `Most of it is waiting for ${portOwner(flow.direction)} on ${connection.id}, ${amount}, ` +
        `behind frames of all its InterLinks${busy}.`,
      when,
    ]
      .join(' ')
      .trim()
  }
  const shaper =
    most.part === 'customer'
      ? { where: "the shaper on the customer's router", rate: interlink.customerShaper!.rate }
      : { where: "the InterLink's shaper", rate: interlink.bandwidth }
  return [
    `Most of it is waiting in ${shaper.where}, ${amount}:`,
    shaperReason(context, flow, shaper.rate).replace(/^F/, 'f'),
    when,
  ]
    .join(' ')
    .trim()
}
