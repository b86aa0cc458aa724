/** The series of a run as a page keeps them: so few points that any run fits, neighbours put together. */
import type { SeriesInterval } from '../../../sim/recording/series.ts'

/** Figures of one flow or port, a column each, by point. */
export type Columns = readonly Float64Array[]

/** Series of all flows and ports. */
export interface GatheredSeries {
  /** Seconds that a point stands for. */
  readonly interval: number
  /** Intervals of the run that a point is the mean of. */
  readonly merged: number
  readonly points: number
  /** In the order of the result's `flows`: offered, delivered, dropped (bit/s), queue, bucket (bytes). */
  readonly flows: readonly Columns[]
  /** In the order of the result's `ports`: utilisation (share), queue (bytes). */
  readonly ports: readonly Columns[]
}

/** What is to be gathered. */
export interface SeriesShape {
  readonly flows: number
  readonly ports: number
  /** Intervals of the run. */
  readonly intervals: number
  /** Seconds of one. */
  readonly interval: number
}

/** Points of one flow at most: about as many as a wide screen has columns. */
const POINTS_MAX = 2000
/** Points of one flow at least, where the run has as many. */
const POINTS_MIN = 60
/** Points of all flows and ports together: some 40 MB while they are gathered. */
const ALL_POINTS_MAX = 1_000_000

const FLOW_COLUMNS = 5
const PORT_COLUMNS = 2

/** Gathers intervals as they come, in the order of time. */
export class SeriesGatherer {
  readonly #merged: number
  readonly #interval: number
  readonly #points: number
  readonly #flows: readonly Float64Array[][]
  readonly #ports: readonly Float64Array[][]
  #seen = 0

  constructor({ flows, ports, intervals, interval }: SeriesShape) {
    const room = Math.floor(ALL_POINTS_MAX / Math.max(1, flows + ports))
    const most = Math.min(POINTS_MAX, Math.max(POINTS_MIN, room))
    this.#merged = Math.max(1, Math.ceil(intervals / most))
    this.#interval = interval
    this.#points = Math.ceil(intervals / this.#merged)
    const make = (subjects: number, columns: number): Float64Array[][] =>
      Array.from({ length: subjects }, () =>
        Array.from({ length: columns }, () => new Float64Array(this.#points)),
      )
    this.#flows = make(flows, FLOW_COLUMNS)
    this.#ports = make(ports, PORT_COLUMNS)
  }

  /** Takes the next interval. */
  take({ flows, ports }: Omit<SeriesInterval, 'start'>): void {
    const point = Math.floor(this.#seen++ / this.#merged)
    for (const [i, each] of flows.entries()) {
      const { offered, delivered, dropped, shaperQueue, bucket } = each
      add(this.#flows[i]!, point, [offered, delivered, dropped, shaperQueue, bucket])
    }
    for (const [i, { utilisation, queue }] of ports.entries()) {
      add(this.#ports[i]!, point, [utilisation, queue])
    }
  }

  /** What was gathered; call it once, at the end. */
  finish(): GatheredSeries {
    const last = this.#seen - (this.#points - 1) * this.#merged
    for (const column of [...this.#flows, ...this.#ports].flat()) {
      for (let i = 0; i < column.length; i++) {
        column[i]! /= i === this.#points - 1 ? Math.max(1, last) : this.#merged
      }
    }
    return {
      interval: this.#interval * this.#merged,
      merged: this.#merged,
      points: this.#points,
      flows: this.#flows,
      ports: this.#ports,
    }
  }
}

const add = (columns: readonly Float64Array[], point: number, figures: readonly number[]): void => {
  for (const [i, figure] of figures.entries()) columns[i]![point]! += figure
}
