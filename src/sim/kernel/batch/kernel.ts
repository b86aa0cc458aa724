/**
 * The batch kernel: one lane, played window after window of simulated time.
 *
 * What a source emits depends on nothing behind it, so a lane needs no queue of events. Each pass takes
 * all frames of a window one step further: from the sources through the limiters, in the order of time
 * into the port, over the cable. What reaches the port after the window is kept for a later one.
 *
 * Windows change no figure, so their width is only a matter of speed. They end where intervals of the
 * series and slices do.
 */
import { Buckets } from '../../bucket.ts'
import type { Lane } from '../../lane.ts'
import { LaneSeries } from '../../meter/series.ts'
import { Course } from '../course.ts'
import { Front } from '../front.ts'
import type { Kernel, LaneRecord } from '../kernel.ts'
import { Path } from '../path.ts'
import type { LaneResult } from '../result.ts'
import { Arrivals } from './arrivals.ts'
import { CablePass } from './cable-pass.ts'
import { FarEnd } from './far-end.ts'
import { Limiters } from './limiters.ts'
import { orderByTime } from './order.ts'
import { PortPass } from './port-pass.ts'
import { CAPACITY, COLUMNS } from './scratch.ts'
import { ZERO } from '../../zero.ts'

const { ENTRY } = COLUMNS

/** Frames that a window should have: few enough to stay in the cache, … */
const FRAMES = 4096
/** … and enough to make what each flow costs by itself worth it. */
const FRAMES_PER_FLOW = 32
/** The first window's width, ps. */
const FIRST_WIDTH = 1_000_000
/** A window is at most so many times as wide as the one before, or as narrow. */
const CHANGE = 8

/** One lane in the batch kernel. */
export class BatchKernel implements Kernel {
  declare private readonly lane: Lane
  declare readonly series: LaneSeries | null
  declare private readonly path: Path
  declare private readonly arrivals: Arrivals
  declare private readonly limiters: Limiters
  declare private readonly port: PortPass
  declare private readonly cable: CablePass
  declare private readonly farEnd: FarEnd
  declare private readonly course: Course
  declare private readonly backlogs: Front['backlogs']
  /** Where the frames of each flow begin, and the last one's end. */
  declare private readonly bases: Int32Array
  /** For how many flows frames of the window are drawn. */
  declare private drawn: number
  /** Frames that a window should have, and how wide it would have to be, ps. */
  declare private readonly wanted: number
  declare private width: number
  declare private done: boolean
  declare private clock: number

  constructor(lane: Lane, record: LaneRecord) {
    const { flows, sizes, window } = lane
    this.lane = lane
    const enforced = flows.map(({ limiter }) => limiter)
    const buckets = new Buckets(enforced, sizes, window.to)
    this.series = record.series ? new LaneSeries(window, flows.length, buckets) : null
    this.path = new Path(lane, buckets, this.series, record.trace)
    const front = new Front(lane, buckets, this.series)
    this.arrivals = new Arrivals(lane, this.path, record.trace)
    this.limiters = new Limiters(lane, front, this.path)
    this.port = new PortPass(lane, this.path.port)
    this.cable = new CablePass(lane, this.path)
    this.farEnd = new FarEnd(lane, this.path, this.cable.onTheWay)
    this.bases = new Int32Array(flows.length + 1)
    this.drawn = 0
    this.course = new Course(window, this.path, this.series, front.backlogs)
    this.backlogs = lane.direction === 'toCustomer' ? front.backlogs : this.path.backlogs
    this.wanted = Math.max(FRAMES, FRAMES_PER_FLOW * flows.length)
    this.width = ZERO + FIRST_WIDTH
    this.done = false
    this.clock = ZERO
  }

  get simulated(): number {
    return this.clock
  }

  get frames(): number {
    return this.arrivals.emitted
  }

