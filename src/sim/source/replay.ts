/** Replay of a capture: frames at the instants at which they were recorded. */
import { FRAME_MIN } from '../../model/frame.ts'
import type { Capture } from '../../formats/pcap/read.ts'
import type { Ratio } from '../../model/demand.ts'
import { instantOf } from './axis.ts'
import type { FrameClasses } from './sizes.ts'
import type { EmissionSource, Period } from './source.ts'

/** Bytes of the FCS, which captures lack. */
const FCS = 4

/** Size n of a captured frame: with its FCS, at least the smallest frame of Ethernet. */
export const replayedSize = (captured: number): number => Math.max(FRAME_MIN, captured + FCS)

/**
 * Instants of a capture's records on the source's clock, rounded up to the picosecond; those beyond
 * 2^53 ps are left out, as no run reaches them.
 */
const instants = (capture: Capture, speedup: Ratio): Float64Array => {
  const { count, seconds, picos } = capture
  const times = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    const time = instantOf(seconds[i]!, picos[i]!, speedup)
    if (time === Infinity) return times.subarray(0, i)
    times[i] = time
  }
  return times
}

/** Emits a capture once, from its first record to its end. */
export class ReplaySource implements EmissionSource {
  declare private readonly start: number
  declare private readonly last: number
  declare private readonly times: Float64Array
  declare private readonly frameClasses: Int32Array
  declare private position: number

  constructor(period: Period, capture: Capture, speedup: Ratio, classes: FrameClasses) {
    this.start = period.start
    this.last = period.last
    this.times = instants(capture, speedup)
    this.frameClasses = Int32Array.from(this.times, (_, i) =>
      classes.of(replayedSize(capture.bytes[i]!)),
    )
    this.position = 0
  }

  fill(
    times: Float64Array,
    classes: Int32Array,
    base: number,
    most: number,
    before: number,
  ): number {
    const count = Math.min(most, this.times.length - this.position)
    for (let i = 0; i < count; i++) {
      const time = this.start + this.times[this.position]!
      if (time > this.last) return i
      times[base + i] = time
      classes[base + i] = this.frameClasses[this.position]!
      this.position++
      if (time >= before) return i + 1
    }
    return count
  }
}
