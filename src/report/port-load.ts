/** What reaches a port's queue, and what its InterLinks may send it by their bandwidths. */
import type { Direction } from '../model/direction.ts'
import { WIRE_OVERHEAD, countedOverhead } from '../model/frame.ts'
import type { FlowResult } from '../sim/result/document.ts'
import { type Context, flowsOn, interlinkOf, portOf, secondsMeasured } from './context.ts'
import { admittedRate } from './limiter.ts'

/** Share of the frames that reached a port's queue and found no room in it. */
export const portLoss = ({
  offered,
  dropped,
}: {
  readonly offered: { readonly frames: number }
  readonly dropped: { readonly frames: number }
}): number => (offered.frames === 0 ? 0 : dropped.frames / offered.frames)

/** Whether more reaches a port on average than it can send, tags, preambles and gaps included. */
export const isPortOverloaded = (
  context: Context,
  connection: string,
  direction: Direction,
): boolean => {
  const port = portOf(context, connection, direction)
  if (port === undefined) return false
  const { frames, bytes } = port.offered
  return 8 * (bytes + WIRE_OVERHEAD * frames) > port.speed * secondsMeasured(context.document)
}

/** Wire that a counted bit of a flow takes, by the frames it was offered; 1 of none. */
export const wirePerCountedBit = (context: Context, { interlink, offered }: FlowResult): number => {
  const { frames, bytes } = offered
  const overhead = countedOverhead(interlinkOf(context, interlink).countAs)
  return frames === 0 ? 1 : (bytes + WIRE_OVERHEAD * frames) / (bytes + overhead * frames)
}

/** What InterLinks send a port that keep to their bandwidths: on paper it fits, on the wire it does not. */
export interface UncountedLoad {
  /** All that the bandwidths let through, as they count it, bit/s: at most the port's speed. */
  readonly counted: number
  /** The same on the wire, bit/s: above the port's speed. */
  readonly wire: number
  /** The layer that all of them count; null where they differ. */
  readonly layer: 'l2' | 'l3' | null
}

/**
 * Whether bandwidths that fit a port overload it, since they do not count all of the wire. Only
 * towards the customer: towards the cloud the limiters stand behind the port.
 */
export const uncountedLoadOn = (
  context: Context,
  connection: string,
  direction: Direction,
): UncountedLoad | null => {
  const port = portOf(context, connection, direction)
  if (port === undefined || direction === 'toCloud') return null
  let counted = 0
  let wire = 0
  const layers = new Set<'l2' | 'l3'>()
  for (const flow of flowsOn(context, connection, direction)) {
    const passed = Math.min(admittedRate(context, flow), flow.bandwidth)
    const { countAs } = interlinkOf(context, flow.interlink)
    counted += passed
    wire += passed * wirePerCountedBit(context, flow)
    if (countAs !== 'l1' && passed > 0) layers.add(countAs)
  }
  if (counted > port.speed || wire <= port.speed) return null
  return { counted, wire, layer: layers.size === 1 ? [...layers][0]! : null }
}
