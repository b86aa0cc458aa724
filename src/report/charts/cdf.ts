/** How long frames take: the share of frames that are no later than a delay, of which the axis is logarithmic. */
import type { ChartData } from './data.ts'
import { curves, delayAxis, delayTip, drawn, forbidden } from './delays.ts'
import { percent } from './figures.ts'
import type { ChartOption, Pen } from './pen.ts'

/** The option of the chart; null where no frame arrived. */
export const cdfOption = (data: ChartData, chosen: string | null, pen: Pen): ChartOption | null => {
  const { theme, isStill } = pen
  const flows = drawn(data, chosen)
  if (flows.length === 0) return null
  const lines = curves(flows, pen, { place: share => 1 - share, isFalling: false, named: 0.1 })
  const corners = forbidden(flows, theme, ({ share }) => [1 - share, 0])
  return {
    animation: !isStill,
    animationDuration: 200,
    textStyle: { fontFamily: theme.font },
    grid: { top: 16, left: 64, right: 24, bottom: 52 },
    xAxis: delayAxis(flows, theme),
    yAxis: {
      type: 'value',
      min: 0,
      max: 1,
      axisLabel: {
        color: theme.dim,
        fontSize: 12,
        fontFamily: theme.font,
        formatter: (value: number) => percent(value, 3),
      },
      splitLine: { lineStyle: { color: theme.line } },
    },
    tooltip: delayTip(flows, pen),
    series: lines.map((line, i) => (i === 0 ? { ...line, ...corners } : line)),
  }
}
