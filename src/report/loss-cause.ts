/** Why a flow lost frames, in words: when, at which queue or bucket, and what the average hides. */
import { match } from 'ts-pattern'
import { DROP_CAUSES, type DropCause, type FlowResult } from '../sim/result/document.ts'
import { type Context, carrierOf, countedRate, interlinkOf, portOwner, towards } from './context.ts'
import { busiestSlice, whenLost } from './moment.ts'
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

/** Which shaper's queue a flow overfilled: the customer's stands first on the way to the cloud. */
const overfilledShaper = (
  context: Context,
  flow: FlowResult,
): { readonly owner: string; readonly rate: number; readonly queue: number } => {
  const interlink = interlinkOf(context, flow.interlink)
  return flow.direction === 'toCloud' && interlink.customerShaper !== null
    ? { owner: "the customer's shaper", ...interlink.customerShaper }
    : { owner: "the InterLink's shaper", rate: interlink.bandwidth, queue: interlink.queue }
}

/** `a 6 Gbps burst`, `bursts of up to 6 Gbps`: one only where the loss and the peak coincide. */
const bursts = (flow: FlowResult): string => {
  const peak = spoken(flow.peak, 'rate')
  const [span, ...others] = flow.lossSpans
  const busiest = busiestSlice(flow)
  const coincide =
    span !== undefined &&
    busiest !== null &&
    others.length === 0 &&
    span.from < busiest.to &&
    span.to > busiest.from
  return coincide ? `a ${peak} burst` : `bursts of up to ${peak}`
}

/** Whether more was offered on average than `rate` lets through. */
const overloaded = (context: Context, flow: FlowResult, rate: number): boolean =>
  countedRate(context, flow) > rate

const policed = (context: Context, flow: FlowResult): string => {
  const { burst, bandwidth } = interlinkOf(context, flow.interlink)
  const bucket = `the ${exact(burst, 'size')} token bucket`
  const fate = 'the rest was policed (dropped, not queued)'
  if (overloaded(context, flow, bandwidth)) {
    const offered = spoken(countedRate(context, flow), 'rate', [bandwidth])
    return `${offered} was offered on average to ${exact(bandwidth, 'rate')}, and ${fate}`
  }
  return flow.peak > bandwidth
    ? `${bursts(flow)} emptied ${bucket} and ${fate}`
    : `frames came closer together than ${bucket} allows, and ${fate}`
}

const shaperQueueFull = (context: Context, flow: FlowResult): string => {
  const { owner, rate, queue } = overfilledShaper(context, flow)
  const full = `the ${exact(queue, 'size')} queue of ${owner}`
  if (overloaded(context, flow, rate)) {
    const offered = spoken(countedRate(context, flow), 'rate', [rate])
    return `${offered} was offered on average to ${exact(rate, 'rate')}, ${full} filled and the rest was dropped`
  }
  return flow.peak > rate
    ? `${bursts(flow)} filled ${full} and the rest was dropped`
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
  const { mtu, id } = interlinkOf(context, flow.interlink)
  return match(cause)
    .with('policed', () => policed(context, flow))
    .with('shaperQueueFull', () => shaperQueueFull(context, flow))
    .with('portQueueFull', () => portQueueFull(context, flow))
    .with(
      'oversize',
      () => `longer than the mtu of ${count(mtu)}${NBSP}bytes, dropped in the sender's router`,
    )
    .with('notRouted', () => `${id} has no VPC, so the sender's router drops all its frames`)
    .with('linkDown', () => 'the link was down')
    .with('bitError', () => 'bit errors on the fibre')
    .exhaustive()
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
  const { bandwidth, id } = interlinkOf(context, flow.interlink)
  const sentences = [`${whenLost(context, flow)}: ${reason(context, flow, cause)}.`]
  const others = flow.dropped.frames - flow.dropped.byCause[cause]
  if (others > 0) {
    sentences[0] = `${sentences[0]!.slice(0, -1)} (${count(others)} of them for other causes).`
  }
  const bursty = cause === 'policed' || cause === 'shaperQueueFull' || cause === 'portQueueFull'
  const hidden = bursty && flow.utilisation < 0.8 && !overloaded(context, flow, bandwidth)
  if (hidden && flow.delivered.frames > 0) {
    const [percent] = UNITS.share
    const share = significant(Math.max(flow.utilisation, 0.0001), percent!, 2)
    sentences.push(
      `The average hides it: ${id} used ${trimmed(share)}${NBSP}% of its ${exact(bandwidth, 'rate')}.`,
    )
  }
  return sentences.join(' ')
}

/** `data to cloud`. */
export const flowName = (flow: Pick<FlowResult, 'interlink' | 'direction'>): string =>
  `${flow.interlink} ${towards(flow.direction)}`
