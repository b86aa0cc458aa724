/** What both charts of delays have in common: whose curves are drawn, over which delays, under which limits. */
import type { ChartData, ChartFlow, LaterThan } from './data.ts'
import { percent, told } from './figures.ts'
import { flowName, lineOf } from './look.ts'
import type { ChartOption, Pen } from './pen.ts'
import type { Theme } from './theme.ts'

/** Flows with a curve of their own at once. */
const DRAWN = 12
/** Flows whose dots are named: the words of more would cover each other. */
const NAMED = 2
/** Limits that are drawn. */
const LIMITS = 4

const SHARES: readonly number[] = [0.5, 0.1, 0.01, 0.001]
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

/** The delays of a flow, named. */
export const rowsOf = ({
  quantiles,
}: ChartFlow): readonly (readonly [name: string, value: string])[] =>
  NAMES.map((name, i) => {
    const delay = quantiles[i]
    return [name, typeof delay === 'number' ? told(delay, 'time', 6) : '–'] as const
  })

/** Whole decades around all delays and limits, seconds. */
const decadesOf = (flows: readonly ChartFlow[]): readonly [left: number, right: number] => {
  const delays = flows.flatMap(({ later }) => later.map(([delay]) => delay)).filter(at => at > 0)
  const limits = flows.flatMap(flow => flow.limits.map(({ delay }) => delay))
  const [least, most] = [Math.min(...delays), Math.max(...delays, ...limits)]
  return [10 ** Math.floor(Math.log10(least)), 10 ** Math.ceil(Math.log10(most * 1.05))]
}

/** A limit: at most `share` of the frames may be later than `delay`, seconds. */
interface Limit {
  readonly delay: number
  readonly share: number
  readonly label: string
  readonly met: boolean
}

/** Limits on the delays of what is drawn, each once. */
const limitsOf = (flows: readonly ChartFlow[]): readonly Limit[] => {
  const found = new Map<string, Limit>()
  for (const flow of flows) {
    for (const { name, delay, share, met } of flow.limits) {
      const key = `${delay} ${share}`
      const label = `${flow.id.slice(0, 20)} ${name.replace('.', ' ')} below ${told(delay, 'time')}`
      const before = found.get(key)
      if (before === undefined || (before.met && !met)) {
        found.set(key, { delay, share, label, met })
      }
    }
  }
  return [...found.values()].slice(0, LIMITS)
}

/**
 * Corners that no curve may enter, with the words of their limits.
 *
 * @param edges  where a corner begins and ends on the axis of shares
 */
const forbidden = (
  flows: readonly ChartFlow[],
  theme: Theme,
  edges: (limit: Limit) => readonly [near: number, far: number],
): object => {
  const [left, right] = decadesOf(flows)
  const isNarrow = (delay: number): boolean =>
    Math.log(right / delay) < 0.45 * Math.log(right / left)
  const limits = limitsOf(flows)
  if (limits.length === 0) return {}
  return {
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
      data: limits.map(limit => {
        const [near, far] = edges(limit)
        return [
          {
            name: `${limit.met ? '✓' : '✗'} ${limit.label}`,
            coord: [limit.delay, near],
            // Where the corner is narrow, its words stand beside it.
            label: isNarrow(limit.delay)
              ? { position: 'left', align: 'right' }
              : { position: 'insideTopLeft' },
          },
          { coord: [right, far] },
        ]
      }),
    },
  }
}

/** The axis of delays. */
const delayAxis = (flows: readonly ChartFlow[], theme: Theme): object => {
  const [min, max] = decadesOf(flows)
  const axisText = { color: theme.dim, fontSize: 12, fontFamily: theme.font }
  return {
    type: 'log',
    min,
    max,
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
  }
}

/** What is read under the pointer: the delays of a flow. */
const delayTip = (flows: readonly ChartFlow[], { theme, tip }: Pen): object => ({
  trigger: 'item',
  backgroundColor: theme.panel,
  borderColor: theme.line,
  textStyle: { color: theme.text, fontFamily: theme.font },
  transitionDuration: 0,
  formatter: (under: unknown) => {
    const flow = flows[(under as { readonly seriesIndex: number }).seriesIndex]!
    return tip(flowName(flow), rowsOf(flow))
  },
})

/** The words at a dot: which share of the frames it is, and how late they are; on the side away from the curve. */
const dotLabel = (theme: Theme, delay: number, share: number, isFalling: boolean): object => ({
  show: true,
  position: 'right',
  offset: [0, isFalling ? -8 : 8],
  formatter: `${NAMES[SHARES.indexOf(share)]} ${told(delay, 'time', 3)}`,
  color: theme.text,
  fontSize: 11,
  textBorderColor: theme.ground,
  textBorderWidth: 3,
})

/** The axis of shares, as far as curves care. */
interface Shares {
  /** Where a point stands on it. */
  readonly place: (share: number) => number
  /** Whether curves fall along it. */
  readonly isFalling: boolean
  /** The least share whose dot has room for words. */
  readonly named: number
}

/** The curve of each flow, a dot at each quantile. */
const curves = (
  flows: readonly ChartFlow[],
  { theme }: Pen,
  { place, isFalling, named }: Shares,
): readonly object[] => {
  const [left] = decadesOf(flows)
  const point = ([delay, share]: LaterThan): object => {
    const isDot = SHARES.includes(share)
    return {
      value: [Math.max(delay, left), place(share)],
      symbolSize: isDot ? 6 : 0,
      ...(isDot && share >= named && flows.length <= NAMED
        ? { label: dotLabel(theme, delay, share, isFalling) }
        : {}),
    }
  }
  return flows.map(flow => {
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
      data: flow.later.map(point),
    }
  })
}

/** What both charts are: curves, limits, and an axis of shares of their own. */
export const delayChart = (
  flows: readonly ChartFlow[],
  pen: Pen,
  shares: Shares & { readonly edges: (limit: Limit) => readonly [near: number, far: number] },
  axis: object,
): ChartOption => {
  const { theme, isStill } = pen
  const corners = forbidden(flows, theme, shares.edges)
  return {
    animation: !isStill,
    animationDuration: 200,
    textStyle: { fontFamily: theme.font },
    grid: { top: 16, left: 64, right: 24, bottom: 52 },
    xAxis: delayAxis(flows, theme),
    yAxis: {
      ...axis,
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
    series: curves(flows, pen, shares).map((line, i) => (i === 0 ? { ...line, ...corners } : line)),
  }
}
