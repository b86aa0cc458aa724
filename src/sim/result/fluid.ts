/** From what was counted of a lane of fluid to the figures of its flows and port, in SI units. */
import { DROP_CAUSES, type DropCause } from '../../model/drop-cause.ts'
import { countedOverhead } from '../../model/frame.ts'
import type { Scenario } from '../../model/scenario.ts'
import type { Connection, Interlink } from '../../model/world.ts'
import { PS_PER_SECOND } from '../../units.ts'
import type { FluidResult } from '../kernel/fluid/kernel.ts'
import { type FlowUnseen, unseenOf } from '../kernel/fluid/unseen.ts'
import type { Life } from '../life/timeline.ts'
import type { FlowCounters } from '../meter/flow.ts'
import { SLICES, type Window } from '../meter/window.ts'
import { apportion } from './apportion.ts'
import { availableShare } from './availability.ts'
import type { Bound, Count, Unseen } from './document.ts'
import {
  type FlowFigures,
  type PortFigures,
  SPANS_LISTED,
  delayOf,
  histogramOf,
  lossSpansOf,
  waitOf,
} from './flow.ts'
import type { LaneFigures } from './lane.ts'

const sum = (values: Iterable<number>): number => {
  let total = 0
  for (const value of values) total += value
  return total
}

/** Expected frames and bytes in whole ones: what is of no frame has no bytes. */
interface Fate {
  readonly offered: Count
  readonly delivered: Count
  readonly inFlight: Count
  readonly dropped: Count
  readonly byCause: Readonly<Record<DropCause, number>>
}

const fateOf = (result: FluidResult, i: number): Fate => {
  const meter = result.meters[i]!
  const frames = apportion(meter.offeredFrames, [
    meter.deliveredFrames,
    meter.inFlightFrames,
    ...meter.droppedFrames,
  ])
  const [delivered = 0, inFlight = 0, ...causes] = frames.parts
  const dropped = sum(causes)
  const bytesOf = (count: number, bytes: number): number => (count === 0 ? 0 : bytes)
  const bytes = apportion(bytesOf(frames.whole, meter.offeredBytes), [
    bytesOf(delivered, meter.deliveredBytes),
    bytesOf(inFlight, meter.inFlightBytes),
    bytesOf(dropped, sum(meter.droppedBytes)),
  ])
  return {
    offered: { frames: frames.whole, bytes: bytes.whole },
    delivered: { frames: delivered, bytes: bytes.parts[0]! },
    inFlight: { frames: inFlight, bytes: bytes.parts[1]! },
    dropped: { frames: dropped, bytes: bytes.parts[2]! },
    byCause: Object.fromEntries(DROP_CAUSES.map((cause, k) => [cause, causes[k]!])) as Record<
      DropCause,
      number
    >,
  }
}

const modelled = (value: number | null): Bound<'M/G/1'> | null =>
  value === null ? null : { formula: 'M/G/1', value }

const unseenOfFlow = (unseen: FlowUnseen): Unseen => ({
  sampling: unseen.sampling,
  portWaitMean: modelled(unseen.portWait),
  shaperWaitMean: modelled(unseen.shaperWait),
  policed: modelled(unseen.policed),
  onBurst: unseen.onBurst,
})

/** Bit per second of bytes in a time, ps. */
const rateOf = (bytes: number, time: number): number =>
  time === 0 ? 0 : (bytes * 8 * PS_PER_SECOND) / time

/** Spans of loss in whole frames, all of them together those that are dropped; those of no frame are none. */
const spansOf = (
  { drops }: FlowCounters,
  window: Window,
  dropped: number,
): FlowFigures['lossSpans'] => {
  const spans = lossSpansOf(drops, window)
  const frames = spans.map(span => span.frames)
  const whole =
    spans.length < SPANS_LISTED ? apportion(dropped, frames).parts : frames.map(Math.round)
  return spans.map((span, i) => ({ ...span, frames: whole[i]! })).filter(span => span.frames > 0)
}

