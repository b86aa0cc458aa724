/**
 * Plays a lane as fluid, place by place along the path: what one place does to all of a flow is known
 * before the next one sees any of it, for nothing flows back. Between breakpoints everything is linear,
 * so nothing is stepped and nothing approximated (`docs/fluid.md`).
 */
import { TAG_AND_PREAMBLE, WIRE_OVERHEAD } from '../../../model/frame.ts'
import type { ShaperSpec, LimiterSpec } from '../../lane.ts'
import type { QueueFigures } from '../../meter/backlog.ts'
import { CAUSE } from '../../meter/flow.ts'
import { FLOW_FIGURES, type LaneInterval } from '../../meter/series.ts'
import type { PortFigures } from '../../meter/port.ts'
import { FluidCable } from './cable.ts'
import { flowTogether } from './confluence.ts'
import { Course } from './course.ts'
import { emit } from './emission.ts'
import { FluidMeter } from './flow-meter.ts'
import { Front, type Limited, shareBefore } from './front.ts'
import { type Grid, intervalsOf, slicesOf } from './grid.ts'
import type { FluidFlow, FluidLane } from './lane.ts'
import { QueueWatch, watchSeries } from './queue-watch.ts'
import type { SizeShare } from './rates.ts'
import { Rear } from './rear.ts'
import { Server } from './server.ts'

/** What was counted of a lane of fluid. */
export interface FluidResult {
  readonly lane: FluidLane
  /** One per flow of the lane. */
  readonly meters: readonly FluidMeter[]
  /** The most bytes that each flow offers in an interval of the series. */
  readonly peaks: readonly number[]
  /** Frame bytes in each flow's shaper at the provider's port. */
  readonly shaperQueues: readonly QueueFigures[]
  readonly port: PortFigures
  /** The mix that enters each flow. */
  readonly mixes: readonly (readonly SizeShare[])[]
  /** The highest load below 1 in the window: of the port, and of each flow's bucket. */
  readonly busiestPort: number
  readonly busiestBuckets: readonly number[]
  /** Frames that are emitted, warm-up included. */
  readonly emitted: number
  /** Breakpoints played, of all servers. */
  readonly breakpoints: number
  /** Figures of each interval of the series; empty where they are not wanted. */
  readonly intervals: readonly LaneInterval[]
}

/** Bits per second as bytes per ps. */
const BYTES_PER_PS = 1 / 8e12

/** The server of a bucket, and why it drops. */
const limitedBy = (
  spec: LimiterSpec | ({ readonly kind: 'shape' } & ShaperSpec),
  watch: QueueWatch | null,
  from: number,
): Limited => {
  const { rate, burst, overhead } = spec
  const queue = spec.kind === 'shape' ? spec.queue : 0
  const bucket = { rate: rate * BYTES_PER_PS, depth: burst, queue, overhead }
  return {
    server: new Server(bucket, watch, from),
    cause: spec.kind === 'shape' ? CAUSE.shaperQueueFull : CAUSE.policed,
  }
}

/** A flow while its lane is played. */
interface Played {
  readonly meter: FluidMeter
  readonly watch: QueueWatch
  readonly front: Limited | null
  readonly rear: Limited | null
  readonly isInFront: boolean
}

const played = (
  { limiter, customerShaper }: FluidFlow,
  { direction, window }: FluidLane,
  intervals: Grid,
  slices: Grid,
  keepsSeries: boolean,
): Played => {
  const watch = new QueueWatch(
    window,
    slices,
    keepsSeries ? watchSeries(intervals, limiter.burst) : null,
  )
  const bucket = limitedBy(limiter, watch, window.from)
  const isInFront = direction === 'toCustomer'
  const router =
    customerShaper === null ? null : limitedBy({ kind: 'shape', ...customerShaper }, null, Infinity)
  return {
    meter: new FluidMeter(intervals, slices, customerShaper !== null, keepsSeries),
    watch,
    front: isInFront ? bucket : router,
    rear: isInFront ? null : bucket,
    isInFront,
  }
}

const meanSize = (mix: readonly SizeShare[]): number =>
  mix.reduce((sum, { size, share }) => sum + size * share, 0)

/** Counts of what reaches the port in the measured window, whole frames or not. */
class PortCount {
  frames = 0
  bytes = 0
  readonly #from: number
  readonly #to: number

  constructor(from: number, to: number) {
    this.#from = from
    this.#to = to
  }

