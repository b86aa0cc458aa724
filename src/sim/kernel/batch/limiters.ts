/** From a flow's arrivals to when its frames reach the port: its limiter in front of the port. */
import type { Lane } from '../../lane.ts'
import { CAUSE } from '../../meter/flow.ts'
import type { Front } from '../front.ts'
import { LIMITS } from '../limits.ts'
import type { Line } from '../line.ts'
import type { Path } from '../path.ts'
import { COLUMNS } from './scratch.ts'
import { type HeldRun, holdRun } from './shape-pass.ts'
import { ZERO } from '../../zero.ts'

const { EMISSION, ENTRY, FRAME_CLASS, MARK } = COLUMNS

/** In place of an instant: the frame is not released at all. */
const DROPPED = -1

/** Moves frames that were emitted when they reach the port to places from `next` on, before their own. */
const close = (from: number, to: number, next: number): void => {
  const shift = next - from
  for (let i = from; i < to; i++) {
    ENTRY[i + shift] = ENTRY[i]!
    FRAME_CLASS[i + shift] = FRAME_CLASS[i]!
    MARK[i + shift] = MARK[i]!
  }
}

/** Takes down when frames were emitted, before they are held. */
const remember = (from: number, to: number): void => {
  for (let i = from; i < to; i++) EMISSION[i] = ENTRY[i]!
}

/** Places the first of the frames that a shaper holds, from `place` on. */
const takeOut = (line: Line, count: number, place: number): void => {
  const { arrivals, leaves, classes, marks, head } = line
  const mask = leaves.length - 1
  for (let i = 0; i < count; i++) {
    const slot = (head + i) & mask
    EMISSION[place + i] = arrivals[slot]!
    ENTRY[place + i] = leaves[slot]!
    FRAME_CLASS[place + i] = classes[slot]!
    MARK[place + i] = marks[slot]!
  }
  line.head = head + count
}

/** The limiters in front of a lane's port. */
export class Limiters {
  declare private readonly lane: Lane
  declare private readonly front: Front
  declare private readonly path: Path
  /** By flow, 1 where a frame of the window was released later than it came. */
  declare readonly isHeld: Uint8Array
  /** By flow, whether a frame may take its whole bucket. */
  declare private readonly drains: readonly boolean[]
  /** Frames released so far. */
  declare released: number

  constructor(lane: Lane, front: Front, path: Path) {
    this.lane = lane
    this.front = front
    this.path = path
    this.isHeld = new Uint8Array(lane.flows.length)
    const { classes, drains } = front.buckets
    this.drains = lane.flows.map((_, flow) =>
      drains.subarray(flow * classes, (flow + 1) * classes).includes(1),
    )
    this.released = ZERO
  }

  /** How many of the frames that a flow's shaper holds are released before an instant. */
  due(flow: number, before: number): number {
    return this.front.lines[flow]!.dueBefore(before)
  }

  /**
   * Places the frames of a flow that its shaper holds and releases before an instant.
   *
   * @returns the place behind the last one
   */
  release(flow: number, place: number, before: number): number {
    const line = this.front.lines[flow]!
    const count = line.dueBefore(before)
    this.isHeld[flow] = count > 0 ? 1 : 0
    takeOut(line, count, place)
    this.released += count
    return place + count
  }

  /**
   * The arrivals of a flow meet its limiter. Those that reach the port before an instant keep their order
   * and close ranks; those that reach it later are held.
   *
   * @param begin   of the window, ps
   * @param before  its end, ps
   * @returns the place behind the last one
   */
  enter(flow: number, from: number, to: number, begin: number, before: number): number {
    const { limits, buckets, series } = this.front
    if (limits[flow] === LIMITS.none || from === to) return to
    if (this.isHeld[flow] === 1) remember(from, to)
    let next = from
    let place = from
    while (place < to) {
      const stop = buckets.takeWhile(flow, ENTRY, FRAME_CLASS, place, to)
      if (stop > place) {
        if (series !== null) series.release(flow, ENTRY[stop - 1]!)
        // Those that have waited are released by now.
        next = this.pass(flow, place, stop, this.takeOut(flow, next, before))
        place = stop
      }
      if (place === to) break
      if (limits[flow] === LIMITS.shape && this.isHeld[flow] === 0) {
        this.isHeld[flow] = 1
        // Those before have passed, and have not moved.
        remember(from, to)
      }
      place = this.hold(flow, place, to, begin)
    }
    next = this.takeOut(flow, next, before)
    this.released += next - from
    return next
  }

