/** The trace of a run: frames as they are delivered, in the order of time, with their first bytes. */
import { TAG_BYTES, tagged } from '../../formats/ethernet/vlan-tag.ts'
import { documentationFrame } from '../../formats/ethernet/documentation-frame.ts'
import type { Content } from '../../formats/content.ts'
import type { Capture } from '../../formats/pcap/read.ts'
import type { Scenario } from '../../model/scenario.ts'
import type { LaneOutline } from '../outline.ts'
import { Deliveries } from './deliveries.ts'
import type { DeliveryColumns } from './delivery-columns.ts'
import { type FlowName, LaneTrace, readMark } from './lane-trace.ts'

/** Most bytes of a frame in a trace, VLAN tag included. */
export const TRACE_SNAP = 128

/** Bytes of the FCS, which captures and traces lack. */
const FCS = 4
/** Two addresses and an EtherType: less of a captured frame is of no use. */
const HEADER_MIN = 14

/**
 * Takes a frame that is delivered in the measured window.
 *
 * @param time    since simulated time 0, whole ps, never falling
 * @param bytes   its first bytes, with an 802.1Q tag, at most 128; valid until it returns
 * @param length  of the whole tagged frame without FCS, bytes: n
 */
export type TakeFrame = (time: number, bytes: Uint8Array, length: number) => void

/** What is traced, and by whom it is taken. */
export interface TraceRequest {
  /** Flows that are traced; default: all. */
  readonly flows?: readonly FlowName[]
  readonly frame: TakeFrame
}

/** Builds the first bytes of one source's frames. */
type Headers = (ordinal: number, size: number) => Uint8Array

/** Headers of frames that were never captured: one of each size. */
const generatedHeaders = (
  frame: Omit<Parameters<typeof documentationFrame>[0], 'size'>,
  vlan: number,
): Headers => {
  const known = new Map<number, Uint8Array>()
  return (_, size) => {
    const before = known.get(size)
    if (before !== undefined) return before
    const bytes = tagged(documentationFrame({ ...frame, size }, TRACE_SNAP - TAG_BYTES), vlan)
    known.set(size, bytes)
    return bytes
  }
}

/** Headers as they were captured, padded where the frame had to be. */
const capturedHeaders = (capture: Capture, vlan: number, otherwise: Headers): Headers => {
  const { headers } = capture
  if (headers === null) return otherwise
  return (ordinal, size) => {
    const kept = headers.of(ordinal)
    if (kept.length < HEADER_MIN) return otherwise(ordinal, size)
    if (kept.length < capture.bytes[ordinal]! || kept.length >= size - FCS) {
      return tagged(kept, vlan)
    }
    const padded = new Uint8Array(Math.min(size - FCS, TRACE_SNAP - TAG_BYTES))
    padded.set(kept)
    return tagged(padded, vlan)
  }
}

/** Gathers the deliveries of all lanes and hands them on in order. */
export class Tracer {
  declare private readonly flows: readonly FlowName[] | undefined
  declare private readonly outlines: readonly LaneOutline[]
  /** The number of each lane's first flow among those of all lanes. */
  declare private readonly bases: readonly number[]
  declare private readonly deliveries: Deliveries
  declare private readonly take: (flow: number, time: number, mark: number, size: number) => void

  /** @param inputs  by file as written in the scenario */
  constructor(
    { flows, frame }: TraceRequest,
    outlines: readonly LaneOutline[],
    { world, traffic }: Scenario,
    inputs: ReadonlyMap<string, Content>,
  ) {
    this.flows = flows
    this.outlines = outlines
    const vlanOf = new Map(world.interlinks.map(({ id, vlan }) => [id, vlan]))
    const laneOf: number[] = []
    const headersOf: (readonly Headers[])[] = []
    this.bases = outlines.map((lane, index) => {
      const base = laneOf.length
      lane.flows.forEach(() => laneOf.push(index))
      headersOf.push(
        lane.sources.map(({ demand, flow }): Headers => {
          const { direction, family, source } = traffic[demand]!
          const vlan = vlanOf.get(lane.flows[flow]!.interlink)!
          const host = 1 + ((vlan - 1) % 254)
          const toCloud = direction === 'toCloud'
          const generated = generatedHeaders({ family, toCloud, host, flow: demand }, vlan)
          if (source.kind !== 'pcap') return generated
          const content = inputs.get(source.file)
          return content?.kind === 'capture'
            ? capturedHeaders(content.capture, vlan, generated)
            : generated
        }),
      )
      return base
    })
    this.deliveries = new Deliveries(Math.max(1, laneOf.length))
    this.take = (flow, time, mark, size) => {
      const headers = headersOf[laneOf[flow]!]!
      const { source, ordinal } = readMark(mark, headers.length)
      frame(time, headers[source]!(ordinal, size), size)
    }
  }

  /** What a kernel tells of a lane, by its number. */
  laneTrace(lane: number): LaneTrace {
    return new LaneTrace(this.outlines[lane]!, this.deliveries, this.bases[lane]!, this.flows)
  }

  /** Adds what was told of a lane elsewhere, its flows counted from 0. */
  add(lane: number, { count, flows, times, marks, sizes }: DeliveryColumns): void {
    const base = this.bases[lane]!
    for (let i = 0; i < count; i++) {
      this.deliveries.push(base + flows[i]!, times[i]!, marks[i]!, sizes[i]!)
    }
  }

  /** Hands on what is delivered before `until`, ps; nothing earlier comes after. */
  drain(until: number): void {
    this.deliveries.drain(until, this.take)
  }
}