  add(begin: number, end: number, frames: number, bytes: number): void {
    const inside = shareBefore(this.#to, begin, end) - shareBefore(this.#from, begin, end)
    this.frames += frames * inside
    this.bytes += bytes * inside
  }
}

/** The intervals of the series as all lanes tell them. */
const laneIntervals = (
  flows: readonly Played[],
  port: QueueWatch,
  intervals: Grid,
  { window }: FluidLane,
): readonly LaneInterval[] => {
  const rate = 8e12 / window.interval
  return Array.from({ length: intervals.count }, (_, cell): LaneInterval => {
    const width = intervals.widthOf(cell)
    const figures = new Float64Array(flows.length * FLOW_FIGURES)
    flows.forEach(({ meter, watch }, flow) => {
      const at = flow * FLOW_FIGURES
      const series = meter.series!
      figures[at] = series.offered[cell]! * rate
      figures[at + 1] = series.delivered[cell]! * rate
      figures[at + 2] = series.dropped[cell]! * rate
      figures[at + 3] = watch.series!.queueArea[cell]! / width
      figures[at + 4] = watch.series!.tokens[cell]!
    })
    return {
      flows: figures,
      utilisation: port.series!.busy[cell]! / width,
      queue: port.series!.queueArea[cell]! / width,
    }
  })
}

/**
 * Plays a lane.
 *
 * @param keepsSeries  whether figures are wanted of each interval of the series
 */
export const playFluid = (lane: FluidLane, keepsSeries: boolean): FluidResult => {
  const { window, byteTime, portQueue, propagation, wire } = lane
  const { from, to } = window
  const intervals = intervalsOf(window)
  const slices = slicesOf(window)
  const flows = lane.flows.map(flow => played(flow, lane, intervals, slices, keepsSeries))
  const peaks: number[] = []
  const mixes: (readonly SizeShare[])[] = []
  const perInterval = new Float64Array(flows.length === 0 ? 0 : intervals.count)
  const parcels = lane.flows.map(({ sources }, i) => {
    const { meter, front: limited } = flows[i]!
    const front = new Front(limited, meter, to)
    perInterval.fill(0)
    mixes.push(emit(sources, window, meter, perInterval, front.enter))
    front.finish()
    peaks.push(perInterval.reduce((most, each) => Math.max(most, each), 0))
    meter.series?.offered.set(perInterval)
    return front.parcels
  })
  const portWatch = new QueueWatch(window, slices, keepsSeries ? watchSeries(intervals, 0) : null)
  const spec = { rate: 1 / byteTime, depth: 0, queue: portQueue, overhead: WIRE_OVERHEAD }
  const port = new Server(spec, portWatch, from)
  const course = new Course()
  const offered = new PortCount(from, to)
  const dropped = new PortCount(from, to)
  flowTogether(parcels, (begin, end, frames, bytes) => {
    offered.add(begin, end, frames, bytes)
    port.pass(begin, end, frames, bytes, (first, last, waitBegin, waitEnd, share) => {
      course.add(first, last, waitBegin, waitEnd, share)
      if (share === 1) return
      const lost = ((1 - share) * (last - first)) / (end - begin)
      dropped.add(first, last, frames * lost, bytes * lost)
    })
  })
  port.rest(to)
  const outlet = { course, byteTime, propagation, from, to }
  let sentBytes = 0
  flows.forEach(({ meter, rear: limited, isInFront }, i) => {
    const mix = mixes[i]!
    const transit = propagation + (meanSize(mix) + TAG_AND_PREAMBLE) * byteTime
    const rear = new Rear(outlet, meter, new FluidCable(wire, transit, mix), limited, isInFront)
    rear.carry(parcels[i]!)
    sentBytes += rear.sentBytes
  })
  const servers = flows.flatMap(({ front, rear }) => [front, rear])
  return {
    lane,
    meters: flows.map(({ meter }) => meter),
    peaks,
    shaperQueues: flows.map(({ watch }) => watch.figures()),
    port: {
      busyPerSlice: portWatch.busyPerSlice,
      sentBytes,
      queue: portWatch.figures(),
      offered: { frames: offered.frames, bytes: offered.bytes },
      dropped: { frames: dropped.frames, bytes: dropped.bytes },
    },
    mixes,
    busiestPort: port.busiest,
    busiestBuckets: flows.map(
      ({ front, rear, isInFront }) => (isInFront ? front : rear)!.server.busiest,
    ),
    emitted: flows.reduce((sum, { meter }) => sum + meter.emitted, 0),
    breakpoints: servers.reduce(
      (sum, limited) => sum + (limited?.server.breakpoints ?? 0),
      port.breakpoints,
    ),
    intervals: keepsSeries ? laneIntervals(flows, portWatch, intervals, lane) : [],
  }
}
