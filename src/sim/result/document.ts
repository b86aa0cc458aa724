/**
 * The result document: every figure of a run, in SI base units (seconds, bit/s, bytes).
 *
 * Two documents of the same scenario, seed and version agree in every byte outside `run`.
 */
import type { Owner } from '../../model/demarcation.ts'
import type { Family } from '../../model/demand.ts'
import type { Direction } from '../../model/direction.ts'
import type { DropCause } from '../../model/drop-cause.ts'
import type { Engine } from '../../model/scenario.ts'
import type { FlowMetric, PortMetric } from '../../model/objective.ts'
import type { KernelName } from '../kernel/choice.ts'
import type { EntryKind } from '../life/entry.ts'

export { DROP_CAUSES, type DropCause } from '../../model/drop-cause.ts'

/** How many frames, and their sizes n added up. */
export interface Count {
  readonly frames: number
  readonly bytes: number
}

/** Mean, extremes and 99th percentile of a wait, seconds; null where no frame was delivered. */
export interface Wait {
  readonly mean: number | null
  readonly min: number | null
  readonly p99: number | null
  readonly max: number | null
}

/** Delay from the first queue to the last bit at the far end, seconds. */
export interface Delay {
  readonly mean: number | null
  /** Standard deviation of the population of delivered frames. */
  readonly stdev: number | null
  readonly min: number | null
  readonly p50: number | null
  readonly p90: number | null
  readonly p99: number | null
  readonly p999: number | null
  readonly max: number | null
}

/** Frames whose delay is above the previous entry's `upTo` and at most this one's (seconds). */
export interface DelayBin {
  readonly upTo: number
  readonly frames: number
}

/** Consecutive intervals of the series with drops, seconds from the start of the window. */
export interface LossSpan {
  readonly from: number
  readonly to: number
  readonly frames: number
}

/** The measured window cut into equal slices, coarse enough to draw in a line of text. */
export interface FlowSlices {
  /** Width of a slice, seconds. */
  readonly interval: number
  /** Mean offered rate of each slice, bit/s. */
  readonly offered: readonly number[]
  /** Frames dropped in each slice, of those measured. */
  readonly dropped: readonly number[]
  /** Bytes waiting in the InterLink's shaper, mean over each slice. */
  readonly queue: readonly number[]
}

/** The mean over replications, and an interval that holds the true mean with the confidence asked for. */
export interface Interval {
  readonly mean: number
  readonly low: number
  readonly high: number
}

/** Student's t intervals over replications; null where fewer than two have the figure. */
export interface Confidence {
  /** How sure: a share. */
  readonly level: number
  readonly 'delay.mean': Interval | null
  readonly 'delay.p99': Interval | null
  readonly loss: Interval | null
  readonly throughput: Interval | null
}

/** What a theory says of a figure, in the figure's unit. */
export interface Bound<F extends string> {
  readonly formula: F
  readonly value: number
}

/** What theory says of a flow, beside what was simulated (`docs/results.md`). */
export interface FlowBounds {
  /** Mean delay in the long run, seconds; null where no formula gives it, and `noMean` says why. */
  readonly delayMean: Bound<'M/G/1'> | null
  /** Of it the wait at the port, seconds; null as `delayMean`. */
  readonly portWaitMean: Bound<'M/G/1'> | null
  /** Only where `delayMean` is null: the reason, in words. */
  readonly noMean?: string
  /** No frame takes longer, seconds; null where the MTU admits none. */
  readonly delayMax: Bound<'network calculus'> | null
  /** No more waits in its shaper at the provider's port, bytes; null where it is policed. */
  readonly shaperQueueMax: Bound<'network calculus'> | null
}

/** What theory says of a port. */
export interface PortBounds {
  /** No more waits in its queue, bytes. */
  readonly queueMax: Bound<'network calculus'>
}

/**
 * What a fluid run cannot see of a flow, estimated (`docs/fluid.md`). Of random demand (`poisson`, `csv`)
 * frames come by chance; figures are for the busiest time at which the server keeps up.
 */
export interface Unseen {
  /** What was measured holds as long as this, seconds: shorter bursts are not seen; null: nothing was. */
  readonly sampling: number | null
  /** Mean wait at the port by chance, seconds; null where no flow of the port is random. */
  readonly portWaitMean: Bound<'M/G/1'> | null
  /** The same in its shaper at the provider's port; null where it is policed, or not random. */
  readonly shaperWaitMean: Bound<'M/G/1'> | null
  /** Share of frames that its policer drops by chance; null where it is shaped, or not random. */
  readonly policed: Bound<'M/G/1'> | null
  /**
   * What a mean on-period brings beyond the bandwidth, and what bucket and queue have room for, bytes as
   * counted; null where no source is `onoff`.
   */
  readonly onBurst: { readonly excess: number; readonly room: number } | null
}

