/** Words of the library: load, check, run, provision, availability, compare, explain. */
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { type UnixMs, explainCalendar } from './calendar.ts'
import { checkKernel, checkSeed, checkShare, checkWhole } from './library/checks.ts'
import { type LocatedFault, formatFault } from './scenario/fault.ts'
import { nodeFiles } from './scenario/files.ts'
import { type LoadResult, type Loaded, load as loadFile, parseScenario } from './scenario/load.ts'
import type { KernelChoice } from './sim/kernel/choice.ts'
import type { Progress } from './sim/progress.ts'
import type { TakeInterval } from './sim/recording/series.ts'
import type { ResultDocument } from './sim/result/document.ts'
import { type Simulation, complete, run as simulate } from './sim/run.ts'
import { THREADS_MAX } from './sim/threads/shares.ts'
import type { TraceRequest } from './sim/trace/tracer.ts'
import { readNeedBy } from './study/need-by.ts'
import type { AvailabilityDocument } from './study/availability/document.ts'
import {
  FAILURES_MAX,
  CONFIDENCE_DEFAULT as AVAILABILITY_CONFIDENCE,
  REPLICATIONS_DEFAULT as AVAILABILITY_REPLICATIONS,
  REPLICATIONS_MAX as AVAILABILITY_REPLICATIONS_MAX,
  YEARS_DEFAULT,
  YEARS_MAX,
  tooOften,
} from './study/availability/question.ts'
import { availability as playFaults } from './study/availability.ts'
import type { CompareDocument } from './study/compare/document.ts'
import {
  REPLICATIONS_DEFAULT as COMPARE_REPLICATIONS,
  REPLICATIONS_MIN,
} from './study/compare/question.ts'
import { compare as compareSides } from './study/compare.ts'
import type { ProvisionDocument } from './study/provision-document.ts'
import {
  CONFIDENCE_DEFAULT,
  REPLICATIONS_DEFAULT,
  REPLICATIONS_MAX,
} from './study/provision-question.ts'
import { provision as drawOrders } from './study/provision.ts'
import { failEach } from './study/failures.ts'
import { type ReplicationFigures, replicate } from './study/replications.ts'
import {
  BATCH,
  CAP_DEFAULT,
  CONFIDENCE_DEFAULT as CONFIDENCE,
  type Question,
  REPLICATIONS_MAX as RUNS_MAX,
} from './study/replications/question.ts'
import { readVersion } from './version.ts'

/** How a scenario file is read. */
export interface LoadOptions {
  /** Folders beside the scenario's own that its input files may be in; default: none. */
  readonly allowRead?: readonly string[]
  /** Keep the first bytes of captured frames, so that a trace shows them; default: no. */
  readonly headers?: boolean
}

/** Where a scenario that is no file stands. */
export interface CheckOptions {
  /**
   * Names it in faults, and the files that it reads are looked for in that file's folder; default:
   * `scenario.yaml` of the current folder.
   */
  readonly file?: string
}

