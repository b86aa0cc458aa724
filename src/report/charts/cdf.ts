/** How long frames take: the share of frames that are no later than a delay, of which the axis is logarithmic. */
import type { ChartData } from './data.ts'
import { delayChart, drawn } from './delays.ts'
import type { ChartOption, Pen } from './pen.ts'

/** The option of the chart; null where no frame arrived. */
export const cdfOption = (data: ChartData, chosen: string | null, pen: Pen): ChartOption | null => {
  const flows = drawn(data, chosen)
  if (flows.length === 0) return null
  const place = (share: number): number => 1 - share
  return delayChart(
    flows,
    pen,
    { place, isFalling: false, named: 0.1, edges: ({ share }) => [place(share), 0] },
    { type: 'value', min: 0 },
  )
}
