/** The series of a run: the intervals of its lanes put together. */
import type { Direction } from '../../model/direction.ts'
import type { Lane } from '../lane.ts'
import { FLOW_FIGURES, type LaneInterval } from '../meter/series.ts'

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

/** Puts the intervals of lanes together. */
export class SeriesMerge {
  declare private readonly lanes: readonly Lane[]
  /** Lane and flow of each flow of the result. */
  declare private readonly places: readonly { readonly lane: number; readonly flow: number }[]
  declare private readonly take: TakeInterval
  declare private index: number

  /** @param places  for each flow of the result its lane, and its place there */
  constructor(
    lanes: readonly Lane[],
    places: readonly { readonly lane: number; readonly flow: number }[],
    take: TakeInterval,
  ) {
    this.lanes = lanes
    this.places = places
    this.take = take
    this.index = 0
  }

  /** Hands on every interval that all lanes have told. @param told  by lane; what is handed on is removed */
  drain(told: readonly LaneInterval[][]): void {
    const ready = told.reduce((least, { length }) => Math.min(least, length), Infinity)
    if (!Number.isFinite(ready)) return
    for (let i = 0; i < ready; i++) this.take(this.merge(told.map(intervals => intervals[i]!)))
    for (const intervals of told) intervals.splice(0, ready)
  }

  private merge(intervals: readonly LaneInterval[]): SeriesInterval {
    const { lanes, places } = this
    const start = this.index++ * (lanes[0]?.window.interval ?? 0)
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
