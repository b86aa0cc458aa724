/** The series of a flow or a port, unpacked once it is looked at. */
import type { ChartData, ChartFlow, ChartPort } from './data.ts'
import { unpacked } from './packed.ts'

/** Of each point: rates in bit/s, bytes. */
export interface FlowSeries {
  readonly offered: readonly number[]
  readonly delivered: readonly number[]
  readonly dropped: readonly number[]
  readonly queue: readonly number[]
  readonly bucket: readonly number[]
}

/** Of each point: share of time that the port was busy, bytes. */
export interface PortSeries {
  readonly utilisation: readonly number[]
  readonly queue: readonly number[]
}

const flows = new WeakMap<ChartFlow, FlowSeries>()
const ports = new WeakMap<ChartPort, PortSeries>()

/** The series of a flow; null where the page holds none. */
export const seriesOf = ({ interval }: ChartData, flow: ChartFlow): FlowSeries | null => {
  const { series } = flow
  if (series === null) return null
  const before = flows.get(flow)
  if (before !== undefined) return before
  const rates = (text: string): number[] => unpacked(text).map(bytes => (bytes * 8) / interval)
  const found = {
    offered: rates(series.offered),
    delivered: rates(series.delivered),
    dropped: rates(series.dropped),
    queue: unpacked(series.queue),
    bucket: unpacked(series.bucket),
  }
  flows.set(flow, found)
  return found
}

/** The series of a flow's port; null where the page holds none. */
export const portSeriesOf = (data: ChartData, { port }: ChartFlow): PortSeries | null => {
  const found = data.ports[port]
  if (found === undefined || found.series === null) return null
  const before = ports.get(found)
  if (before !== undefined) return before
  const made = {
    utilisation: unpacked(found.series.utilisation).map(millionths => millionths / 1e6),
    queue: unpacked(found.series.queue),
  }
  ports.set(found, made)
  return made
}

/** All series of the page as the lines of a `series.csv`. */
export const seriesCsv = (data: ChartData): string => {
  const lines = [
    'time,interlink,direction,offered_bps,delivered_bps,dropped_bps,shaper_queue_bytes,bucket_bytes',
  ]
  for (let i = 0; i < data.points; i++) {
    const time = Number((i * data.interval).toPrecision(12))
    for (const flow of data.flows) {
      const series = seriesOf(data, flow)
      if (series === null) continue
      const { offered, delivered, dropped, queue, bucket } = series
      const figures = [offered, delivered, dropped, queue, bucket].map(column => column[i])
      lines.push([time, flow.id, flow.direction, ...figures].join(','))
    }
  }
  return `${lines.join('\n')}\n`
}
