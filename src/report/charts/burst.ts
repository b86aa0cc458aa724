/** The highest mean rate of a flow in any window of a given length, beside what its bucket lets through. */
import type { ChartData, ChartFlow } from './data.ts'
import { told, unitFor } from './figures.ts'
import { lineOf } from './look.ts'
import { seriesOf } from './series.ts'
import type { ChartOption, Pen } from './pen.ts'

/** A length of windows, seconds, and the highest mean rate in one, bit/s. */
export type Burst = readonly [window: number, rate: number]

const bursts = new WeakMap<ChartFlow, readonly Burst[]>()

/** Lengths of windows in points: 1, 2, 5, 10, … up to all. */
const lengths = (points: number): readonly number[] => {
  const found: number[] = []
  for (let decade = 1; decade <= points; decade *= 10) {
    found.push(
      ...[1, 1.5, 2, 3, 5, 7]
        .map(step => Math.floor(step * decade))
        .filter(length => length < points),
    )
  }
  return [...new Set([...found, points])]
}

/** The highest mean rates of a flow; empty where it offered nothing, or the page holds no series. */
export const burstsOf = (data: ChartData, flow: ChartFlow): readonly Burst[] => {
  const before = bursts.get(flow)
  if (before !== undefined) return before
  const series = seriesOf(data, flow)
  if (series === null || flow.offeredFrames === 0) return []
  const sums = [0]
  for (const rate of series.offered) sums.push(sums.at(-1)! + rate)
  const found = lengths(series.offered.length).map((length): Burst => {
    let most = 0
    for (let end = length; end < sums.length; end++) {
      most = Math.max(most, sums[end]! - sums[end - length]!)
    }
    return [length * data.interval, most / length]
  })
  bursts.set(flow, found)
  return found
}

/** What bandwidth and bucket let through in a window, as a mean rate of frames, bit/s. */
export const letThrough = ({ bandwidth, burst, counted }: ChartFlow, window: number): number =>
  (bandwidth + (8 * (burst ?? 0)) / window) / counted

/** The option of the chart; null where there is nothing to draw. */
export const burstOption = (
  data: ChartData,
  flow: ChartFlow,
  { theme, isStill, tip }: Pen,
): ChartOption | null => {
  const found = burstsOf(data, flow)
  if (found.length < 2) return null
  const top = Math.max(found[0]![1] * 1.5, flow.bandwidth * 1.25)
  const [factor, unit] = unitFor(top / 1.5, 'rate')
  const { color, width } = lineOf(flow, theme)
  const [first, last] = [found[0]![0], found.at(-1)![0]]
  const steps = 120
  const curve = Array.from({ length: steps + 1 }, (_, i) => {
    const window = first * (last / first) ** (i / steps)
    return [window, letThrough(flow, window) / factor] as const
  }).filter(([, rate]) => rate * factor <= top)
  const beyond = found.filter(
    ([window, rate]) => flow.burst !== null && rate > letThrough(flow, window),
  )
  const axisText = { color: theme.dim, fontSize: 12, fontFamily: theme.font }
  const tooMuch =
    beyond.length === 0
      ? {}
      : {
          markArea: {
            silent: true,
            itemStyle: { color: theme.missed, opacity: 0.14 },
            label: {
              color: theme.text,
              position: 'insideTop',
              formatter: flow.isShaped === true ? 'waits' : '✗ too much',
            },
            data: [
              [
                { xAxis: beyond.length === 1 ? beyond[0]![0] * 0.8 : beyond[0]![0] },
                { xAxis: beyond.length === 1 ? beyond[0]![0] * 1.25 : beyond.at(-1)![0] },
              ],
            ],
          },
        }
  return {
    animation: !isStill,
    animationDuration: 200,
    textStyle: { fontFamily: theme.font },
    grid: { top: 34, left: 58, right: 24, bottom: 52 },
    xAxis: {
      type: 'log',
      min: first,
      max: last,
      name: 'length of the window',
      nameLocation: 'middle',
      nameGap: 28,
      nameTextStyle: axisText,
      axisLabel: {
        ...axisText,
        hideOverlap: true,
        formatter: (value: number) => told(value, 'time', 3),
      },
      axisLine: { lineStyle: { color: theme.dim } },
      splitLine: { lineStyle: { color: theme.line } },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: top / factor,
      name: unit,
      nameTextStyle: axisText,
      axisLabel: { ...axisText, showMaxLabel: false },
      splitLine: { lineStyle: { color: theme.line } },
    },
    tooltip: {
      trigger: 'axis',
      backgroundColor: theme.panel,
      borderColor: theme.line,
      textStyle: { color: theme.text, fontFamily: theme.font },
      axisPointer: { type: 'line', lineStyle: { color: theme.dim } },
      transitionDuration: 0,
      formatter: (under: unknown) => {
        const [one] = under as readonly { readonly value: readonly number[] }[]
        const at = one?.value[0] ?? first
        const nearest = found.reduce((a, b) =>
          Math.abs(Math.log(b[0] / at)) < Math.abs(Math.log(a[0] / at)) ? b : a,
        )
        return tip(`any window of ${told(nearest[0], 'time', 6)}`, [
          ['highest mean rate', told(nearest[1], 'rate', 6)],
          ...(flow.burst === null
            ? []
            : [['let through', told(letThrough(flow, nearest[0]), 'rate', 6)] as const]),
        ])
      },
    },
    series: [
      {
        type: 'line',
        name: 'offered',
        symbol: 'circle',
        symbolSize: 6,
        lineStyle: { color, width, type: 'dashed' },
        itemStyle: { color },
        data: found.map(([window, rate]) => [window, rate / factor]),
        ...tooMuch,
      },
      ...(flow.burst === null
        ? []
        : [
            {
              type: 'line',
              name: 'let through',
              symbol: 'none',
              lineStyle: { color: theme.text, width: 1.6 },
              itemStyle: { color: theme.text },
              data: curve,
            },
          ]),
    ],
  }
}
