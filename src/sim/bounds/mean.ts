/**
 * The mean delay of flows where the port is M/G/1: all sources of the lane are Poisson, all the time, and
 * neither limiters nor buffers touch more than one frame in a million (`docs/decisions/bounds.md`).
 */
import type { Demand, FrameSizes } from '../../model/demand.ts'
import type { Direction } from '../../model/direction.ts'
import {
  TAG_AND_PREAMBLE,
  WIRE_OVERHEAD,
  byteTime,
  countedOverhead,
  largestFrame,
} from '../../model/frame.ts'
import type { Connection, Interlink } from '../../model/world.ts'
import { type Service, loadOf, meanWait } from '../../theory/mg1.ts'
import { isRarelyAbove } from '../../theory/rarely.ts'
import { PS_PER_SECOND, toSeconds } from '../../units.ts'
import { type Gate, OPEN } from '../life/gate.ts'
import type { Wire } from '../life/wire.ts'
import type { BoundedFlow } from './lane.ts'
import type { Unmodelled } from './unmodelled.ts'

/** What the means of a lane depend on besides its flows. */
export interface MeanScope {
  readonly connection: Connection
  readonly direction: Direction
  readonly wire: Wire
  /** Of the run, ps. */
  readonly end: number
  readonly gateFor: (demand: Demand, interlink: string) => Gate
}

/** Means of a flow in the long run, seconds. */
export interface FlowMean {
  readonly portWait: number
  readonly delay: number
}

/** A flow's mean, or why there is none. */
export type MeanOrWhy =
  | { readonly kind: 'mean'; readonly mean: FlowMean }
  | { readonly kind: 'none'; readonly why: Unmodelled }

/** Frames of one size that arrive as a Poisson process. */
interface Stream {
  /** n, bytes. */
  readonly size: number
  /** Per second. */
  readonly arrivals: number
}

const streamsOf = (rate: number, frame: FrameSizes, largest: number): readonly Stream[] => {
  const total = frame.reduce((sum, { weight }) => sum + weight, 0)
  const mean = frame.reduce((sum, { size, weight }) => sum + size * weight, 0) / total
  return frame
    .filter(({ size }) => size <= largest)
    .map(({ size, weight }) => ({ size, arrivals: (rate / (8 * mean)) * (weight / total) }))
}

const worksOf = (streams: readonly Stream[], overhead: number) =>
  streams.map(({ size, arrivals }) => ({ arrivals, bits: 8 * (size + overhead) }))

/** The same, those of one size together: there are few sizes, however many flows. */
const bySize = (streams: readonly Stream[]): readonly Stream[] => {
  const arrivals = new Map<number, number>()
  for (const stream of streams) {
    arrivals.set(stream.size, (arrivals.get(stream.size) ?? 0) + stream.arrivals)
  }
  return [...arrivals].map(([size, each]) => ({ size, arrivals: each }))
}

/** What a flow sends, or why it is not Poisson all the time. */
const sentBy = (
  { interlink, demands }: BoundedFlow,
  { gateFor, end }: MeanScope,
): readonly Stream[] | Unmodelled => {
  const { id } = interlink
  const streams: Stream[] = []
  for (const demand of demands) {
    const { source, start, stop } = demand
    const gate = gateFor(demand, id)
    const causes = gate.causes.filter((_, i) => gate.instants[i]! < end)
    // What never enters is no arrival.
    if (!causes.includes(OPEN)) continue
    if (source.kind !== 'poisson') return { kind: 'notPoisson', interlink: id, source: source.kind }
    if (start > 0 || stop !== null) return { kind: 'notThroughout', interlink: id }
    if (causes.length > 1) return { kind: 'interrupted', interlink: id }
    streams.push(...streamsOf(source.rate, source.frame, largestFrame(interlink.mtu)))
  }
  return streams
}

/** A flow of the lane and its streams. */
interface Sent {
  readonly interlink: Interlink
  readonly streams: readonly Stream[]
}

const largestOf = (streams: readonly Stream[]): number =>
  streams.reduce((most, { size }) => Math.max(most, size), 0)

