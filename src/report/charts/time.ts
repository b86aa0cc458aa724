/** Rate, bucket or queue, how busy the port is and what waits for it, over time: grids with one zoom. */
import type { ChartData, ChartFlow } from './data.ts'
import { percent, told, unitFor, whole } from './figures.ts'
import { flowName, lineOf } from './look.ts'
import { type FlowSeries, portSeriesOf, seriesOf } from './series.ts'
import type { ChartOption, Pen } from './pen.ts'
import type { Theme } from './theme.ts'

type Points = readonly (readonly [number, number])[]

/** The unit of time in which a window is drawn: its factor and its name. */
const clockOf = ({ duration }: ChartData): readonly [number, string] =>
  unitFor(duration / 2, 'time')

/** Which share of the window is over at a place of the horizontal axis. */
export const shareOf = (data: ChartData, place: number): number =>
  (place * clockOf(data)[0]) / data.duration

const points = (data: ChartData, values: readonly number[], factor: number): Points => {
  const [clock] = clockOf(data)
  const made = values.map((value, i) => [(i * data.interval) / clock, value / factor] as const)
  // A step lasts to the end of its interval, so the last one is drawn to the end of the window.
  return [...made, [data.duration / clock, (values.at(-1) ?? 0) / factor]]
}

const greatest = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, value), 0)

/** A lower grid: what it shows, and up to where. */
interface Below {
  readonly name: string
  readonly values: readonly number[]
  readonly most: number
  readonly limit: number | null
}

/** What waits, or what is left in the bucket; null where nothing ever waited. */
const below = (flow: ChartFlow, series: FlowSeries): Below | null => {
  if (flow.isShaped === false) {
    const most = Math.max(flow.burst ?? 0, greatest(series.bucket))
    return most === 0 ? null : { name: 'bucket', values: series.bucket, most, limit: flow.burst }
  }
  const most = greatest(series.queue)
  if (most === 0) return null
  const isNear = flow.queue !== null && most > flow.queue / 3
  return {
    name: 'queue',
    values: series.queue,
    most: isNear ? Math.max(most, flow.queue) : most,
    limit: isNear ? flow.queue : null,
  }
}

/** Rates of drops, with nothing where there are none and no neighbour has any: no line along the axis. */
const drops = (
  data: ChartData,
  values: readonly number[],
  factor: number,
): readonly (readonly [number, number | null])[] =>
  points(data, values, factor).map(([at, rate], i) =>
    rate === 0 && (values[i - 1] ?? 0) === 0 && (values[i + 1] ?? 0) === 0
      ? [at, null]
      : [at, rate],
  )

/** Where the words on a stretch stand: above it, but inside where the axis' name or the edge is near. */
const wordsAt = (middle: number): 'insideTopLeft' | 'insideTopRight' | 'top' =>
  middle < 0.25 ? 'insideTopLeft' : middle > 0.75 ? 'insideTopRight' : 'top'

const lossWords = (frames: number, all: number): string =>
  frames === all
    ? `✗ ${whole(frames)} frames lost`
    : `✗ ${whole(frames)} of the ${whole(all)} lost frames`

/** Stretches of loss, and how many frames were lost in the worst. */
const lossMarks = (data: ChartData, flow: ChartFlow, theme: Theme) => {
  const [clock] = clockOf(data)
  const most = Math.max(...flow.lossSpans.map(({ frames }) => frames))
  const worst = flow.lossSpans.findIndex(({ frames }) => frames === most)
  return {
    silent: true,
    itemStyle: { color: theme.missed, opacity: 0.12 },
    label: {
      color: theme.text,
      fontSize: 12,
      fontWeight: 'bold',
      distance: 3,
      textBorderColor: theme.ground,
      textBorderWidth: 3,
    },
    data: flow.lossSpans.map(({ from, to, frames }, i) => [
      {
        xAxis: from / clock,
        name: i === worst ? lossWords(frames, flow.lost) : '',
        label: { position: wordsAt((from + to) / 2 / data.duration) },
      },
      { xAxis: to / clock },
    ]),
  }
}

/** What the chart of a flow says instead, or beside it. */
export const timeRemark = (data: ChartData, flow: ChartFlow): string => {
  const series = seriesOf(data, flow)
  if (series === null)
    return 'The page has no room for the series of this flow; they are in series.csv.'
  if (greatest(series.offered) === 0 && greatest(series.delivered) === 0) {
    return 'This flow offered nothing.'
  }
  if (below(flow, series) !== null) return ''
  const port = portSeriesOf(data, flow)
  return port !== null && greatest(port.queue) > 0
    ? 'Nothing ever waited in the shaper.'
    : 'Nothing ever waited.'
}

