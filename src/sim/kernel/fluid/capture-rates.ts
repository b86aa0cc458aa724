/** A capture as rates: what it has in each interval of the series, spread evenly over it. */
import type { Capture } from '../../../formats/pcap/read.ts'
import type { Ratio } from '../../../model/demand.ts'
import { PS_PER_SECOND } from '../../../units.ts'
import type { Window } from '../../meter/window.ts'
import { replayedSize } from '../../source/replay.ts'
import type { Rates } from './rates.ts'

/** Growing numbers. */
interface Bins {
  readonly instants: number[]
  readonly bytes: number[]
  readonly frames: number[]
  readonly admittedBytes: number[]
  readonly admittedFrames: number[]
}

/**
 * The rates of a capture that is replayed from `start` on, ps. Intervals are those of the series, and as
 * many as it takes before the window.
 *
 * @param largest  frame that the MTU admits, bytes
 */
export const captureRates = (
  { count, seconds, picos, bytes: sizes }: Capture,
  speedup: Ratio,
  start: number,
  { from, to, interval }: Window,
  largest: number,
): Rates => {
  const bins: Bins = { instants: [], bytes: [], frames: [], admittedBytes: [], admittedFrames: [] }
  const columns = Object.values(bins) as number[][]
  const sizesSeen = new Map<number, number>()
  const factor = Number(speedup.denominator) / Number(speedup.numerator)
  const edge = (bin: number): number => Math.max(start, from + bin * interval)
  let open = -Infinity
  let at = -1
  for (let i = 0; i < count; i++) {
    const time = start + (seconds[i]! * PS_PER_SECOND + picos[i]!) * factor
    if (time >= to) break
    const bin = Math.floor((time - from) / interval)
    if (bin !== open) {
      // Silence from the end of the last interval that had anything.
      if (open !== -Infinity && bin > open + 1) {
        for (const column of columns) column.push(0)
        bins.instants[++at] = edge(open + 1)
      }
      for (const column of columns) column.push(0)
      bins.instants[++at] = edge(bin)
      open = bin
    }
    const size = replayedSize(sizes[i]!)
    bins.bytes[at]! += size
    bins.frames[at]!++
    if (size > largest) continue
    bins.admittedBytes[at]! += size
    bins.admittedFrames[at]!++
    sizesSeen.set(size, (sizesSeen.get(size) ?? 0) + 1)
  }
  const end = open === -Infinity ? start : Math.min(to, edge(open + 1))
  for (const column of columns) column.push(0)
  bins.instants[++at] = end
  const widths = bins.instants.map((begin, i) => (bins.instants[i + 1] ?? Infinity) - begin)
  const rates = (column: readonly number[]): Float64Array =>
    Float64Array.from(column, (amount, i) => (amount === 0 ? 0 : amount / widths[i]!))
  const total = [...sizesSeen.values()].reduce((sum, times) => sum + times, 0)
  return {
    instants: Float64Array.from(bins.instants),
    bytes: rates(bins.bytes),
    frames: rates(bins.frames),
    admittedBytes: rates(bins.admittedBytes),
    admittedFrames: rates(bins.admittedFrames),
    mix: [...sizesSeen].map(([size, times]) => ({ size, share: times / total })),
    sampling: interval,
  }
}
