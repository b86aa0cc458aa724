/** What a kernel tells of a lane's frames when they are to be traced. */
import type { Lane } from '../lane.ts'
import type { Deliveries } from './deliveries.ts'

/** Deliveries of one lane on their way to a trace. */
export class LaneTrace {
  declare private readonly deliveries: Deliveries
  /** Where the flows of this lane stand among all. */
  declare private readonly base: number
  declare private readonly from: number
  /** 1 for flows that are traced. */
  declare private readonly wanted: Uint8Array
  declare private readonly sources: number
  /** Frames that each source has emitted. */
  declare private readonly emitted: Float64Array

  /**
   * @param deliveries  of all lanes
   * @param base        the number of this lane's first flow among those of all lanes
   * @param wanted      1 for each flow of the lane that is traced, else 0
   */
  constructor(lane: Lane, deliveries: Deliveries, base: number, wanted: Uint8Array) {
    this.deliveries = deliveries
    this.base = base
    this.from = lane.window.from
    this.wanted = wanted
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