const rise = (value: number): number => (value === 0 ? 1 : value * 1.08)

const text = (theme: Theme) => ({ color: theme.dim, fontSize: 12, fontFamily: theme.font })

const markOf = (theme: Theme, at: number, label: string) => ({
  silent: true,
  // Else echarts rounds where the line stands to two decimals.
  precision: 20,
  symbol: 'none',
  lineStyle: { color: theme.text, type: 'dashed', width: 1.5 },
  label: {
    position: 'insideEndTop',
    formatter: label,
    color: theme.text,
    backgroundColor: theme.ground,
    padding: [1, 4],
  },
  data: [{ yAxis: at }],
})

const axisX = (data: ChartData, theme: Theme, grid: number, isLast: boolean) => {
  const [clock, unit] = clockOf(data)
  return {
    type: 'value',
    gridIndex: grid,
    min: 0,
    max: data.duration / clock,
    name: isLast ? `time since the measured window began, ${unit}` : '',
    nameLocation: 'middle',
    nameGap: 24,
    nameTextStyle: text(theme),
    axisLabel: {
      ...text(theme),
      show: isLast,
      hideOverlap: true,
      formatter: (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 6 }),
    },
    axisLine: { lineStyle: { color: theme.dim } },
    axisTick: { show: isLast },
    splitLine: { lineStyle: { color: theme.line, opacity: 0.5 } },
    axisPointer: { label: { show: false } },
  }
}

const axisY = (theme: Theme, grid: number, name: string, max: number) => ({
  type: 'value',
  gridIndex: grid,
  min: 0,
  max,
  name,
  nameTextStyle: { ...text(theme), align: 'left', padding: [0, 0, 0, -40] },
  nameGap: 8,
  splitNumber: grid === 0 ? 5 : 2,
  axisLabel: {
    ...text(theme),
    showMaxLabel: false,
    formatter: (value: number) => value.toLocaleString('en-US', { maximumSignificantDigits: 4 }),
  },
  splitLine: { lineStyle: { color: theme.line } },
})

/** Heights of one to four grids, per cent of the chart. */
const HEIGHTS: readonly (readonly number[])[] = [[], [81], [58, 17], [43, 13, 13], [35, 10, 10, 10]]