  advance(events: number, until: number = Infinity): boolean {
    const { course } = this
    let left = events
    while (left > 0 && this.clock < until && !this.done) {
      const { boundary } = course
      if (this.clock < boundary)
        left -= this.playWindow(Math.min(boundary, this.clock + this.width))
      if (this.clock === boundary) this.done = course.cross(() => this.playWindow(Infinity))
    }
    return this.done
  }

  result(): LaneResult {
    const { lane, path, arrivals, limiters } = this
    limiters.countHeld()
    path.checkConservation()
    return {
      lane,
      meters: path.meters,
      shaperQueues: this.backlogs.map(backlog => backlog.figures()),
      port: path.port.figures(),
      emitted: arrivals.emitted,
      events: arrivals.emitted + limiters.released + path.events,
    }
  }

  /**
   * Plays one window, narrower than asked for where it would have too many frames.
   *
   * @param end  ps; Infinity: what there is at the end of the run
   * @returns how much that was, in frames
   */
  private playWindow(end: number): number {
    const begin = this.clock
    let before = end
    let isAll = this.draw(before)
    while (!isAll && before > begin + 1 && before !== Infinity) {
      this.putBack()
      before = begin + Math.floor((before - begin) / 2)
      isAll = this.draw(before)
    }
    let count = this.send(this.place(begin, before), begin, before)
    // Of more than a window can have, all at one instant, the rest follows.
    while (!isAll) {
      isAll = this.draw(before)
      count += this.send(this.place(begin, before), begin, before)
    }
    if (before === Infinity) return count
    this.clock = before
    this.width = this.widthAfter(before - begin, count)
    return count + 1
  }

  /** A width that would have had as many frames as are wanted. */
  private widthAfter(width: number, count: number): number {
    const factor = this.wanted / Math.max(count, 1)
    const change = Math.min(CHANGE, Math.max(1 / CHANGE, factor))
    return Math.max(1, Math.ceil(width * change))
  }

  /**
   * Places, flow by flow, what sources emit before an instant, behind room for what shapers release
   * before it.
   *
   * @returns whether that is all
   */
  private draw(before: number): boolean {
    const { arrivals, limiters } = this
    const flows = this.lane.flows.length
    let place = 0
    for (let flow = 0; flow < flows; flow++) {
      this.drawn = flow
      const first = place + limiters.due(flow, before)
      if (first >= CAPACITY) return false
      this.drawn++
      place = arrivals.draw(flow, first, before)
      if (place === CAPACITY) return false
    }
    return true
  }

  /** Undoes `draw`. */
  private putBack(): void {
    for (let flow = 0; flow < this.drawn; flow++) this.arrivals.putBack(flow)
  }

  /** What is drawn meets its limiters, and what reaches the port in the window closes ranks. @returns how many */
  private place(begin: number, before: number): number {
    const { arrivals, limiters, bases } = this
    const flows = this.lane.flows.length
    let place = 0
    for (let flow = 0; flow < flows; flow++) {
      bases[flow] = place
      if (flow >= this.drawn) continue
      const released = limiters.release(flow, place, before)
      const arrived = arrivals.admit(flow, released, begin, before)
      place = limiters.enter(flow, released, arrived, begin, before)
    }
    bases[flows] = place
    return place
  }

  /** Sends what was placed over the port and the cable, in the order of time, and delivers it. @returns how many */
  private send(count: number, begin: number, before: number): number {
    const { lane, limiters, port, cable, farEnd, bases } = this
    orderByTime(ENTRY, 0, count, begin, before)
    port.send(count, begin, before)
    cable.cross(bases, limiters.isHeld, port.isFull, port.isOver)
    for (let flow = 0; flow < lane.flows.length; flow++) {
      const from = bases[flow]!
      const isHeld = limiters.isHeld[flow] === 1
      const to = cable.closeRanks(flow, from, bases[flow + 1]!, isHeld)
      farEnd.deliver(flow, from, to, isHeld)
    }
    return count
  }
}