/** An InterLink in one direction. */
export interface FlowResult {
  readonly interlink: string
  readonly direction: Direction
  readonly bandwidth: number
  readonly offered: Count
  readonly delivered: Count
  readonly dropped: Count & { readonly byCause: Readonly<Record<DropCause, number>> }
  readonly inFlight: Count
  readonly throughput: number
  /** Highest offered rate over one interval of the series, bit/s. */
  readonly peak: number
  readonly utilisation: number
  readonly loss: number
  /** Share of the window in which its InterLink carries all its families. */
  readonly availability: number
  readonly lossSpans: readonly LossSpan[]
  readonly delay: Delay
  readonly shaperWait: Wait
  readonly portWait: Wait
  /** Only where a shaper stands on the customer's router. */
  readonly customerWait?: Wait
  /** Bytes waiting in the InterLink's shaper: mean over time, maximum. */
  readonly shaperQueue: { readonly mean: number; readonly max: number }
  /** Delivered frames by delay, bounds 1-2-5 per decade, empty bins left out. */
  readonly delayHistogram: readonly DelayBin[]
  readonly slices: FlowSlices
  readonly bounds: FlowBounds
  /** Only of the fluid engine. */
  readonly unseen?: Unseen
  /** Only where several replications were asked for. */
  readonly confidence?: Confidence
}

/** A port in one direction. */
export interface PortResult {
  readonly connection: string
  readonly direction: Direction
  readonly speed: number
  /** Share of time its serialiser was busy, gaps included. */
  readonly utilisation: number
  /** Frame bits whose last bit left, per second. */
  readonly throughput: number
  readonly queue: { readonly mean: number; readonly max: number }
  /** Frames that reached its queue in the measured window, with room in it or without. */
  readonly offered: Count
  readonly dropped: Count
  /** `utilisation`, and bytes waiting, mean, of each slice of the measured window. */
  readonly slices: {
    readonly interval: number
    readonly utilisation: readonly number[]
    readonly queue: readonly number[]
  }
  readonly bounds: PortBounds
}

/** An objective judged on one flow or one port. */
export type ObjectiveResult = (
  | { readonly interlink: string; readonly direction: Direction; readonly metric: FlowMetric }
  | { readonly connection: string; readonly direction: Direction; readonly metric: PortMetric }
) & {
  readonly below?: number
  readonly above?: number
  readonly value: number | null
  readonly met: boolean
  /** Of replications: the limit lies inside the interval, or there is none; then it is not met. */
  readonly undecided?: true
  /**
   * Of replications: the interval of the mean, widened to `value` where that lies outside; null where
   * fewer than two have the figure.
   */
  readonly low?: number | null
  readonly high?: number | null
  /** Replications that miss it, each judged alone. */
  readonly missedAlone?: number
}

/** A figure that is to be known precisely, and how precisely it is. */
export type PrecisionFigure = (
  | { readonly interlink: string; readonly direction: Direction; readonly metric: FlowMetric }
  | { readonly connection: string; readonly direction: Direction; readonly metric: PortMetric }
) & {
  /** Half of its interval, as a share of its mean; null where it has no interval. */
  readonly precision: number | null
}

/** Until which precision replications went on. */
export interface PrecisionReport {
  /** A share of the mean. */
  readonly target: number
  /** The most replications that were allowed. */
  readonly cap: number
  readonly reached: boolean
  /** The figure that is known least; null where nothing was to be known. */
  readonly widest: PrecisionFigure | null
}

/** A figure whose first tenth of the measured window differs from the rest: the warm-up is too short. */
export type TransientEntry = (
  | { readonly interlink: string; readonly metric: 'shaperQueue.mean' | 'dropped' }
  | { readonly connection: string; readonly metric: 'queue.mean' }
) & {
  readonly direction: Direction
  /** Mean over replications in the first tenth: bytes, or bit/s dropped. */
  readonly first: number
  /** The same over the rest. */
  readonly rest: number
}

/** Replications that a result is pooled from. */
export interface ReplicationsReport {
  readonly count: number
  /** How sure intervals are: a share. */
  readonly confidence: number
  /** By replication; each alone is a run with this seed. */
  readonly seeds: readonly number[]
  /** Only where a precision was asked for. */
  readonly precision?: PrecisionReport
  /** What shows that the warm-up is too short; empty where nothing does. */
  readonly transient: readonly TransientEntry[]
}

