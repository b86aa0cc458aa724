/** How long a frame may take at a port, and how much may wait there. */
import { WIRE_OVERHEAD } from '../../model/frame.ts'
import { PS_PER_SECOND } from '../../units.ts'
import { BIT, type Curve, RATE, excess } from '../../theory/curve.ts'
import { type SizeRange, perByte } from './sizes.ts'

/** What a port does at most. */
export interface PortBound {
  /** From a frame's arrival at the queue to the end of its gap, whole ps. */
  readonly time: bigint
  /** Most that waits, bytes of n. */
  readonly backlog: number
}

/**
 * Bounds of a port, first in, first out for all its flows: of its arrivals, if these have a curve, and of
 * its queue.
 *
 * It serves at the constant rate C whenever a frame is there, so all of a frame, gap included, is over at
 * most sup of (α(t) - C·t)/C after it came (theorem 1.4.2 with T = 0, for the aggregate of all flows, which
 * is what first in, first out gives each of them).
 *
 * The queue: when a frame has joined it, all that waits is within it, and of one frame more the rest is on
 * the wire: (queue and largest frame, as the wire has them) ÷ C.
 *
 * @param arrivals  of all flows together, in bytes of the wire
 * @param sizes     of all flows together
 * @param speed     bit/s; the time of a byte is whole ps
 * @param queue     bytes of n
 */
export const portBound = (
  arrivals: Curve,
  sizes: SizeRange,
  speed: number,
  queue: number,
): PortBound => {
  const { over, under } = perByte(sizes, WIRE_OVERHEAD, 0)
  const bits = 8n * (BigInt(queue) * over + BigInt(sizes.max + WIRE_OVERHEAD) * under)
  const full = (bits * BigInt(PS_PER_SECOND)) / (under * BigInt(speed))
  const most = excess(arrivals, speed)
  if (most === null) return { time: full, backlog: queue }
  const time = most.over / (most.under * BigInt(speed) * RATE)
  const backlog = most.over / (8n * BIT * most.under)
  return {
    time: time < full ? time : full,
    backlog: backlog < BigInt(queue) ? Number(backlog) : queue,
  }
}
