/** The data of the charts, made of a view. */
import { countedOverhead } from '../../model/frame.ts'
import type { FlowResult } from '../../sim/result/document.ts'
import { interlinkOf } from '../context.ts'
import { flowSubject, judgedOn, limitOf } from '../judged.ts'
import type { ChartData, ChartFlow, ChartPort, LaterThan } from '../charts/data.ts'
import { packed } from '../charts/packed.ts'
import type { Columns } from './series/gather.ts'
import { type View, byWeight, colourOf } from './view.ts'

/** Letters of all packed series together: what a page has room for beside its script. */
const SERIES_MAX = 2_400_000
/** Stretches of loss that a chart marks. */
const SPANS = 20
/** Flows of which charts are drawn. */
const CHARTED = 128

/** Shares of frames later than each quantile. */
const QUANTILES: readonly (readonly [
  key: 'p50' | 'p90' | 'p99' | 'p999' | 'max',
  share: number,
])[] = [
  ['p50', 0.5],
  ['p90', 0.1],
  ['p99', 0.01],
  ['p999', 0.001],
  ['max', 0],
]

/** The share of frames later than x at every x that is known, by rising delay and falling share. */
export const laterThan = ({
  delay,
  delayHistogram,
  delivered,
}: FlowResult): readonly LaterThan[] => {
  const { min, max } = delay
  if (min === null || max === null || delivered.frames === 0) return []
  const points: LaterThan[] = [[min, 1]]
  let passed = 0
  for (const { upTo, frames } of delayHistogram) {
    passed += frames
    if (upTo > min && upTo < max) points.push([upTo, 1 - passed / delivered.frames])
  }
  for (const [key, share] of QUANTILES) {
    const at = delay[key]
    if (at !== null && share > 0 && at < max) points.push([at, share])
  }
  points.push([max, 1 / delivered.frames], [max, 0])
  points.sort((a, b) => a[0] - b[0] || b[1] - a[1])
  let least = 1
  return points.map(([at, share]) => {
    least = Math.min(least, share)
    return [at, least] as const
  })
}

const SHARES: Readonly<Record<string, number>> = {
  p50: 0.5,
  p90: 0.1,
  p99: 0.01,
  p999: 0.001,
  max: 0,
}

const limitsOf = ({ judged }: View, flow: FlowResult): ChartFlow['limits'] =>
  judgedOn(judged, flowSubject(flow)).flatMap(({ result }) => {
    const [quantity, statistic = ''] = result.metric.split('.')
    const share = SHARES[statistic]
    return quantity === 'delay' && share !== undefined && result.below !== undefined
      ? [{ name: result.metric, delay: limitOf(result), share, met: result.met }]
      : []
  })

const countedOf = ({ context }: View, { interlink, offered }: FlowResult): number =>
  context === null || offered.bytes === 0
    ? 1
    : 1 +
      (countedOverhead(interlinkOf(context, interlink).countAs) * offered.frames) / offered.bytes

const seriesOf = ([offered, delivered, dropped, queue, bucket]: Columns, interval: number) => {
  const bytes = (rates: Float64Array): string =>
    packed(Array.from(rates, rate => Math.round((rate * interval) / 8)))
  const whole = (values: Float64Array): string => packed(Array.from(values, Math.round))
  return {
    offered: bytes(offered!),
    delivered: bytes(delivered!),
    dropped: bytes(dropped!),
    queue: whole(queue!),
    bucket: whole(bucket!),
  }
}

const flowOf = (
  view: View,
  flow: FlowResult,
  columns: Columns | null,
  interval: number,
): ChartFlow => {
  const { context, document } = view
  const { interlink: id, direction, delay } = flow
  const interlink = context === null ? null : interlinkOf(context, id)
  const port = document.ports.findIndex(
    each => each.connection === interlink?.connection && each.direction === direction,
  )
  return {
    id,
    direction,
    ...colourOf(view, id),
    bandwidth: flow.bandwidth,
    burst: interlink?.burst ?? null,
    queue: interlink?.queue ?? null,
    isShaped: interlink === null ? null : interlink.enforce[direction] === 'shape',
    counted: countedOf(view, flow),
    lost: flow.dropped.frames,
    offeredFrames: flow.offered.frames,
    later: laterThan(flow),
    quantiles: QUANTILES.map(([key]) => delay[key]),
    limits: limitsOf(view, flow),
    port,
    lossSpans: flow.lossSpans
      .toSorted((a, b) => b.frames - a.frames)
      .slice(0, SPANS)
      .toSorted((a, b) => a.from - b.from),
    slices: {
      interval: flow.slices.interval,
      offered: flow.slices.offered,
      dropped: flow.slices.dropped,
    },
    series: columns === null ? null : seriesOf(columns, interval),
  }
}

const lettersOf = ({ series }: ChartFlow | ChartPort): number =>
  Object.values(series ?? {}).reduce((sum, { length }) => sum + length, 0)

/** The data of a page's charts. Series that it has no room for are left out, those of the least weight first. */
export const chartDataOf = (view: View): ChartData => {
  const { document, input } = view
  const { series } = input
  const interval = series?.interval ?? document.seriesInterval
  const ranked = byWeight(document.flows, view.judged).slice(0, CHARTED)
  const places = new Map(document.flows.map((flow, i) => [flow, i]))
  const charted = new Map<FlowResult, ChartFlow>()
  const made = document.ports.map((port, i): ChartPort => {
    const [utilisation, queue] = series?.ports[i] ?? []
    return {
      connection: port.connection,
      direction: port.direction,
      speed: port.speed,
      series:
        utilisation === undefined || queue === undefined
          ? null
          : {
              utilisation: packed(Array.from(utilisation, share => Math.round(share * 1e6))),
              queue: packed(Array.from(queue, Math.round)),
            },
    }
  })
  let room = SERIES_MAX
  const ports = made.map(port => {
    room -= lettersOf(port)
    return room < 0 ? { ...port, series: null } : port
  })
  for (const flow of ranked) {
    const whole = flowOf(view, flow, series?.flows[places.get(flow)!] ?? null, interval)
    room -= lettersOf(whole)
    charted.set(flow, room < 0 ? { ...whole, series: null } : whole)
  }
  // In the order of the file, so that a picker lists them as the tables do.
  const listed = document.flows.filter(flow => charted.has(flow))
  return {
    interval,
    merged: series?.merged ?? 1,
    points: series?.points ?? 0,
    duration: document.simulated.duration,
    seedAlone: document.replications === undefined ? null : document.seed,
    flows: listed.map(flow => charted.get(flow)!),
    ports,
    worst: Math.max(0, listed.indexOf(ranked[0]!)),
  }
}
