/** From the counts of a lane to the figures of its flows and port, in SI units. */
import { DROP_CAUSES, type DropCause } from '../../model/drop-cause.ts'
import { countedOverhead } from '../../model/frame.ts'
import type { Connection, Interlink } from '../../model/world.ts'
import { PS_PER_SECOND, ps, toSeconds } from '../../units.ts'
import { nearest, rateOf } from '../exact.ts'
import type { LaneResult } from '../kernel/result.ts'
import type { Distribution } from '../meter/distribution.ts'
import type { FlowMeter } from '../meter/flow.ts'
import { spansOf } from '../meter/tally.ts'
import { SLICES, type Window, sliceStarts } from '../meter/window.ts'
import type { Delay, DelayBin, FlowResult, LossSpan, PortResult, Wait } from './document.ts'

/** A flow as it was simulated. */
export type FlowFigures = Omit<FlowResult, 'bounds'>
/** A port as it was simulated. */
export type PortFigures = Omit<PortResult, 'bounds'>

/** How many spans of loss a flow lists at most: those with most frames. */
const SPANS_LISTED = 100

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

const extreme = (distribution: Distribution, which: 'min' | 'max'): number | null =>
  distribution.count === 0 ? null : secondsOf(distribution[which])

const waitOf = (distribution: Distribution): Wait => {
  const [p99] = distribution.quantiles([P99])
  return {
    mean: secondsOf(distribution.mean()),
    min: extreme(distribution, 'min'),
    p99: secondsOf(p99),
    max: extreme(distribution, 'max'),
  }
}

const delayOf = ({ delay: distribution, delaySpread }: FlowMeter): Delay => {
  const [p50, p90, p99, p999] = distribution.quantiles([P50, P90, P99, P999])
  return {
    mean: secondsOf(distribution.mean()),
    stdev: secondsOf(delaySpread.stdev()),
    min: extreme(distribution, 'min'),
    p50: secondsOf(p50),
    p90: secondsOf(p90),
    p99: secondsOf(p99),
    p999: secondsOf(p999),
    max: extreme(distribution, 'max'),
  }
}

const histogramOf = (distribution: Distribution): DelayBin[] =>
  distribution
    .countUpTo(BOUNDS)
    .map((frames, i) => ({ upTo: BOUNDS[i]! / PS_PER_SECOND, frames }))
    .filter(({ frames }) => frames > 0)

const lossSpansOf = ({ tallies }: FlowMeter, window: Window): LossSpan[] => {
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
 * @param availability  share of the window in which the InterLink carries the flow's families
 */
export const flowResult = (
  result: LaneResult,
  i: number,
  interlink: Interlink,
  availability: number,
): FlowFigures => {
  const { lane } = result
  const meter = result.meters[i]!
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
    lossSpans: lossSpansOf(meter, window),
    delay: delayOf(meter),
    shaperWait: waitOf(meter.shaperWait),
    portWait: waitOf(meter.portWait),
    ...(meter.customerWait === null ? {} : { customerWait: waitOf(meter.customerWait) }),
    shaperQueue: result.shaperQueues[i]!,
    delayHistogram: histogramOf(meter.delay),
    slices: {
      interval: picoseconds / SLICES / PS_PER_SECOND,
      offered: widths.map((width, k) => rateOf(meter.offeredPerSlice[k]!, width)),
      dropped: [...meter.droppedPerSlice],
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
    queue: port.queue,
    offered: port.offered,
    dropped: port.dropped,
    slices: {
      interval: picoseconds / SLICES / PS_PER_SECOND,
      utilisation: sliceWidths(window).map((width, k) =>
        width === 0 ? 0 : port.busyPerSlice[k]! / width,
      ),
    },
  }
}
