/** What is counted of one flow: an InterLink in one direction. */
import { DROP_CAUSES, type DropCause } from '../../model/drop-cause.ts'
import type { CounterPool } from './counter-pool.ts'
import { Distribution } from './distribution.ts'
import { Spread } from './spread.ts'
import { Tally } from './tally.ts'
import { SLICES, type Window, intervalAt, sliceAt } from './window.ts'
import { ZERO } from '../zero.ts'

/** Index of a cause in a meter's counters. */
export const CAUSE: Readonly<Record<DropCause, number>> = Object.fromEntries(
  DROP_CAUSES.map((cause, i) => [cause, i]),
) as Record<DropCause, number>

/** Counters of a flow over the frames emitted in the measured window. */
export class FlowMeter {
  declare private readonly window: Window
  declare private readonly starts: readonly number[]
  declare offeredFrames: number
  declare offeredBytes: number
  declare deliveredFrames: number
  declare deliveredBytes: number
  /** Frames whose fate lies beyond the end of the run. */
  declare inFlightFrames: number
  declare inFlightBytes: number
  declare readonly droppedFrames: Float64Array
  declare readonly droppedBytes: Float64Array
  declare readonly droppedPerSlice: Float64Array
  /**
   * Drops by interval: up to the port, and behind it. A kernel may work out what happens behind the
   * port ahead of time; each tally by itself sees rising time. Behind the port these are frames lost on
   * the cable and at its end: a cut that loses a frame begins when all before it are through or lost.
   */
  declare readonly tallies: readonly [Tally, Tally]
  declare readonly delay: Distribution
  declare readonly delaySpread: Spread
  declare readonly shaperWait: Distribution
  declare readonly portWait: Distribution
  declare readonly customerWait: Distribution | null
  declare readonly offeredPerSlice: Float64Array
  /** Most bytes offered in one interval of the series. */
  declare peakBytes: number
  declare private slice: number
  declare private sliceBase: number
  declare private intervalBase: number

  /**
   * @param starts  of the window's slices (`sliceStarts`)
   * @param pool    where the counters of its distributions are
   */
  constructor(
    window: Window,
    starts: readonly number[],
    hasCustomerShaper: boolean,
    pool: CounterPool,
  ) {
    this.window = window
    this.starts = starts
    this.offeredFrames = ZERO
    this.offeredBytes = ZERO
    this.deliveredFrames = ZERO
    this.deliveredBytes = ZERO
    this.inFlightFrames = ZERO
    this.inFlightBytes = ZERO
    this.droppedFrames = new Float64Array(DROP_CAUSES.length)
    this.droppedBytes = new Float64Array(DROP_CAUSES.length)
    this.droppedPerSlice = new Float64Array(SLICES)
    this.tallies = [new Tally(), new Tally()]
    this.delay = new Distribution(pool)
    this.delaySpread = new Spread()
    this.shaperWait = new Distribution(pool)
    this.portWait = new Distribution(pool)
    this.customerWait = hasCustomerShaper ? new Distribution(pool) : null
    this.offeredPerSlice = new Float64Array(SLICES)
    this.peakBytes = ZERO
    this.slice = 0
    this.sliceBase = ZERO
    this.intervalBase = ZERO
  }

  /** A frame was emitted. */
  offer(size: number): void {
    this.offeredFrames++
    this.offeredBytes += size
  }

  /** Frames of so many bytes were emitted. */
  offerAll(frames: number, size: number): void {
    this.offeredFrames += frames
    this.offeredBytes += size
  }

  /** A frame arrived; waits and delay in whole ps. */
  deliver(
    size: number,
    delay: number,
    shaperWait: number,
    portWait: number,
    customerWait: number,
  ): void {
    this.deliveredFrames++
    this.deliveredBytes += size
    this.delay.add(delay)
    this.delaySpread.add(delay)
    this.shaperWait.add(shaperWait)
    this.portWait.add(portWait)
    if (this.customerWait !== null) this.customerWait.add(customerWait)
  }

  /** A frame is still on its way when the run ends. */
  keep(size: number): void {
    this.inFlightFrames++
    this.inFlightBytes += size
  }

  /**
   * A frame was dropped.
   *
   * @param cause    index from `CAUSE`
   * @param place    0: up to and at the port, 1: on the cable or behind it
   * @param instant  whole ps; at each place never before the previous one
   */
  drop(cause: number, size: number, place: 0 | 1, instant: number): void {
    this.dropAt(cause, 1, size, place, instant)
  }

  /** Frames of so many bytes were dropped up to the port, all in the interval and slice of an instant, ps. */
  dropAll(cause: number, frames: number, size: number, instant: number): void {
    this.dropAt(cause, frames, size, 0, instant)
  }

  /**
   * An interval of the series ends: everything offered before its end has been counted.
   *
   * @returns bytes offered in it
   */
  endInterval(): number {
    const offered = this.offeredBytes - this.intervalBase
    this.peakBytes = Math.max(this.peakBytes, offered)
    this.intervalBase = this.offeredBytes
    return offered
  }

  /** A slice ends: everything offered before its end has been counted. */
  endSlice(): void {
    this.offeredPerSlice[this.slice++] = this.offeredBytes - this.sliceBase
    this.sliceBase = this.offeredBytes
  }

  private dropAt(cause: number, frames: number, size: number, place: 0 | 1, instant: number): void {
    this.droppedFrames[cause]! += frames
    this.droppedBytes[cause]! += size
    const { window } = this
    this.tallies[place].add(intervalAt(window, instant), frames)
    this.droppedPerSlice[sliceAt(window, this.starts, instant)]! += frames
  }
}
