/** Which part of the path a delay comes from, in words. */
import { match } from 'ts-pattern'
import type { FlowMetric } from '../model/objective.ts'
import { type FlowResult, type Wait } from '../sim/result/document.ts'
import { toSeconds } from '../units.ts'
import { type Context, carrierOf, flowsOn, offeredRate, portOf, portOwner } from './context.ts'
import { excessCause } from './excess.ts'
import { type Limiter, customerLimiter, isOverloaded, ownLimiter } from './limiter.ts'
import { whenOffered } from './moment.ts'
import { exact, spoken } from './terminal/figures.ts'

/** A part of the path on which a frame spends time. */
export type DelayPart = 'shaper' | 'port' | 'customer' | 'cable' | 'sending'

/** The statistic of the waits that tells most about a metric. */
const statisticOf = (metric: FlowMetric): Exclude<keyof Wait, 'min'> => {
  if (metric.endsWith('max')) return 'max'
  return metric.endsWith('p99') || metric.endsWith('p999') ? 'p99' : 'mean'
}

/** What each part of the path contributes to a metric, seconds, the largest first. */
export const delayParts = (
  context: Context,
  flow: FlowResult,
  metric: FlowMetric,
): readonly { readonly part: DelayPart; readonly seconds: number }[] => {
  const statistic = statisticOf(metric)
  const { shaperWait, portWait, customerWait, delay } = flow
  const waits = (shaperWait.mean ?? 0) + (portWait.mean ?? 0) + (customerWait?.mean ?? 0)
  const cable = toSeconds(carrierOf(context, flow.interlink).crossConnect.propagation)
  const parts: { part: DelayPart; seconds: number }[] = [
    { part: 'shaper', seconds: shaperWait[statistic] ?? 0 },
    { part: 'port', seconds: portWait[statistic] ?? 0 },
    { part: 'customer', seconds: customerWait?.[statistic] ?? 0 },
    { part: 'cable', seconds: cable },
    { part: 'sending', seconds: Math.max(0, (delay.mean ?? 0) - waits - cable) },
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

/** What an amount is of; sending has a mean alone. */
const statisticWords = (part: DelayPart, metric: FlowMetric): string =>
  STATISTIC_WORDS[part === 'sending' ? 'mean' : statisticOf(metric)]

const shaperReason = (context: Context, flow: FlowResult, limiter: Limiter): string => {
  const { rate, offered } = limiter
  const limit = exact(rate, 'rate')
  if (isOverloaded(limiter)) {
    return `${spoken(offered, 'rate', [rate])} was offered on average to ${limit}.`
  }
  const peak = spoken(flow.peak, 'rate', [rate])
  return flow.peak > rate
    ? `${peak} was offered at the peak to ${limit}; on average ${spoken(offeredRate(context, flow), 'rate', [rate])}.`
    : `frames came closer together than its token bucket allows.`
}

/** What the largest part of a delay is, after `Most of it is`, and sentences that follow. */
const explained = (
  context: Context,
  flow: FlowResult,
  part: DelayPart,
  amount: string,
): readonly string[] => {
  const { direction } = flow
  const { id, portSpeed } = carrierOf(context, flow.interlink)
  const when = whenOffered(flow, offeredRate(context, flow))
  const inShaper = (where: string, limiter: Limiter): readonly string[] => [
    `waiting in ${where}, ${amount}: ${shaperReason(context, flow, limiter)}`,
    when,
  ]
  return match(part)
    .with('shaper', () => inShaper("the InterLink's shaper", ownLimiter(context, flow)))
    .with('customer', () =>
      inShaper("the shaper on the customer's router", customerLimiter(context, flow)!),
    )
    .with('port', () => {
      const busy = spoken(portOf(context, id, direction)?.utilisation ?? 0, 'share')
      const whose =
        flowsOn(context, id, direction).length === 1
          ? 'its own frames'
          : 'frames of all its InterLinks'
      const excess = excessCause(context, id, direction)
      return [
        `waiting for ${portOwner(direction)} on ${id}, ${amount}, behind ${whose}; ` +
          `the port is busy ${busy} of the time.`,
        excess === '' ? when : excess,
      ]
    })
    .with('cable', () => [
      `the cable of ${id}: it alone takes ${amount}; only a shorter path helps.`,
    ])
    .with('sending', () => [
      `sending the frames at ${exact(portSpeed, 'rate')}, ${amount}; they hardly wait.`,
    ])
    .exhaustive()
}

/**
 * Where a flow's delay arises.
 *
 * @param metric  the delay or wait in question
 * @returns sentences; empty when no frame was delivered
 */
export const delayCause = (context: Context, flow: FlowResult, metric: FlowMetric): string => {
  const parts = delayParts(context, flow, metric)
  const [most] = parts
  if (most === undefined || flow.delivered.frames === 0) return ''
  const all = parts.reduce((sum, { seconds }) => sum + seconds, 0)
  const isConstant = most.part === 'cable'
  const amount = `${spoken(most.seconds, 'duration')}${isConstant ? '' : ` ${statisticWords(most.part, metric)}`}`
  const sentences = explained(context, flow, most.part, amount)
  const share = most.seconds >= all / 2 ? 'Most' : 'The largest part'
  return `${share} of it is ${sentences.join(' ')}`.trim()
}
