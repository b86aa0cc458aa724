/**
 * The way of a frame behind its first limiter: over the port and the cable, and towards the cloud
 * through its bucket at the far end.
 *
 * Queues are first in, first out, so all of it is settled when a frame reaches the port's queue and is
 * worked out at once. Each thing counts by its own instant: what would happen after the end of the run
 * does not happen.
 */
import { TAG_AND_PREAMBLE } from '../../model/frame.ts'
import { Buckets, NEVER } from '../bucket.ts'
import { InvariantError } from '../invariant.ts'
import { type Lane, laneName } from '../lane.ts'
import { Backlog } from '../meter/backlog.ts'
import { CounterPool } from '../meter/counter-pool.ts'
import { CAUSE, FlowMeter } from '../meter/flow.ts'
import { NO_ROOM, Port } from '../meter/port.ts'
import type { LaneSeries } from '../meter/series.ts'
import { sliceStarts } from '../meter/window.ts'
import type { LaneTrace } from '../trace/lane-trace.ts'
import { Cable } from './cable.ts'
import { LIMITS, type Limits, limitsOf } from './limits.ts'
import { ZERO } from '../zero.ts'

/** In place of an instant: the frame goes no further in the run. */
export const GONE = -1

/** Everything of a lane from its port on, and what is counted of every frame. */
export class Path {
  declare private readonly lane: Lane
  declare readonly port: Port
  declare readonly cable: Cable
  declare readonly meters: readonly FlowMeter[]
  /** Limiters behind the cable, by flow: towards the cloud all have one, towards the customer none. */
  declare readonly limits: Limits
  declare readonly buckets: Buckets
  declare readonly backlogs: readonly Backlog[]
  declare readonly series: LaneSeries | null
  declare readonly trace: LaneTrace | null
  /** Frames released by buckets behind the cable, begun on the wire, delivered and dropped. */
  declare released: number
  declare begun: number
  declare delivered: number
  declare private dropped: number

  /**
   * @param buckets  of the InterLinks, at the provider's port
   * @param series   keeps the figures of each interval; null: nobody asks
   * @param trace    is told of deliveries; null: nobody asks
   */
  constructor(lane: Lane, buckets: Buckets, series: LaneSeries | null, trace: LaneTrace | null) {
    const { flows, window } = lane
    this.lane = lane
    this.series = series
    this.trace = trace
    this.port = new Port(lane.byteTime, lane.portQueue, window, series?.portQueue ?? null)
    this.cable = new Cable(lane)
    const starts = sliceStarts(window)
    const pool = new CounterPool()
    this.meters = flows.map(
      ({ customerShaper }) => new FlowMeter(window, starts, customerShaper !== null, pool),
    )
    const specs = flows.map(flow => (lane.direction === 'toCloud' ? flow.limiter : null))
    this.limits = limitsOf(specs)
    this.buckets = buckets
    // Where nothing ever waits, one empty queue serves all.
    const empty = new Backlog(0, window, null)
    this.backlogs = specs.map((spec, flow) => {
      if (spec?.kind !== 'shape') return empty
      return new Backlog(spec.queue, window, series?.shaperQueues[flow] ?? null, undefined, starts)
    })
    this.released = ZERO
    this.begun = ZERO
    this.delivered = ZERO
    this.dropped = ZERO
  }

  /** Events counted here. */
  get events(): number {
    return this.released + this.begun + this.delivered + this.dropped
  }

  /**
   * A frame crosses the cable, where the port has sent it.
   *
   * @param now    when it reached the port's queue, ps
   * @param start  what `Port.send` said
   * @returns when it is at the far end, ps, or `GONE`: not in the run
   */
  cross(flow: number, size: number, emission: number, now: number, start: number): number {
    const { lane } = this
    const end = lane.window.to
    if (start === NO_ROOM) {
      this.drop(flow, CAUSE.portQueueFull, size, emission, 0, now)
      return GONE
    }
    if (start > end) {
      this.keep(flow, size, emission)
      return GONE
    }
    this.begun++
    const arrival = start + this.onTheWay(size)
    if (arrival > this.cable.clearUntil && this.isLost(flow, size, emission, start, arrival)) {
      return GONE
    }
    if (arrival > end) {
      this.keep(flow, size, emission)
      return GONE
    }
    return arrival
  }

