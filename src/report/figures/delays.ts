/** How long frames take, of all flows together. */
import type { ChartOption } from '../charts/pen.ts'
import type { ChartData } from '../charts/data.ts'
import { drawn, laterOption } from '../charts/later.ts'
import { flowName, lineOf } from '../charts/look.ts'
import type { Figure, Omitted } from './figure.ts'
import { PAPER, PEN } from './paper.ts'

/** The same chart with a name at its upright axis: on the page, the text above says it. */
const named = (option: ChartOption): ChartOption => ({
  ...option,
  grid: { ...(option['grid'] as object), top: 30 },
  yAxis: {
    ...(option['yAxis'] as object),
    name: 'share of frames that are later',
    nameTextStyle: { color: PAPER.dim, align: 'left', padding: [0, 0, 0, -50] },
    nameGap: 10,
  },
})

/** The figure of delays. */
export const delayFigure = (data: ChartData): Figure | Omitted => {
  const option = laterOption(data, null, PEN)
  if (option === null) return { what: 'delays', why: 'no frame arrived' }
  const flows = drawn(data, null)
  const left = data.flows.filter(({ later }) => later.length > 0).length - flows.length
  return {
    name: 'delays',
    title: 'How long do frames take?',
    subtitle:
      'Share of frames later than a given delay; lower and further left is better. Dots: p50, p90, p99, ' +
      `p99.9. Shaded: what an objective forbids.${left > 0 ? ` ${left} more flows are not drawn.` : ''}`,
    legend: flows.map(flow => {
      const { color, width, type } = lineOf(flow, PAPER)
      const dash = type === 'dashed' ? '6 3' : 'none'
      return { name: flowName(flow), colour: color, look: { kind: 'line', width, dash } }
    }),
    drawing: { kind: 'chart', option: named(option) },
    width: 1000,
    height: 460,
  }
}
