/** The way of a flow from its sources to the port: through a bucket or the customer's shaper, if any. */
import type { FluidMeter } from './flow-meter.ts'
import { PLACES } from './flow-meter.ts'
import type { TakeEntry } from './emission.ts'
import { Parcels } from './parcels.ts'
import type { Server } from './server.ts'

/** What stands before the port. */
export interface Limited {
  readonly server: Server
  /** Why it drops what it does not let in: index from `CAUSE`. */
  readonly cause: number
}

/** The front of one flow. */
export class Front {
  /** What reaches the port before the run ends. */
  declare readonly parcels: Parcels
  declare private readonly limited: Limited | null
  declare private readonly meter: FluidMeter
  /** Of the run, ps. */
  declare private readonly end: number
  // What is on its way through the server.
  declare private begin: number
  declare private length: number
  declare private frames: number
  declare private bytes: number
  declare private isMeasured: boolean

  constructor(limited: Limited | null, meter: FluidMeter, end: number) {
    this.parcels = new Parcels()
    this.limited = limited
    this.meter = meter
    this.end = end
    this.begin = 0
    this.length = 1
    this.frames = 0
    this.bytes = 0
    this.isMeasured = false
  }

  /** Frames enter the path. */
  readonly enter: TakeEntry = (begin, end, frames, bytes, isMeasured) => {
    if (this.limited === null) {
      this.parcels.push(begin, end, frames, bytes, 0, 0, isMeasured)
      return
    }
    this.begin = begin
    this.length = end - begin
    this.frames = frames
    this.bytes = bytes
    this.isMeasured = isMeasured
    this.limited.server.pass(begin, end, frames, bytes, this.leave)
  }

  /** All that enters has entered. */
  finish(): void {
    this.limited?.server.rest(this.end)
  }

  private readonly leave = (
    begin: number,
    end: number,
    waitBegin: number,
    waitEnd: number,
    share: number,
  ): void => {
    const { meter, isMeasured, parcels } = this
    const part = this.length > 0 ? (end - begin) / this.length : 1
    const frames = this.frames * part
    const bytes = this.bytes * part
    if (share < 1) {
      const lost = 1 - share
      const { cause } = this.limited!
      meter.drop(cause, PLACES.front, begin, end, frames * lost, bytes * lost, isMeasured)
    }
    const out = begin + waitBegin
    const outEnd = end + waitEnd
    const inRun = shareBefore(this.end, out, outEnd)
    meter.keep(frames * share * (1 - inRun), bytes * share * (1 - inRun), isMeasured)
    if (inRun === 0) return
    const wait = waitBegin + (waitEnd - waitBegin) * inRun
    const last = Math.min(outEnd, this.end)
    parcels.push(
      out,
      last,
      frames * share * inRun,
      bytes * share * inRun,
      waitBegin,
      wait,
      isMeasured,
    )
  }
}

/** The share of what flows evenly in [`begin`, `end`) that does so before an instant, ps. */
export const shareBefore = (instant: number, begin: number, end: number): number => {
  if (end <= instant) return 1
  return begin >= instant ? 0 : (instant - begin) / (end - begin)
}