  /** How long a frame takes from its first bit to its last bit at the far end, ps. */
  onTheWay(size: number): number {
    const { lane } = this
    return (size + TAG_AND_PREAMBLE) * lane.byteTime + lane.propagation
  }

  /** A frame is on a wire that is not clear throughout. @returns whether that dropped it in the run */
  private isLost(
    flow: number,
    size: number,
    emission: number,
    start: number,
    arrival: number,
  ): boolean {
    const end = this.lane.window.to
    const cut = this.cable.cutAt(start, arrival)
    if (cut <= end) {
      this.drop(flow, CAUSE.linkDown, size, emission, 1, cut)
      return true
    }
    if (cut < arrival || !this.cable.corrupts(size) || arrival > end) return false
    this.drop(flow, CAUSE.bitError, size, emission, 1, arrival)
    return true
  }

  /**
   * A frame reaches its bucket behind the cable at `now`, on its way to the cloud.
   *
   * @returns when it is released, ps, or `GONE`: not in the run
   */
  leaveBucket(
    flow: number,
    frameClass: number,
    size: number,
    emission: number,
    now: number,
  ): number {
    const instant = this.buckets.conformsAt(flow, frameClass, now)
    if (instant > now) {
      if (this.limits[flow] === LIMITS.police) {
        this.drop(flow, CAUSE.policed, size, emission, 1, now)
        return GONE
      }
      const backlog = this.backlogs[flow]!
      backlog.endSlices(now)
      if (!backlog.admits(now, size)) {
        this.drop(flow, CAUSE.shaperQueueFull, size, emission, 1, now)
        return GONE
      }
      backlog.join(now, instant, size)
    }
    this.buckets.take(flow)
    if (instant === NEVER) {
      this.keep(flow, size, emission)
      return GONE
    }
    this.released++
    if (this.series !== null) this.series.release(flow, instant)
    return instant
  }

  /**
   * A frame is dropped.
   *
   * @param cause    index from `CAUSE`
   * @param place    0: up to and at the port, 1: on the cable or behind it
   * @param instant  ps
   */
  drop(
    flow: number,
    cause: number,
    size: number,
    emission: number,
    place: 0 | 1,
    instant: number,
  ): void {
    this.dropped++
    if (this.measured(emission)) this.meters[flow]!.drop(cause, size, place, instant)
    if (this.series !== null && emission < this.lane.window.to) {
      this.series.drop(flow, instant, size)
    }
  }

  /** Frames emitted and dropped on the way to the port at about one instant: in one interval and slice. */
  dropAll(flow: number, cause: number, frames: number, size: number, instant: number): void {
    this.dropped += frames
    if (this.measured(instant)) this.meters[flow]!.dropAll(cause, frames, size, instant)
    if (this.series !== null && instant < this.lane.window.to) {
      this.series.drop(flow, instant, size)
    }
  }

  /** A frame is still on its way when the run ends. */
  keep(flow: number, size: number, emission: number): void {
    if (this.measured(emission)) this.meters[flow]!.keep(size)
  }

  /** Whether a frame emitted then counts in the figures of its flow. */
  measured(emission: number): boolean {
    const { from, to } = this.lane.window
    return emission >= from && emission < to
  }

  /**
   * Every frame measured is delivered, dropped or in flight, in frames and in bytes.
   *
   * @throws InvariantError when one is not
   */
  checkConservation(): void {
    const sum = (values: Float64Array): number => values.reduce((a, b) => a + b, 0)
    this.meters.forEach((meter, flow) => {
      const frames = meter.deliveredFrames + sum(meter.droppedFrames) + meter.inFlightFrames
      const bytes = meter.deliveredBytes + sum(meter.droppedBytes) + meter.inFlightBytes
      if (frames === meter.offeredFrames && bytes === meter.offeredBytes) return
      throw new InvariantError(
        `${this.lane.flows[flow]!.interlink} on ${laneName(this.lane)}: ` +
          `${meter.offeredFrames} frames offered, ${frames} accounted for`,
        this.lane.window.to,
      )
    })
  }
}
