/**
 * Frames of a window as their sources emit them: past the gate and within the MTU, those of one flow in
 * the order of time.
 */
import type { Lane } from '../../lane.ts'
import { ELSEWHERE, OPEN } from '../../life/gate.ts'
import type { LaneTrace } from '../../trace/lane-trace.ts'
import type { Path } from '../path.ts'
import { Ahead } from './ahead.ts'
import { GateWalk } from './gate-walk.ts'
import { orderByTime } from './order.ts'
import { CAPACITY, COLUMNS } from './scratch.ts'
import { ZERO } from '../../zero.ts'

const { ENTRY, FRAME_CLASS, MARK, ORDER } = COLUMNS

const TIMES = new Float64Array(CAPACITY)
const CLASSES = new Int32Array(CAPACITY)
const MARKS = new Float64Array(CAPACITY)

/** Sizes of the frames between two places, added up, bytes. */
export const sizeOf = (from: number, to: number, sizes: Float64Array): number => {
  if (sizes.length === 1) return sizes[0]! * (to - from)
  let size = 0
  for (let i = from; i < to; i++) size += sizes[FRAME_CLASS[i]!]!
  return size
}

/** Moves frames to places from `next` on, which are before their own. */
const close = (from: number, to: number, next: number): void => {
  const shift = next - from
  for (let i = from; i < to; i++) {
    ENTRY[i + shift] = ENTRY[i]!
    FRAME_CLASS[i + shift] = FRAME_CLASS[i]!
  }
}

/** A source, its gate, and the places of what it has emitted in the window. */
interface Tap {
  readonly source: number
  readonly ahead: Ahead
  readonly gate: GateWalk
  from: number
  to: number
}

/** The sources of a lane, by flow. */
export class Arrivals {
  declare private readonly lane: Lane
  declare private readonly path: Path
  declare private readonly trace: LaneTrace | null
  declare private readonly taps: readonly (readonly Tap[])[]
  /** Of each flow, whether it refuses frames of some size. */
  declare private readonly refuses: readonly boolean[]
  /** Frames emitted so far. */
  declare emitted: number

  constructor(lane: Lane, path: Path, trace: LaneTrace | null) {
    this.lane = lane
    this.path = path
    this.trace = trace
    const taps: Tap[][] = lane.flows.map(() => [])
    lane.sources.forEach(({ flow, source, gate }, index) => {
      const ahead = new Ahead(source)
      taps[flow]!.push({ source: index, ahead, gate: new GateWalk(gate), from: 0, to: 0 })
    })
    this.taps = taps
    this.refuses = lane.flows.map(({ refusal }) => refusal.some(cause => cause >= 0))
    this.emitted = ZERO
  }

  /**
   * Places what a flow's sources emit before an instant, ps, from `place` on, one source after the other.
   *
   * @returns the place behind the last one; `CAPACITY` when that may not be all
   */
  draw(flow: number, place: number, before: number): number {
    let next = place
    for (const tap of this.taps[flow]!) {
      tap.from = next
      next = tap.ahead.draw(next, before)
      tap.to = next
    }
    return next
  }

  /** Takes back what has been placed for a flow since the last window. */
  putBack(flow: number): void {
    for (const tap of this.taps[flow]!) tap.ahead.putBack(tap.from, tap.to)
  }

  /**
   * What has been placed for a flow is emitted; those frames that enter it close ranks.
   *
   * @param place  of the first one from now on
   * @param start  no frame is before it, ps
   * @param end    all are before it, ps
   * @returns the place behind the last one
   */
  admit(flow: number, place: number, start: number, end: number): number {
    let next = place
    let sources = 0
    for (const tap of this.taps[flow]!) {
      if (tap.from === tap.to) continue
      next = this.emit(flow, tap, next)
      sources++
    }
    if (sources > 1) this.merge(place, next, start, end)
    return next
  }

  /** Frames of one source are emitted, stretch after stretch of its gate. @returns as `admit` does */
  private emit(flow: number, { source, gate, from, to }: Tap, place: number): number {
    let next = place
    for (let begin = from; begin < to;) {
      if (ENTRY[begin]! >= gate.change) gate.pass(ENTRY[begin]!)
      let stop = to
      if (ENTRY[stop - 1]! >= gate.change) {
        stop = begin + 1
        while (ENTRY[stop]! < gate.change) stop++
      }
      const mark = this.trace === null ? 0 : this.trace.markAll(source, stop - begin)
      if (gate.cause !== ELSEWHERE) next = this.enter(flow, begin, stop, next, gate.cause, mark)
      begin = stop
    }
    return next
  }

  /** Frames of a stretch are emitted; those that nothing refuses close ranks. */
  private enter(
    flow: number,
    from: number,
    to: number,
    place: number,
    cause: number,
    mark: number,
  ): number {
    const { lane, path, trace } = this
    const { sizes } = lane
    const { refusal } = lane.flows[flow]!
    const meter = path.meters[flow]!
    const marks = lane.sources.length
    this.emitted += to - from
    if (cause === OPEN && !this.refuses[flow]) {
      // The measured window begins and ends where windows do.
      if (path.measured(ENTRY[from]!)) meter.offerAll(to - from, sizeOf(from, to, sizes))
      if (place !== from) close(from, to, place)
      const count = to - from
      if (trace !== null) for (let i = 0; i < count; i++) MARK[place + i] = mark + i * marks
      return place + count
    }
    let next = place
    for (let i = from; i < to; i++) {
      const now = ENTRY[i]!
      const frameClass = FRAME_CLASS[i]!
      const size = sizes[frameClass]!
      if (path.measured(now)) meter.offer(size)
      const refused = cause === OPEN ? refusal[frameClass]! : cause
      if (refused >= 0) {
        path.drop(flow, refused, size, now, 0, now)
        continue
      }
      ENTRY[next] = now
      FRAME_CLASS[next] = frameClass
      MARK[next] = mark + (i - from) * marks
      next++
    }
    return next
  }

  /** Puts the frames of several sources, one source after the other, in the order of time. */
  private merge(from: number, to: number, start: number, end: number): void {
    orderByTime(ENTRY, from, to, start, end)
    const count = to - from
    for (let i = 0; i < count; i++) {
      const place = ORDER[i]!
      TIMES[i] = ENTRY[place]!
      CLASSES[i] = FRAME_CLASS[place]!
      MARKS[i] = MARK[place]!
    }
    ENTRY.set(TIMES.subarray(0, count), from)
    FRAME_CLASS.set(CLASSES.subarray(0, count), from)
    MARK.set(MARKS.subarray(0, count), from)
  }
}
