/**
 * A scenario run again and again, each time with a seed of its own: what all frames together say, and
 * how sure that is.
 */
import { windowOf } from '../sim/meter/window.ts'
import { InterruptedError } from '../sim/invariant.ts'
import { outlineLanes } from '../sim/outline.ts'
import type { Progress } from '../sim/progress.ts'
import type { TakeInterval } from '../sim/recording/series.ts'
import type { Confidence, FlowResult, PortResult, PrecisionReport } from '../sim/result/document.ts'
import type { Simulation } from '../sim/run.ts'
import { ReplicationError } from './replications/fault.ts'
import { type HalfWidth, halfWidthFor, intervalOf } from './replications/interval.ts'
import { judgeReplications } from './replications/judge.ts'
import { ProgressRows } from './replications/meters.ts'
import { inOrder } from './replications/order.ts'
import { Pool } from './replications/pool.ts'
import { precisionOf, wantedOf } from './replications/precision.ts'
import { type Question, seedOf } from './replications/question.ts'
import { type Replication, playReplication } from './replications/replication.ts'
import { framesOf, threadsFor } from './replications/threads.ts'
import { hasTenths } from './replications/tenths.ts'
import { WATCHED, isSteady, transientOf } from './replications/transient.ts'
import { StoppedError } from './stopped.ts'

/** How far all replications have come that there may be. */
export interface ReplicationsProgress extends Progress {
  /** Replications done. */
  readonly done: number
}

/** One replication's own figures. */
export interface ReplicationFigures {
  /** From 0. */
  readonly index: number
  readonly seed: number
  readonly flows: readonly FlowResult[]
  readonly ports: readonly PortResult[]
}

/** What is asked besides the result. */
export interface ReplicateOptions {
  /** A monotonic clock, seconds. */
  readonly clock: () => number
  /** At most so many threads, where that is sooner done; default: none but this one. */
  readonly threads?: number
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: ReplicationsProgress) => void
  /** Takes the figures of each interval of the first replication's series. */
  readonly onInterval?: TakeInterval
  /** Takes the figures of each replication, in order; only of those that are pooled. */
  readonly onReplication?: (figures: ReplicationFigures) => void
}

/** Seconds between two tellings of progress. */
const TOLD_EVERY = 0.1

const confidenceOf = (
  pool: Pool,
  flow: number,
  level: number,
  halfWidth: HalfWidth,
): Confidence => {
  const interval = (metric: Exclude<keyof Confidence, 'level'>) =>
    intervalOf(metric, pool.sampleOf({ flow, metric }), halfWidth)
  return {
    level,
    'delay.mean': interval('delay.mean'),
    'delay.p99': interval('delay.p99'),
    loss: interval('loss'),
    throughput: interval('throughput'),
  }
}

/** Plays all replications that are needed, and pools them in their order. */
class Study {
  declare private readonly question: Question
  declare private readonly options: ReplicateOptions
  declare private readonly halfWidth: HalfWidth
  declare private readonly isWatched: boolean
  declare private pool: Pool | null
  declare private first: Simulation | null
  declare private wanted: ReturnType<typeof wantedOf>
  declare private precision: PrecisionReport | null
  /** What a callback threw; null: none has. */
  declare private thrown: { readonly error: unknown } | null

  constructor(question: Question, options: ReplicateOptions) {
    this.question = question
    this.options = options
    this.halfWidth = halfWidthFor(question.confidence)
    const { scenario } = question.input
    this.isWatched = isSteady(scenario) && hasTenths(scenario.duration, scenario.seriesInterval)
    this.pool = null
    this.first = null
    this.wanted = []
    this.precision = null
    this.thrown = null
  }

