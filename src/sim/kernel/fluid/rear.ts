/** The way of a flow from the port's queue to its delivery: port, cable, and a bucket behind it, if any. */
import { TAG_AND_PREAMBLE } from '../../../model/frame.ts'
import { CAUSE } from '../../meter/flow.ts'
import type { FluidCable } from './cable.ts'
import type { Course } from './course.ts'
import { type FluidMeter, PLACES } from './flow-meter.ts'
import { type Limited, shareBefore } from './front.ts'
import type { Parcels } from './parcels.ts'

/** What all flows of a lane have in common behind the port. */
export interface Outlet {
  readonly course: Course
  /** Time of a byte on the port, ps. */
  readonly byteTime: number
  readonly propagation: number
  /** The measured window, ps. */
  readonly from: number
  readonly to: number
}

/** The rear of one flow. */
export class Rear {
  declare private readonly outlet: Outlet
  declare private readonly meter: FluidMeter
  declare private readonly cable: FluidCable
  declare private readonly limited: Limited | null
  /** Whether the bucket in front of the port is the InterLink's: towards the customer. */
  declare private readonly bucketIsInFront: boolean
  /** Frame bytes whose last bit left the port in the measured window. */
  declare sentBytes: number
  declare private state: number
  // What is on its way through the bucket.
  declare private begin: number
  declare private length: number
  declare private frames: number
  declare private bytes: number
  declare private isMeasured: boolean
  declare private front: number
  declare private frontSlope: number
  declare private port: number
  declare private portSlope: number

  constructor(
    outlet: Outlet,
    meter: FluidMeter,
    cable: FluidCable,
    limited: Limited | null,
    bucketIsInFront: boolean,
  ) {
    this.outlet = outlet
    this.meter = meter
    this.cable = cable
    this.limited = limited
    this.bucketIsInFront = bucketIsInFront
    this.sentBytes = 0
    this.state = 0
    this.begin = 0
    this.length = 0
    this.frames = 0
    this.bytes = 0
    this.isMeasured = false
    this.front = 0
    this.frontSlope = 0
    this.port = 0
    this.portSlope = 0
  }

  /** Carries all parcels of the flow. */
  carry(parcels: Parcels): void {
    const { course } = this.outlet
    let stretch = 0
    for (let i = 0; i < parcels.length; i++) {
      const begin = parcels.begins[i]!
      const end = parcels.ends[i]!
      while (stretch + 1 < course.length && course.ends[stretch]! <= begin) stretch++
      const isMeasured = i >= parcels.measuredFrom
      for (let from = begin; ;) {
        const isLast = stretch + 1 >= course.length || course.ends[stretch]! >= end
        const to = isLast ? end : course.ends[stretch]!
        this.crossPort(parcels, i, stretch, from, to, isMeasured)
        if (isLast) break
        from = to
        stretch++
      }
    }
    this.limited?.server.rest(this.outlet.to)
  }

  /** The part of a parcel that reaches the port in [`begin`, `end`), all of it in one stretch of its course. */
  private crossPort(
    parcels: Parcels,
    i: number,
    stretch: number,
    begin: number,
    end: number,
    isMeasured: boolean,
  ): void {
    const { meter, outlet } = this
    const { course } = outlet
    const first = parcels.begins[i]!
    const length = parcels.ends[i]! - first
    const part = length > 0 ? (end - begin) / length : 1
    const share = course.shares[stretch]!
    const frames = parcels.frames[i]! * part
    const bytes = parcels.bytes[i]! * part
    if (share < 1) {
      const lost = 1 - share
      const cause = CAUSE.portQueueFull
      meter.drop(cause, PLACES.port, begin, end, frames * lost, bytes * lost, isMeasured)
    }
    const waitBegin = course.waitAt(stretch, begin)
    const waitEnd = course.waitAt(stretch, end)
    const out = begin + waitBegin
    const outEnd = end + waitEnd
    const inRun = shareBefore(outlet.to, out, outEnd)
    const passing = share * inRun
    meter.keep(frames * (share - passing), bytes * (share - passing), isMeasured)
    if (inRun === 0) return
    // Waits of the first and the last drop that leave in the run.
    const frontFirst = parcels.waitsBegin[i]!
    const frontSlope = length > 0 ? (parcels.waitsEnd[i]! - frontFirst) / length : 0
    const lastIn = begin + (end - begin) * inRun
    const outLength = Math.min(outEnd, outlet.to) - out
    this.front = frontFirst + frontSlope * (begin - first)
    this.frontSlope = outLength > 0 ? (frontSlope * (lastIn - begin)) / outLength : 0
    this.port = waitBegin
    this.portSlope = outLength > 0 ? ((waitEnd - waitBegin) * inRun) / outLength : 0
    this.crossCable(out, out + outLength, frames * passing, bytes * passing, isMeasured)
  }

