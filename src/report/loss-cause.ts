/** Why a flow lost frames, in words: when, at which queue or bucket, and what the average hides. */
import { match } from 'ts-pattern'
import { DROP_CAUSES, type DropCause, type FlowResult } from '../sim/result/document.ts'
import { towards } from '../model/direction.ts'
import { bitErrorCause } from './bit-error-cause.ts'
import { type Context, carrierOf, interlinkOf, portOf, portOwner } from './context.ts'
import { excessCause } from './excess.ts'
import { lifeCause } from './life-cause.ts'
import { type Limiter, isOverloaded, limiterThatDropped } from './limiter.ts'
import { busiestSlice, onlySpell, whenLost } from './moment.ts'
import { count, exact, significant, spoken, trimmed, UNITS } from './terminal/figures.ts'
import { NBSP } from './terminal/text.ts'

/** The cause that dropped most frames of a flow; null when none was dropped. */
export const mainCause = (flow: FlowResult): DropCause | null => {
  let main: DropCause | null = null
  for (const cause of DROP_CAUSES) {
    const frames = flow.dropped.byCause[cause]
    if (frames > (main === null ? 0 : flow.dropped.byCause[main])) main = cause
  }
  return main
}

/** A spell of loss is one burst's when it is at most this share of the measured time. */
const SHORT = 1 / 10

/** `a 6 Gbps burst`, `bursts of up to 6 Gbps`: one only where the loss is one short spell at the peak. */
const bursts = ({ document }: Context, flow: FlowResult): string => {
  const peak = spoken(flow.peak, 'rate')
  const spell = onlySpell(flow)
  const busiest = busiestSlice(flow)
  const coincide =
    spell !== null &&
    busiest !== null &&
    spell.to - spell.from <= SHORT * document.simulated.duration &&
    spell.from < busiest.to &&
    spell.to > busiest.from
  return coincide ? `a ${peak} burst` : `bursts of up to ${peak}`
}

const offeredTo = ({ offered, rate }: Limiter): string =>
  `${spoken(offered, 'rate', [rate])} was offered on average to ${exact(rate, 'rate')}`

const policed = (context: Context, flow: FlowResult, limiter: Limiter): string => {
  const bucket = `the ${exact(limiter.burst, 'size')} token bucket`
  const fate = 'the rest was policed (dropped, not queued)'
  if (isOverloaded(limiter)) return `${offeredTo(limiter)}, and ${fate}`
  return flow.peak > limiter.rate
    ? `${bursts(context, flow)} emptied ${bucket} and ${fate}`
    : `frames came closer together than ${bucket} allows, and ${fate}`
}

const shaperQueueFull = (context: Context, flow: FlowResult, limiter: Limiter): string => {
  const full = `the ${exact(limiter.queue, 'size')} queue of ${limiter.name}`
  if (isOverloaded(limiter)) {
    return `${offeredTo(limiter)}, ${full} filled and the rest was dropped`
  }
  return flow.peak > limiter.rate
    ? `${bursts(context, flow)} filled ${full} and the rest was dropped`
    : `frames came faster than ${full} empties, and the rest was dropped`
}

const portQueueFull = (context: Context, flow: FlowResult): string => {
  const { id, queue, portSpeed } = carrierOf(context, flow.interlink)
  return (
    `the ${exact(queue, 'size')} queue of ${portOwner(flow.direction)} on ${id} ` +
    `(${exact(portSpeed, 'rate')}) was full; all InterLinks of ${id} share it`
  )
}

/** What dropped the frames, as the second half of a sentence. */
const reason = (context: Context, flow: FlowResult, cause: DropCause): string => {
  const { mtu } = interlinkOf(context, flow.interlink)
  return match(cause)
    .with('policed', name => policed(context, flow, limiterThatDropped(context, flow, name)))
    .with('shaperQueueFull', name =>
      shaperQueueFull(context, flow, limiterThatDropped(context, flow, name)),
    )
    .with('portQueueFull', () => portQueueFull(context, flow))
    .with(
      'oversize',
      () => `the sender's router drops what is longer than the mtu of ${count(mtu)}${NBSP}bytes`,
    )
    .with('notRouted', 'linkDown', name => lifeCause(context, flow, name))
    .with('bitError', () =>
      bitErrorCause(context, carrierOf(context, flow.interlink).id, flow.direction),
    )
    .exhaustive()
}

/** A mean share of use above this hides nothing. */
const BUSY = 0.8

/** What the average says where it hides the loss, as a sentence; else empty. */
const hidden = (context: Context, flow: FlowResult, cause: DropCause): string => {
  if (flow.delivered.frames === 0) return ''
  const percent = (share: number): string =>
    `${trimmed(significant(Math.max(share, 0.0001), UNITS.share[0]!, 2))}${NBSP}%`
  if (cause === 'portQueueFull') {
    const { id } = carrierOf(context, flow.interlink)
    const { utilisation } = portOf(context, id, flow.direction)!
    if (utilisation >= BUSY) return ''
    return `The average hides it: the port was busy ${percent(utilisation)} of the time.`
  }
  if (cause !== 'policed' && cause !== 'shaperQueueFull') return ''
  const limiter = limiterThatDropped(context, flow, cause)
  const { rate, rateKey } = limiter
  const used = (flow.utilisation * flow.bandwidth) / rate
  if (used >= BUSY || isOverloaded(limiter)) return ''
  const whole =
    rateKey === 'bandwidth'
      ? `its ${exact(rate, 'rate')}`
      : `the ${exact(rate, 'rate')} of ${limiter.name}`
  return `The average hides it: ${flow.interlink} used ${percent(used)} of ${whole}.`
}

/** A link that comes up is followed by an InterLink that is configured: the one beside the other. */
const otherLifeCause = (cause: DropCause): 'linkDown' | 'notRouted' | null => {
  if (cause === 'linkDown') return 'notRouted'
  return cause === 'notRouted' ? 'linkDown' : null
}

/**
 * Why a flow lost frames.
 *
 * @param flow  with at least one frame dropped
 * @returns sentences, for instance `All 1,689 fell between 146 and 157 ms: …`
 */
export const lossCause = (context: Context, flow: FlowResult): string => {
  const cause = mainCause(flow)
  if (cause === null) return ''
  const second = otherLifeCause(cause)
  const held = second === null ? 0 : flow.dropped.byCause[second]
  const others = flow.dropped.frames - flow.dropped.byCause[cause] - held
  const besides = others > 0 ? ` (${count(others)} of them for other causes)` : ''
  const { id } = carrierOf(context, flow.interlink)
  return [
    `${whenLost(context, flow)}: ${reason(context, flow, cause)}${besides}.`,
    held === 0 ? '' : `For ${count(held)} of them: ${lifeCause(context, flow, second!)}.`,
    cause === 'portQueueFull' ? excessCause(context, id, flow.direction) : '',
    hidden(context, flow, cause),
  ]
    .filter(sentence => sentence !== '')
    .join(' ')
}

/** `data to cloud`. */
export const flowName = (flow: Pick<FlowResult, 'interlink' | 'direction'>): string =>
  `${flow.interlink} ${towards(flow.direction)}`
