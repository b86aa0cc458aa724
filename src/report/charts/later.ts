/** How long frames take: the share of frames later than a delay, both axes logarithmic. */
import type { ChartData } from './data.ts'
import { delayChart, drawn } from './delays.ts'
import type { ChartOption, Pen } from './pen.ts'

/** The option of the chart; null where no frame arrived. */
export const laterOption = (
  data: ChartData,
  chosen: string | null,
  pen: Pen,
): ChartOption | null => {
  const flows = drawn(data, chosen)
  if (flows.length === 0) return null
  const shares = flows
    .flatMap(({ later }) => later.map(([, share]) => share))
    .filter(share => share > 0)
  const floor = Math.max(1e-6, 10 ** Math.floor(Math.log10(Math.min(1e-3, ...shares))))
  const place = (share: number): number => Math.max(share, floor)
  return delayChart(
    flows,
    pen,
    { place, isFalling: true, named: 0, edges: ({ share }) => [1, place(share)] },
    { type: 'log', min: floor },
  )
}
