/** A section as a picture: cost on the left, memory on the right. */
import type { CustomSeriesOption, EChartsOption, SeriesOption } from 'echarts'
import type { Measured } from '../shared/runs.ts'
import type { Spread } from '../shared/statistics.ts'
import { figure } from '../shared/table.ts'
import type { Section } from './sections.ts'

const WIDTH = 960
const HEIGHT = 380
const COST = '#1f5fa8'
const MEMORY = '#a8561f'
const BASE = '#666'
const FONT = 'DejaVu Sans, Verdana, sans-serif'

const MEGABYTE = 1e6

/** From the least to the most of the rounds, at a place of the horizontal axis. */
const whiskers = (points: readonly (readonly [number | string, Spread])[]): CustomSeriesOption => ({
  type: 'custom',
  data: points.map(([x, { min, max }]) => [x, min, max]),
  encode: { x: 0, y: [1, 2] },
  z: 5,
  silent: true,
  renderItem: (_, api) => {
    const [x, low] = api.coord([api.value(0), api.value(1)]) as [number, number]
    const [, high] = api.coord([api.value(0), api.value(2)]) as [number, number]
    const line = (x1: number, y1: number, x2: number, y2: number) => ({
      type: 'line' as const,
      shape: { x1, y1, x2, y2 },
      style: { stroke: '#123', lineWidth: 1.2 },
    })
    return {
      type: 'group',
      children: [
        line(x, low, x, high),
        line(x - 5, low, x + 5, low),
        line(x - 5, high, x + 5, high),
      ],
    }
  },
})

/** An axis from 0 with four to six steps that are easy to read, and a little room above the largest value. */
const scaleTo = (largest: number): { min: number; max: number; interval: number } => {
  const raw = (largest * 1.04) / 5
  const power = 10 ** Math.floor(Math.log10(raw))
  const interval = [1, 2, 2.5, 5, 10].find(step => step * power >= raw)! * power
  return { min: 0, max: Math.ceil((largest * 1.04) / interval) * interval, interval }
}

const optionsOf = (
  { title, axis, points }: Section,
  { measures, plainC }: Measured,
): EChartsOption => {
  const xs = points.map(({ x }) => x)
  const bars = axis.kind === 'category'
  // Times plain C's where that is known: what slows the machine for a minute bends no line then.
  const costs = measures.map(({ ratio, nanoseconds }, i) => [xs[i]!, ratio ?? nanoseconds] as const)
  const memories = measures.map(({ memory }) => memory / MEGABYTE)
  const costMost = Math.max(...costs.map(([, { max }]) => max))

  const numbers = xs.filter(x => typeof x === 'number')
  const extent =
    axis.kind === 'log'
      ? { min: Math.min(...numbers) / 1.3, max: Math.max(...numbers) * 1.3 }
      : axis.kind === 'value'
        ? { min: Math.min(...numbers) - 0.05, max: Math.max(...numbers) + 0.05 }
        : {}
  // A label for each point, but where it would lie over the one before it.
  const labelled = numbers.filter(
    (x, i) => axis.kind !== 'value' || i === 0 || x - numbers[i - 1]! > 0.09 || x === 1,
  )
  const text = { fontFamily: FONT, color: '#222' }
  const horizontal = (gridIndex: number) => ({
    gridIndex,
    type: axis.kind,
    name: axis.name,
    nameLocation: 'middle' as const,
    nameGap: 34,
    nameTextStyle: { ...text, fontSize: 13 },
    // Labels stand at the points that were measured and nowhere else.
    axisLabel: {
      ...text,
      fontSize: 12,
      hideOverlap: false,
      formatter: (x: number | string) => (typeof x === 'number' ? x.toLocaleString('en') : x),
      ...(bars ? { interval: 0 } : { customValues: labelled }),
    },
    axisTick: { alignWithLabel: true, ...(bars ? {} : { customValues: numbers }) },
    axisLine: { onZero: false, lineStyle: { color: '#444' } },
    minorTick: { show: false },
    splitLine: { show: false },
    ...(bars ? { data: [...xs] } : extent),
  })
  const vertical = (gridIndex: number, name: string, largest: number) => ({
    gridIndex,
    type: 'value' as const,
    name,
    nameLocation: 'middle' as const,
    nameRotate: 90,
    nameGap: 52,
    nameTextStyle: { ...text, fontSize: 13 },
    ...scaleTo(largest),
    axisLabel: { ...text, fontSize: 12, formatter: (y: number) => y.toLocaleString('en') },
    splitLine: { lineStyle: { color: '#e4e4e4' } },
  })
  const figures = (index: number, color: string, values: readonly number[]): SeriesOption => {
    const common = {
      xAxisIndex: index,
      yAxisIndex: index,
      data: values.map((value, i) => [xs[i]!, value]),
      itemStyle: { color },
    }
    return bars
      ? { ...common, type: 'bar', barMaxWidth: 44 }
      : { ...common, type: 'line', symbol: 'circle', symbolSize: 8, lineStyle: { color, width: 2 } }
  }
  const base: SeriesOption[] =
    plainC === null
      ? []
      : [
          {
            type: 'line',
            data: [],
            markLine: {
              symbol: 'none',
              silent: true,
              animation: false,
              data: [{ yAxis: 1 }],
              lineStyle: { color: BASE, type: 'dashed', width: 1.5 },
              label: { show: false },
            },
          },
        ]
  // Told above the picture, where it cannot lie over what was measured.
  const below = plainC === null ? '' : `; plain C took ${figure(plainC.median)} ns`
  const heading = (left: number, words: string, small: string) => ({
    text: words,
    subtext: small,
    left,
    top: 6,
    itemGap: 5,
    textStyle: { ...text, fontSize: 15, fontWeight: 'bold' as const },
    subtextStyle: { ...text, color: BASE, fontSize: 12 },
  })
  return {
    animation: false,
    backgroundColor: '#fff',
    title: [
      heading(
        78,
        `Time per packet: ${title[0]!.toLowerCase()}${title.slice(1)}`,
        `median, least … most of the rounds${below}`,
      ),
      heading(570, 'Peak memory', 'of the process, median of the rounds'),
    ],
    grid: [
      { left: 82, top: 66, width: 390, bottom: 62 },
      { left: 574, top: 66, width: 366, bottom: 62 },
    ],
    xAxis: [horizontal(0), horizontal(1)],
    yAxis: [
      vertical(0, plainC === null ? 'ns per packet' : 'times plain C on W2', costMost),
      vertical(1, 'MB', Math.max(...memories)),
    ],
    series: [
      figures(
        0,
        COST,
        costs.map(([, { median }]) => median),
      ),
      whiskers(costs),
      ...base,
      figures(1, MEMORY, memories),
    ],
  }
}

/** @returns SVG; the same bytes for the same figures */
export const draw = async (section: Section, measured: Measured): Promise<string> => {
  // Loaded here: it takes a second, and tests of the rest need not wait.
  const { init } = await import('echarts')
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT })
  chart.setOption(optionsOf(section, measured))
  const svg = chart.renderToSVGString()
  chart.dispose()
  return `${svg}\n`
}
