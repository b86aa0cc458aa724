/**
 * Bounds of a lane: how long its frames take at most, whatever its sources draw (`docs/decisions/bounds.md`).
 *
 * Limiter, port and, towards the cloud, limiter again are looked at one after the other: what leaves one has
 * an arrival curve for the next. Closed gates and dark wires take frames away and stop no queue, so bounds
 * hold whatever happens in a run.
 */
import { TAG_AND_PREAMBLE, WIRE_OVERHEAD, byteTime, countedOverhead } from '../../model/frame.ts'
import type { Demand } from '../../model/demand.ts'
import type { Direction } from '../../model/direction.ts'
import type { Connection, Interlink } from '../../model/world.ts'
import {
  BIT,
  type Curve,
  type Line,
  RATE,
  bucketLine,
  delayed,
  scaled,
  together,
} from '../../theory/curve.ts'
import { ceilDiv } from '../../units.ts'
import type { Envelopes } from './envelope.ts'
import { type PortBound, portBound } from './port.ts'
import { type ShaperTerms, shaperBound } from './shaper.ts'
import { type SizeRange, perByte, rangeOf } from './sizes.ts'

/** A flow of a lane and what feeds it. */
export interface BoundedFlow {
  readonly interlink: Interlink
  readonly demands: readonly Demand[]
}

/** What a flow does at most; null where no frame of it is admitted. */
export interface FlowBound {
  /** Longest delay, whole ps. */
  readonly delay: bigint
  /** Most bytes of n in its shaper at the provider's port; null: it has none. */
  readonly shaperQueue: number | null
}

/** Bounds of a lane. */
export interface LaneBounds {
  /** In the order of its flows. */
  readonly flows: readonly (FlowBound | null)[]
  /** Most bytes of n that wait at its port. */
  readonly portQueue: number
}

/** A limiter in front of the port or behind it; null: none. */
type Limiter = (ShaperTerms & { readonly kind: 'shape' | 'police' }) | null

const limiterOf = (interlink: Interlink, direction: Direction): Limiter => {
  const { bandwidth: rate, burst, queue, countAs, enforce } = interlink
  return { kind: enforce[direction], rate, burst, queue, overhead: countedOverhead(countAs) }
}

const customerOf = ({ customerShaper, countAs }: Interlink): Limiter =>
  customerShaper === null
    ? null
    : { kind: 'shape', ...customerShaper, overhead: countedOverhead(countAs) }

/** A flow as it reaches the port. */
interface Front {
  readonly sizes: SizeRange
  /** Longest wait in front of the port, ps. */
  readonly wait: bigint
  /** Most bytes in the shaper in front of it; null: there is none. */
  readonly backlog: number | null
  readonly counted: Curve
  readonly wire: Curve
}

/** A flow up to the port; null where no frame is admitted. */
const frontOf = (
  { interlink, demands }: BoundedFlow,
  limiter: Limiter,
  envelopes: Envelopes,
  connection: Connection,
): Front | null => {
  const sent = demands.map(demand => envelopes.of(demand, interlink, connection.portSpeed))
  const sizes = rangeOf(sent.map(envelope => envelope.sizes))
  if (sizes === null) return null
  const counted = together(sent.map(envelope => envelope.counted))
  const wire = together(sent.map(envelope => envelope.wire))
  if (limiter === null) return { sizes, wait: 0n, backlog: null, counted, wire }
  const shaped = limiter.kind === 'shape' ? shaperBound(counted, sizes, limiter) : null
  const wait = shaped?.wait ?? 0n
  // What leaves a bucket keeps to it, whether it shapes or polices.
  const bucket = bucketLine(limiter.rate, limiter.burst)
  const { overhead } = limiter
  return {
    sizes,
    wait,
    backlog: shaped?.backlog ?? null,
    counted: [...delayed(counted, wait), bucket],
    wire: [...delayed(wire, wait), ...scaled([bucket], perByte(sizes, WIRE_OVERHEAD, overhead))],
  }
}

/** What comes off a wire, as counted: no faster than the wire, after one frame. */
const lineOff = (sizes: SizeRange, overhead: number, speed: number): Line => {
  const { over, under } = perByte(sizes, overhead, WIRE_OVERHEAD)
  return {
    rate: ceilDiv(BigInt(speed) * RATE * over, under),
    burst: 8n * BigInt(sizes.max + overhead) * BIT,
  }
}

/** A flow behind the port, on its way to the cloud. */
const behind = (
  { sizes, counted }: Front,
  limiter: NonNullable<Limiter>,
  port: PortBound,
  connection: Connection,
): { readonly wait: bigint; readonly backlog: number | null } => {
  if (limiter.kind === 'police') return { wait: 0n, backlog: null }
  // The port delays every frame, gap included, by at least its own time.
  const least = BigInt((sizes.min + WIRE_OVERHEAD) * byteTime(connection.portSpeed))
  const arrivals = [
    ...delayed(counted, port.time - least),
    lineOff(sizes, limiter.overhead, connection.portSpeed),
  ]
  return shaperBound(arrivals, sizes, limiter)
}

/**
 * Works out the bounds of a lane.
 *
 * @param flows  in the order of `interlinks`
 */
export const laneBounds = (
  connection: Connection,
  direction: Direction,
  flows: readonly BoundedFlow[],
  envelopes: Envelopes,
): LaneBounds => {
  const isToCloud = direction === 'toCloud'
  const fronts = flows.map(flow => {
    const limiter = isToCloud ? customerOf(flow.interlink) : limiterOf(flow.interlink, direction)
    return frontOf(flow, limiter, envelopes, connection)
  })
  const carried = fronts.filter(front => front !== null)
  const sizes = rangeOf(carried.map(front => front.sizes))
  if (sizes === null) return { flows: fronts.map(() => null), portQueue: 0 }
  const { portSpeed, queue, crossConnect } = connection
  const port = portBound(together(carried.map(({ wire }) => wire)), sizes, portSpeed, queue)
  // The last bit is at the far end a gap sooner than the wire is free, and the cable later.
  const gap = BigInt((WIRE_OVERHEAD - TAG_AND_PREAMBLE) * byteTime(portSpeed))
  const crossed = port.time - gap + BigInt(crossConnect.propagation)
  return {
    flows: fronts.map((front, i): FlowBound | null => {
      if (front === null) return null
      if (!isToCloud) return { delay: front.wait + crossed, shaperQueue: front.backlog }
      const limiter = limiterOf(flows[i]!.interlink, direction)!
      const last = behind(front, limiter, port, connection)
      return { delay: front.wait + crossed + last.wait, shaperQueue: last.backlog }
    }),
    portQueue: port.backlog,
  }
}
