/** How long frames take: the share of frames later than a delay, both axes logarithmic. */
import type { ChartData, ChartFlow } from './data.ts'
import { percent, told } from './figures.ts'
import { flowName, lineOf } from './look.ts'
import type { ChartOption, Pen } from './pen.ts'

/** Flows with a curve of their own at once. */
const DRAWN = 12

const SHARES = [0.5, 0.1, 0.01, 0.001] as const
const NAMES = ['p50', 'p90', 'p99', 'p99.9', 'longest'] as const

/** The flows whose curves are drawn: those of the chosen InterLink, else the first and the worst. */
export const drawn = (data: ChartData, chosen: string | null): readonly ChartFlow[] => {
  const arrived = data.flows.filter(({ later }) => later.length > 0)
  if (chosen !== null) return arrived.filter(({ id }) => id === chosen)
  const first = arrived.slice(0, DRAWN)
  const worst = data.flows[data.worst]
  return worst === undefined || worst.later.length === 0 || first.includes(worst)
    ? first
    : [worst, ...first.slice(1)]
}

interface Corner {
  readonly delay: number
  readonly share: number
  readonly label: string
  readonly met: boolean
}

/** Limits on the delays of what is drawn, each once. */
const corners = (flows: readonly ChartFlow[], floor: number): readonly Corner[] => {
  const found = new Map<string, Corner>()
  for (const flow of flows) {
    for (const { name, delay, share, met } of flow.limits) {
      const key = `${delay} ${share}`
      const label = `${flow.id.slice(0, 20)} ${name} below ${told(delay, 'time')}`
      const before = found.get(key)
      if (before === undefined || (before.met && !met)) {
        found.set(key, { delay, share: Math.max(share, floor), label, met })
      }
    }
  }
  return [...found.values()].slice(0, 4)
}

/** The option of the chart; null where no frame arrived. */
export const laterOption = (
  data: ChartData,
  chosen: string | null,
  { theme, isStill, tip }: Pen,
): ChartOption | null => {
  const flows = drawn(data, chosen)
  if (flows.length === 0) return null
  const delays = flows.flatMap(({ later }) => later.map(([delay]) => delay)).filter(at => at > 0)
  const limits = flows.flatMap(flow => flow.limits.map(({ delay }) => delay))
  const [least, most] = [Math.min(...delays), Math.max(...delays, ...limits)]
  const left = 10 ** Math.floor(Math.log10(least))
  const right = 10 ** Math.ceil(Math.log10(most * 1.05))
  const shares = flows
    .flatMap(({ later }) => later.map(([, share]) => share))
    .filter(share => share > 0)
  const floor = Math.max(1e-6, 10 ** Math.floor(Math.log10(Math.min(1e-3, ...shares))))
  const axisText = { color: theme.dim, fontSize: 12, fontFamily: theme.font }
  const areas = corners(flows, floor)
  const isNarrow = (delay: number): boolean =>
    Math.log(right / delay) < 0.45 * Math.log(right / left)
  const forbidden =
    areas.length === 0
      ? {}
      : {
          markArea: {
            silent: true,
            itemStyle: { color: theme.missed, opacity: 0.13 },
            label: {
              color: theme.text,
              fontSize: 11,
              lineHeight: 14,
              textBorderColor: theme.ground,
              textBorderWidth: 3,
            },
            data: areas.map(({ delay, share, label, met }) => [
              {
                name: `${met ? '✓' : '✗'} ${label}`,
                coord: [delay, 1],
                // Where the corner is narrow, its words stand beside it.
                label: isNarrow(delay)
                  ? { position: 'left', align: 'right' }
                  : { position: 'insideTopLeft' },
              },
              { coord: [right, share] },
            ]),
          },
        }
  return {
    animation: !isStill,
    animationDuration: 200,
    textStyle: { fontFamily: theme.font },
    grid: { top: 16, left: 64, right: 24, bottom: 52 },
    xAxis: {
      type: 'log',
      min: left,
      max: right,
      name: 'delay',
      nameLocation: 'middle',
      nameGap: 28,
      nameTextStyle: axisText,
      axisLabel: {
        ...axisText,
        hideOverlap: true,
        formatter: (value: number) => told(value, 'time', 2),
      },
      axisLine: { lineStyle: { color: theme.dim } },
      splitLine: { lineStyle: { color: theme.line } },
    },
    yAxis: {
      type: 'log',
      min: floor,
      max: 1,
      axisLabel: { ...axisText, formatter: (value: number) => percent(value, 2) },
      splitLine: { lineStyle: { color: theme.line } },
    },
    tooltip: {
      trigger: 'item',
      backgroundColor: theme.panel,
      borderColor: theme.line,
      textStyle: { color: theme.text, fontFamily: theme.font },
      transitionDuration: 0,
      formatter: (under: unknown) => {
        const flow = flows[(under as { readonly seriesIndex: number }).seriesIndex]!
        return tip(flowName(flow), rowsOf(flow))
      },
    },
    series: flows.map((flow, i) => {
      const { color, width, type } = lineOf(flow, theme)
      return {
        type: 'line',
        name: flowName(flow),
        triggerLineEvent: true,
        showSymbol: true,
        symbol: 'circle',
        lineStyle: { color, width, type },
        itemStyle: { color },
        emphasis: { focus: 'series' },
        data: flow.later
          .map(([delay, share]) => [Math.max(delay, left), Math.max(share, floor)] as const)
          .map((value, k) => ({
            value,
            symbolSize: (SHARES as readonly number[]).includes(flow.later[k]![1]) ? 6 : 0,
          })),
        ...(i === 0 ? forbidden : {}),
      }
    }),
  }
}

/** The delays of a flow, named. */
export const rowsOf = ({
  quantiles,
}: ChartFlow): readonly (readonly [name: string, value: string])[] =>
  NAMES.map((name, i) => {
    const delay = quantiles[i]
    return [name, typeof delay === 'number' ? told(delay, 'time', 6) : '–'] as const
  })
