/**
 * The series of a lane: figures of each interval of the measured window, all frames counted.
 *
 * An interval covers its beginning and not its end; the last one also covers the instant at which the
 * run ends. An interval is told as soon as nothing can change it any more, so no more is kept than
 * those ahead of the clock that the fate of some frame already reaches.
 */
import type { Buckets } from '../bucket.ts'
import { rateOf } from '../exact.ts'
import { IntervalRows } from './interval-rows.ts'
import { QUEUE_SLOTS, QueueSeries } from './queue-series.ts'
import { type Window, intervalAt } from './window.ts'

/** Figures of a flow in an interval, in the order in which `LaneInterval.flows` has them. */
export const FLOW_FIGURES = 5

/** One interval of a lane. */
export interface LaneInterval {
  /**
   * For each flow in turn: frame bits offered, delivered and dropped, bit/s; bytes waiting in its
   * shaper, mean; counted bytes in its bucket at the end.
   */
  readonly flows: Float64Array
  /** Share of the interval that the port's serialiser was busy. */
  readonly utilisation: number
  /** Bytes waiting for the port, mean. */
  readonly queue: number
}

const PORT = 0
const FIRST_FLOW = QUEUE_SLOTS
// Slots of a flow, from its first one on; its queue comes first.
const DELIVERED = QUEUE_SLOTS
const DROPPED = QUEUE_SLOTS + 1
/** 1 where its bucket was taken from; then y of the bucket, whole ps and fraction. */
const TAKEN = QUEUE_SLOTS + 2
const EMPTY_WHOLE = QUEUE_SLOTS + 3
const EMPTY_PART = QUEUE_SLOTS + 4
const FLOW_SLOTS = QUEUE_SLOTS + 5

const slotOf = (flow: number): number => FIRST_FLOW + flow * FLOW_SLOTS

/** Counters of a lane by interval. */
export class LaneSeries {
  /** Intervals told and not yet taken away, in order. */
  declare readonly told: LaneInterval[]
  declare readonly portQueue: QueueSeries
  /** By flow. */
  declare readonly shaperQueues: readonly QueueSeries[]
  declare private readonly window: Window
  declare private readonly buckets: Buckets
  declare private readonly rows: IntervalRows
  /** y of each bucket after the last frame released before the present interval. */
  declare private readonly emptyWhole: Float64Array
  declare private readonly emptyPart: Float64Array
  /** The present interval, and when it ends, ps. */
  declare private interval: number
  declare private ends: number
  declare private busyBase: number

  /**
   * @param flows    how many
   * @param buckets  the flows' token buckets at the provider's port, full
   */
  constructor(window: Window, flows: number, buckets: Buckets) {
    this.told = []
    this.window = window
    this.buckets = buckets
    this.rows = new IntervalRows(window, FIRST_FLOW + flows * FLOW_SLOTS)
    this.portQueue = new QueueSeries(this.rows, PORT)
    this.shaperQueues = Array.from(
      { length: flows },
      (_, flow) => new QueueSeries(this.rows, slotOf(flow)),
    )
    this.emptyWhole = buckets.emptyWhole.slice()
    this.emptyPart = buckets.emptyPart.slice()
    this.interval = 0
    this.ends = window.from + window.interval
    this.busyBase = 0
  }

  /** The window opens. @param busy  time the port's serialiser has been busy before, ps */
  begin(busy: number): void {
    this.busyBase = busy
  }

  /** A frame arrives at the far end at `instant`, whole ps, at the latest when the run ends. */
  deliver(flow: number, instant: number, size: number): void {
    this.count(slotOf(flow) + DELIVERED, instant, size)
  }

  /** A frame is dropped at `instant`, whole ps, at the latest when the run ends. */
  drop(flow: number, instant: number, size: number): void {
    this.count(slotOf(flow) + DROPPED, instant, size)
  }

  /**
   * A frame that has just been taken from its bucket is released.
   *
   * @param instant  whole ps, never before the flow's previous one; of frames that are not released in the run, later
   *   than its end
   */
  release(flow: number, instant: number): void {
    const { window, buckets } = this
    if (instant > window.to) return
    const whole = buckets.emptyWhole[flow]!
    const part = buckets.emptyPart[flow]!
    if (instant < window.from) {
      this.emptyWhole[flow] = whole
      this.emptyPart[flow] = part
      return
    }
    const row = this.rowAt(instant)
    const slot = slotOf(flow)
    row[slot + TAKEN] = 1
    row[slot + EMPTY_WHOLE] = whole
    row[slot + EMPTY_PART] = part
  }

  /**
   * The present interval ends: everything that happens in it has been told.
   *
   * @param offered  bytes offered in it, by flow
   * @param busy     time the port's serialiser has been busy since time 0, ps
   */
  end(offered: Float64Array, busy: number): void {
    const { window, rows, buckets, emptyWhole, emptyPart } = this
    const { interval } = window
    const start = window.from + this.interval * interval
    const end = Math.min(start + interval, window.to)
    const row = rows.of(this.interval)
    const flows = new Float64Array(offered.length * FLOW_FIGURES)
    for (let flow = 0; flow < offered.length; flow++) {
      const slot = slotOf(flow)
      if (row[slot + TAKEN] === 1) {
        emptyWhole[flow] = row[slot + EMPTY_WHOLE]!
        emptyPart[flow] = row[slot + EMPTY_PART]!
      }
      const at = flow * FLOW_FIGURES
      flows[at] = rateOf(offered[flow]!, interval)
      flows[at + 1] = rateOf(row[slot + DELIVERED]!, interval)
      flows[at + 2] = rateOf(row[slot + DROPPED]!, interval)
      flows[at + 3] = this.shaperQueues[flow]!.mean(row, end - start)
      flows[at + 4] = buckets.level(flow, emptyWhole[flow]!, emptyPart[flow]!, end)
    }
    const utilisation = (busy - this.busyBase) / (end - start)
    this.told.push({ flows, utilisation, queue: this.portQueue.mean(row, end - start) })
    rows.shift()
    this.interval++
    this.ends += interval
    this.busyBase = busy
  }

  private count(slot: number, instant: number, size: number): void {
    if (instant < this.window.from) return
    const row = this.rowAt(instant)
    row[slot] = row[slot]! + size
  }

  /** The counters of the interval that has an instant of the window; most often the present one. */
  private rowAt(instant: number): Float64Array {
    return this.rows.of(instant < this.ends ? this.interval : intervalAt(this.window, instant))
  }
}
