/**
 * Deliveries of all flows of a run, put in the order of time.
 *
 * A flow's frames arrive one after the other, so each flow has a line of its own and the next
 * delivery of all is the first of some line: the earliest, and at one instant that of the lower flow.
 */
import { Agenda } from '../agenda.ts'
import type { DeliverySink } from './lane-trace.ts'

const INITIAL_CAPACITY = 16

/** Deliveries of one flow, first in, first out: a ring that grows. */
class Line {
  declare private times: Float64Array
  declare private marks: Float64Array
  declare private sizes: Int32Array
  declare private head: number
  declare private tail: number

  constructor() {
    this.times = new Float64Array(INITIAL_CAPACITY)
    this.marks = new Float64Array(INITIAL_CAPACITY)
    this.sizes = new Int32Array(INITIAL_CAPACITY)
    this.head = 0
    this.tail = 0
  }

  /** Instant of the first delivery, ps; Infinity of none. */
  get time(): number {
    return this.head === this.tail ? Infinity : this.times[this.head & (this.times.length - 1)]!
  }

  get mark(): number {
    return this.marks[this.head & (this.times.length - 1)]!
  }

  get size(): number {
    return this.sizes[this.head & (this.times.length - 1)]!
  }

  push(time: number, mark: number, size: number): void {
    if (this.tail - this.head === this.times.length) this.grow()
    const slot = this.tail++ & (this.times.length - 1)
    this.times[slot] = time
    this.marks[slot] = mark
    this.sizes[slot] = size
  }

  shift(): void {
    this.head++
  }

  private grow(): void {
    const { times, marks, sizes, head } = this
    const { length } = times
    const from = head & (length - 1)
    const inOrder = <A extends Float64Array | Int32Array>(column: A, into: A): A => {
      into.set(column.subarray(from))
      into.set(column.subarray(0, from), length - from)
      return into
    }
    this.times = inOrder(times, new Float64Array(2 * length))
    this.marks = inOrder(marks, new Float64Array(2 * length))
    this.sizes = inOrder(sizes, new Int32Array(2 * length))
    this.head = 0
    this.tail = length
  }
}

/** Takes one delivery: its flow, instant (whole ps), mark and size n (bytes). */
export type TakeDelivery = (flow: number, time: number, mark: number, size: number) => void

/** Deliveries that have not been taken yet. */
export class Deliveries implements DeliverySink {
  declare private readonly lines: readonly Line[]

  /** @param flows  how many, at least 1 */
  constructor(flows: number) {
    this.lines = Array.from({ length: flows }, () => new Line())
  }

  /**
   * Adds a delivery.
   *
   * @param time  whole ps, never before the flow's previous one, nor before what was drained last
   */
  push(flow: number, time: number, mark: number, size: number): void {
    this.lines[flow]!.push(time, mark, size)
  }

  /** Takes all deliveries before `until` (ps), in order. */
  drain(until: number, take: TakeDelivery): void {
    const { lines } = this
    const agenda = new Agenda(lines.map(({ time }) => time))
    for (;;) {
      const flow = agenda.next()
      const { time } = agenda
      if (time >= until) return
      const line = lines[flow]!
      const { mark, size } = line
      line.shift()
      agenda.replace(flow, line.time)
      take(flow, time, mark, size)
    }
  }
}
