/** The frames of a flow at the far end of the cable: through its bucket there, if any, and delivered. */
import type { Lane } from '../../lane.ts'
import { DURATION_COLUMNS } from '../../meter/durations.ts'
import type { FlowMeter } from '../../meter/flow.ts'
import { intervalAt, intervalCount } from '../../meter/window.ts'
import { LIMITS } from '../limits.ts'
import { GONE, type Path } from '../path.ts'
import { sizeOf } from './arrivals.ts'
import { COLUMNS } from './scratch.ts'

const { ARRIVAL, DONE, EMISSION, ENTRY, FRAME_CLASS, MARK, WAIT } = COLUMNS
const { DURATIONS } = DURATION_COLUMNS
/** Numbers come into loops through an array (`docs/decisions/v8.md`). */
const REGISTERS = new Float64Array(16)

/** From one instant of each frame to another, plus 1 ps. */
const between = (begin: Float64Array, end: Float64Array, from: number, to: number): void => {
  for (let i = from; i < to; i++) DURATIONS[i - from] = end[i]! - begin[i]! + 1
}
const portWaits = (from: number, to: number): void => {
  for (let i = from; i < to; i++) DURATIONS[i - from] = WAIT[i]! + 1
}
/** Delays of frames of one size that wait for nothing but the port. @param onTheWay  ps */
const portDelays = (from: number, to: number, onTheWay: number): void => {
  REGISTERS[0] = onTheWay + 1
  const rest = REGISTERS[0]
  for (let i = from; i < to; i++) DURATIONS[i - from] = WAIT[i]! + rest
}
/** The same of several sizes. @param onTheWay  by class, ps */
const mixedDelays = (from: number, to: number, onTheWay: Float64Array): void => {
  for (let i = from; i < to; i++) DURATIONS[i - from] = WAIT[i]! + onTheWay[FRAME_CLASS[i]!]! + 1
}
/** Adds what frames have waited in front of the port. */
const addFrontWaits = (from: number, to: number): void => {
  for (let i = from; i < to; i++)
    DURATIONS[i - from] = DURATIONS[i - from]! + ENTRY[i]! - EMISSION[i]!
}

/** Moves a frame to a place before its own, or to that. */
const move = (from: number, to: number): void => {
  EMISSION[to] = EMISSION[from]!
  ENTRY[to] = ENTRY[from]!
  WAIT[to] = WAIT[from]!
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

/** The far end of a lane. Where no bucket stands there, frames are delivered as they arrive. */
export class FarEnd {
  declare private readonly lane: Lane
  declare private readonly path: Path
  /** By class, from first bit to last bit at the far end, ps. */
  declare private readonly onTheWay: Float64Array

  constructor(lane: Lane, path: Path, onTheWay: Float64Array) {
    this.lane = lane
    this.path = path
    this.onTheWay = onTheWay
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
    const stop = isBehind ? this.takeWhile(flow, from, to) : to
    // Most often all pass the bucket as they come.
    const end = stop < to ? this.release(flow, from, stop, to, isHeld) : to
    const done = stop < to ? DONE : ARRIVAL
    if (from === end) return
    path.delivered += end - from
    if (path.series !== null) this.tellSeries(flow, done, from, end)
    if (path.trace !== null) this.tellTrace(flow, done, from, end)
    const emission = isHeld ? EMISSION : ENTRY
    const first = this.firstMeasured(emission, from, end)
    if (first < end) this.measure(path.meters[flow]!, done, emission, first, end)
  }

  /** Frames pass the bucket behind the cable as they come. @returns the place of the first that does not */
  private takeWhile(flow: number, from: number, to: number): number {
    const { buckets, series } = this.path
    let place = from
    while (place < to) {
      const reach = series === null ? to : this.sameInterval(ARRIVAL, place, to)
      const stop = buckets.takeWhile(flow, ARRIVAL, FRAME_CLASS, place, reach)
      if (stop > place && series !== null) series.release(flow, ARRIVAL[stop - 1]!)
      this.path.released += stop - place
      place = stop
      if (stop < reach) break
    }
    return place
  }

  /**
   * Frames meet the bucket behind the cable; those before `stop` have passed.
   *
   * @returns the place behind the last that did
   */
  private release(flow: number, from: number, stop: number, to: number, isHeld: boolean): number {
    const { path, lane } = this
    if (!isHeld) for (let i = stop; i < to; i++) EMISSION[i] = ENTRY[i]!
    let next = pass(from, stop, from)
    let place = stop
    while (place < to) {
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
      const passed = this.takeWhile(flow, place, to)
      next = pass(place, passed, next)
      place = passed
    }
    return next
  }

  /** The first place, from one on, whose frame was emitted in the measured window. */
  private firstMeasured(emission: Float64Array, from: number, to: number): number {
    const { path } = this
    let first = from
    while (first < to && !path.measured(emission[first]!)) first++
    return first
  }

  private measure(
    meter: FlowMeter,
    done: Float64Array,
    emission: Float64Array,
    from: number,
    to: number,
  ): void {
    // Those of the very end of the run are not measured, and they are the last.
    let end = to
    while (!this.path.measured(emission[end - 1]!)) end--
    const count = end - from
    const { sizes } = this.lane
    const isLate = done === DONE
    const isHeld = emission === EMISSION
    const { shaperWait, customerWait } = meter
    const isBehind = this.lane.direction === 'toCloud'
    meter.deliveredFrames += count
    meter.deliveredBytes += sizeOf(from, end, sizes)
    if (isLate) between(emission, DONE, from, end)
    else {
      if (sizes.length === 1) portDelays(from, end, this.onTheWay[0]!)
      else mixedDelays(from, end, this.onTheWay)
      if (isHeld) addFrontWaits(from, end)
    }
    meter.delay.addDurations(count)
    meter.delaySpread.addDurations(count)
    portWaits(from, end)
    meter.portWait.addDurations(count)
    if (isBehind) {
      if (isLate) {
        between(ARRIVAL, DONE, from, end)
        shaperWait.addDurations(count)
      } else shaperWait.addZeros(count)
    }
    const frontWait = isBehind ? customerWait : shaperWait
    if (frontWait === null) return
    if (isHeld) {
      between(EMISSION, ENTRY, from, end)
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
