/**
 * The event kernel: one lane, played event by event in the order of simulated time.
 *
 * Two things are events: a source emits a frame, a shaper in front of the port releases one. The rest
 * follows when a frame reaches the port (`passage.ts`): one event for a frame that does not wait in a
 * shaper, two for one that does.
 *
 * At one instant flows act in the order of the file, each its releases before its arrivals
 * (`docs/decisions/event-order.md`). That is the contract's order, since what happens to a bucket depends
 * on its own InterLink's frames alone, and the port sees the InterLinks in file order.
 */
import { Agenda } from '../agenda.ts'
import { Buckets } from '../bucket.ts'
import type { Lane } from '../lane.ts'
import { ELSEWHERE } from '../life/gate.ts'
import { CAUSE } from '../meter/flow.ts'
import { LaneSeries } from '../meter/series.ts'
import type { LaneTrace } from '../trace/lane-trace.ts'
import { Course } from './course.ts'
import { Emissions } from './emissions.ts'
import { FRAME_REGISTERS } from './frame.ts'
import type { Figures } from './figures.ts'
import { Front } from './front.ts'
import type { Kernel, LaneRecord } from './kernel.ts'
import { LIMITS, type Limits } from './limits.ts'
import type { Line } from './line.ts'
import { Passage } from './passage.ts'
import { Path } from './path.ts'
import type { LaneResult } from './result.ts'

const { FRAME, EMISSION, NOW, MARK } = FRAME_REGISTERS
const { none: NONE, police: POLICE } = LIMITS

/** One lane in the event kernel. */
export class EventKernel implements Kernel {
  declare private readonly lane: Lane
  /** Each flow is an agent: what it does next is a release or an arrival. */
  declare private readonly agenda: Agenda
  declare private readonly emissions: Emissions
  declare private readonly path: Path
  declare private readonly passage: Passage
  declare private readonly figures: Figures
  /** Frame size n of each class, bytes. */
  declare private readonly sizes: Float64Array
  /** Figures of each interval; null where they are not wanted. */
  declare readonly series: LaneSeries | null
  declare private readonly trace: LaneTrace | null

  // Limiters in front of the port, by flow.
  declare private readonly front: Front
  declare private readonly limits: Limits
  declare private readonly buckets: Buckets
  /** When each shaper releases its next frame, ps; Infinity: it holds none. */
  declare private readonly releases: Float64Array

  // Progress of the run.
  declare private readonly course: Course
  declare private done: boolean
  /** Simulated time reached, ps. */
  declare private readonly clock: Float64Array
  /** Whether frames emitted now count in the figures of their flows. */
  declare private isMeasured: boolean
  declare private emitted: number
  declare private released: number

  constructor(lane: Lane, record: LaneRecord) {
    const { flows, sizes, window } = lane
    this.lane = lane
    const enforced = flows.map(({ limiter }) => limiter)
    const buckets = new Buckets(enforced, sizes, window.to)
    this.series = record.series ? new LaneSeries(window, flows.length, buckets) : null
    this.trace = record.trace
    this.path = new Path(lane, buckets, this.series, this.trace)
    this.passage = new Passage(lane, this.path)
    this.figures = this.passage.figures
    this.sizes = sizes
    this.emissions = new Emissions(lane, this.trace)
    this.agenda = new Agenda(
      flows.length === 0 ? [Infinity] : flows.map((_, flow) => this.emissions.time(flow)),
    )
    this.front = new Front(lane, buckets, this.series)
    this.limits = this.front.limits
    this.buckets = this.front.buckets
    this.releases = new Float64Array(flows.length).fill(Infinity)

    this.course = new Course(window, this.path, this.series, this.front.backlogs)
    this.done = false
    this.clock = new Float64Array(1)
    this.emitted = 0
    this.released = 0
    this.isMeasured = false
    this.begin(0)
  }

  /** Simulated time reached, ps. */
  get simulated(): number {
    return this.clock[0]!
  }

  /** Frames emitted so far. */
  get frames(): number {
    return this.emitted
  }

  advance(events: number, until: number = Infinity): boolean {
    const { course } = this
    let left = events
    while (left > 0 && this.clock[0]! < until && !this.done) {
      // Up to, and not including, whatever boundary comes next.
      const { boundary } = course
      left = this.playBefore(boundary, left)
      if (left > 0) this.cross(boundary)
    }
    return this.done
  }

  result(): LaneResult {
    const { lane, path, front } = this
    this.figures.finish()
    front.lines.forEach((line, flow) => this.countHeld(line, flow))
    path.checkConservation()
    const shapers = lane.direction === 'toCustomer' ? front.backlogs : path.backlogs
    return {
      lane,
      meters: path.meters,
      shaperQueues: shapers.map(backlog => backlog.figures()),
      port: path.port.figures(),
      emitted: this.emitted,
      events: this.emitted + this.released + path.events,
    }
  }

