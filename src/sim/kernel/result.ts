/** What a kernel hands back of a lane: raw counts, the same whichever kernel counted them. */
import type { Lane } from '../lane.ts'
import type { QueueFigures } from '../meter/backlog.ts'
import type { FlowMeter } from '../meter/flow.ts'
import type { PortFigures } from '../meter/port.ts'

export interface LaneResult {
  readonly lane: Lane
  /** One per flow of the lane. */
  readonly meters: readonly FlowMeter[]
  /** Bytes in each flow's shaper at the provider's port. */
  readonly shaperQueues: readonly QueueFigures[]
  readonly port: PortFigures
  /** Frames emitted, warm-up included. */
  readonly emitted: number
  /** Frames emitted, released by a bucket, begun on a wire, delivered, dropped; from time 0. */
  readonly events: number
}
