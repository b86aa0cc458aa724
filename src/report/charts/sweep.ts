/** What all combinations of a sweep come to: over one value, or as heat maps over two and more. */
import { type Measure, told } from './figures.ts'
import { markOf } from './marks.ts'
import type { ChartOption, Pen } from './pen.ts'
import { axisFor, axisText, lettering, scaleFor, tooltipFrame } from './scale.ts'
import type { Theme } from './theme.ts'

/** How a combination stands, in a letter: met, undecided, missed, not judged, refused, failed. */
export type StandingLetter = 'm' | 'u' | 'x' | 'n' | 'r' | 'f'

/** In words, behind their symbol. */
export const STANDING_WORDS: Readonly<Record<StandingLetter, string>> = {
  m: '✓ met',
  u: '! undecided',
  x: '✗ missed',
  n: '– not judged',
  r: '⊘ refused',
  f: '☓ failed',
}

/** A path that is varied. */
export interface SweepAxis {
  readonly path: string
  /** As much of it as tells it from the others. */
  readonly name: string
  /** As the sweep file has them. */
  readonly values: readonly string[]
  /** What they measure, where they have an order: numbers without a unit, or quantities. */
  readonly amounts: readonly number[] | null
  readonly measure: Measure | null
}

/** A figure of all combinations. */
export interface SweepFigure {
  readonly key: string
  /** `worst loss`. */
  readonly name: string
  readonly measure: Measure
  /** By combination; null where there is none. */
  readonly values: readonly (number | null)[]
  /** Limits on it, where objectives state some. */
  readonly limits: readonly number[]
}

/** All combinations that a page shows. */
export interface SweepChart {
  /** In the order of the sweep file; the last turns fastest. */
  readonly axes: readonly SweepAxis[]
  /** A letter for each combination. */
  readonly standings: string
  readonly figures: readonly SweepFigure[]
  /** Objectives that are met, of how many, by combination; null where none was judged. */
  readonly met: readonly (readonly [met: number, of: number] | null)[]
  /** What is said against combinations, by their number. */
  readonly errors: Readonly<Record<number, string>>
}

/** What is looked at: a figure (null: how objectives stand), and a value for each path that no axis shows. */
export interface SweepChoice {
  readonly figure: string | null
  readonly fixed: readonly number[]
}

/** The paths that charts of a sweep show: across, down, and one chart for each value; null where there are fewer. */
export interface SweepLayout {
  readonly x: number
  readonly y: number | null
  readonly each: number | null
}

/** Charts beside each other at most. */
const SMALL = 12

/** Which path goes where: those of most values across and down, and of the rest the first that has room. */
export const layoutOf = (axes: readonly Pick<SweepAxis, 'values'>[]): SweepLayout => {
  const ranked = axes
    .map(({ values }, axis) => ({ axis, many: values.length }))
    .toSorted((a, b) => b.many - a.many || a.axis - b.axis)
    .map(({ axis }) => axis)
  const [x = 0, y = null, ...rest] = ranked
  const each = rest.find(axis => axes[axis]!.values.length <= SMALL) ?? null
  return { x, y, each }
}

/** The number of a combination by the place of its value on each axis. */
export const indexOf = (
  axes: readonly Pick<SweepAxis, 'values'>[],
  at: readonly number[],
): number => axes.reduce((index, { values }, axis) => index * values.length + at[axis]!, 0)

/** The place of a combination's value on each axis. */
export const placesOf = (
  axes: readonly Pick<SweepAxis, 'values'>[],
  index: number,
): readonly number[] => {
  const places: number[] = []
  let rest = index
  for (const { values } of axes.toReversed()) {
    places.unshift(rest % values.length)
    rest = Math.floor(rest / values.length)
  }
  return places
}

const letterAt = ({ standings }: SweepChart, index: number): StandingLetter | undefined =>
  standings[index] as StandingLetter | undefined

