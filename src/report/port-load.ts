/** What reaches a port's queue. */
import type { Direction } from '../model/direction.ts'
import { WIRE_OVERHEAD } from '../model/frame.ts'
import type { FlowResult } from '../sim/result/document.ts'
import { type Context, flowsOn } from './context.ts'
import { customerLimiter, refusedFrames } from './limiter.ts'

/**
 * Frames of a flow that reached its port's queue, whether or not it had room. Where both the
 * customer's shaper and the InterLink's may have dropped a frame, the customer's did.
 */
export const reachedPort = (context: Context, flow: FlowResult): number => {
  const { offered, dropped, direction } = flow
  const { shaperQueueFull, policed } = dropped.byCause
  const admitted = offered.frames - refusedFrames(flow)
  if (direction === 'toCustomer') return admitted - shaperQueueFull - policed
  return customerLimiter(context, flow) === null ? admitted : admitted - shaperQueueFull
}

/** Whether more reaches a port on average than it can send, tags, preambles and gaps included. */
export const isPortOverloaded = (
  context: Context,
  connection: string,
  direction: Direction,
  speed: number,
): boolean => {
  const { duration } = context.document.simulated
  const bytes = flowsOn(context, connection, direction)
    .filter(({ offered }) => offered.frames > 0)
    .reduce((sum, flow) => {
      const { frames, bytes: offered } = flow.offered
      return sum + (reachedPort(context, flow) / frames) * (offered + WIRE_OVERHEAD * frames)
    }, 0)
  return (8 * bytes) / duration > speed
}
