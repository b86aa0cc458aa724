/**
 * The event kernel: one lane, played event by event in the order of simulated time.
 *
 * Two things are events: a source emits a frame, a shaper releases one. Everything behind the port's
 * queue follows from them without a decision of its own (queues are first in, first out), so a frame's
 * way over the port and the cable, and towards the cloud through its bucket, is worked out when it
 * reaches the port: one event for a frame that does not wait in a shaper, two for one that does.
 *
 * At one instant agents act in the order of their numbers: by InterLink in the order of the file, a
 * release before an arrival, sources in the order of `traffic`. That is the contract's order, since
 * what happens to a bucket depends on its own InterLink's frames alone, and the port sees the
 * InterLinks in file order.
 */
import { InvariantError } from '../invariant.ts'
import { Buckets, NEVER } from '../bucket.ts'
import type { Lane, LaneFlow } from '../lane.ts'
import { laneName } from '../lane.ts'
import { Backlog } from '../meter/backlog.ts'
import { CAUSE, FlowMeter } from '../meter/flow.ts'
import { NO_ROOM, Port } from '../meter/port.ts'
import { sliceStarts } from '../meter/window.ts'
import { TAG_AND_PREAMBLE } from '../../model/frame.ts'
import { Agenda } from './agenda.ts'
import { Line } from './line.ts'
import type { LaneResult } from './result.ts'

/** Frames that a source emits ahead, a block at a time. */
const BLOCK = 64
/** Agent without a flow's shaper. */
const NONE = -1

const SHAPE = 0
const POLICE = 1

/** One lane in the event kernel. */
export class EventKernel {
  declare private readonly lane: Lane
  declare private readonly agenda: Agenda
  declare private readonly port: Port
  declare private readonly meters: readonly FlowMeter[]

  // Agents: for each flow its shaper before the port, if any, then its sources.
  declare private readonly agentFlow: Int32Array
  /** Source number of an agent, or -1: a shaper. */
  declare private readonly agentSource: Int32Array
  declare private readonly shaperAgent: Int32Array

  // Blocks of frames that sources have emitted ahead of time.
  declare private readonly blockTimes: Float64Array
  declare private readonly blockClasses: Int32Array
  declare private readonly blockNext: Int32Array
  declare private readonly blockEnd: Int32Array

  // Limiters before the port: buckets, frames held and bytes waiting, by flow.
  declare private readonly beforePort: Buckets
  declare private readonly beforeKind: Int8Array
  declare private readonly lines: readonly Line[]
  declare private readonly beforeBacklogs: readonly Backlog[]
  // Limiters behind the cable, towards the cloud, by flow.
  declare private readonly behindPort: Buckets
  declare private readonly behindKind: Int8Array
  declare private readonly behindBacklogs: readonly Backlog[]

  // Progress of the run.
  declare private readonly starts: readonly number[]
  declare private nextInterval: number
  declare private nextSlice: number
  declare private windowOpen: boolean
  declare private done: boolean
  declare private clock: number
  declare private emitted: number
  declare private released: number
  declare private begun: number
  declare private delivered: number
  declare private dropped: number

  constructor(lane: Lane) {
    const { flows, sources, sizes, window } = lane
    this.lane = lane
    this.port = new Port(lane.byteTime, lane.portQueue, window)
    this.meters = flows.map(flow => new FlowMeter(window, flow.customerShaper !== null))

    const cloudward = lane.direction === 'toCloud'
    const before = flows.map(flow => (cloudward ? shaperOf(flow) : flow.limiter))
    const behind = flows.map(flow => (cloudward ? flow.limiter : null))
    this.beforePort = new Buckets(before, sizes, window.to)
    this.behindPort = new Buckets(behind, sizes, window.to)
    this.beforeKind = kindsOf(before)
    this.behindKind = kindsOf(behind)
    this.lines = flows.map(() => new Line())
    const backlogs = (specs: readonly (Limiter | null)[]): Backlog[] =>
      specs.map(spec => new Backlog(spec?.kind === 'shape' ? spec.queue : 0, window))
    this.beforeBacklogs = backlogs(before)
    this.behindBacklogs = backlogs(behind)

    const agentFlow: number[] = []
    const agentSource: number[] = []
    this.shaperAgent = new Int32Array(flows.length).fill(NONE)
    flows.forEach((_, flow) => {
      if (this.beforeKind[flow] === SHAPE) {
        this.shaperAgent[flow] = agentFlow.length
        agentFlow.push(flow)
        agentSource.push(NONE)
      }
      sources.forEach((source, i) => {
        if (source.flow !== flow) return
        agentFlow.push(flow)
        agentSource.push(i)
      })
    })
    this.agentFlow = Int32Array.from(agentFlow)
    this.agentSource = Int32Array.from(agentSource)
    this.agenda = new Agenda(Math.max(1, agentFlow.length))

    this.blockTimes = new Float64Array(sources.length * BLOCK)
    this.blockClasses = new Int32Array(sources.length * BLOCK)
    this.blockNext = new Int32Array(sources.length)
    this.blockEnd = new Int32Array(sources.length)

    this.starts = sliceStarts(window)
    this.nextInterval = window.from + window.interval
    this.nextSlice = 1
    this.windowOpen = false
    this.done = false
    this.clock = 0
    this.emitted = 0
    this.released = 0
    this.begun = 0
    this.delivered = 0
    this.dropped = 0

    agentSource.forEach((source, agent) => {
      if (source !== NONE) this.agenda.set(agent, this.upcoming(source))
    })
  }