/** What a run is asked for besides its figures. */
export interface RunOptions {
  /** Instead of the scenario's seed, 0 … 2^32 - 1. */
  readonly seed?: number
  /** Which kernel plays the lanes; all give the same figures. Default `auto`: the fastest. */
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

/** What is asked of the orders of connections. */
export interface ProvisionOptions {
  /**
   * When the connections have to be active: a date such as `2026-02-09`, which means its end, 24:00
   * UTC, or a date and a time of day; default: not asked.
   */
  readonly needBy?: string
  /** Probability that is asked for, above 0 and below 1; default 0.95. */
  readonly confidence?: number
  /** How often each order is drawn, 1 … 10,000,000; default 10,000. */
  readonly replications?: number
  /** Instead of the scenario's seed, 0 … 2^32 - 1. */
  readonly seed?: number
  /** Ends the work early: it rejects with a `StoppedError`. */
  readonly signal?: AbortSignal
  /** Told some hundred times a second which share of the work is done, 0 … 1. */
  readonly onProgress?: (progress: Pick<Progress, 'share'>) => void
}

/** What is asked of years of faults. */
export interface AvailabilityOptions {
  /** That each replication lasts, 1 … 100; default 10. */
  readonly years?: number
  /** How often those years are drawn, 1 … 100,000; default 1,000. */
  readonly replications?: number
  /** How sure intervals are, above 0 and below 1; default 0.95. */
  readonly confidence?: number
  /** Instead of the scenario's seed, 0 … 2^32 - 1. */
  readonly seed?: number
  /** Ends the work early: it rejects with a `StoppedError`. */
  readonly signal?: AbortSignal
  /** Told some hundred times a second which share of the work is done, 0 … 1. */
  readonly onProgress?: (progress: Pick<Progress, 'share'>) => void
}

/** What is asked of a comparison. */
export interface CompareOptions {
  /** Of each side, with seeds that follow each other, 2 … 100,000; default 20. */
  readonly replications?: number
  /** How sure intervals are, above 0 and below 1; default 0.95. */
  readonly confidence?: number
  /** The first seed of both sides, 0 … 2^32 - 1; default: that of the first scenario. */
  readonly seed?: number
  /** Which kernel plays the lanes; all give the same figures. Default `auto`: the fastest. */
  readonly kernel?: KernelChoice
  /** At most so many threads, 1 … 1024, share out replications; default: as many as there are cores. */
  readonly threads?: number
  /** Ends the work early: it rejects with a `StoppedError`. */
  readonly signal?: AbortSignal
  /** Told some ten times a second which share of the work of both sides is done, 0 … 1. */
  readonly onProgress?: (progress: Pick<Progress, 'share'>) => void
}

/**
 * Reads and checks a scenario file with the captures and measured series that it names.
 *
 * @returns the scenario, or everything that is wrong with it; nothing is thrown
 */
export const load = (file: string, options: LoadOptions = {}): LoadResult => {
  const { allowRead = [], headers = false } = options
  return loadFile(file, { files: nodeFiles, allowRead, headers })
}

/**
 * Checks a scenario that is no file: its text, or an object as the file would have it, quantities as text
 * with their units.
 *
 * @returns the scenario, or everything that is wrong with it
 * @throws TypeError when an object cannot be JSON
 */
export const check = (scenario: string | object, options: CheckOptions = {}): LoadResult => {
  const { file = 'scenario.yaml' } = options
  const text = typeof scenario === 'string' ? scenario : JSON.stringify(scenario, null, 2)
  return parseScenario(text, file, {
    inputs: { files: nodeFiles, folder: path.dirname(path.resolve(file)) },
  })
}

/** What is asked of replications; null: a single run is. */
const checkReplications = ({
  replications,
  confidence = CONFIDENCE,
  untilPrecision,
  trace,
  onReplication,
}: RunOptions): Pick<Question, 'replications' | 'confidence' | 'precision'> | null => {
  if (replications !== undefined) checkWhole('replications', replications, RUNS_MAX)
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
  const { seed = loaded.scenario.seed, threads, failEach: isEach = false, ...rest } = single
  const asked = checkReplications(options)
  checkSeed(seed)
  checkKernel(options.kernel ?? 'auto')
  if (threads !== undefined) checkWhole('threads', threads, THREADS_MAX)
  const clock = (): number => performance.now() / 1000
  const began = clock()
  const { sha256, inputs } = loaded
  const scenario = { ...loaded.scenario, seed }
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

const needByIn = (text: string): UnixMs => {
  const read = readNeedBy(text)
  if (typeof read === 'number') return read
  const problem = read === 'no-date' ? 'is no date such as 2026-02-09' : explainCalendar(read)
  throw new RangeError(`needBy ${JSON.stringify(text)} ${problem}`)
}

/**
 * From order to bill: draws the orders of a scenario's connections again and again. Connections without
 * `provisioning` are in the document with their light and price alone.
 *
 * @returns the document of `provision`; the same for the same scenario, options, seed and version
 * @throws StoppedError when `signal` aborts
 * @throws RangeError   when an option has a value that it cannot have
 * @throws whatever a callback throws
 */
export const provision = async (
  loaded: Loaded,
  options: ProvisionOptions = {},
): Promise<ProvisionDocument> => {
  const { confidence = CONFIDENCE_DEFAULT, replications = REPLICATIONS_DEFAULT } = options
  const { seed = loaded.scenario.seed, signal, onProgress } = options
  checkSeed(seed)
  checkShare('confidence', confidence)
  checkWhole('replications', replications, REPLICATIONS_MAX)
  const needBy = options.needBy === undefined ? null : needByIn(options.needBy)
  const { sha256 } = loaded
  const scenario = { ...loaded.scenario, seed }
  return drawOrders(
    { scenario, sha256, replications, needBy, confidence },
    {
      ...(signal === undefined ? {} : { signal }),
      ...(onProgress === undefined ? {} : { onProgress: share => onProgress({ share }) }),
    },
  )
}

/**
 * Years of random faults without frames. A scenario without `faults` is up for certain.
 *
 * @returns the document of `availability`; the same for the same scenario, options, seed and version
 * @throws StoppedError when `signal` aborts
 * @throws RangeError   when an option has a value that it cannot have, or a fault comes too often
 * @throws whatever a callback throws
 */
export const availability = async (
  loaded: Loaded,
  options: AvailabilityOptions = {},
): Promise<AvailabilityDocument> => {
  const { years = YEARS_DEFAULT, replications = AVAILABILITY_REPLICATIONS } = options
  const { confidence = AVAILABILITY_CONFIDENCE, seed = loaded.scenario.seed } = options
  const { signal, onProgress } = options
  checkSeed(seed)
  checkShare('confidence', confidence)
  checkWhole('years', years, YEARS_MAX)
  checkWhole('replications', replications, AVAILABILITY_REPLICATIONS_MAX)
  for (const { index, failures } of tooOften(loaded.scenario, years)) {
    throw new RangeError(
      `faults[${index}] comes about ${failures} times in ${years} years; at most ${FAILURES_MAX}`,
    )
  }
  const { sha256 } = loaded
  const scenario = { ...loaded.scenario, seed }
  return playFaults(
    { scenario, sha256, years, replications, confidence },
    {
      ...(signal === undefined ? {} : { signal }),
      ...(onProgress === undefined ? {} : { onProgress: share => onProgress({ share }) }),
    },
  )
}

/**
 * Two scenarios under the same seeds: every figure of both, and how sure the second differs from the first.
 *
 * @returns the document of `compare`; the same for the same scenarios, options, seed and version
 * @throws StoppedError    when `signal` aborts; it counts the replications of both
 * @throws ComparisonError when a replication failed: a fault of ours; it says which side and seed
 * @throws RangeError      when an option has a value that it cannot have
 * @throws whatever a callback throws
 */
export const compare = async (
  a: Loaded,
  b: Loaded,
  options: CompareOptions = {},
): Promise<CompareDocument> => {
  const { replications = COMPARE_REPLICATIONS, confidence = CONFIDENCE, kernel = 'auto' } = options
  const { seed = a.scenario.seed, threads, signal, onProgress } = options
  checkSeed(seed)
  checkKernel(kernel)
  checkShare('confidence', confidence)
  checkWhole('replications', replications, RUNS_MAX, REPLICATIONS_MIN)
  if (threads !== undefined) checkWhole('threads', threads, THREADS_MAX)
  const inputOf = ({ scenario, sha256, inputs }: Loaded) => ({ scenario, sha256, inputs })
  return compareSides(
    { a: inputOf(a), b: inputOf(b), seed, replications, confidence, kernel },
    {
      clock: () => performance.now() / 1000,
      threads: threads ?? availableParallelism(),
      ...(signal === undefined ? {} : { signal }),
      ...(onProgress === undefined ? {} : { onProgress: share => onProgress({ share }) }),
    },
  )
}

/** What is wrong, as the command line says it: `file:line:column: path: problem; remedy`. */
export const explain = (fault: LocatedFault): string => formatFault(fault)