const flowFigures = (
  result: FluidResult,
  i: number,
  fate: Fate,
  counters: FlowCounters,
  interlink: Interlink,
  availability: number,
): FlowFigures => {
  const { lane } = result
  const meter = result.meters[i]!
  const queue = result.shaperQueues[i]!
  const { window } = lane
  const time = window.to - window.from
  const { offered, delivered, dropped, inFlight, byCause } = fate
  const counted = meter.deliveredBytes + meter.deliveredFrames * countedOverhead(interlink.countAs)
  return {
    interlink: interlink.id,
    direction: lane.direction,
    bandwidth: interlink.bandwidth,
    offered,
    delivered,
    dropped: { ...dropped, byCause },
    inFlight,
    throughput: rateOf(meter.deliveredBytes, time),
    peak: rateOf(result.peaks[i]!, window.interval),
    utilisation: rateOf(counted, time) / interlink.bandwidth,
    loss: offered.frames === 0 ? 0 : dropped.frames / offered.frames,
    availability,
    lossSpans: spansOf(counters, window, dropped.frames),
    delay: delayOf(counters.delay, counters.spread),
    shaperWait: waitOf(counters.shaperWait),
    portWait: waitOf(counters.portWait),
    ...(counters.customerWait === null ? {} : { customerWait: waitOf(counters.customerWait) }),
    shaperQueue: { mean: queue.mean, max: queue.max },
    delayHistogram: histogramOf(counters.delay),
    slices: {
      interval: time / SLICES / PS_PER_SECOND,
      offered: Array.from(meter.offeredPerSlice, bytes => rateOf(bytes, time / SLICES)),
      dropped: Array.from(meter.droppedPerSlice, Math.round),
      queue: queue.perSlice,
    },
  }
}

const portFigures = ({ lane, port }: FluidResult, connection: Connection): PortFigures => {
  const time = lane.window.to - lane.window.from
  const frames = apportion(port.offered.frames, [
    port.dropped.frames,
    port.offered.frames - port.dropped.frames,
  ])
  const bytes = apportion(port.offered.bytes, [
    port.dropped.bytes,
    port.offered.bytes - port.dropped.bytes,
  ])
  return {
    connection: connection.id,
    direction: lane.direction,
    speed: connection.portSpeed,
    utilisation: Math.min(1, sum(port.busyPerSlice) / time),
    throughput: rateOf(port.sentBytes, time),
    queue: { mean: port.queue.mean, max: port.queue.max },
    offered: { frames: frames.whole, bytes: bytes.whole },
    dropped: { frames: frames.parts[0]!, bytes: bytes.parts[0]! },
    slices: {
      interval: time / SLICES / PS_PER_SECOND,
      utilisation: Array.from(port.busyPerSlice, busy => Math.min(1, busy / (time / SLICES))),
      queue: port.queue.perSlice,
    },
  }
}

/**
 * The figures of a lane of fluid.
 *
 * @param keepsCounters  whether counters are wanted, too
 */
export const fluidFigures = (
  result: FluidResult,
  scenario: Scenario,
  life: Life,
  keepsCounters: boolean,
): LaneFigures => {
  const { lane, emitted, breakpoints } = result
  const { connections, interlinks } = scenario.world
  const interlinkOf = new Map(interlinks.map(each => [each.id, each]))
  const unseen = unseenOf(result)
  const kept: FlowCounters[] = []
  return {
    flows: lane.flows.map(({ interlink: id, families }, i) => {
      const fate = fateOf(result, i)
      const counters = result.meters[i]!.counters(fate.delivered.frames)
      if (keepsCounters) kept.push(counters)
      const available = availableShare(life, scenario, id, families)
      const figures = flowFigures(result, i, fate, counters, interlinkOf.get(id)!, available)
      return { ...figures, unseen: unseenOfFlow(unseen[i]!) }
    }),
    port: portFigures(
      result,
      connections.find(({ id }) => id === lane.connection)!,
    ),
    counters: keepsCounters ? kept : null,
    emitted: Math.round(emitted),
    events: breakpoints,
  }
}
