/** The series of a run: the intervals of its lanes put together. */
import type { Direction } from '../../model/direction.ts'
import { FLOW_FIGURES, type LaneInterval } from '../meter/series.ts'
import type { LaneOutline } from '../outline.ts'

/** An InterLink in one direction, in one interval. Rates count frame bytes n. */
export interface FlowInterval {
  readonly interlink: string
  readonly direction: Direction
  /** bit/s, by the instant of emission. */
  readonly offered: number
  /** bit/s, by the instant of delivery. */
  readonly delivered: number
  /** bit/s, by the instant of the drop. */
  readonly dropped: number
  /** Bytes waiting in its shaper, mean over the interval. */
  readonly shaperQueue: number
  /** Counted bytes in its token bucket at the interval's end. */
  readonly bucket: number
}

/** A port in one direction, in one interval. */
export interface PortInterval {
  readonly connection: string
  readonly direction: Direction
  /** Share of the interval in which its serialiser was busy, gaps included. */
  readonly utilisation: number
  /** Bytes waiting for it, mean over the interval. */
  readonly queue: number
}

/** One interval of the series of a run. */
export interface SeriesInterval {
  /** Its start, from the beginning of the measured window, whole ps. */
  readonly start: number
  /** In the order of the result's `flows`. */
  readonly flows: readonly FlowInterval[]
  /** In the order of the result's `ports`. */
  readonly ports: readonly PortInterval[]
}

/** Takes one interval after the other. */
export type TakeInterval = (interval: SeriesInterval) => void

/** Where a flow of the result is: its lane, and its place there. */
export interface FlowPlace {
  readonly lane: number
  readonly flow: number
}

/** Puts the intervals of lanes together. */
export class SeriesMerge {
  declare private readonly lanes: readonly LaneOutline[]
  declare private readonly places: readonly FlowPlace[]
  declare private readonly handOn: TakeInterval
  /** Intervals by lane that are not told of all lanes yet. */
  declare private readonly waiting: readonly LaneInterval[][]
  declare private index: number

  /** @param places  of each flow of the result */
  constructor(lanes: readonly LaneOutline[], places: readonly FlowPlace[], handOn: TakeInterval) {
    this.lanes = lanes
    this.places = places
    this.handOn = handOn
    this.waiting = lanes.map(() => [])
    this.index = 0
  }

  /** Takes the next intervals of a lane, and hands on every interval that all lanes have told. */
  take(lane: number, intervals: readonly LaneInterval[]): void {
    const { waiting } = this
    for (const interval of intervals) waiting[lane]!.push(interval)
    const ready = waiting.reduce((least, { length }) => Math.min(least, length), Infinity)
    for (let i = 0; i < ready; i++) this.handOn(this.merge(waiting.map(told => told[i]!)))
    for (const told of waiting) told.splice(0, ready)
  }

  private merge(intervals: readonly LaneInterval[]): SeriesInterval {
    const { lanes, places } = this
    const start = this.index++ * lanes[0]!.window.interval
    return {
      start,
      flows: places.map(({ lane, flow }): FlowInterval => {
        const { direction, flows } = lanes[lane]!
        const figures = intervals[lane]!.flows
        const at = flow * FLOW_FIGURES
        return {
          interlink: flows[flow]!.interlink,
          direction,
          offered: figures[at]!,
          delivered: figures[at + 1]!,
          dropped: figures[at + 2]!,
          shaperQueue: figures[at + 3]!,
          bucket: figures[at + 4]!,
        }
      }),
      ports: intervals.map(({ utilisation, queue }, lane): PortInterval => {
        const { connection, direction } = lanes[lane]!
        return { connection, direction, utilisation, queue }
      }),
    }
  }
}