  /** Simulated time reached, ps. */
  get simulated(): number {
    return this.clock
  }

  /** Frames emitted so far. */
  get frames(): number {
    return this.emitted
  }

  /**
   * Plays on.
   *
   * @param events  about how many at most
   * @returns whether the lane has come to its end
   */
  advance(events: number): boolean {
    const { window } = this.lane
    let left = events
    while (left > 0 && !this.done) {
      // Up to, and not including, whatever boundary comes next; at the end, all that is left.
      const boundary = this.windowOpen
        ? Math.min(this.nextInterval, this.starts[this.nextSlice]!, window.to)
        : window.from
      left = this.playBefore(boundary, left)
      if (left > 0) this.cross(boundary)
    }
    return this.done
  }

  /** What was counted; to be asked once, after the end. */
  result(): LaneResult {
    this.lines.forEach((line, flow) => this.countHeld(line, flow))
    const shaped = this.lane.direction === 'toCloud' ? this.behindBacklogs : this.beforeBacklogs
    this.checkConservation()
    return {
      lane: this.lane,
      meters: this.meters,
      shaperQueues: shaped.map(backlog => backlog.figures()),
      port: this.port.figures(),
      emitted: this.emitted,
      events: this.emitted + this.released + this.begun + this.delivered + this.dropped,
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
      if (agentSource[agent] === NONE) this.release(agentFlow[agent]!, agent, now)
      else this.emit(agentSource[agent]!, agentFlow[agent]!, agent, now)
    }
    return 0
  }

  /** All events before `boundary` have been played. */
  private cross(boundary: number): void {
    const { window } = this.lane
    if (!this.windowOpen) {
      this.windowOpen = true
      this.port.beginWindow()
      this.clock = boundary
      return
    }
    if (boundary === this.nextInterval || boundary === window.to) {
      for (const meter of this.meters) meter.endInterval()
      this.nextInterval += window.interval
    }
    if (boundary === this.starts[this.nextSlice]!) {
      for (const meter of this.meters) meter.endSlice()
      this.port.endSlice(boundary)
      this.nextSlice++
    }
    this.clock = boundary
    if (boundary === window.to) {
      // What happens at the very end still counts; nothing is planned for later.
      this.playBefore(Infinity, Infinity)
      this.done = true
    }
  }

  /** The instant of a source's next frame; Infinity when it has ended. */
  private upcoming(source: number): number {
    if (this.blockNext[source] === this.blockEnd[source]) {
      const base = source * BLOCK
      const count = this.lane.sources[source]!.source.fill(
        this.blockTimes,
        this.blockClasses,
        base,
        BLOCK,
      )
      this.blockNext[source] = base
      this.blockEnd[source] = base + count
      if (count === 0) return Infinity
    }
    return this.blockTimes[this.blockNext[source]!]!
  }

  /** A source emits a frame. */
  private emit(source: number, flow: number, agent: number, now: number): void {
    const frameClass = this.blockClasses[this.blockNext[source]!]!
    this.blockNext[source]!++
    this.agenda.set(agent, this.upcoming(source))

    const { lane } = this
    const size = lane.sizes[frameClass]!
    this.emitted++
    if (now >= lane.window.from && now < lane.window.to) this.meters[flow]!.offer(size)
    const refusal = lane.flows[flow]!.refusal[frameClass]!
    if (refusal >= 0) {
      this.drop(flow, refusal, size, now, 0, now)
      return
    }
    const kind = this.beforeKind[flow]
    if (kind === NONE) {
      this.enterPort(flow, frameClass, size, now, now)
      return
    }
    const instant = this.beforePort.conformsAt(flow, frameClass, now)
    if (instant <= now) {
      this.beforePort.take(flow)
      this.released++
      this.enterPort(flow, frameClass, size, now, now)
    } else if (kind === POLICE) {
      this.drop(flow, CAUSE.policed, size, now, 0, now)
    } else if (!this.beforeBacklogs[flow]!.admits(now, size)) {
      this.drop(flow, CAUSE.shaperQueueFull, size, now, 0, now)
    } else {
      this.beforePort.take(flow)
      this.beforeBacklogs[flow]!.join(now, instant, size)
      const line = this.lines[flow]!
      line.push(now, instant, frameClass)
      if (line.length === 1) this.agenda.set(this.shaperAgent[flow]!, instant)
    }
  }