  async play(threads: number): Promise<void> {
    const { question, options } = this
    const { replications } = question
    const { signal, onProgress, onInterval } = options
    const ahead = threads === 1 ? 1 : 2 * threads
    const rows = new ProgressRows(ahead)
    const isHere = (index: number): boolean =>
      threads === 1 || (index === 0 && onInterval !== undefined)
    const simulatedTotal =
      replications *
      outlineLanes(question.input.scenario).reduce(
        (sum, { sources, window }) => sum + (sources.length === 0 ? 0 : window.to),
        0,
      )
    const tell = (): void => {
      const { done } = this
      const { share: ofOthers, frames } = rows.sum()
      const share = Math.min(1, (done + ofOthers) / replications)
      this.call(() =>
        onProgress?.({
          share,
          simulated: share * simulatedTotal,
          simulatedTotal,
          done,
          frames: (this.pool?.emitted ?? 0) + frames,
        }),
      )
    }
    let stop = (): void => {}
    const stopped = new Promise<never>((_, reject) => {
      stop = () => reject(new StoppedError(this.done, replications))
      if (signal?.aborted === true) stop()
      signal?.addEventListener('abort', stop)
    })
    stopped.catch(() => {})
    if (signal?.aborted === true) await stopped
    const crew =
      threads === 1
        ? null
        : await (await import('./replications/crew.ts')).startCrew(question, threads, ahead, rows)
    let giveUp = (_error: unknown): void => {}
    const failed = new Promise<never>((_, reject) => {
      giveUp = reject
    })
    failed.catch(() => {})
    const tellTimely = (): void => {
      try {
        tell()
      } catch (error) {
        giveUp(error)
      }
    }
    const teller = crew === null ? null : setInterval(tellTimely, TOLD_EVERY * 1000)
    const begin = (index: number): Promise<Replication> => {
      const isWatched = this.isWatched && index < WATCHED
      if (!isHere(index)) return crew!.play({ index, row: index, isWatched })
      return playReplication(question, index, {
        isWatched,
        onProgress: ({ share, frames }) => {
          rows.tell(index, share, frames)
          if (crew === null) tell()
        },
        ...(signal === undefined ? {} : { signal }),
        ...(index > 0 || onInterval === undefined
          ? {}
          : { onInterval: interval => this.call(() => onInterval(interval)) }),
      })
    }
    const take = (replication: Replication): boolean => {
      rows.tell(this.done, 0, 0)
      return this.take(replication)
    }
    const fail = (error: unknown, index: number): unknown => {
      if (this.thrown !== null) return this.thrown.error
      return error instanceof InterruptedError
        ? new StoppedError(this.done, replications)
        : new ReplicationError(error, seedOf(question, index), index)
    }
    // While this thread plays the first one, one thread fewer plays others.
    const atOnce = (taken: number): number => (taken === 0 && isHere(0) ? threads : ahead)
    try {
      await Promise.race([inOrder(replications, atOnce, begin, take, fail), stopped, failed])
    } finally {
      if (teller !== null) clearInterval(teller)
      signal?.removeEventListener('abort', stop)
      await crew?.end()
    }
    tell()
  }

  /** The result document, but for what only the caller knows. */
  result(threads: number, elapsed: number): Simulation {
    const { question, halfWidth, precision } = this
    const { scenario } = question.input
    const pool = this.pool!
    const { run, ...first } = this.first!
    const flows = pool.flowResults(windowOf(scenario)).map((flow, i) => ({
      ...flow,
      confidence: confidenceOf(pool, i, question.confidence, halfWidth),
    }))
    const ports = pool.portResults()
    const { format, version, scenario: name, inputs, seed, ...rest } = first
    return {
      format,
      version,
      scenario: name,
      inputs,
      seed,
      replications: {
        count: pool.count,
        confidence: question.confidence,
        seeds: pool.seeds,
        ...(precision === null ? {} : { precision }),
        transient: transientOf(scenario, pool.transient, flows, ports),
      },
      ...rest,
      flows,
      ports,
      objectives: judgeReplications(scenario, pool, flows, ports, halfWidth),
      availability: pool.availability(),
      eventCount: pool.eventCount,
      run: {
        ...run,
        packetsPerSecond: pool.emitted / elapsed,
        eventsPerSecond: pool.eventCount / elapsed,
        threads,
      },
    }
  }

  /** Calls back; what that throws is no fault of a replication. */
  private call(callback: () => void): void {
    try {
      callback()
    } catch (error) {
      this.thrown = { error }
      throw error
    }
  }

  private get done(): number {
    return this.pool?.count ?? 0
  }

  /** Pools the next replication. @returns whether it is enough */
  private take(replication: Replication): boolean {
    const { question, options } = this
    const { seed, flows, ports, whole } = replication
    if (this.pool === null) {
      this.pool = new Pool(replication)
      this.first = whole
      this.wanted = wantedOf(question.input.scenario, flows, ports)
    } else this.pool.add(replication)
    options.onReplication?.({ index: this.done - 1, seed, flows, ports })
    return this.isEnough(this.pool)
  }

  private isEnough(pool: Pool): boolean {
    const { precision: target, replications: cap } = this.question
    if (target === null) return false
    this.precision = precisionOf(this.wanted, pool, this.halfWidth, target, cap) ?? this.precision
    return this.precision?.reached === true
  }
}

/**
 * Plays replications of a scenario, at most as many as asked for, and pools them.
 *
 * @returns the result; the same bytes outside `run` for any number of threads
 * @throws StoppedError when `signal` aborts
 * @throws ReplicationError when a replication failed; `cause` is what it threw
 * @throws whatever a callback throws
 */
export const replicate = async (
  question: Question,
  options: ReplicateOptions,
): Promise<Simulation> => {
  const { input, replications } = question
  const threads = threadsFor(framesOf(input), replications, options.threads ?? 1)
  const study = new Study(question, options)
  const began = options.clock()
  await study.play(threads)
  return study.result(threads, Math.max(options.clock() - began, 1e-9))
}