/** The option of the chart; null where there is nothing to draw. */
export const timeOption = (
  data: ChartData,
  flow: ChartFlow,
  { theme, isStill, tip }: Pen,
): ChartOption | null => {
  const series = seriesOf(data, flow)
  if (series === null || timeRemark(data, flow) === 'This flow offered nothing.') return null
  const port = portSeriesOf(data, flow)
  const waits = below(flow, series)
  const [rate, rateUnit] = unitFor(Math.max(flow.bandwidth, greatest(series.offered)), 'rate')
  const [size, sizeUnit] = unitFor(waits?.most ?? 1, 'size')
  const { color, width } = lineOf(flow, theme)
  const top = rise(Math.max(flow.bandwidth, greatest(series.offered)) / rate)
  const line = (
    name: string,
    grid: number,
    values: readonly (readonly [number, number | null])[],
    more: object,
  ) => ({
    type: 'line',
    name,
    xAxisIndex: grid,
    yAxisIndex: grid,
    step: 'end',
    showSymbol: false,
    sampling: 'minmax',
    data: values,
    ...more,
  })
  const rates = [
    line('offered', 0, points(data, series.offered, rate), {
      step: 'start',
      lineStyle: { color, width },
      itemStyle: { color },
      areaStyle: { color, opacity: 0.12 },
      markLine: markOf(theme, flow.bandwidth / rate, `bandwidth ${told(flow.bandwidth, 'rate')}`),
    }),
    line('delivered', 0, points(data, series.delivered, rate), {
      lineStyle: { color: theme.dim, width: 1, type: 'dotted' },
      itemStyle: { color: theme.dim },
    }),
    ...(greatest(series.dropped) === 0
      ? []
      : [
          line('dropped', 0, drops(data, series.dropped, rate), {
            markArea: lossMarks(data, flow, theme),
            lineStyle: { color: theme.missed, width: 1 },
            itemStyle: { color: theme.missed },
            areaStyle: { color: theme.missed, opacity: 0.55 },
          }),
        ]),
  ].map(each => ({ ...each, step: 'end' }))
  const grids = [{ top: 34, height: '42%', left: 62, right: 24 }]
  const names = [`rate, ${rateUnit}`]
  const tops = [top]
  const lower: object[] = []
  const add = (name: string, most: number, made: (grid: number) => object): void => {
    const grid = grids.length
    grids.push({ top: 0, height: '13%', left: 62, right: 24 })
    names.push(name)
    tops.push(most)
    lower.push(made(grid))
  }
  if (waits !== null) {
    const what = waits.name === 'bucket' ? 'left in the bucket' : 'waiting in the shaper'
    add(`${what}, ${sizeUnit}`, rise(waits.most / size), grid =>
      line(waits.name, grid, points(data, waits.values, size), {
        step: false,
        lineStyle: { color: theme.text, width: 1.2 },
        itemStyle: { color: theme.text },
        areaStyle: { color: theme.dim, opacity: 0.25 },
        ...(waits.limit === null
          ? {}
          : { markLine: markOf(theme, waits.limit / size, told(waits.limit, 'size')) }),
      }),
    )
  }
  if (port !== null) {
    const { connection } = data.ports[flow.port]!
    const name = connection.length > 40 ? `${connection.slice(0, 39)}…` : connection
    const look = {
      lineStyle: { color: theme.dim, width: 1.2 },
      itemStyle: { color: theme.dim },
      areaStyle: { color: theme.dim, opacity: 0.2 },
    }
    add(`port of ${name} busy, %`, 108, grid =>
      line('port', grid, points(data, port.utilisation, 0.01), look),
    )
    const most = greatest(port.queue)
    const [bytes, bytesUnit] = unitFor(most, 'size')
    if (most > 0) {
      add(`waiting for the port, ${bytesUnit}`, rise(most / bytes), grid =>
        line('port queue', grid, points(data, port.queue, bytes), { ...look, step: false }),
      )
    }
  }
  // Grids that are not there leave their room to the first.
  const heights = HEIGHTS[grids.length]!
  let at = 7
  const laid = grids.map((grid, i) => {
    const made = { ...grid, top: `${at}%`, height: `${heights[i]!}%` }
    at += heights[i]! + 6
    return made
  })
  const all = grids.map((_, i) => i)
  return {
    animation: !isStill,
    animationDuration: 200,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: theme.font },
    grid: laid,
    xAxis: all.map(i => axisX(data, theme, i, i === all.length - 1)),
    yAxis: all.map(i => axisY(theme, i, names[i]!, tops[i]!)),
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    dataZoom: [
      {
        type: 'inside',
        xAxisIndex: all,
        zoomOnMouseWheel: 'ctrl',
        moveOnMouseWheel: false,
        // A mouse that is dragged marks a stretch, and a finger scrolls the page.
        moveOnMouseMove: false,
        preventDefaultMouseMove: false,
        filterMode: 'none',
      },
      {
        type: 'slider',
        xAxisIndex: all,
        bottom: 1,
        height: 16,
        left: 62,
        right: 24,
        filterMode: 'none',
        brushSelect: true,
        showDetail: false,
        borderColor: theme.line,
        fillerColor: `${theme.colours[0]!}33`,
        dataBackground: { lineStyle: { opacity: 0 }, areaStyle: { opacity: 0 } },
        selectedDataBackground: { lineStyle: { opacity: 0 }, areaStyle: { opacity: 0 } },
      },
    ],
    tooltip: {
      trigger: 'axis',
      backgroundColor: theme.panel,
      borderColor: theme.line,
      textStyle: { color: theme.text, fontFamily: theme.font },
      axisPointer: { type: 'line', lineStyle: { color: theme.dim } },
      transitionDuration: 0,
      formatter: (under: unknown) => {
        const [first] = under as readonly { readonly dataIndex: number }[]
        const i = Math.min(first?.dataIndex ?? 0, data.points - 1)
        return tip(`${told(i * data.interval, 'time', 9)}, ${flowName(flow)}`, [
          ['offered', told(series.offered[i]!, 'rate', 9)],
          ['delivered', told(series.delivered[i]!, 'rate', 9)],
          ['dropped', told(series.dropped[i]!, 'rate', 9)],
          ['waiting in the shaper', told(series.queue[i]!, 'size', 9)],
          ['left in the bucket', told(series.bucket[i]!, 'size', 9)],
          ...(port === null
            ? []
            : [
                ['port busy', percent(port.utilisation[i]!, 7)] as const,
                ['waiting for the port', told(port.queue[i]!, 'size', 9)] as const,
              ]),
        ])
      },
    },
    series: [...rates, ...lower],
  }
}