/** What is read under the pointer about a combination. */
const rowsAbout = (
  chart: SweepChart,
  index: number,
): readonly (readonly [name: string, value: string])[] => {
  const { axes, figures, met, errors } = chart
  const letter = letterAt(chart, index)!
  const found = met[index]
  const error = errors[index]
  return [
    ['all objectives', STANDING_WORDS[letter]],
    ...(found === null || found === undefined
      ? []
      : [['objectives met', `${found[0]} of ${found[1]}`] as const]),
    ...figures
      .filter(({ values }) => typeof values[index] === 'number')
      .map(({ name, measure, values }) => [name, told(values[index]!, measure, 6)] as const),
    ...(error === undefined ? [] : [['because', error.slice(0, 300)] as const]),
    ...(axes.length > 2 ? [['combination', String(index)] as const] : []),
  ]
}

const titleOf = ({ axes }: SweepChart, index: number): string =>
  placesOf(axes, index)
    .map((place, axis) => `${axes[axis]!.name} ${axes[axis]!.values[place]!.slice(0, 40)}`)
    .join(', ')

/** Part of a shape that echarts draws. */
type Shape = Readonly<Record<string, unknown>>

/** What a custom series is given to draw with. */
interface Drawing {
  readonly value: (dimension: number) => number
  readonly coord: (at: readonly [number, number]) => readonly [number, number]
  readonly size: (of: readonly [number, number]) => readonly [number, number]
}

const strokes = (
  x: number,
  y: number,
  w: number,
  h: number,
  isCrossed: boolean,
  stroke: string,
): Shape[] => {
  const one = (x1: number, y1: number, x2: number, y2: number): Shape => ({
    type: 'line',
    shape: { x1, y1, x2, y2 },
    style: { stroke, lineWidth: 1 },
  })
  return [one(x, y + h, x + w, y), ...(isCrossed ? [one(x, y, x + w, y + h)] : [])]
}

/** How strongly a figure is filled in, by where it lies between the least and the most of all. */
const strengths = (values: readonly (number | null)[]): ((value: number) => number) => {
  const known = values.filter(value => value !== null)
  const above = known.filter(value => value > 0)
  const most = Math.max(0, ...above)
  const least = above.length === 0 ? 0 : Math.min(...above)
  if (most === 0) return () => 0
  if (most / least > 60) {
    const span = Math.log(most / least)
    return value => (value <= 0 ? 0 : 0.12 + 0.88 * (Math.log(value / least) / span))
  }
  return value => value / most
}

const CELL_COLOURS: Readonly<Record<StandingLetter, (theme: Theme) => readonly [string, number]>> =
  {
    m: ({ met }) => [met, 0.24],
    u: ({ warning }) => [warning, 0.3],
    x: ({ missed }) => [missed, 0.3],
    n: ({ dim }) => [dim, 0.14],
    r: ({ dim }) => [dim, 0.1],
    f: ({ missed }) => [missed, 0.12],
  }

/** Letters of a value on an axis. */
const LETTERS = 14

const shortened = (text: string): string =>
  text.length > LETTERS ? `${text.slice(0, LETTERS - 1)}…` : text

const categories = ({ values, name }: SweepAxis, theme: Theme, isAcross: boolean, gap: number) => ({
  type: 'category',
  data: values.map((_, i) => i),
  name,
  nameLocation: isAcross ? 'middle' : 'end',
  nameGap: isAcross ? gap : 10,
  nameTextStyle: {
    ...axisText(theme),
    align: isAcross ? 'center' : 'left',
    padding: [0, 0, 0, isAcross ? 0 : -50],
  },
  axisLabel: {
    ...axisText(theme),
    hideOverlap: true,
    formatter: (_: string, i: number) => shortened(values[i]!),
  },
  axisLine: { lineStyle: { color: theme.dim } },
  axisTick: { show: false },
  splitLine: { show: false },
})

