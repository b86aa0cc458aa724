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

const { EMISSION, FRAME_CLASS, MARK, ORDER } = COLUMNS

const TIMES = new Float64Array(CAPACITY)
const CLASSES = new Int32Array(CAPACITY)
const MARKS = new Float64Array(CAPACITY)

/** Copies frames to places from `place` on. @returns their sizes, bytes, added up */
const copy = (
  times: Float64Array,
  classes: Int32Array,
  begin: number,
  stop: number,
  place: number,
  sizes: Float64Array,
): number => {
  const shift = place - begin
  if (sizes.length === 1) {
    for (let i = begin; i < stop; i++) EMISSION[i + shift] = times[i]!
    FRAME_CLASS.fill(0, place, place + stop - begin)
    return sizes[0]! * (stop - begin)
  }
  let size = 0
  for (let i = begin; i < stop; i++) {
    const frameClass = classes[i]!
    EMISSION[i + shift] = times[i]!
    FRAME_CLASS[i + shift] = frameClass
    size += sizes[frameClass]!
  }
  return size
}

/** A source, how far it has emitted, and its gate. */
interface Tap {
  readonly source: number
  readonly ahead: Ahead
  readonly gate: GateWalk
  /** Where the window ends in `ahead`. */
  end: number
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
      taps[flow]!.push({
        source: index,
        ahead: new Ahead(source),
        gate: new GateWalk(gate),
        end: 0,
      })
    })
    this.taps = taps
    this.refuses = lane.flows.map(({ refusal }) => refusal.some(cause => cause >= 0))
    this.emitted = 0
  }

  /** Lets all sources emit up to an instant. @returns how many frames are before it and not taken */
  reach(before: number): number {
    let count = 0
    for (const taps of this.taps) {
      for (const tap of taps) {
        tap.end = tap.ahead.reach(before)
        count += tap.end - tap.ahead.head
      }
    }
    return count
  }

  /**
   * Takes the frames of a flow that `reach` has found, and places those that enter it from `place` on.
   *
   * @param start  no frame is before it, ps
   * @param end    all are before it, ps
   * @returns the place behind the last one; `CAPACITY` when that may not be all, which happens in windows
   *   of a single instant alone
   */
  take(flow: number, place: number, start: number, end: number): number {
    const taps = this.taps[flow]!
    let next = place
    let sources = 0
    for (const tap of taps) {
      if (tap.end === tap.ahead.head) continue
      next = this.tap(flow, tap, next)
      if (next === CAPACITY) return next
      sources++
    }
    if (sources > 1) this.merge(place, next, start, end)
    return next
  }

  /** Takes the frames of one source, stretch after stretch of its gate. @returns as `take` does */
  private tap(flow: number, { source, ahead, gate, end }: Tap, place: number): number {
    const { times } = ahead
    let next = place
    while (ahead.head < end && next < CAPACITY) {
      const begin = ahead.head
      if (times[begin]! >= gate.change) gate.pass(times[begin]!)
      let stop = Math.min(end, begin + CAPACITY - next)
      if (times[stop - 1]! >= gate.change) {
        stop = begin + 1
        while (times[stop]! < gate.change) stop++
      }
      ahead.head = stop
      const mark = this.trace === null ? 0 : this.trace.markAll(source, stop - begin)
      if (gate.cause !== ELSEWHERE) {
        next = this.admit(flow, ahead, begin, stop, next, gate.cause, mark)
      }
    }
    return next
  }

  /** Frames of a stretch are emitted; places those that nothing refuses. */
  private admit(
    flow: number,
    { times, classes }: Ahead,
    begin: number,
    stop: number,
    place: number,
    cause: number,
    mark: number,
  ): number {
    const { lane, path } = this
    const { sizes } = lane
    const { refusal } = lane.flows[flow]!
    const meter = path.meters[flow]!
    const marks = lane.sources.length
    let next = place
    this.emitted += stop - begin
    if (cause === OPEN && !this.refuses[flow]) {
      const size = copy(times, classes, begin, stop, place, sizes)
      // The measured window begins and ends where windows do.
      if (path.measured(times[begin]!)) meter.offerAll(stop - begin, size)
      if (this.trace !== null) {
        for (let i = begin; i < stop; i++) MARK[place + i - begin] = mark + (i - begin) * marks
      }
      return place + stop - begin
    }
    for (let i = begin; i < stop; i++) {
      const now = times[i]!
      const frameClass = classes[i]!
      const size = sizes[frameClass]!
      if (path.measured(now)) meter.offer(size)
      const refused = cause === OPEN ? refusal[frameClass]! : cause
      if (refused >= 0) {
        path.drop(flow, refused, size, now, 0, now)
        continue
      }
      EMISSION[next] = now
      FRAME_CLASS[next] = frameClass
      MARK[next] = mark + (i - begin) * marks
      next++
    }
    return next
  }

  /** Puts the frames of several sources, one source after the other, in the order of time. */
  private merge(from: number, to: number, start: number, end: number): void {
    orderByTime(EMISSION, from, to, start, end)
    const count = to - from
    for (let i = 0; i < count; i++) {
      const place = ORDER[i]!
      TIMES[i] = EMISSION[place]!
      CLASSES[i] = FRAME_CLASS[place]!
      MARKS[i] = MARK[place]!
    }
    EMISSION.set(TIMES.subarray(0, count), from)
    FRAME_CLASS.set(CLASSES.subarray(0, count), from)
    MARK.set(MARKS.subarray(0, count), from)
  }
}
