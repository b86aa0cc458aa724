/**
 * The way of one frame from the port's queue to its delivery, all at once (`path.ts`), for the event
 * kernel.
 *
 * Most frames go the plain way: they are on a clear wire, at its end before the run is over, and conform
 * if there is a bucket. Those that do not take the steps of `Path`.
 */
import type { Lane } from '../lane.ts'
import { Figures } from './figures.ts'
import { FRAME_REGISTERS } from './frame.ts'
import { LIMITS } from './limits.ts'
import { Outlet } from './outlet.ts'
import { GONE, type Path } from './path.ts'

const { FRAME, EMISSION, NOW, START, ARRIVAL, DONE, MARK } = FRAME_REGISTERS
const { none: NONE } = LIMITS

// Numbers of a passage: the measured window, ps.
const FROM = 0
const TO = 1

/** Port, cable and far end of a lane, as frames reach them one by one. */
export class Passage {
  declare private readonly path: Path
  declare private readonly sizes: Float64Array
  declare private readonly numbers: Float64Array
  /** By class, from first bit to last bit at the far end, ps. */
  declare private readonly onTheWay: Float64Array
  declare readonly outlet: Outlet
  declare readonly figures: Figures

  constructor(lane: Lane, path: Path) {
    const { sizes, window } = lane
    this.path = path
    this.sizes = sizes
    this.numbers = new Float64Array(16)
    this.numbers[FROM] = window.from
    this.numbers[TO] = window.to
    this.onTheWay = sizes.map(size => path.onTheWay(size))
    this.outlet = new Outlet(lane, path.port)
    this.figures = new Figures(path)
  }

  /** A frame reaches the port's queue at `NOW`. */
  enterPort(flow: number, frameClass: number): void {
    this.outlet.send(frameClass)
    if (!this.cross(flow, frameClass)) return
    if (this.path.limits[flow] === NONE) FRAME[DONE] = FRAME[ARRIVAL]!
    else if (!this.leaveBucket(flow, frameClass)) return
    this.deliver(flow, this.sizes[frameClass]!)
  }

  /** Writes `ARRIVAL`. @returns whether the frame arrives in the run */
  private cross(flow: number, frameClass: number): boolean {
    const { path } = this
    const start = FRAME[START]!
    const arrival = start + this.onTheWay[frameClass]!
    FRAME[ARRIVAL] = arrival
    // What `Port.send` says of a frame that it does not send is neither.
    if (start >= 0 && arrival <= this.numbers[TO]! && arrival <= path.cable.clearUntil) {
      path.begun++
      return true
    }
    const size = this.sizes[frameClass]!
    FRAME[ARRIVAL] = path.cross(flow, size, FRAME[EMISSION]!, FRAME[NOW]!, start)
    return FRAME[ARRIVAL] !== GONE
  }

  /** The frame reaches the bucket behind the cable; writes `DONE`. @returns whether it leaves it in the run */
  private leaveBucket(flow: number, frameClass: number): boolean {
    const { path } = this
    const arrival = FRAME[ARRIVAL]!
    FRAME[DONE] = arrival
    if (path.buckets.takesAt(flow, frameClass, FRAME, ARRIVAL)) {
      path.released++
      if (path.series !== null) path.series.release(flow, arrival)
      return true
    }
    const size = this.sizes[frameClass]!
    FRAME[DONE] = path.leaveBucket(flow, frameClass, size, FRAME[EMISSION]!, arrival)
    return FRAME[DONE] !== GONE
  }

  private deliver(flow: number, size: number): void {
    const { path, figures, numbers } = this
    const emission = FRAME[EMISSION]!
    path.delivered++
    if (path.series !== null) path.series.deliver(flow, FRAME[DONE]!, size)
    if (path.trace !== null) path.trace.deliver(flow, FRAME[DONE]!, size, FRAME[MARK]!)
    if (emission < numbers[FROM]! || emission >= numbers[TO]!) return
    if (FRAME[NOW]! > emission || FRAME[DONE]! > FRAME[ARRIVAL]!) this.tellWaits(flow)
    figures.deliver(flow, size)
  }

  /** The frame has waited at some limiter. */
  private tellWaits(flow: number): void {
    const { figures } = this
    const frontWait = FRAME[NOW]! - FRAME[EMISSION]!
    const farWait = FRAME[DONE]! - FRAME[ARRIVAL]!
    if (this.path.limits[flow] === NONE) {
      figures.waitAtShaper(flow, frontWait)
      return
    }
    // Towards the cloud the shaper in front of the port is the customer's.
    if (frontWait > 0) figures.waitAtCustomer(flow, frontWait)
    if (farWait > 0) figures.waitAtShaper(flow, farWait)
  }
}
