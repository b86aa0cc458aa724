/**
 * The event kernel: one lane, played event by event in the order of simulated time.
 *
 * Two things are events: a source emits a frame, a shaper in front of the port releases one. The rest
 * follows when a frame reaches the port (`path.ts`): one event for a frame that does not wait in a
 * shaper, two for one that does.
 *
 * At one instant agents act in the order of their numbers: by InterLink in the order of the file, a
 * release before an arrival, sources in the order of `traffic`. That is the contract's order, since
 * what happens to a bucket depends on its own InterLink's frames alone, and the port sees the
 * InterLinks in file order.
 */
import { Agenda } from '../agenda.ts'
import { Buckets } from '../bucket.ts'
import type { Lane } from '../lane.ts'
import { ELSEWHERE, type Gate, OPEN } from '../life/gate.ts'
import type { Backlog } from '../meter/backlog.ts'
import { CAUSE } from '../meter/flow.ts'
import { LaneSeries } from '../meter/series.ts'
import type { LaneTrace } from '../trace/lane-trace.ts'
import { Course } from './course.ts'
import { Emissions } from './emissions.ts'
import { Front } from './front.ts'
import type { Kernel, LaneRecord } from './kernel.ts'
import { LIMITS, type Limits } from './limits.ts'
import type { Line } from './line.ts'
import { Path } from './path.ts'
import type { LaneResult } from './result.ts'

/** In place of a source: the agent is a shaper. */
const SHAPER = -1

/** One lane in the event kernel. */
export class EventKernel implements Kernel {
  declare private readonly lane: Lane
  declare private readonly agenda: Agenda
  declare private readonly emissions: Emissions
  declare private readonly path: Path
  /** Figures of each interval; null where they are not wanted. */
  declare readonly series: LaneSeries | null
  declare private readonly trace: LaneTrace | null
  /** The series, where the InterLinks' buckets stand in front of the port. */
  declare private readonly bucketSeries: LaneSeries | null

  // Agents: for each flow its shaper in front of the port, if any, then its sources.
  declare private readonly agentFlow: Int32Array
  /** Source of an agent, or `SHAPER`. */
  declare private readonly agentSource: Int32Array
  /** Agent of a flow's shaper. */
  declare private readonly shaperAgent: Int32Array

  // Gates, by source. Time only rises: each is passed through once, from its first instant to its last.
  declare private readonly gates: readonly Gate[]
  /** Which of the gate's instants holds. */
  declare private readonly gateAt: Int32Array
  /** What drops every frame now; `OPEN`: nothing; `ELSEWHERE`: frames are none of this lane's. */
  declare private readonly gateCause: Int8Array
  /** When that changes, ps; Infinity: never. */
  declare private readonly gateChange: Float64Array

  // Limiters in front of the port, by flow.
  declare private readonly limits: Limits
  declare private readonly buckets: Buckets
  declare private readonly lines: readonly Line[]
  declare private readonly backlogs: readonly Backlog[]

  // Progress of the run.
  declare private readonly course: Course
  declare private done: boolean
  declare private clock: number
  declare private emitted: number
  declare private released: number

  constructor(lane: Lane, record: LaneRecord) {
    const { flows, sources, sizes, window } = lane
    this.lane = lane
    const enforced = flows.map(({ limiter }) => limiter)
    const buckets = new Buckets(enforced, sizes, window.to)
    this.series = record.series ? new LaneSeries(window, flows.length, buckets) : null
    this.trace = record.trace
    this.path = new Path(lane, buckets, this.series, this.trace)
    this.emissions = new Emissions(sources.map(({ source }) => source))

    this.gates = sources.map(({ gate }) => gate)
    this.gateAt = new Int32Array(sources.length)
    this.gateCause = Int8Array.from(this.gates, ({ causes }) => causes[0]!)
    this.gateChange = Float64Array.from(this.gates, ({ instants }) => instants[1] ?? Infinity)

    const front = new Front(lane, buckets, this.series)
    this.bucketSeries = front.series
    this.limits = front.limits
    this.buckets = front.buckets
    this.lines = front.lines
    this.backlogs = front.backlogs

    const agentsOf = flows.map((_, flow) => [
      ...(this.limits[flow] === LIMITS.shape ? [{ flow, source: SHAPER }] : []),
    ])
    sources.forEach(({ flow }, source) => agentsOf[flow]!.push({ flow, source }))
    const agents = agentsOf.flat()
    this.agentFlow = Int32Array.from(agents, ({ flow }) => flow)
    this.agentSource = Int32Array.from(agents, ({ source }) => source)
    this.shaperAgent = new Int32Array(flows.length)
    agents.forEach(({ flow, source }, agent) => {
      if (source === SHAPER) this.shaperAgent[flow] = agent
    })
    this.agenda = new Agenda(Math.max(1, agents.length))
    agents.forEach(({ source }, agent) => {
      if (source !== SHAPER) this.agenda.set(agent, this.emissions.time(source))
    })

    this.course = new Course(window, this.path, this.series)
    this.done = false
    this.clock = 0
    this.emitted = 0
    this.released = 0
  }

