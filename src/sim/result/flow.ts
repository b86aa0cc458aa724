/** From the counts of a lane to the figures of its flows and port, in SI units. */
import { DROP_CAUSES, type DropCause } from '../../model/drop-cause.ts'
import { countedOverhead } from '../../model/frame.ts'
import type { Connection, Interlink } from '../../model/world.ts'
import { PS_PER_SECOND, ps, toSeconds } from '../../units.ts'
import { nearest, rateOf } from '../exact.ts'
import type { LaneResult } from '../kernel/result.ts'
import { type Counted, countUpTo, meanOf, quantilesOf } from '../meter/counted.ts'
import type { FlowCounters } from '../meter/flow.ts'
import { type Spreading, stdevOf } from '../meter/spread.ts'
import { type Tallied, spansOf } from '../meter/tally.ts'
import { SLICES, type Window, sliceStarts } from '../meter/window.ts'
import type { Delay, DelayBin, FlowResult, LossSpan, PortResult, Wait } from './document.ts'

/** A flow as it was simulated. */
export type FlowFigures = Omit<FlowResult, 'bounds'>
/** A port as it was simulated. */
export type PortFigures = Omit<PortResult, 'bounds'>

/** How many spans of loss a flow lists at most: those with most frames. */
export const SPANS_LISTED = 100

const P50 = [1, 2] as const
const P90 = [9, 10] as const
const P99 = [99, 100] as const
const P999 = [999, 1000] as const

/** Upper bounds of the delay histogram: 1, 2 and 5 times each power of ten from 1 ns to 10,000 s, ps. */
const BOUNDS: readonly number[] = Array.from({ length: 14 }, (_, decade) =>
  [1, 2, 5].map(step => step * 10 ** (decade + 3)),
).flat()

const secondsOf = (duration: number | null): number | null =>
  duration === null ? null : toSeconds(ps(duration))

const extreme = (counted: Counted, which: 'min' | 'max'): number | null =>
  counted.count === 0 ? null : secondsOf(counted[which])

/** Figures of a wait. */
export const waitOf = (counted: Counted): Wait => {
  const [p99] = quantilesOf(counted, [P99])
  return {
    mean: secondsOf(meanOf(counted)),
    min: extreme(counted, 'min'),
    p99: secondsOf(p99),
    max: extreme(counted, 'max'),
  }
}

/** Figures of the delay. */
export const delayOf = (counted: Counted, spread: Spreading): Delay => {
  const [p50, p90, p99, p999] = quantilesOf(counted, [P50, P90, P99, P999])
  return {
    mean: secondsOf(meanOf(counted)),
    stdev: secondsOf(stdevOf(spread)),
    min: extreme(counted, 'min'),
    p50: secondsOf(p50),
    p90: secondsOf(p90),
    p99: secondsOf(p99),
    p999: secondsOf(p999),
    max: extreme(counted, 'max'),
  }
}

/** Delivered frames by delay. */
export const histogramOf = (counted: Counted): DelayBin[] =>
  countUpTo(counted, BOUNDS)
    .map((frames, i) => ({ upTo: BOUNDS[i]! / PS_PER_SECOND, frames }))
    .filter(({ frames }) => frames > 0)

/** Where frames were dropped: the spans with most of them. */
export const lossSpansOf = (tallies: readonly Tallied[], window: Window): LossSpan[] => {
  const spans = spansOf(tallies)
  const listed = new Set(
    [...spans].sort((a, b) => b.count - a.count || a.first - b.first).slice(0, SPANS_LISTED),
  )
  return spans
    .filter(span => listed.has(span))
    .map(({ first, last, count }) => ({
      from: (first * window.interval) / PS_PER_SECOND,
      to: Math.min((last + 1) * window.interval, window.to - window.from) / PS_PER_SECOND,
      frames: count,
    }))
}

const sum = (values: Float64Array): number => values.reduce((a, b) => a + b, 0)

/** Widths of the slices of a window, ps. */
const sliceWidths = (window: Window): number[] => {
  const starts = sliceStarts(window)
  return Array.from({ length: SLICES }, (_, k) => starts[k + 1]! - starts[k]!)
}

/**
 * Figures of the flow with index `i` of a lane.
 *
 * @param counters      what its meter counted
 * @param availability  share of the window in which the InterLink carries the flow's families
 */
export const flowResult = (
  result: LaneResult,
  i: number,
  counters: FlowCounters,
  interlink: Interlink,
  availability: number,
): FlowFigures => {
  const { lane } = result
  const meter = result.meters[i]!
  const queue = result.shaperQueues[i]!
  const { window } = lane
  const picoseconds = window.to - window.from
  const counted = meter.deliveredBytes + meter.deliveredFrames * countedOverhead(interlink.countAs)
  const droppedFrames = sum(meter.droppedFrames)
  const byCause = Object.fromEntries(
    DROP_CAUSES.map((cause, k) => [cause, meter.droppedFrames[k]!]),
  ) as Record<DropCause, number>
  const widths = sliceWidths(window)
  return {
    interlink: interlink.id,
    direction: lane.direction,
    bandwidth: interlink.bandwidth,
    offered: { frames: meter.offeredFrames, bytes: meter.offeredBytes },
    delivered: { frames: meter.deliveredFrames, bytes: meter.deliveredBytes },
    dropped: { frames: droppedFrames, bytes: sum(meter.droppedBytes), byCause },
    inFlight: { frames: meter.inFlightFrames, bytes: meter.inFlightBytes },
    throughput: rateOf(meter.deliveredBytes, picoseconds),
    peak: rateOf(meter.peakBytes, window.interval),
    utilisation: nearest(
      BigInt(counted) * 8n * BigInt(PS_PER_SECOND),
      BigInt(interlink.bandwidth) * BigInt(picoseconds),
    ),
    loss: meter.offeredFrames === 0 ? 0 : droppedFrames / meter.offeredFrames,
    availability,
    lossSpans: lossSpansOf(counters.drops, window),
    delay: delayOf(counters.delay, counters.spread),
    shaperWait: waitOf(counters.shaperWait),
    portWait: waitOf(counters.portWait),
    ...(counters.customerWait === null ? {} : { customerWait: waitOf(counters.customerWait) }),
    shaperQueue: { mean: queue.mean, max: queue.max },
    delayHistogram: histogramOf(counters.delay),
    slices: {
      interval: picoseconds / SLICES / PS_PER_SECOND,
      offered: widths.map((width, k) => rateOf(meter.offeredPerSlice[k]!, width)),
      dropped: [...meter.droppedPerSlice],
      queue: queue.perSlice,
    },
  }
}

/** Figures of the port of a lane. */
export const portResult = ({ lane, port }: LaneResult, connection: Connection): PortFigures => {
  const { window } = lane
  const picoseconds = window.to - window.from
  return {
    connection: connection.id,
    direction: lane.direction,
    speed: connection.portSpeed,
    utilisation: sum(port.busyPerSlice) / picoseconds,
    throughput: rateOf(port.sentBytes, picoseconds),
    queue: { mean: port.queue.mean, max: port.queue.max },
    offered: port.offered,
    dropped: port.dropped,
    slices: {
      interval: picoseconds / SLICES / PS_PER_SECOND,
      utilisation: sliceWidths(window).map((width, k) =>
        width === 0 ? 0 : port.busyPerSlice[k]! / width,
      ),
      queue: port.queue.perSlice,
    },
  }
}