/** What of the limiters in front of the port holds frames up. */
const limitedInFront = ({ interlink, streams }: Sent, direction: Direction): Unmodelled | null => {
  const overhead = countedOverhead(interlink.countAs)
  const isToCloud = direction === 'toCloud'
  const { rate, burst } = isToCloud
    ? (interlink.customerShaper ?? { rate: 0, burst: Infinity })
    : { rate: interlink.bandwidth, burst: interlink.burst }
  if (burst === Infinity) return null
  const spare = 8 * (burst - largestOf(streams) - overhead)
  if (isRarelyAbove(worksOf(streams, overhead), rate, spare)) return null
  const by = isToCloud
    ? "customer's shaper"
    : interlink.enforce.toCustomer === 'shape'
      ? 'shaper'
      : 'policer'
  return { kind: 'limited', interlink: interlink.id, by }
}

/**
 * Whether the bucket behind the port holds frames up. Frames reach it as the port lets them: later by what
 * the port has to do, so that half of what the bucket can spare is kept for that.
 */
const limitedBehind = (
  { interlink, streams }: Sent,
  all: readonly Stream[],
  portSpeed: number,
): Unmodelled | null => {
  const overhead = countedOverhead(interlink.countAs)
  const spare = 4 * (interlink.burst - largestOf(streams) - overhead)
  const isRare =
    isRarelyAbove(worksOf(streams, overhead), interlink.bandwidth, spare) &&
    isRarelyAbove(worksOf(all, WIRE_OVERHEAD), portSpeed, spare)
  if (isRare) return null
  const by = interlink.enforce.toCloud === 'shape' ? 'shaper' : 'policer'
  return { kind: 'limited', interlink: interlink.id, by }
}

/** What keeps a lane's port from being M/G/1; null: nothing does. */
const portIsNot = (sent: readonly Sent[], scope: MeanScope): Unmodelled | null => {
  const { connection, direction, wire, end } = scope
  if (wire.ratios.some((ratio, i) => ratio > 0 && wire.instants[i]! < end))
    return { kind: 'lossyCable' }
  const all = bySize(sent.flatMap(({ streams }) => streams))
  const works = worksOf(all, WIRE_OVERHEAD)
  const bits = works.reduce((sum, work) => sum + work.arrivals * work.bits, 0)
  if (bits >= connection.portSpeed) return { kind: 'overloaded' }
  for (const one of sent) {
    const limited = one.streams.length === 0 ? null : limitedInFront(one, direction)
    if (limited !== null) return limited
  }
  const room = 8 * (connection.queue - largestOf(all))
  return isRarelyAbove(works, connection.portSpeed, room) ? null : { kind: 'portFills' }
}

/**
 * The mean delay of each flow of a lane in the long run: its wait at the port by Pollaczek and Khinchine, its
 * own last bit and the cable.
 *
 * @returns in the order of the flows
 */
export const laneMeans = (
  flows: readonly BoundedFlow[],
  scope: MeanScope,
): readonly MeanOrWhy[] => {
  const none = (why: Unmodelled): MeanOrWhy => ({ kind: 'none', why })
  const sent: Sent[] = []
  for (const flow of flows) {
    const streams = sentBy(flow, scope)
    if ('kind' in streams) return flows.map(() => none(streams))
    sent.push({ interlink: flow.interlink, streams })
  }
  const why = portIsNot(sent, scope)
  if (why !== null) return flows.map(() => none(why))
  const { portSpeed, crossConnect } = scope.connection
  const byte = byteTime(portSpeed) / PS_PER_SECOND
  const all = bySize(sent.flatMap(({ streams }) => streams))
  const services = all.map(({ size, arrivals }): Service => ({
    arrivals,
    time: (size + WIRE_OVERHEAD) * byte,
  }))
  const portWait = meanWait(services)
  return sent.map(one => {
    const { streams } = one
    if (streams.length === 0) return none({ kind: 'noFrames' })
    const limited = scope.direction === 'toCloud' ? limitedBehind(one, all, portSpeed) : null
    if (limited !== null) return none(limited)
    const frames = streams.reduce((sum, { arrivals }) => sum + arrivals, 0)
    const own = loadOf(
      streams.map(({ size, arrivals }) => ({
        arrivals: arrivals / frames,
        time: (size + TAG_AND_PREAMBLE) * byte,
      })),
    )
    const delay = portWait + own + toSeconds(crossConnect.propagation)
    return { kind: 'mean', mean: { portWait, delay } }
  })
}