  /** Simulated time reached, ps. */
  get simulated(): number {
    return this.clock
  }

  /** Frames emitted so far. */
  get frames(): number {
    return this.emitted
  }

  advance(events: number, until: number = Infinity): boolean {
    const { course } = this
    let left = events
    while (left > 0 && this.clock < until && !this.done) {
      // Up to, and not including, whatever boundary comes next.
      const { boundary } = course
      left = this.playBefore(boundary, left)
      if (left > 0) {
        this.clock = boundary
        this.done = course.cross(() => this.playBefore(Infinity, Infinity))
      }
    }
    return this.done
  }

  result(): LaneResult {
    const { lane, path } = this
    this.lines.forEach((line, flow) => this.countHeld(line, flow))
    path.checkConservation()
    const shapers = lane.direction === 'toCustomer' ? this.backlogs : path.backlogs
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
    const { agenda, agentSource, agentFlow } = this
    let left = budget
    while (left > 0) {
      const agent = agenda.next()
      const now = agenda.times[agent]!
      if (now >= boundary) return left
      this.clock = now
      left--
      if (agentSource[agent] === SHAPER) this.release(agentFlow[agent]!, agent, now)
      else this.emit(agentSource[agent]!, agentFlow[agent]!, agent, now)
    }
    return 0
  }

  /** A source emits a frame, unless it goes elsewhere. */
  private emit(source: number, flow: number, agent: number, now: number): void {
    const { lane, path } = this
    const frameClass = this.emissions.take(source)
    this.agenda.set(agent, this.emissions.time(source))

    const mark = this.trace === null ? 0 : this.trace.mark(source)
    if (now >= this.gateChange[source]!) this.passGate(source, now)
    const closed = this.gateCause[source]!
    if (closed === ELSEWHERE) return
    const size = lane.sizes[frameClass]!
    this.emitted++
    if (path.measured(now)) path.meters[flow]!.offer(size)
    const refusal = closed === OPEN ? lane.flows[flow]!.refusal[frameClass]! : closed
    if (refusal >= 0) {
      path.drop(flow, refusal, size, now, 0, now)
      return
    }
    const limit = this.limits[flow]
    if (limit === LIMITS.none) {
      path.enterPort(flow, frameClass, size, now, now, mark)
      return
    }
    const instant = this.buckets.conformsAt(flow, frameClass, now)
    if (instant <= now) {
      this.buckets.take(flow)
      this.released++
      if (this.bucketSeries !== null) this.bucketSeries.release(flow, now)
      path.enterPort(flow, frameClass, size, now, now, mark)
    } else if (limit === LIMITS.police) {
      path.drop(flow, CAUSE.policed, size, now, 0, now)
    } else if (!this.backlogs[flow]!.admits(now, size)) {
      path.drop(flow, CAUSE.shaperQueueFull, size, now, 0, now)
    } else {
      this.buckets.take(flow)
      if (this.bucketSeries !== null) this.bucketSeries.release(flow, instant)
      const line = this.lines[flow]!
      line.hold(now, instant, size, frameClass, mark)
      this.backlogs[flow]!.count(now, instant, size)
      if (line.length === 1) this.agenda.set(this.shaperAgent[flow]!, instant)
    }
  }

  /** Moves a source's gate on to what it is now. */
  private passGate(source: number, now: number): void {
    const { instants, causes } = this.gates[source]!
    let at = this.gateAt[source]!
    while (at + 1 < instants.length && instants[at + 1]! <= now) at++
    this.gateAt[source] = at
    this.gateCause[source] = causes[at]!
    this.gateChange[source] = instants[at + 1] ?? Infinity
  }

  /** A shaper releases the frame that has waited longest. */
  private release(flow: number, agent: number, now: number): void {
    const line = this.lines[flow]!
    const { arrival, frameClass, mark } = line
    line.shift()
    this.agenda.set(agent, line.release)
    this.released++
    this.path.enterPort(flow, frameClass, this.lane.sizes[frameClass]!, arrival, now, mark)
  }

  /** Frames that a shaper still holds at the end are in flight. */
  private countHeld(line: Line, flow: number): void {
    while (line.length > 0) {
      this.path.keep(flow, this.lane.sizes[line.frameClass]!, line.arrival)
      line.shift()
    }
  }
}