  /** Fluid leaves the port in [`begin`, `end`). */
  private crossCable(
    begin: number,
    end: number,
    frames: number,
    bytes: number,
    isMeasured: boolean,
  ): void {
    const { cable, outlet, meter } = this
    const { instants } = cable
    const length = end - begin
    if (begin >= outlet.from) this.sentBytes += bytes
    else this.sentBytes += bytes * (1 - shareBefore(outlet.from, begin, end))
    while (this.state + 1 < instants.length && instants[this.state + 1]! <= begin) this.state++
    const [front, port] = [this.front, this.port]
    for (let from = begin; ;) {
      const { state } = this
      const next = instants[state + 1] ?? Infinity
      const to = Math.min(next, end)
      const part = length > 0 ? (to - from) / length : 1
      const [some, size] = [frames * part, bytes * part]
      if (cable.isCut[state]!) {
        meter.drop(CAUSE.linkDown, PLACES.cable, from, to, some, size, isMeasured)
      } else {
        const lost = cable.lost[state]!
        const [noFrames, noBytes] = [some * lost.frames, size * lost.bytes]
        meter.drop(CAUSE.bitError, PLACES.cable, from, to, noFrames, noBytes, isMeasured)
        this.front = front + this.frontSlope * (from - begin)
        this.port = port + this.portSlope * (from - begin)
        this.arrive(from, to, some - noFrames, size - noBytes, isMeasured)
      }
      if (next >= end) return
      from = to
      this.state++
    }
  }

  /** Fluid that has left the port in [`begin`, `end`) gets to the far end. */
  private arrive(
    begin: number,
    end: number,
    frames: number,
    bytes: number,
    isMeasured: boolean,
  ): void {
    const { outlet, limited, meter } = this
    const arrival = begin + outlet.propagation
    const inRun = shareBefore(outlet.to, arrival, end + outlet.propagation)
    meter.keep(frames * (1 - inRun), bytes * (1 - inRun), isMeasured)
    if (inRun === 0) return
    this.begin = arrival
    this.length = Math.min(end + outlet.propagation, outlet.to) - arrival
    this.frames = frames * inRun
    this.bytes = bytes * inRun
    this.isMeasured = isMeasured
    if (limited === null) this.leave(arrival, arrival + this.length, 0, 0, 1)
    else {
      limited.server.pass(arrival, arrival + this.length, this.frames, this.bytes, this.leave)
    }
  }

  /** Fluid that has got to the far end in [`begin`, `end`) is let in there, or some of it. */
  private readonly leave = (
    begin: number,
    end: number,
    waitBegin: number,
    waitEnd: number,
    share: number,
  ): void => {
    const { outlet, meter, isMeasured } = this
    const part = this.length > 0 ? (end - begin) / this.length : 1
    const frames = this.frames * part
    const bytes = this.bytes * part
    if (share < 1) {
      const lost = 1 - share
      const { cause } = this.limited!
      meter.drop(cause, PLACES.far, begin, end, frames * lost, bytes * lost, isMeasured)
    }
    const out = begin + waitBegin
    const outEnd = end + waitEnd
    const inRun = shareBefore(outlet.to, out, outEnd)
    const passing = share * inRun
    meter.keep(frames * (share - passing), bytes * (share - passing), isMeasured)
    if (inRun === 0) return
    const delivered = frames * passing
    const size = bytes * passing
    meter.deliver(out, Math.min(outEnd, outlet.to), delivered, size, isMeasured)
    if (!isMeasured || delivered === 0) return
    const last = begin + (end - begin) * inRun
    this.tellWaits(
      begin,
      last,
      waitBegin,
      waitBegin + (waitEnd - waitBegin) * inRun,
      delivered,
      size,
    )
  }

  private tellWaits(
    begin: number,
    end: number,
    farBegin: number,
    farEnd: number,
    frames: number,
    bytes: number,
  ): void {
    const { meter, outlet } = this
    const [sinceBegin, sinceEnd] = [begin - this.begin, end - this.begin]
    const frontBegin = Math.max(0, this.front + this.frontSlope * sinceBegin)
    const frontEnd = Math.max(0, this.front + this.frontSlope * sinceEnd)
    const portBegin = Math.max(0, this.port + this.portSlope * sinceBegin)
    const portEnd = Math.max(0, this.port + this.portSlope * sinceEnd)
    const own = (bytes / frames + TAG_AND_PREAMBLE) * outlet.byteTime + outlet.propagation
    meter.delay.add(
      frontBegin + portBegin + farBegin + own,
      frontEnd + portEnd + farEnd + own,
      frames,
    )
    meter.portWait.add(portBegin, portEnd, frames)
    if (this.bucketIsInFront) {
      meter.shaperWait.add(frontBegin, frontEnd, frames)
      return
    }
    meter.shaperWait.add(farBegin, farEnd, frames)
    meter.customerWait?.add(frontBegin, frontEnd, frames)
  }
}
