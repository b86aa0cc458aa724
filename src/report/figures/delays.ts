/** How long frames take, of all flows together: as a tail and as a distribution. */
import { cdfOption } from '../charts/cdf.ts'
import type { ChartData } from '../charts/data.ts'
import { drawn } from '../charts/delays.ts'
import { laterOption } from '../charts/later.ts'
import { flowName, lineOf } from '../charts/look.ts'
import type { ChartOption } from '../charts/pen.ts'
import type { Figure, Omitted } from './figure.ts'
import { PAPER, PEN } from './paper.ts'

/** The same chart with a name at its upright axis: on the page, the text above says it. */
const named = (option: ChartOption, name: string): ChartOption => ({
  ...option,
  grid: { ...(option['grid'] as object), top: 30 },
  yAxis: {
    ...(option['yAxis'] as object),
    name,
    nameTextStyle: { color: PAPER.dim, align: 'left', padding: [0, 0, 0, -50] },
    nameGap: 10,
  },
})

const LOOKS = [
  {
    name: 'delays',
    axis: 'share of frames that are later',
    words: 'Share of frames later than a given delay; lower and further left is better.',
    optionOf: laterOption,
  },
  {
    name: 'delays-cdf',
    axis: 'share of frames that are no later',
    words: 'Share of frames that take at most a given delay; further left is better.',
    optionOf: cdfOption,
  },
] as const

/** The figures of delays. */
export const delayFigures = (data: ChartData): readonly (Figure | Omitted)[] => {
  const flows = drawn(data, null)
  if (flows.length === 0) return [{ what: 'delays', why: 'no frame arrived' }]
  const left = data.flows.filter(({ later }) => later.length > 0).length - flows.length
  const legend = flows.map(flow => {
    const { color, width, type } = lineOf(flow, PAPER)
    const dash = type === 'dashed' ? '6 3' : 'none'
    return { name: flowName(flow), colour: color, look: { kind: 'line' as const, width, dash } }
  })
  return LOOKS.map(({ name, axis, words, optionOf }) => ({
    name,
    title: 'How long do frames take?',
    subtitle:
      `${words} Dots: p50, p90, p99, p99.9. Shaded: what an objective forbids.` +
      (left > 0 ? ` ${left} more flows are not drawn.` : ''),
    legend,
    drawing: { kind: 'chart', option: named(optionOf(data, null, PEN)!, axis) },
    width: 1000,
    height: 460,
  }))
}
