/** Deliveries of a lane as columns of numbers, which cost little to hand from thread to thread. */
import type { DeliverySink } from './lane-trace.ts'

/** Deliveries in the order in which they were told. */
export interface DeliveryColumns {
  readonly count: number
  readonly flows: Int32Array
  /** Whole ps. */
  readonly times: Float64Array
  readonly marks: Float64Array
  /** Bytes. */
  readonly sizes: Int32Array
}

const INITIAL_CAPACITY = 1024

/** Keeps deliveries until they are taken. */
export class DeliveryRecord implements DeliverySink {
  declare private flows: Int32Array
  declare private times: Float64Array
  declare private marks: Float64Array
  declare private sizes: Int32Array
  declare private count: number

  constructor() {
    this.flows = new Int32Array(INITIAL_CAPACITY)
    this.times = new Float64Array(INITIAL_CAPACITY)
    this.marks = new Float64Array(INITIAL_CAPACITY)
    this.sizes = new Int32Array(INITIAL_CAPACITY)
    this.count = 0
  }

  push(flow: number, time: number, mark: number, size: number): void {
    if (this.count === this.times.length) this.grow()
    const at = this.count++
    this.flows[at] = flow
    this.times[at] = time
    this.marks[at] = mark
    this.sizes[at] = size
  }

  /** All since the last time, in arrays of their own. */
  take(): DeliveryColumns {
    const { count } = this
    this.count = 0
    return {
      count,
      flows: this.flows.slice(0, count),
      times: this.times.slice(0, count),
      marks: this.marks.slice(0, count),
      sizes: this.sizes.slice(0, count),
    }
  }

  private grow(): void {
    const longer = <A extends Float64Array | Int32Array>(column: A, into: A): A => {
      into.set(column)
      return into
    }
    const length = 2 * this.times.length
    this.flows = longer(this.flows, new Int32Array(length))
    this.times = longer(this.times, new Float64Array(length))
    this.marks = longer(this.marks, new Float64Array(length))
    this.sizes = longer(this.sizes, new Int32Array(length))
  }
}
