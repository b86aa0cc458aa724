/** How long frames take: the share of frames later than a delay, both axes logarithmic. */
import type { ChartData } from './data.ts'
import { curves, delayAxis, delayTip, drawn, forbidden } from './delays.ts'
import { percent } from './figures.ts'
import type { ChartOption, Pen } from './pen.ts'

/** The option of the chart; null where no frame arrived. */
export const laterOption = (
  data: ChartData,
  chosen: string | null,
  pen: Pen,
): ChartOption | null => {
  const { theme, isStill } = pen
  const flows = drawn(data, chosen)
  if (flows.length === 0) return null
  const shares = flows
    .flatMap(({ later }) => later.map(([, share]) => share))
    .filter(share => share > 0)
  const floor = Math.max(1e-6, 10 ** Math.floor(Math.log10(Math.min(1e-3, ...shares))))
  const lines = curves(flows, pen, {
    place: share => Math.max(share, floor),
    isFalling: true,
    named: 0,
  })
  const corners = forbidden(flows, theme, ({ share }) => [1, Math.max(share, floor)])
  return {
    animation: !isStill,
    animationDuration: 200,
    textStyle: { fontFamily: theme.font },
    grid: { top: 16, left: 64, right: 24, bottom: 52 },
    xAxis: delayAxis(flows, theme),
    yAxis: {
      type: 'log',
      min: floor,
      max: 1,
      axisLabel: {
        color: theme.dim,
        fontSize: 12,
        fontFamily: theme.font,
        formatter: (value: number) => percent(value, 2),
      },
      splitLine: { lineStyle: { color: theme.line } },
    },
    tooltip: delayTip(flows, pen),
    series: lines.map((line, i) => (i === 0 ? { ...line, ...corners } : line)),
  }
}
