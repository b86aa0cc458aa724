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

// What is under way, in an array: numbers that are handed on as arguments would each be an object of
// their own (`docs/decisions/v8.md`). Instants and waits are those of its first and its last drop, ps.
const BEGIN = 0
const END = 1
const FRAMES = 2
const BYTES = 3
/** Wait in front of the port. */
const FRONT_BEGIN = 4
const FRONT_END = 5
const PORT_BEGIN = 6
const PORT_END = 7
const SLOTS = 8

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
  /** Which state of the cable holds. */
  declare private state: number
  declare private isMeasured: boolean
  /** What leaves the port. */
  declare private readonly sent: Float64Array
  /** What arrives. */
  declare private readonly arriving: Float64Array

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
    this.isMeasured = false
    this.sent = new Float64Array(SLOTS)
    this.arriving = new Float64Array(SLOTS)
  }

  /** Carries all parcels of the flow. */
  carry(parcels: Parcels): void {
    const { course, to: end } = this.outlet
    let stretch = 0
    for (let i = 0; i < parcels.length; i++) {
      this.isMeasured = i >= parcels.measuredFrom
      const begin = parcels.begins[i]!
      while (stretch + 1 < course.length && course.ends[stretch]! <= begin) stretch++
      const isWhole = stretch + 1 >= course.length || course.ends[stretch]! >= parcels.ends[i]!
      const isClear =
        isWhole &&
        course.waitsBegin[stretch] === 0 &&
        course.waitsEnd[stretch] === 0 &&
        course.shares[stretch] === 1 &&
        parcels.ends[i]! <= end
      if (isClear) this.passPort(parcels, i)
      else stretch = this.crossPort(parcels, i, stretch)
    }
    this.limited?.server.rest(end)
  }

  /** A parcel finds the port free. */
  private passPort(parcels: Parcels, i: number): void {
    const { sent } = this
    sent[BEGIN] = parcels.begins[i]!
    sent[END] = parcels.ends[i]!
    sent[FRAMES] = parcels.frames[i]!
    sent[BYTES] = parcels.bytes[i]!
    sent[FRONT_BEGIN] = parcels.waitsBegin[i]!
    sent[FRONT_END] = parcels.waitsEnd[i]!
    sent[PORT_BEGIN] = 0
    sent[PORT_END] = 0
    this.crossCable()
  }

  /** A parcel reaches the port from a stretch of its course on. @returns the stretch in which it ends */
  private crossPort(parcels: Parcels, i: number, stretch: number): number {
    const { course } = this.outlet
    const end = parcels.ends[i]!
    let from = parcels.begins[i]!
    for (let at = stretch; ; at++) {
      const isLast = at + 1 >= course.length || course.ends[at]! >= end
      const to = isLast ? end : course.ends[at]!
      this.crossStretch(parcels, i, at, from, to)
      if (isLast) return at
      from = to
    }
  }

  /** The part of a parcel that reaches the port in [`begin`, `end`), all of it in one stretch of its course. */
  private crossStretch(
    parcels: Parcels,
    i: number,
    stretch: number,
    begin: number,
    end: number,
  ): void {
    const { meter, outlet, isMeasured, sent } = this
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
    if (inRun < 1) meter.keep(frames * (share - passing), bytes * (share - passing), isMeasured)
    if (inRun === 0) return
    const slope = length > 0 ? (parcels.waitsEnd[i]! - parcels.waitsBegin[i]!) / length : 0
    const frontBegin = parcels.waitsBegin[i]! + slope * (begin - first)
    sent[BEGIN] = out
    sent[END] = Math.min(outEnd, outlet.to)
    sent[FRAMES] = frames * passing
    sent[BYTES] = bytes * passing
    sent[FRONT_BEGIN] = frontBegin
    sent[FRONT_END] = frontBegin + slope * (end - begin) * inRun
    sent[PORT_BEGIN] = waitBegin
    sent[PORT_END] = waitBegin + (waitEnd - waitBegin) * inRun
    this.crossCable()
  }

  /** What has been sent is on the cable. */
  private crossCable(): void {
    const { cable, outlet, sent } = this
    const { instants } = cable
    const begin = sent[BEGIN]!
    const end = sent[END]!
    this.sentBytes +=
      begin >= outlet.from
        ? sent[BYTES]!
        : sent[BYTES]! * (1 - shareBefore(outlet.from, begin, end))
    while (this.state + 1 < instants.length && instants[this.state + 1]! <= begin) this.state++
    for (let from = begin; ;) {
      const next = instants[this.state + 1] ?? Infinity
      this.crossState(from, Math.min(next, end))
      if (next >= end) return
      from = next
      this.state++
    }
  }

  /** The part of what has been sent that left the port in [`begin`, `end`), while the cable was of one kind. */
  private crossState(begin: number, end: number): void {
    const { cable, outlet, meter, state, isMeasured, sent, arriving } = this
    const length = sent[END]! - sent[BEGIN]!
    const part = length > 0 ? (end - begin) / length : 1
    let frames = sent[FRAMES]! * part
    let bytes = sent[BYTES]! * part
    const cutAt = cable.cutAt[state]!
    if (cutAt !== Infinity) {
      const [from, to] = [Math.max(begin, cutAt), Math.max(end, cutAt)]
      meter.drop(CAUSE.linkDown, PLACES.cable, from, to, frames, bytes, isMeasured)
      return
    }
    const lost = cable.lost[state]!
    if (lost.frames > 0) {
      const [noFrames, noBytes] = [frames * lost.frames, bytes * lost.bytes]
      meter.drop(CAUSE.bitError, PLACES.cable, begin, end, noFrames, noBytes, isMeasured)
      frames -= noFrames
      bytes -= noBytes
    }
    const arrival = begin + outlet.propagation
    const last = end + outlet.propagation
    const inRun = shareBefore(outlet.to, arrival, last)
    if (inRun < 1) meter.keep(frames * (1 - inRun), bytes * (1 - inRun), isMeasured)
    if (inRun === 0) return
    const from = length > 0 ? (begin - sent[BEGIN]!) / length : 0
    const to = from + (length > 0 ? ((end - begin) * inRun) / length : 0)
    const front = sent[FRONT_END]! - sent[FRONT_BEGIN]!
    const port = sent[PORT_END]! - sent[PORT_BEGIN]!
    arriving[BEGIN] = arrival
    arriving[END] = Math.min(last, outlet.to)
    arriving[FRAMES] = frames * inRun
    arriving[BYTES] = bytes * inRun
    arriving[FRONT_BEGIN] = sent[FRONT_BEGIN]! + front * from
    arriving[FRONT_END] = sent[FRONT_BEGIN]! + front * to
    arriving[PORT_BEGIN] = sent[PORT_BEGIN]! + port * from
    arriving[PORT_END] = sent[PORT_BEGIN]! + port * to
    this.arrive()
  }

  /** What arrives is delivered, or reaches the bucket at the far end. */
  private arrive(): void {
    const { limited, meter, isMeasured, arriving } = this
    const [begin, end] = [arriving[BEGIN]!, arriving[END]!]
    const [frames, bytes] = [arriving[FRAMES]!, arriving[BYTES]!]
    if (limited !== null) {
      limited.server.pass(begin, end, frames, bytes, this.leave)
      return
    }
    meter.deliver(begin, end, frames, bytes, isMeasured)
    if (isMeasured) this.tellWaits(0, 1, 0, 0, frames)
  }

  /** What has arrived in [`begin`, `end`) is let into the bucket, or some of it. */
  private readonly leave = (
    begin: number,
    end: number,
    waitBegin: number,
    waitEnd: number,
    share: number,
  ): void => {
    const { outlet, meter, isMeasured, arriving } = this
    const length = arriving[END]! - arriving[BEGIN]!
    const part = length > 0 ? (end - begin) / length : 1
    const frames = arriving[FRAMES]! * part
    const bytes = arriving[BYTES]! * part
    if (share < 1) {
      const lost = 1 - share
      const { cause } = this.limited!
      meter.drop(cause, PLACES.far, begin, end, frames * lost, bytes * lost, isMeasured)
    }
    const out = begin + waitBegin
    const outEnd = end + waitEnd
    const inRun = shareBefore(outlet.to, out, outEnd)
    const passing = share * inRun
    if (inRun < 1) meter.keep(frames * (share - passing), bytes * (share - passing), isMeasured)
    if (inRun === 0) return
    const last = Math.min(outEnd, outlet.to)
    meter.deliver(out, last, frames * passing, bytes * passing, isMeasured)
    if (!isMeasured) return
    const from = length > 0 ? (begin - arriving[BEGIN]!) / length : 0
    const waitLast = waitBegin + (waitEnd - waitBegin) * inRun
    this.tellWaits(from, from + part * inRun, waitBegin, waitLast, frames * passing)
  }

  /**
   * Of what arrives a part is delivered: from share `from` to share `to` of it.
   *
   * @param farBegin  wait at the far end of its first drop, ps
   * @param frames    that are delivered of it
   */
  private tellWaits(
    from: number,
    to: number,
    farBegin: number,
    farEnd: number,
    frames: number,
  ): void {
    const { meter, outlet, arriving } = this
    if (!(frames > 0)) return
    const front = arriving[FRONT_END]! - arriving[FRONT_BEGIN]!
    const port = arriving[PORT_END]! - arriving[PORT_BEGIN]!
    const frontBegin = Math.max(0, arriving[FRONT_BEGIN]! + front * from)
    const frontEnd = Math.max(0, arriving[FRONT_BEGIN]! + front * to)
    const portBegin = Math.max(0, arriving[PORT_BEGIN]! + port * from)
    const portEnd = Math.max(0, arriving[PORT_BEGIN]! + port * to)
    const size = arriving[BYTES]! / arriving[FRAMES]!
    const own = (size + TAG_AND_PREAMBLE) * outlet.byteTime + outlet.propagation
    const begin = frontBegin + portBegin + farBegin + own
    meter.delay.add(begin, frontEnd + portEnd + farEnd + own, frames)
    meter.portWait.add(portBegin, portEnd, frames)
    if (this.bucketIsInFront) {
      meter.shaperWait.add(frontBegin, frontEnd, frames)
      return
    }
    meter.shaperWait.add(farBegin, farEnd, frames)
    meter.customerWait?.add(frontBegin, frontEnd, frames)
  }
}
