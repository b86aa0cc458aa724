/** The figures of a flow over all frames of several replications. */
import { DROP_CAUSES, type DropCause } from '../../model/drop-cause.ts'
import { type Counted, together } from '../../sim/meter/counted.ts'
import type { FlowCounters } from '../../sim/meter/flow.ts'
import { spreadTogether } from '../../sim/meter/spread.ts'
import { talliedTogether } from '../../sim/meter/tally.ts'
import type { Window } from '../../sim/meter/window.ts'
import type { Count, FlowResult } from '../../sim/result/document.ts'
import { delayOf, histogramOf, lossSpansOf, waitOf } from '../../sim/result/flow.ts'
import { flowBoundsOf } from './bounds.ts'
import { meanWith, meansWith } from './means.ts'

const plus = (a: Count, b: Count): Count => ({
  frames: a.frames + b.frames,
  bytes: a.bytes + b.bytes,
})

const maybeTogether = (a: Counted | null, b: Counted | null): Counted | null =>
  a === null || b === null ? null : together(a, b)

/** What distributions, spreads and tallies of both counted. */
export const countersTogether = (a: FlowCounters, b: FlowCounters): FlowCounters => ({
  delay: together(a.delay, b.delay),
  spread: spreadTogether(a.spread, b.spread),
  shaperWait: together(a.shaperWait, b.shaperWait),
  portWait: together(a.portWait, b.portWait),
  customerWait: maybeTogether(a.customerWait, b.customerWait),
  drops: [talliedTogether([...a.drops, ...b.drops])],
})

/**
 * Counts as sums, maxima as maxima, means over time as means.
 *
 * @param count  of replications, that of `b` included
 */
const pooled = (a: FlowResult, b: FlowResult, count: number): FlowResult => ({
  ...a,
  offered: plus(a.offered, b.offered),
  delivered: plus(a.delivered, b.delivered),
  dropped: {
    ...plus(a.dropped, b.dropped),
    byCause: Object.fromEntries(
      DROP_CAUSES.map(cause => [cause, a.dropped.byCause[cause] + b.dropped.byCause[cause]]),
    ) as Record<DropCause, number>,
  },
  inFlight: plus(a.inFlight, b.inFlight),
  bounds: flowBoundsOf(a.bounds, b.bounds),
  peak: Math.max(a.peak, b.peak),
  shaperQueue: {
    mean: meanWith(a.shaperQueue.mean, b.shaperQueue.mean, count),
    max: Math.max(a.shaperQueue.max, b.shaperQueue.max),
  },
  slices: {
    interval: a.slices.interval,
    offered: meansWith(a.slices.offered, b.slices.offered, count),
    dropped: a.slices.dropped.map((frames, i) => frames + b.slices.dropped[i]!),
    queue: meansWith(a.slices.queue, b.slices.queue, count),
  },
})

/** Adds up a flow, replication by replication. */
export class FlowPool {
  declare private figures: FlowResult
  declare private counters: FlowCounters
  declare private count: number

  /** @param figures  of the first replication */
  constructor(figures: FlowResult, counters: FlowCounters) {
    this.figures = figures
    this.counters = counters
    this.count = 1
  }

  /** Adds the next replication. */
  add(figures: FlowResult, counters: FlowCounters): void {
    this.count++
    this.figures = pooled(this.figures, figures, this.count)
    this.counters = countersTogether(this.counters, counters)
  }

  /** The figures so far, but for those whose mean is known otherwise: they are the first replication's. */
  result(window: Window): FlowResult {
    const { figures, counters } = this
    const { offered, dropped } = figures
    return {
      ...figures,
      loss: offered.frames === 0 ? 0 : dropped.frames / offered.frames,
      lossSpans: lossSpansOf(counters.drops, window),
      delay: delayOf(counters.delay, counters.spread),
      shaperWait: waitOf(counters.shaperWait),
      portWait: waitOf(counters.portWait),
      ...(counters.customerWait === null ? {} : { customerWait: waitOf(counters.customerWait) }),
      delayHistogram: histogramOf(counters.delay),
    }
  }
}
