/** A figure beside its limit as demand grows, month by month, and when it passes the limit. */
import { type Measure, told } from './figures.ts'
import type { ChartOption, Pen } from './pen.ts'
import { axisFor, axisText, lettering, limitMarks, scaleFor, tooltipFrame } from './scale.ts'

/** A day that matters: its instant, milliseconds since 1970, and in words. */
export interface Day {
  readonly at: number
  readonly text: string
}

/** An objective, a bandwidth or a port. */
export interface ForecastChart {
  /** `data ▶ to cloud, loss`. */
  readonly name: string
  readonly measure: Measure
  readonly limit: number
  readonly side: 'below' | 'above'
  /** What is looked at: day by day, rising. */
  readonly days: readonly Day[]
  /** By day; null where nothing is measured. */
  readonly values: readonly (number | null)[]
  /** The same in weeks as busy, and as calm, as 95 of 100 are; null where that is not known. */
  readonly busy: readonly (number | null)[]
  readonly calm: readonly (number | null)[]
  readonly failsOn: Day | null
  /** Between which days a busy and a calm week fail. */
  readonly earliest: Day | null
  readonly latest: Day | null
  readonly orderBy: Day | null
}

/** Whether there is anything between weeks that are busy and calm. */
const hasBand = ({ busy, calm }: ForecastChart): boolean =>
  busy.some(value => value !== null) || calm.some(value => value !== null)

/** The option of the chart; null where nothing was measured. */
export const forecastOption = (
  chart: ForecastChart,
  { theme, isStill, tip }: Pen,
): ChartOption | null => {
  const { days, values, busy, calm, measure, limit, side } = chart
  const { failsOn, earliest, latest, orderBy } = chart
  const all = [...values, ...busy, ...calm].filter(value => value !== null)
  if (!values.some(value => value !== null)) return null
  const scale = scaleFor([...all, limit], measure, true)
  const color = theme.colours[0]!
  const [from, to] = [days[0]!.at, days.at(-1)!.at]
  const line = (name: string, course: readonly (number | null)[], more: object) => ({
    type: 'line',
    name,
    data: course.map((value, i) => [days[i]!.at, value === null ? null : scale.place(value)]),
    showSymbol: false,
    ...more,
  })
  const upright = (day: Day, words: string, shade: string, distance: number) => ({
    xAxis: Math.max(from, Math.min(to, day.at)),
    lineStyle: { color: shade, type: 'solid', width: 1.8 },
    label: {
      ...lettering(theme),
      formatter: words,
      position: 'end',
      distance,
      align:
        day.at > from + 0.7 * (to - from)
          ? 'right'
          : day.at < from + 0.3 * (to - from)
            ? 'left'
            : 'center',
    },
  })
  const limits = limitMarks(
    scale,
    { limit, side, words: `${side} ${told(limit, measure, 4)}`, end: 'Start' },
    theme,
  )
  return {
    animation: !isStill,
    animationDuration: 200,
    useUTC: true,
    textStyle: { fontFamily: theme.font },
    grid: { top: 50, left: 66, right: 28, bottom: 34 },
    xAxis: {
      type: 'time',
      min: from,
      max: to,
      splitNumber: 4,
      axisLabel: {
        ...axisText(theme),
        hideOverlap: true,
        formatter: { year: '{yyyy}', month: '{MMM} {yyyy}', day: '{d} {MMM}' },
      },
      axisLine: { lineStyle: { color: theme.dim } },
      splitLine: { show: true, lineStyle: { color: theme.line, opacity: 0.6 } },
    },
    yAxis: axisFor(scale, theme, ''),
    tooltip: {
      ...tooltipFrame(theme),
      trigger: 'axis',
      axisPointer: { type: 'line', lineStyle: { color: theme.dim } },
      formatter: (under: unknown) => {
        const [first] = under as readonly { readonly dataIndex: number }[]
        const i = first?.dataIndex ?? 0
        const text = (value: number | null | undefined): string =>
          typeof value === 'number' ? told(value, measure, 6) : '–'
        return tip(`${days[i]!.text}, ${chart.name.slice(0, 80)}`, [
          ['a week as the last one', text(values[i])],
          ...(hasBand(chart)
            ? [['a busy week', text(busy[i])] as const, ['a calm week', text(calm[i])] as const]
            : []),
          [`limit, ${side}`, told(limit, measure, 6)],
        ])
      },
    },
    series: [
      line('a week as the last one', values, {
        lineStyle: { color, width: 2.4 },
        itemStyle: { color },
        z: 4,
        ...limits,
      }),
      ...(hasBand(chart)
        ? [
            line('a busy week', busy, {
              lineStyle: { color, width: 1.2, type: 'dashed' },
              itemStyle: { color },
            }),
            line('a calm week', calm, {
              lineStyle: { color, width: 1.2, type: 'dotted' },
              itemStyle: { color },
            }),
          ]
        : []),
      {
        type: 'line',
        name: 'dates',
        silent: true,
        data: [],
        markLine: {
          silent: true,
          animation: false,
          precision: 20,
          symbol: 'none',
          data: [
            ...(failsOn === null
              ? []
              : [upright(failsOn, `✗ fails on ${failsOn.text}`, theme.missed, 20)]),
            ...(orderBy === null
              ? []
              : [upright(orderBy, `order by ${orderBy.text}`, theme.warning, 4)]),
          ],
        },
        ...(earliest === null
          ? {}
          : {
              markArea: {
                silent: true,
                animation: false,
                itemStyle: { color: theme.dim, opacity: 0.16 },
                data: [[{ xAxis: earliest.at }, { xAxis: latest === null ? to : latest.at }]],
              },
            }),
      },
    ],
  }
}
