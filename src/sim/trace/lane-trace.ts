/** What a kernel tells of a lane's frames when they are to be traced. */
import type { Direction } from '../../model/direction.ts'
import type { LaneOutline } from '../outline.ts'

/** An InterLink in one direction. */
export interface FlowName {
  readonly interlink: string
  readonly direction: Direction
}

/** Takes deliveries: flow, instant (whole ps; of a flow never falling), mark and size n (bytes). */
export interface DeliverySink {
  push(flow: number, time: number, mark: number, size: number): void
}

/** 1 for each flow of a lane that is traced, else 0. @param flows  those that are; undefined: all */
const wantedOf = (lane: LaneOutline, flows: readonly FlowName[] | undefined): Uint8Array => {
  if (flows === undefined) return new Uint8Array(lane.flows.length).fill(1)
  const wanted = new Set(flows.map(({ interlink, direction }) => `${interlink} ${direction}`))
  return Uint8Array.from(lane.flows, ({ interlink }) =>
    wanted.has(`${interlink} ${lane.direction}`) ? 1 : 0,
  )
}

/** Deliveries of one lane on their way to a trace. */
export class LaneTrace {
  declare private readonly deliveries: DeliverySink
  /** Where the flows of this lane stand among all. */
  declare private readonly base: number
  declare private readonly from: number
  /** 1 for flows that are traced. */
  declare private readonly wanted: Uint8Array
  declare private readonly sources: number
  /** Frames that each source has emitted. */
  declare private readonly emitted: Float64Array

  /**
   * @param deliveries  takes them
   * @param base        the number of this lane's first flow among those of all lanes
   * @param flows       those that are traced; undefined: all
   */
  constructor(
    lane: LaneOutline,
    deliveries: DeliverySink,
    base: number,
    flows: readonly FlowName[] | undefined,
  ) {
    this.deliveries = deliveries
    this.base = base
    this.from = lane.window.from
    this.wanted = wantedOf(lane, flows)
    this.sources = lane.sources.length
    this.emitted = new Float64Array(lane.sources.length)
  }

  /** A source of the lane emits a frame. @returns who the frame is, for `deliver` */
  mark(source: number): number {
    const ordinal = this.emitted[source]!
    this.emitted[source] = ordinal + 1
    return ordinal * this.sources + source
  }

  /**
   * A source of the lane emits frames.
   *
   * @returns who the first one is; each further one is as many more as the lane has sources
   */
  markAll(source: number, count: number): number {
    const first = this.emitted[source]! * this.sources + source
    this.emitted[source]! += count
    return first
  }

  /** A frame of n = `size` bytes is delivered at `instant` (whole ps). */
  deliver(flow: number, instant: number, size: number, mark: number): void {
    if (instant < this.from || this.wanted[flow] === 0) return
    this.deliveries.push(this.base + flow, instant, mark, size)
  }
}

/** The source of a marked frame in its lane, and which of that source's frames it is, from 0. */
export const readMark = (
  mark: number,
  sources: number,
): { readonly source: number; readonly ordinal: number } => ({
  source: mark % sources,
  ordinal: Math.floor(mark / sources),
})
