/** `run`: simulates a scenario, once or several times. */
import { availableParallelism } from 'node:os'
import type { Engine } from '../model/scenario.ts'
import type { Loaded } from '../scenario/load.ts'
import type { KernelChoice } from '../sim/kernel/choice.ts'
import type { Progress } from '../sim/progress.ts'
import type { TakeInterval } from '../sim/recording/series.ts'
import type { ResultDocument } from '../sim/result/document.ts'
import { type Simulation, complete, run as simulate } from '../sim/run.ts'
import { THREADS_MAX } from '../sim/threads/shares.ts'
import type { TraceRequest } from '../sim/trace/tracer.ts'
import { failEach } from '../study/failures.ts'
import { type ReplicationFigures, replicate } from '../study/replications.ts'
import {
  BATCH,
  CAP_DEFAULT,
  CONFIDENCE_DEFAULT,
  type Question,
  REPLICATIONS_MAX,
} from '../study/replications/question.ts'
import { readVersion } from '../version.ts'
import { checkEngine, checkKernel, checkSeed, checkShare, checkWhole } from './checks.ts'

/** What a run is asked for besides its figures. */
export interface RunOptions {
  /** Instead of the scenario's seed, 0 … 2^32 - 1. */
  readonly seed?: number
  /** Instead of the scenario's engine. */
  readonly engine?: Engine
  /** Which kernel plays the lanes frame by frame; all give the same figures. Default `auto`: the fastest. */
  readonly kernel?: KernelChoice
  /**
   * At most so many threads, 1 … 1024, play the directions of connections; default: as many as there
   * are cores. All give the same figures. With 1, and where a run is short, none is started.
   */
  readonly threads?: number
  /**
   * Several runs with seeds that follow each other, 1 … 100,000, pooled into one document; default: one
   * run, without intervals. With `untilPrecision`: at most so many, by default 100.
   */
  readonly replications?: number
  /** How sure the intervals of replications are, above 0 and below 1; default 0.95. */
  readonly confidence?: number
  /**
   * Ends replications when every figure of an objective (without objectives: delay.mean, delay.p99, loss
   * and throughput of every flow) is known to within this share of it, above 0 and below 1.
   */
  readonly untilPrecision?: number
  /** Takes the figures of each replication, in order; of the scenario as it is. */
  readonly onReplication?: (figures: ReplicationFigures) => void
  /**
   * The scenario again without each of its connections in turn, as often and with the same seeds: the
   * document gains `failures` and `worstCases`; default: no.
   */
  readonly failEach?: boolean
  /**
   * Ends the run early: it rejects with an `InterruptedError`, of replications and with `failEach` with a
   * `StoppedError`.
   */
  readonly signal?: AbortSignal
  /** Told some hundred times a second how far the run has come. */
  readonly onProgress?: (progress: Progress) => void
  /** Takes the figures of each interval of the series, in order; of the first replication. */
  readonly onInterval?: TakeInterval
  /** Takes the frames delivered in the measured window, in order; of one run, not of replications. */
  readonly trace?: TraceRequest
}

/** What is asked of replications; null: a single run is. */
const checkReplications = ({
  replications,
  confidence = CONFIDENCE_DEFAULT,
  untilPrecision,
  trace,
  onReplication,
}: RunOptions): Pick<Question, 'replications' | 'confidence' | 'precision'> | null => {
  if (replications !== undefined) checkWhole('replications', replications, REPLICATIONS_MAX)
  if (untilPrecision !== undefined) checkShare('untilPrecision', untilPrecision)
  checkShare('confidence', confidence)
  if (replications === undefined && untilPrecision === undefined) {
    if (onReplication === undefined) return null
    throw new RangeError('onReplication without replications or untilPrecision')
  }
  if (trace !== undefined) throw new RangeError('trace is of one run, not of replications')
  const cap = replications ?? CAP_DEFAULT
  if (untilPrecision !== undefined && cap < BATCH) {
    throw new RangeError(`replications ${cap} are fewer than ${BATCH}, which untilPrecision needs`)
  }
  return { replications: cap, confidence, precision: untilPrecision ?? null }
}

/**
 * Simulates a scenario, once or several times.
 *
 * @returns the result document; the same bytes outside `run` for the same scenario, seed and version
 * @throws InterruptedError when `signal` aborts a single run
 * @throws StoppedError     when `signal` aborts replications, or a run with `failEach`
 * @throws InvariantError   when something that cannot happen did: a fault of ours
 * @throws ReplicationError when a replication failed; it says which seed, and `cause` what it threw
 * @throws FailureError     when a run without a connection failed; it says which, and `cause` what it threw
 * @throws RangeError       when an option has a value that it cannot have
 * @throws whatever a callback throws
 */
export const run = async (loaded: Loaded, options: RunOptions = {}): Promise<ResultDocument> => {
  const { replications: _n, confidence: _c, untilPrecision: _p, onReplication, ...single } = options
  const {
    seed = loaded.scenario.seed,
    engine = loaded.scenario.engine,
    threads,
    failEach: isEach = false,
    ...rest
  } = single
  const asked = checkReplications(options)
  checkSeed(seed)
  checkKernel(options.kernel ?? 'auto')
  const scenario = { ...loaded.scenario, seed, engine }
  checkEngine(scenario, { ...options, isReplicated: asked !== null })
  if (threads !== undefined) checkWhole('threads', threads, THREADS_MAX)
  const clock = (): number => performance.now() / 1000
  const began = clock()
  const { sha256, inputs } = loaded
  const input = { scenario, sha256, inputs }
  const surroundings = { clock, threads: threads ?? availableParallelism() }
  const { kernel = 'auto', trace: _, ...callbacks } = rest
  const { signal, onProgress } = rest
  const runWhole = (told: Pick<RunOptions, 'onProgress'>): Promise<Simulation> =>
    asked === null
      ? simulate(input, { ...surroundings, ...rest, ...told })
      : replicate(
          { input, kernel, ...asked },
          {
            ...surroundings,
            ...callbacks,
            ...told,
            ...(onReplication === undefined ? {} : { onReplication }),
          },
        )
  const simulation = isEach
    ? await failEach(
        { input, kernel, asked },
        {
          runWhole: progress => runWhole({ onProgress: progress }),
          threads: surroundings.threads,
          ...(signal === undefined ? {} : { signal }),
          ...(onProgress === undefined ? {} : { onProgress }),
        },
      )
    : await runWhole({})
  return complete(
    simulation,
    { wall: clock() - began, version: readVersion(), node: process.version },
    loaded.text,
  )
}