  /** Places the frames that the shaper has held since the window began and releases in it. @returns as `release` does */
  private takeOut(flow: number, place: number, before: number): number {
    const line = this.front.lines[flow]!
    if (line.release >= before) return place
    const count = line.dueBefore(before)
    takeOut(line, count, place)
    return place + count
  }

  /** Frames reach the port as they come. @returns the place behind the last one */
  private pass(flow: number, from: number, to: number, next: number): number {
    if (from !== next) {
      close(from, to, next)
      if (this.isHeld[flow] === 1) remember(next, next + to - from)
    }
    return next + to - from
  }

  /**
   * A frame does not conform: it waits, or is dropped. As long as frames wait, those behind them do.
   *
   * @returns the place of the first that does not have to
   */
  private hold(flow: number, from: number, to: number, begin: number): number {
    const isPlain = this.isPlain(flow, begin)
    let place = from
    let busy = this.front.lines[flow]!.lastLeave(ENTRY[place]!)
    do {
      if (isPlain && busy < Infinity) {
        const run = this.holdMany(flow, place, to, busy)
        busy = run.release
        place = run.stop
        if (place === to || ENTRY[place]! >= busy) return place
      }
      const instant = this.meet(flow, place)
      if (instant !== DROPPED) busy = instant
      place++
    } while (place < to && busy < Infinity && ENTRY[place]! < busy)
    return place
  }

  /** Whether waits of the window all count alike, and none takes a whole bucket. */
  private isPlain(flow: number, begin: number): boolean {
    const { limits, series } = this.front
    return (
      limits[flow] === LIMITS.shape &&
      series === null &&
      begin >= this.lane.window.from &&
      !this.drains[flow]
    )
  }

  /** Frames wait behind others, or find no room. */
  private holdMany(flow: number, place: number, to: number, busy: number): HeldRun {
    const { lane, front, path } = this
    const { buckets, backlogs, lines } = front
    const now = ENTRY[place]!
    const backlog = backlogs[flow]!
    backlog.advance(now)
    const latest = lane.window.to
    const run = holdRun(flow, buckets, backlog, lines[flow]!, lane.sizes, place, to, busy, latest)
    const { droppedFrames, droppedBytes } = run
    if (droppedFrames > 0) {
      path.dropAll(flow, CAUSE.shaperQueueFull, droppedFrames, droppedBytes, now)
    }
    return run
  }

  /** Frames that shapers still hold at the end are in flight. */
  countHeld(): void {
    this.front.lines.forEach((line, flow) => {
      for (; line.length > 0; line.shift()) {
        this.path.keep(flow, this.lane.sizes[line.frameClass]!, line.arrival)
      }
    })
  }

  /**
   * The frame at a place meets the limiter, to wait or to be dropped if it does not conform.
   *
   * @returns when it is released, ps; Infinity: not in the run; or `DROPPED`
   */
  private meet(flow: number, place: number): number {
    const { lane, front, path } = this
    const { buckets, series } = front
    const now = ENTRY[place]!
    const frameClass = FRAME_CLASS[place]!
    const size = lane.sizes[frameClass]!
    const instant = buckets.conformsAt(flow, frameClass, now)
    if (front.limits[flow] === LIMITS.police) {
      path.drop(flow, CAUSE.policed, size, now, 0, now)
      return DROPPED
    }
    const backlog = front.backlogs[flow]!
    if (!backlog.admits(now, size)) {
      path.drop(flow, CAUSE.shaperQueueFull, size, now, 0, now)
      return DROPPED
    }
    front.lines[flow]!.hold(now, instant, size, frameClass, MARK[place]!)
    backlog.count(now, instant, size)
    buckets.take(flow)
    if (series !== null) series.release(flow, instant)
    return instant
  }
}
