/** Constant bit rate: a frame leaves when the bits of those before it have had their time. */
import type { SizeDraw } from './sizes.ts'
import type { EmissionSource, Period } from './source.ts'
import type { Pace } from './paced.ts'

/** Emits at `start` + `phase` + 8·(bytes of the frames before)/rate, rounded up to the picosecond. */
export class CbrSource implements EmissionSource {
  declare private readonly origin: number
  declare private readonly last: number
  declare private readonly pace: Pace
  declare private readonly sizes: SizeDraw

  constructor(period: Period, phase: number, pace: Pace, sizes: SizeDraw) {
    this.origin = period.start + phase
    this.last = period.last
    this.pace = pace
    this.sizes = sizes
  }

  fill(
    times: Float64Array,
    classes: Int32Array,
    base: number,
    most: number,
    before: number,
  ): number {
    const { origin, last, pace, sizes } = this
    for (let i = 0; i < most; i++) {
      const time = origin + pace.now()
      if (time > last) return i
      const frameClass = sizes.next()
      times[base + i] = time
      classes[base + i] = frameClass
      pace.advance(frameClass)
      if (time >= before) return i + 1
    }
    return most
  }
}
