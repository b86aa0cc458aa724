/** What a lane tells after each turn in which it is played, wherever that is. */
import type { LaneInterval } from '../meter/series.ts'
import type { LaneFigures } from '../result/lane.ts'
import type { DeliveryColumns } from '../trace/delivery-columns.ts'

/** A turn of one lane. All of it is plain data. */
export interface Turn {
  /** Its number among all lanes. */
  readonly lane: number
  /** Nothing that is recorded comes before this instant any more, ps; Infinity: it is done. */
  readonly reached: number
  /** Simulated time reached, ps. */
  readonly simulated: number
  /** Frames emitted so far. */
  readonly frames: number
  /** Intervals of the series that it told in this turn. */
  readonly intervals: readonly LaneInterval[]
  /** Deliveries that it told in this turn; null: they are not traced, or have been told directly. */
  readonly deliveries: DeliveryColumns | null
  /** What came of it; null: it is not done. */
  readonly figures: LaneFigures | null
}