/** The combinations of a heat map: place across, place down, number. */
const cellsOf = (
  { axes, standings }: SweepChart,
  { x, y }: SweepLayout,
  fixed: readonly number[],
): readonly (readonly [number, number, number])[] =>
  axes[x]!.values.flatMap((_, across) =>
    axes[y!]!.values.map((_, down) => {
      const at = fixed.with(x, across).with(y!, down)
      return [across, down, indexOf(axes, at)] as const
    }),
  ).filter(([, , index]) => index < standings.length)

/** The least room in which a cell has its words, and its symbol, pixels. */
const ROOM = { words: [62, 17], symbol: [14, 14] } as const

/**
 * A heat map of two paths, the others held where `fixed` says; null where there is nothing to show.
 *
 * How a combination stands is a colour, a symbol and, where there is room, the figure; what is refused has one
 * stroke through it, what failed two.
 */
export const heatOption = (
  chart: SweepChart,
  { figure, fixed }: SweepChoice,
  { theme, isStill, isNarrow = false, tip }: Pen,
): ChartOption | null => {
  const layout = layoutOf(chart.axes)
  if (layout.y === null) return null
  const cells = cellsOf(chart, layout, fixed)
  if (cells.length === 0) return null
  const shown = chart.figures.find(({ key }) => key === figure)
  const strength = strengths(shown?.values ?? [])
  const wordsOf = (index: number): string => {
    const value = shown?.values[index]
    if (shown !== undefined) return typeof value === 'number' ? told(value, shown.measure, 3) : ''
    const found = chart.met[index]
    return found === null || found === undefined ? '' : `${found[0]} of ${found[1]}`
  }
  const fillOf = (index: number, letter: StandingLetter): readonly [string, number] => {
    const value = shown?.values[index]
    return shown === undefined || typeof value !== 'number'
      ? CELL_COLOURS[letter](theme)
      : [theme.colours[0]!, 0.06 + 0.5 * strength(value)]
  }
  const cell = (_: unknown, drawing: Drawing): Shape => {
    const [across, down] = [drawing.value(0), drawing.value(1)]
    const index = drawing.value(2)
    const letter = letterAt(chart, index)!
    const [cx, cy] = drawing.coord([across, down])
    const [width, height] = drawing.size([1, 1])
    const gap = width > 8 && height > 8 ? 1 : 0
    const [w, h] = [width - gap, height - gap]
    const [x, y] = [cx - w / 2, cy - h / 2]
    const [fill, opacity] = fillOf(index, letter)
    const symbol = STANDING_WORDS[letter].slice(0, 1)
    const words = wordsOf(index)
    const hasRoom = ([least, tall]: readonly [number, number]): boolean => w >= least && h >= tall
    const text =
      hasRoom(ROOM.words) && words !== ''
        ? `${symbol} ${words}`
        : hasRoom(ROOM.symbol)
          ? symbol
          : ''
    const colour = {
      m: theme.met,
      x: theme.missed,
      f: theme.missed,
      u: theme.warning,
      n: theme.dim,
      r: theme.dim,
    }[letter]
    const isTiny = text === ''
    return {
      type: 'group',
      children: [
        {
          type: 'rect',
          shape: { x, y, width: w, height: h },
          style: { fill, opacity },
        },
        ...(letter === 'r' || letter === 'f' ? strokes(x, y, w, h, letter === 'f', colour) : []),
        ...(isTiny && shown !== undefined && letter === 'x'
          ? [
              {
                type: 'rect',
                shape: { x, y, width: w, height: h },
                style: { fill: null, stroke: colour, lineWidth: 1 },
              },
            ]
          : []),
        ...(isTiny
          ? []
          : [
              {
                type: 'text',
                style: {
                  x: cx,
                  y: cy,
                  text,
                  align: 'center',
                  verticalAlign: 'middle',
                  fill: theme.text,
                  ...(letter === 'r' || letter === 'f'
                    ? { stroke: theme.ground, lineWidth: 3 }
                    : {}),
                  font: `${letter === 'x' ? 'bold ' : ''}12px ${theme.font}`,
                },
              },
            ]),
      ],
    }
  }
  const [x, y] = [chart.axes[layout.x]!, chart.axes[layout.y]!]
  return {
    animation: false,
    animationDuration: isStill ? 0 : 200,
    textStyle: { fontFamily: theme.font },
    grid: { top: 30, left: isNarrow ? 76 : 92, right: 16, bottom: 48 },
    xAxis: categories(x, theme, true, 28),
    yAxis: categories(y, theme, false, 10),
    tooltip: {
      ...tooltipFrame(theme),
      trigger: 'item',
      formatter: (under: unknown) => {
        const { value } = under as { readonly value: readonly [number, number, number] }
        return tip(titleOf(chart, value[2]), rowsAbout(chart, value[2]))
      },
    },
    series: [
      {
        type: 'custom',
        name: shown?.name ?? 'all objectives',
        renderItem: cell,
        encode: { x: 0, y: 1 },
        progressive: 0,
        data: cells,
      },
    ],
  }
}

