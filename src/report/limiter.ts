/** The token buckets on a flow's way: what each lets through, what reaches it, where it is set. */
import { match } from 'ts-pattern'
import { largestFrame } from '../model/frame.ts'
import { type Context, countedRate, interlinkOf } from './context.ts'
import type { FlowResult } from '../sim/result/document.ts'

/** A shaper or policer that a flow passes. */
export interface Limiter {
  /** Whose it is, for a sentence: `the customer's shaper`. */
  readonly name: string
  /** Counted bit/s. */
  readonly rate: number
  /** Depth of its bucket, counted bytes. */
  readonly burst: number
  /** Frame bytes that may wait. */
  readonly queue: number
  /** Mean rate that reaches it, counted bit/s. */
  readonly offered: number
  /** Where the scenario sets it. */
  readonly path: readonly string[]
  /** What the scenario calls its rate. */
  readonly rateKey: 'bandwidth' | 'rate'
}

/** Frames that the sender's router dropped before the first queue of their path. */
const refusedFrames = ({ dropped: { byCause } }: FlowResult): number =>
  byCause.oversize + byCause.notRouted + byCause.linkDown

/** Mean rate of a flow behind its sender's router, counted bit/s. */
export const admittedRate = (context: Context, flow: FlowResult): number => {
  const { frames } = flow.offered
  return frames === 0 ? 0 : countedRate(context, flow) * (1 - refusedFrames(flow) / frames)
}

/** The shaper on the customer's router; null where a flow passes none. */
export const customerLimiter = (context: Context, flow: FlowResult): Limiter | null => {
  const { id, customerShaper } = interlinkOf(context, flow.interlink)
  if (flow.direction === 'toCustomer' || customerShaper === null) return null
  return {
    ...customerShaper,
    name: "the customer's shaper",
    offered: admittedRate(context, flow),
    path: ['interlinks', id, 'customerShaper'],
    rateKey: 'rate',
  }
}

/** The InterLink's own limiter, at the provider's port. */
export const ownLimiter = (context: Context, flow: FlowResult): Limiter => {
  const { id, bandwidth, burst, queue } = interlinkOf(context, flow.interlink)
  const before = customerLimiter(context, flow)
  return {
    rate: bandwidth,
    burst,
    queue,
    name: "the InterLink's shaper",
    offered: Math.min(admittedRate(context, flow), before?.rate ?? Number.POSITIVE_INFINITY),
    path: ['interlinks', id],
    rateKey: 'bandwidth',
  }
}

/** Whether more reaches a limiter on average than it lets through: no bucket or queue cures that. */
export const isOverloaded = ({ offered, rate }: Limiter): boolean => offered > rate

/** Whether the InterLink's shaper was so full that a frame found no room in it. */
const wasFull = (context: Context, flow: FlowResult): boolean => {
  const { enforce, queue, mtu } = interlinkOf(context, flow.interlink)
  const shapes = enforce[flow.direction] === 'shape'
  return shapes && flow.shaperQueue.max > queue - largestFrame(mtu)
}

/** The limiter that dropped a flow's frames. */
export const limiterThatDropped = (
  context: Context,
  flow: FlowResult,
  cause: 'policed' | 'shaperQueueFull',
): Limiter => {
  const own = ownLimiter(context, flow)
  return match(cause)
    .with('policed', () => own)
    .with('shaperQueueFull', () =>
      wasFull(context, flow) ? own : (customerLimiter(context, flow) ?? own),
    )
    .exhaustive()
}
