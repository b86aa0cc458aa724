/**
 * Intervals of a lane as one array of rows: handing over many small arrays takes longer than to play
 * what is in them.
 */
import type { LaneInterval } from '../meter/series.ts'

/** A row has the figures of all flows, then the port's utilisation and queue. */
const PORT_FIGURES = 2

/** Intervals of a lane, row by row. */
export const packed = (intervals: readonly LaneInterval[]): Float64Array => {
  const figures = intervals[0]?.flows.length ?? 0
  const width = figures + PORT_FIGURES
  const rows = new Float64Array(intervals.length * width)
  intervals.forEach(({ flows, utilisation, queue }, i) => {
    rows.set(flows, i * width)
    rows[i * width + figures] = utilisation
    rows[i * width + figures + 1] = queue
  })
  return rows
}

/** What was packed. @param count  how many intervals that was */
export const unpacked = (rows: Float64Array, count: number): readonly LaneInterval[] => {
  const width = rows.length / count
  const figures = width - PORT_FIGURES
  return Array.from({ length: count }, (_, i) => ({
    flows: rows.subarray(i * width, i * width + figures),
    utilisation: rows[i * width + figures]!,
    queue: rows[i * width + figures + 1]!,
  }))
}