/** What becomes of the objectives when one connection is not there. */
export interface FailureEntry {
  /** The one that is absent. */
  readonly connection: string
  /** Only where replications were asked for: how many there were, and how precise they are. */
  readonly replications?: Pick<ReplicationsReport, 'count' | 'precision'>
  /** As those of the result. Traffic that changes its way may add flows, and objectives on them. */
  readonly objectives: readonly ObjectiveResult[]
}

/** The worst that becomes of an objective when any one connection is not there. */
export type WorstCase = ObjectiveResult & {
  /** The connection that is then absent; the first in the file of several that are as bad. */
  readonly without: string
}

/** A step in the life of a connection or an InterLink. */
export interface TimelineEntry {
  /** Seconds since simulated time 0; negative before it. */
  readonly at: number
  /** The same as ISO 8601 in UTC; null where the scenario names no `start`. */
  readonly calendar: string | null
  /** Id of the connection or the InterLink. */
  readonly subject: string
  readonly kind: EntryKind
  /** Null: there was nothing before. */
  readonly from: string | null
  /** A status in the API's words, a stage of an order, what the light is, what happens. */
  readonly to: string
  /** What made the step, or what ails the light. */
  readonly cause: string
  /** Who was waited for, or has to act now; null: nobody. */
  readonly owner: Owner | null
}

/** Seconds by the side of the demarcation that had to act. */
export type ByOwner = Readonly<Record<Owner, number>>

/** How long an InterLink carried a family, seconds of the measured window. */
export interface AvailabilityEntry {
  readonly interlink: string
  readonly family: Family
  readonly up: number
  readonly down: number
  /** The same, each instant counted for the impediment that began first of those that held. */
  readonly downByOwner: ByOwner
}

/** A stretch of the run in which one impediment kept a family from being carried. */
export interface OutageEntry {
  readonly interlink: string
  readonly family: Family
  /** Seconds since simulated time 0; 0 where it began before. */
  readonly from: number
  /** Null: it lasts beyond the end of the run. */
  readonly to: number | null
  /** When frames were first held back at their sender; null: not while it lasted. */
  readonly detected: number | null
  /** Its root cause: `mmr: cut`. */
  readonly cause: string
  readonly owner: Owner
}

/** What a connection costs over the run, warm-up included. */
export interface BillingEntry {
  readonly connection: string
  /** When its link is active, or simulated time 0 if that is later; ISO 8601 in UTC. */
  readonly from: string
  /** The end of the run. */
  readonly to: string
  /** A decimal with six digits behind the point. */
  readonly amount: string
  readonly currency: string
}

/** How the run went; the only part that differs between two runs of the same scenario. */
export interface RunReport {
  /** Wall time of the whole command, seconds. */
  readonly wall: number
  /** Frames emitted per second of the simulation proper. */
  readonly packetsPerSecond: number
  readonly eventsPerSecond: number
  /** Which kernel simulated each lane, by `connection direction`. */
  readonly kernel: Readonly<Record<string, KernelName>>
  readonly threads: number
  readonly version: string
  readonly node: string
}

export interface ResultDocument {
  readonly format: 'interlink-sim/result'
  readonly version: 1
  readonly scenario: {
    readonly name: string
    readonly sha256: string
    /** The file's text, without byte order mark; absent where the scenario is from no file. */
    readonly text?: string
  }
  readonly inputs: readonly { readonly file: string; readonly sha256: string }[]
  readonly seed: number
  /** Only where several replications were asked for. */
  readonly replications?: ReplicationsReport
  readonly engine: Engine
  readonly simulated: { readonly warmup: number; readonly duration: number }
  /** Width of an interval of the series, seconds. */
  readonly seriesInterval: number
  readonly flows: readonly FlowResult[]
  readonly ports: readonly PortResult[]
  /** In the order of the scenario's objectives, each for every flow or port that it matches. */
  readonly objectives: readonly ObjectiveResult[]
  /** Only where each connection was to fail: in the order of the file. */
  readonly failures?: readonly FailureEntry[]
  /** Only beside `failures`: each objective that any of them judges, in the order of `objectives`. */
  readonly worstCases?: readonly WorstCase[]
  /** In the order of time. */
  readonly timeline: readonly TimelineEntry[]
  /** Of each InterLink, every family that has a policy at some time, or traffic. */
  readonly availability: readonly AvailabilityEntry[]
  /** In the order of `availability`, and of time. */
  readonly outages: readonly OutageEntry[]
  /** Connections that have a price and are active before the end, in the order of the file. */
  readonly billing: readonly BillingEntry[]
  readonly eventCount: number
  readonly run: RunReport
}
