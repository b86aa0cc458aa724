/** The first tenth of the measured window beside the rest of it, from the series of one run. */
import type { SeriesInterval } from '../../sim/recording/series.ts'

/** Parts of which the first is compared with the others. */
const PARTS = 10

/** Means of one run: by flow what waits in its shaper and what is dropped, by port what waits. */
export interface Tenths {
  /** Two for each flow, then one for each port. */
  readonly first: Float64Array
  readonly rest: Float64Array
}

/** Whether a series is fine enough for a first tenth. */
export const hasTenths = (window: number, interval: number): boolean =>
  Math.floor(window / interval) >= PARTS

/** Adds up the intervals of a run. */
export class TenthsMeter {
  declare private readonly whole: number
  declare private readonly border: number
  declare private first: Float64Array | null
  declare private rest: Float64Array | null
  declare private seen: number

  /**
   * @param window    its length, ps
   * @param interval  of the series, ps; a last one that is shorter is left out
   */
  constructor(window: number, interval: number) {
    this.whole = Math.floor(window / interval)
    this.border = Math.floor(this.whole / PARTS)
    this.first = null
    this.rest = null
    this.seen = 0
  }

  /** Takes the next interval. */
  take({ flows, ports }: SeriesInterval): void {
    const index = this.seen++
    if (index >= this.whole || this.border === 0) return
    const figures = 2 * flows.length + ports.length
    const first = (this.first ??= new Float64Array(figures))
    const rest = (this.rest ??= new Float64Array(figures))
    const sums = index < this.border ? first : rest
    const weight = 1 / (index < this.border ? this.border : this.whole - this.border)
    let at = 0
    for (const { shaperQueue, dropped } of flows) {
      sums[at++]! += shaperQueue * weight
      sums[at++]! += dropped * weight
    }
    for (const { queue } of ports) sums[at++]! += queue * weight
  }

  /** What came of it; null where the series has fewer than ten intervals. */
  tenths(): Tenths | null {
    const { first, rest } = this
    return first === null || rest === null ? null : { first, rest }
  }
}
