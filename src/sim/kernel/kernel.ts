/** What plays a lane, whichever way. All kernels come to the same figures, to the byte. */
import type { LaneSeries } from '../meter/series.ts'
import type { LaneTrace } from '../trace/lane-trace.ts'
import type { LaneResult } from './result.ts'

/** What else is wanted of a lane besides its figures. */
export interface LaneRecord {
  /** Whether figures are wanted of each interval of the series. */
  readonly series: boolean
  /** What is told of deliveries; null: nothing. */
  readonly trace: LaneTrace | null
}

/** One lane being played. */
export interface Kernel {
  /** Figures of each interval; null where they are not wanted. */
  readonly series: LaneSeries | null
  /** Simulated time reached, ps. */
  readonly simulated: number
  /** Frames emitted so far. */
  readonly frames: number
  /**
   * Plays on.
   *
   * @param events  about how many at most
   * @param until   not much beyond this instant, ps
   * @returns whether the lane has come to its end
   */
  advance(events: number, until?: number): boolean
  /**
   * What was counted; to be asked once, after the end.
   *
   * @throws InvariantError when a frame is unaccounted for
   */
  result(): LaneResult
}
