/** What an objective comes to at each value that a plan tried. */
import { type Measure, told } from './figures.ts'
import { FATE_WORDS, type Fate, markOf, whiskers } from './marks.ts'
import type { ChartOption, Pen } from './pen.ts'
import { axisFor, axisText, lettering, limitMarks, scaleFor, tooltipFrame } from './scale.ts'

/** A value that was tried. */
export interface PlanPoint {
  /** bit/s or bytes, and with its unit, exactly. */
  readonly value: number
  readonly text: string
  /** What the objective came to, and the ends of its interval; null where nothing was measured. */
  readonly figure: number | null
  readonly low: number | null
  readonly high: number | null
  readonly fate: Fate
  /** Replications. */
  readonly seeds: number
  readonly role: 'answer' | 'below' | 'now' | null
}

/** An objective of a plan. */
export interface PlanChart {
  /** `loss of data to cloud`. */
  readonly name: string
  readonly measure: Measure
  readonly limit: number
  readonly side: 'below' | 'above'
  /** `bandwidth`, and what values measure. */
  readonly noun: string
  readonly of: 'rate' | 'size'
  readonly points: readonly PlanPoint[]
  /** From which value to which neighbours of the answer can be told apart; null where all can. */
  readonly near: readonly [from: number, to: number] | null
}

const ROLES: Readonly<Record<'answer' | 'below' | 'now', string>> = {
  answer: 'the answer',
  below: 'one step less',
  now: 'as it is now',
}

/** What stands at a point: the answer has its words above the chart, and what is met needs none. */
const labelOf = ({ role, fate }: PlanPoint): string =>
  role === null || role === 'answer' || fate === 'met' ? '' : ROLES[role]

const interval = ({ low, high }: PlanPoint, measure: Measure): string =>
  low === null || high === null
    ? 'none'
    : low === high
      ? 'a single point'
      : `${told(low, measure, 5)} … ${told(high, measure, 5)}`

/**
 * The option of the chart; null where nothing was measured at any value.
 *
 * @param isNear  whether only values next to the answer are drawn
 */
export const planOption = (
  chart: PlanChart,
  isNear: boolean,
  { theme, isStill, tip }: Pen,
): ChartOption | null => {
  const { measure, limit, side, near } = chart
  const inside = chart.points.filter(
    ({ value }) => !isNear || near === null || (value >= near[0] && value <= near[1]),
  )
  const points = inside.filter(({ figure }) => figure !== null)
  if (points.length === 0) return null
  const y = scaleFor(
    [
      ...points.flatMap(({ figure, low, high }) => [figure!, low ?? figure!, high ?? figure!]),
      limit,
    ].map(value => Math.max(0, value)),
    measure,
    true,
  )
  const x = scaleFor(
    points.map(({ value }) => value),
    chart.of,
    false,
  )
  const at = (point: PlanPoint, value: number): readonly [number, number] => [
    x.place(point.value),
    y.place(Math.max(0, value)),
  ]
  const answer = points.find(({ role }) => role === 'answer')
  const middle = (x.min + x.max) / 2
  return {
    animation: !isStill,
    animationDuration: 200,
    textStyle: { fontFamily: theme.font },
    grid: { top: 30, left: 66, right: 26, bottom: 50 },
    xAxis: {
      ...axisFor(x, theme, chart.noun),
      nameLocation: 'middle',
      nameGap: 28,
    },
    yAxis: axisFor(y, theme, ''),
    tooltip: {
      ...tooltipFrame(theme),
      trigger: 'item',
      formatter: (under: unknown) => {
        const { dataIndex } = under as { readonly dataIndex: number }
        const point = points[dataIndex]!
        return tip(`${chart.noun} ${point.text}`, [
          [chart.name.slice(0, 80), told(point.figure!, measure, 6)],
          ['interval', interval(point, measure)],
          [`limit, ${side}`, told(limit, measure, 6)],
          ['seeds', String(point.seeds)],
          ['verdict', FATE_WORDS[point.fate]],
          ...(point.role === null ? [] : [['this is', ROLES[point.role]] as const]),
        ])
      },
    },
    series: [
      {
        type: 'line',
        name: chart.name,
        lineStyle: { color: theme.dim, width: 1.2 },
        z: 4,
        data: points.map(point => ({
          value: at(point, point.figure!),
          ...markOf(point.fate, theme),
          label: {
            ...lettering(theme),
            show: labelOf(point) !== '',
            formatter: labelOf(point),
            ...(point.role === 'below'
              ? { position: 'bottom', align: 'right' }
              : { position: x.place(point.value) > middle ? 'left' : 'right' }),
            distance: 9,
          },
        })),
        ...limitMarks(
          y,
          { limit, side, words: `${side} ${told(limit, measure, 4)}`, end: 'End' },
          theme,
        ),
      },
      whiskers(
        points.flatMap(point =>
          point.low === null || point.high === null || point.low === point.high
            ? []
            : [[at(point, point.low), at(point, point.high)] as const],
        ),
        theme.text,
        true,
      ),
      ...(answer === undefined
        ? []
        : [
            {
              type: 'line',
              silent: true,
              symbol: 'circle',
              symbolSize: 1,
              showAllSymbol: true,
              lineStyle: { color: theme.met, width: 1.5, type: 'dotted' },
              itemStyle: { color: theme.met },
              data: [
                [x.place(answer.value), y.min],
                {
                  value: [x.place(answer.value), y.max],
                  label: {
                    ...lettering(theme),
                    show: true,
                    fontWeight: 'bold',
                    formatter: `the answer ${answer.text}`,
                    position: 'top',
                    align: x.place(answer.value) > middle ? 'right' : 'left',
                  },
                },
              ],
            },
          ]),
    ],
    // What axes say is in the words of the theme, too.
    axisPointer: { label: axisText(theme) },
  }
}