  /** Plays events before `boundary`. @returns how many of `budget` are left; 0: not there yet */
  private playBefore(boundary: number, budget: number): number {
    const { agenda, emissions, releases } = this
    let left = budget
    while (left > 0) {
      const flow = agenda.next()
      const now = agenda.time
      if (now >= boundary) return left
      FRAME[NOW] = now
      left--
      // At one instant a release comes before arrivals.
      if (releases[flow]! <= now) this.release(flow)
      else this.arrive(flow)
      const arrival = emissions.time(flow)
      const release = releases[flow]!
      agenda.replace(flow, release <= arrival ? release : arrival)
    }
    this.clock[0] = FRAME[NOW]!
    return 0
  }

  /** A boundary of the run has been reached. */
  private cross(boundary: number): void {
    const { outlet } = this.passage
    this.clock[0] = boundary
    outlet.settle(boundary)
    this.figures.tellOffers()
    this.done = this.course.cross(() => {
      this.begin(boundary)
      this.playBefore(Infinity, Infinity)
      outlet.settle(boundary)
    })
    this.begin(boundary)
  }

  /** Whatever comes next lies on one side of the measured window's edges. */
  private begin(instant: number): void {
    this.isMeasured = this.path.measured(instant)
    this.passage.outlet.begin(instant)
  }

  /** A source of a flow emits a frame at `NOW`. */
  private arrive(flow: number): void {
    const { emissions } = this
    const at = emissions.heads[flow]!
    const code = emissions.codes[at]!
    if (code < 0) {
      this.refuse(flow, emissions.causes[at]!, this.sizes[~code]!)
      emissions.advance(flow)
      return
    }
    if (this.trace !== null) FRAME[MARK] = emissions.marks[at]!
    emissions.advance(flow)
    FRAME[EMISSION] = FRAME[NOW]!
    this.emitted++
    if (this.isMeasured) this.figures.offer(flow, this.sizes[code]!)
    if (this.limits[flow] !== NONE && !this.pass(flow, code)) return
    this.passage.enterPort(flow, code)
  }

  /** A frame is emitted that may not enter, or goes elsewhere. */
  private refuse(flow: number, cause: number, size: number): void {
    if (cause === ELSEWHERE) return
    const { path } = this
    const now = FRAME[NOW]!
    this.emitted++
    if (this.isMeasured) this.figures.offer(flow, size)
    path.drop(flow, cause, size, now, 0, now)
  }

  /** A frame reaches its limiter. @returns whether it conforms at once */
  private pass(flow: number, frameClass: number): boolean {
    // As long as frames wait, those behind them do.
    const isBusy = this.releases[flow]! < Infinity
    if (isBusy || !this.buckets.takesAt(flow, frameClass, FRAME, NOW)) {
      this.limit(flow, frameClass)
      return false
    }
    this.released++
    const { series } = this.front
    if (series !== null) series.release(flow, FRAME[NOW]!)
    return true
  }

  /** A frame does not conform when it reaches its limiter. */
  private limit(flow: number, frameClass: number): void {
    const { path, front, buckets } = this
    const now = FRAME[NOW]!
    const size = this.sizes[frameClass]!
    if (this.limits[flow] === POLICE) {
      path.drop(flow, CAUSE.policed, size, now, 0, now)
      return
    }
    const backlog = front.backlogs[flow]!
    if (!backlog.admits(now, size)) {
      path.drop(flow, CAUSE.shaperQueueFull, size, now, 0, now)
      return
    }
    const instant = buckets.conformsAt(flow, frameClass, now)
    buckets.take(flow)
    if (front.series !== null) front.series.release(flow, instant)
    const line = front.lines[flow]!
    line.hold(now, instant, size, frameClass, FRAME[MARK]!)
    backlog.count(now, instant, size)
    this.releases[flow] = line.release
  }

  /** A shaper releases the frame that has waited longest, at `NOW`. */
  private release(flow: number): void {
    const line = this.front.lines[flow]!
    const { frameClass } = line
    FRAME[EMISSION] = line.arrival
    FRAME[MARK] = line.mark
    line.shift()
    this.releases[flow] = line.release
    this.released++
    this.passage.enterPort(flow, frameClass)
  }

  /** Frames that a shaper still holds at the end are in flight. */
  private countHeld(line: Line, flow: number): void {
    while (line.length > 0) {
      this.path.keep(flow, this.sizes[line.frameClass]!, line.arrival)
      line.shift()
    }
  }
}