/** A figure over the only path that is varied; null where no combination has the figure. */
export const lineOption = (
  chart: SweepChart,
  key: string,
  { theme, isStill, tip }: Pen,
): ChartOption | null => {
  const axis = chart.axes[0]!
  const { name, measure, values, limits } = chart.figures.find(each => each.key === key)!
  const indices = [...values.keys()].filter(index => typeof values[index] === 'number')
  if (indices.length === 0) return null
  const y = scaleFor([...indices.map(index => values[index]!), ...limits], measure, true)
  const { amounts } = axis
  const x =
    amounts === null || amounts.some(amount => amount < 0) || axis.measure === null
      ? null
      : scaleFor(amounts, axis.measure, false)
  const order = x === null ? indices : indices.toSorted((a, b) => amounts![a]! - amounts![b]!)
  const others = chart.standings.length - indices.length
  const fates = { m: 'met', x: 'missed', u: 'undecided' } as const
  return {
    animation: !isStill,
    animationDuration: 200,
    textStyle: { fontFamily: theme.font },
    grid: { top: 30, left: 66, right: 26, bottom: 50 },
    xAxis:
      x === null
        ? categories(axis, theme, true, 28)
        : { ...axisFor(x, theme, axis.name), nameLocation: 'middle', nameGap: 28 },
    yAxis: axisFor(y, theme, others === 0 ? '' : `${others} without any`),
    tooltip: {
      ...tooltipFrame(theme),
      trigger: 'item',
      formatter: (under: unknown) => {
        const index = order[(under as { readonly dataIndex: number }).dataIndex]!
        return tip(titleOf(chart, index), rowsAbout(chart, index))
      },
    },
    series: [
      {
        type: 'line',
        name,
        lineStyle: { color: theme.dim, width: 1.2 },
        z: 4,
        data: order.map(index => {
          const fate = fates[letterAt(chart, index) as 'm']
          return {
            value: [x === null ? index : x.place(amounts![index]!), y.place(values[index]!)],
            ...(fate === undefined
              ? { symbol: 'circle', symbolSize: 8, itemStyle: { color: theme.dim } }
              : markOf(fate, theme)),
          }
        }),
        markLine: {
          silent: true,
          animation: false,
          precision: 20,
          symbol: 'none',
          lineStyle: { color: theme.text, type: 'dashed', width: 1.5 },
          label: { ...lettering(theme), position: 'insideStartTop' },
          data: limits.map(limit => ({
            yAxis: y.place(limit),
            label: { formatter: `limit ${told(limit, measure, 4)}` },
          })),
        },
        markArea: {
          silent: true,
          animation: false,
          itemStyle: { color: theme.missed, opacity: 0.11 },
          data: limits.slice(0, 1).map(limit => [{ yAxis: y.place(limit) }, { yAxis: y.max }]),
        },
      },
    ],
  }
}