  /** A shaper releases the frame that has waited longest. */
  private release(flow: number, agent: number, now: number): void {
    const line = this.lines[flow]!
    const arrival = line.arrival
    const frameClass = line.frameClass
    line.shift()
    this.agenda.set(agent, line.release)
    this.released++
    this.enterPort(flow, frameClass, this.lane.sizes[frameClass]!, arrival, now)
  }

  /** A frame reaches the port's queue; where it ends is worked out at once. */
  private enterPort(
    flow: number,
    frameClass: number,
    size: number,
    emission: number,
    now: number,
  ): void {
    const { lane } = this
    const end = lane.window.to
    const start = this.port.send(now, size)
    if (start === NO_ROOM) {
      this.drop(flow, CAUSE.portQueueFull, size, emission, 0, now)
      return
    }
    if (start > end) {
      this.keep(flow, size, emission)
      return
    }
    this.begun++
    const arrival = start + (size + TAG_AND_PREAMBLE) * lane.byteTime + lane.propagation
    if (arrival > end) this.keep(flow, size, emission)
    else if (this.behindKind[flow] === NONE) {
      this.deliver(flow, size, emission, arrival, now - emission, start - now, 0)
    } else this.limitBehindPort(flow, frameClass, size, emission, now, start, arrival)
  }

  /** A frame reaches its bucket behind the cable, on its way to the cloud. */
  private limitBehindPort(
    flow: number,
    frameClass: number,
    size: number,
    emission: number,
    entry: number,
    start: number,
    now: number,
  ): void {
    const instant = this.behindPort.conformsAt(flow, frameClass, now)
    if (instant > now) {
      if (this.behindKind[flow] === POLICE) {
        this.drop(flow, CAUSE.policed, size, emission, 1, now)
        return
      }
      const backlog = this.behindBacklogs[flow]!
      if (!backlog.admits(now, size)) {
        this.drop(flow, CAUSE.shaperQueueFull, size, emission, 1, now)
        return
      }
      backlog.join(now, instant, size)
    }
    this.behindPort.take(flow)
    if (instant === NEVER) {
      this.keep(flow, size, emission)
      return
    }
    this.released++
    this.deliver(flow, size, emission, instant, instant - now, start - entry, entry - emission)
  }

  private deliver(
    flow: number,
    size: number,
    emission: number,
    instant: number,
    shaperWait: number,
    portWait: number,
    customerWait: number,
  ): void {
    this.delivered++
    if (this.measured(emission)) {
      this.meters[flow]!.deliver(size, instant - emission, shaperWait, portWait, customerWait)
    }
  }

  private drop(
    flow: number,
    cause: number,
    size: number,
    emission: number,
    place: 0 | 1,
    instant: number,
  ): void {
    this.dropped++
    if (this.measured(emission)) this.meters[flow]!.drop(cause, size, place, instant)
  }

  private keep(flow: number, size: number, emission: number): void {
    if (this.measured(emission)) this.meters[flow]!.keep(size)
  }

  private measured(emission: number): boolean {
    const { from, to } = this.lane.window
    return emission >= from && emission < to
  }

  /** Frames that a shaper still holds at the end are in flight. */
  private countHeld(line: Line, flow: number): void {
    while (line.length > 0) {
      this.keep(flow, this.lane.sizes[line.frameClass]!, line.arrival)
      line.shift()
    }
  }

  /** Every frame measured is delivered, dropped or in flight, in frames and in bytes. */
  private checkConservation(): void {
    this.meters.forEach((meter, flow) => {
      const sum = (values: Float64Array): number => values.reduce((a, b) => a + b, 0)
      const frames = meter.deliveredFrames + sum(meter.droppedFrames) + meter.inFlightFrames
      const bytes = meter.deliveredBytes + sum(meter.droppedBytes) + meter.inFlightBytes
      if (frames !== meter.offeredFrames || bytes !== meter.offeredBytes) {
        throw new InvariantError(
          `${this.lane.flows[flow]!.interlink} ${laneName(this.lane)}: ` +
            `${meter.offeredFrames} frames offered, ${frames} accounted for`,
          this.clock,
        )
      }
    })
  }
}

type Limiter = LaneFlow['limiter']

const shaperOf = (flow: LaneFlow): Limiter | null =>
  flow.customerShaper === null ? null : { kind: 'shape', ...flow.customerShaper }

const kindsOf = (specs: readonly (Limiter | null)[]): Int8Array =>
  Int8Array.from(specs, spec => {
    if (spec === null) return NONE
    return spec.kind === 'shape' ? SHAPE : POLICE
  })
