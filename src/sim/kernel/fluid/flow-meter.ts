/** What is counted of a flow of fluid: frames and bytes that are expected, not whole ones. */
import { DROP_CAUSES } from '../../../model/drop-cause.ts'
import type { FlowCounters } from '../../meter/flow.ts'
import { Tally } from '../../meter/tally.ts'
import { SLICES } from '../../meter/window.ts'
import { Durations } from './durations.ts'
import type { Grid } from './grid.ts'

/** Frame bytes n in each interval of the series. */
export interface FlowSeries {
  readonly offered: Float64Array
  readonly delivered: Float64Array
  readonly dropped: Float64Array
}

/** Where drops happen, in the order of the path; at each of them time only rises. */
export const PLACES = { sender: 0, front: 1, port: 2, cable: 3, far: 4 } as const
export type Place = (typeof PLACES)[keyof typeof PLACES]

/** Counters of a flow over what is emitted in the measured window. */
export class FluidMeter {
  declare private readonly intervals: Grid
  declare private readonly slices: Grid
  /** Null where no series is wanted. */
  declare readonly series: FlowSeries | null
  declare offeredFrames: number
  declare offeredBytes: number
  declare deliveredFrames: number
  declare deliveredBytes: number
  declare inFlightFrames: number
  declare inFlightBytes: number
  declare emitted: number
  /** By cause. */
  declare readonly droppedFrames: Float64Array
  declare readonly droppedBytes: Float64Array
  declare readonly offeredPerSlice: Float64Array
  declare readonly droppedPerSlice: Float64Array
  /** By place. */
  declare readonly tallies: readonly Tally[]
  declare readonly delay: Durations
  declare readonly shaperWait: Durations
  declare readonly portWait: Durations
  declare readonly customerWait: Durations | null

  constructor(intervals: Grid, slices: Grid, hasCustomerShaper: boolean, keepsSeries: boolean) {
    const cells = (): Float64Array => new Float64Array(intervals.count)
    this.intervals = intervals
    this.slices = slices
    this.series = keepsSeries ? { offered: cells(), delivered: cells(), dropped: cells() } : null
    this.offeredFrames = 0
    this.offeredBytes = 0
    this.deliveredFrames = 0
    this.deliveredBytes = 0
    this.inFlightFrames = 0
    this.inFlightBytes = 0
    this.emitted = 0
    this.droppedFrames = new Float64Array(DROP_CAUSES.length)
    this.droppedBytes = new Float64Array(DROP_CAUSES.length)
    this.offeredPerSlice = new Float64Array(SLICES)
    this.droppedPerSlice = new Float64Array(SLICES)
    this.tallies = Object.values(PLACES).map(() => new Tally())
    this.delay = new Durations()
    this.shaperWait = new Durations()
    this.portWait = new Durations()
    this.customerWait = hasCustomerShaper ? new Durations() : null
  }

  /**
   * Frames are emitted in [`begin`, `end`), ps, all in the measured window or all before it.
   *
   * @param perInterval  takes their bytes
   */
  offer(
    begin: number,
    end: number,
    frames: number,
    bytes: number,
    isMeasured: boolean,
    perInterval: Float64Array,
  ): void {
    this.emitted += frames
    if (!isMeasured) return
    this.offeredFrames += frames
    this.offeredBytes += bytes
    this.slices.spread(begin, end, bytes, this.offeredPerSlice)
    this.intervals.spread(begin, end, bytes, perInterval)
  }

  /** Frames are dropped in [`begin`, `end`), ps, at the latest when the run ends. */
  drop(
    cause: number,
    place: Place,
    begin: number,
    end: number,
    frames: number,
    bytes: number,
    isMeasured: boolean,
  ): void {
    if (!(frames > 0)) return
    if (this.series !== null) this.intervals.spread(begin, end, bytes, this.series.dropped)
    if (!isMeasured) return
    this.droppedFrames[cause]! += frames
    this.droppedBytes[cause]! += bytes
    this.slices.spread(begin, end, frames, this.droppedPerSlice)
    this.intervals.spreadInto(begin, end, frames, this.tallies[place]!)
  }

  /** Frames are still on their way when the run ends. */
  keep(frames: number, bytes: number, isMeasured: boolean): void {
    if (!isMeasured) return
    this.inFlightFrames += frames
    this.inFlightBytes += bytes
  }

  /** Frames arrive in [`begin`, `end`), ps, at the latest when the run ends. */
  deliver(begin: number, end: number, frames: number, bytes: number, isMeasured: boolean): void {
    if (this.series !== null) this.intervals.spread(begin, end, bytes, this.series.delivered)
    if (!isMeasured) return
    this.deliveredFrames += frames
    this.deliveredBytes += bytes
  }

  /** What figures of several runs are pooled from. @param delivered  frames, whole */
  counters(delivered: number): FlowCounters {
    return {
      delay: this.delay.counted(delivered),
      spread: this.delay.spread(delivered),
      shaperWait: this.shaperWait.counted(delivered),
      portWait: this.portWait.counted(delivered),
      customerWait: this.customerWait?.counted(delivered) ?? null,
      drops: this.tallies.map(({ intervals, counts }) => ({ intervals, counts })),
    }
  }
}
