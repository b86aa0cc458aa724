/** The frames of a flow at the far end of the cable: through its bucket there, if any, and delivered. */
import type { Lane } from '../../lane.ts'
import { DURATION_COLUMNS } from '../../meter/durations.ts'
import type { FlowMeter } from '../../meter/flow.ts'
import { intervalAt, intervalCount } from '../../meter/window.ts'
import { LIMITS } from '../limits.ts'
import { GONE, type Path } from '../path.ts'
import { COLUMNS } from './scratch.ts'

const { ARRIVAL, DONE, EMISSION, ENTRY, FRAME_CLASS, MARK, START } = COLUMNS
const { DURATIONS } = DURATION_COLUMNS

const delays = (done: Float64Array, from: number, to: number): void => {
  for (let i = from; i < to; i++) DURATIONS[i - from] = done[i]! - EMISSION[i]! + 1
}
const portWaits = (from: number, to: number): void => {
  for (let i = from; i < to; i++) DURATIONS[i - from] = START[i]! - ENTRY[i]! + 1
}
/** From emission to the port: in the shaper in front of it. */
const frontWaits = (from: number, to: number): void => {
  for (let i = from; i < to; i++) DURATIONS[i - from] = ENTRY[i]! - EMISSION[i]! + 1
}
/** From the far end to delivery: in the bucket's queue there. */
const farWaits = (from: number, to: number): void => {
  for (let i = from; i < to; i++) DURATIONS[i - from] = DONE[i]! - ARRIVAL[i]! + 1
}

/** Moves a frame to a place before its own, or to that. */
const move = (from: number, to: number): void => {
  EMISSION[to] = EMISSION[from]!
  ENTRY[to] = ENTRY[from]!
  START[to] = START[from]!
  ARRIVAL[to] = ARRIVAL[from]!
  FRAME_CLASS[to] = FRAME_CLASS[from]!
  MARK[to] = MARK[from]!
}

/** Lets frames pass that need not wait, to places from `next` on. @returns the place behind them */
const pass = (from: number, to: number, next: number): number => {
  if (from !== next) for (let i = from; i < to; i++) move(i, i - from + next)
  const end = next + to - from
  for (let i = next; i < end; i++) DONE[i] = ARRIVAL[i]!
  return end
}

/** Sizes of the frames between two places, added up, bytes. */
const sizeOf = (from: number, to: number, sizes: Float64Array): number => {
  if (sizes.length === 1) return sizes[0]! * (to - from)
  let size = 0
  for (let i = from; i < to; i++) size += sizes[FRAME_CLASS[i]!]!
  return size
}

/** The far end of a lane. Where no bucket stands there, frames are delivered as they arrive. */
export class FarEnd {
  declare private readonly lane: Lane
  declare private readonly path: Path

  constructor(lane: Lane, path: Path) {
    this.lane = lane
    this.path = path
  }

  /**
   * The frames of a flow arrive, in their order.
   *
   * @param from    place of the first
   * @param to      place behind the last
   * @param isHeld  whether some have waited in front of the port
   */
  deliver(flow: number, from: number, to: number, isHeld: boolean): void {
    if (from === to) return
    const { path } = this
    const isBehind = path.limits[flow] !== LIMITS.none
    const end = isBehind ? this.release(flow, from, to) : to
    const done = isBehind ? DONE : ARRIVAL
    if (from === end) return
    path.delivered += end - from
    if (path.series !== null) this.tellSeries(flow, done, from, end)
    if (path.trace !== null) this.tellTrace(flow, done, from, end)
    const first = this.firstMeasured(from, end)
    if (first < end) this.measure(path.meters[flow]!, done, first, end, isHeld)
  }

  /** Frames pass the bucket behind the cable. @returns the place behind the last that did */
  private release(flow: number, from: number, to: number): number {
    const { path, lane } = this
    const { buckets, series } = path
    let next = from
    let place = from
    while (place < to) {
      const reach = series === null ? to : this.sameInterval(ARRIVAL, place, to)
      const stop = buckets.takeWhile(flow, ARRIVAL, FRAME_CLASS, place, reach)
      if (stop > place) {
        if (series !== null) series.release(flow, ARRIVAL[stop - 1]!)
        path.released += stop - place
        next = pass(place, stop, next)
        place = stop
      }
      if (place === to || (stop === reach && reach < to)) continue
      // As long as frames wait, those behind them do.
      for (let busy = Infinity; place < to && ARRIVAL[place]! < busy; place++) {
        const frameClass = FRAME_CLASS[place]!
        const size = lane.sizes[frameClass]!
        const emission = EMISSION[place]!
        const instant = path.leaveBucket(flow, frameClass, size, emission, ARRIVAL[place]!)
        if (instant === GONE) {
          if (busy === Infinity) busy = 0
          continue
        }
        busy = instant
        move(place, next)
        DONE[next++] = instant
      }
    }
    return next
  }

  /** The first place, from one on, whose frame was emitted in the measured window. */
  private firstMeasured(from: number, to: number): number {
    const { path } = this
    let first = from
    while (first < to && !path.measured(EMISSION[first]!)) first++
    return first
  }

  private measure(
    meter: FlowMeter,
    done: Float64Array,
    from: number,
    to: number,
    isHeld: boolean,
  ): void {
    // Those of the very end of the run are not measured, and they are the last.
    let end = to
    while (!this.path.measured(EMISSION[end - 1]!)) end--
    const count = end - from
    meter.deliveredFrames += count
    meter.deliveredBytes += sizeOf(from, end, this.lane.sizes)
    delays(done, from, end)
    meter.delay.addDurations(count)
    meter.delaySpread.addDurations(count)
    portWaits(from, end)
    meter.portWait.addDurations(count)
    const { shaperWait, customerWait } = meter
    const isBehind = done === DONE
    if (isBehind) {
      farWaits(from, end)
      shaperWait.addDurations(count)
    }
    const frontWait = isBehind ? customerWait : shaperWait
    if (frontWait === null) return
    if (isHeld) {
      frontWaits(from, end)
      frontWait.addDurations(count)
    } else frontWait.addZeros(count)
  }

  /** The first place, from one on, whose instant falls into another interval than its first. */
  private sameInterval(times: Float64Array, from: number, to: number): number {
    const { window } = this.lane
    if (times[from]! < window.from) {
      let next = from
      while (next < to && times[next]! < window.from) next++
      return next
    }
    const interval = intervalAt(window, times[from]!)
    const isLast = interval === intervalCount(window) - 1
    const end = isLast ? Infinity : window.from + (interval + 1) * window.interval
    let next = from
    while (next < to && times[next]! < end) next++
    return next
  }

  private tellSeries(flow: number, done: Float64Array, from: number, to: number): void {
    const { path, lane } = this
    for (let place = from; place < to;) {
      const stop = this.sameInterval(done, place, to)
      path.series!.deliver(flow, done[place]!, sizeOf(place, stop, lane.sizes))
      place = stop
    }
  }

  private tellTrace(flow: number, done: Float64Array, from: number, to: number): void {
    const { path, lane } = this
    for (let i = from; i < to; i++) {
      path.trace!.deliver(flow, done[i]!, lane.sizes[FRAME_CLASS[i]!]!, MARK[i]!)
    }
  }
}
