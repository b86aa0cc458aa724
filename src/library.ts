/** The four words of the library: load, check, run, explain. */
import path from 'node:path'
import { type LocatedFault, formatFault } from './scenario/fault.ts'
import { nodeFiles } from './scenario/files.ts'
import { type LoadResult, type Loaded, load as loadFile, parseScenario } from './scenario/load.ts'
import type { Progress } from './sim/progress.ts'
import type { TakeInterval } from './sim/recording/series.ts'
import type { ResultDocument } from './sim/result/document.ts'
import { complete, run as simulate } from './sim/run.ts'
import type { TraceRequest } from './sim/trace/tracer.ts'
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
  /** Ends the run early: it rejects with an `InterruptedError`. */
  readonly signal?: AbortSignal
  /** Told some hundred times a second how far the run has come. */
  readonly onProgress?: (progress: Progress) => void
  /** Takes the figures of each interval of the series, in order. */
  readonly onInterval?: TakeInterval
  /** Takes the frames delivered in the measured window, in order. */
  readonly trace?: TraceRequest
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

/**
 * Simulates a scenario.
 *
 * @returns the result document; the same bytes outside `run` for the same scenario, seed and version
 * @throws InterruptedError when `signal` aborts
 * @throws InvariantError   when something that cannot happen did: a fault of ours
 * @throws RangeError       when `seed` is not a seed
 * @throws whatever a callback throws
 */
export const run = async (loaded: Loaded, options: RunOptions = {}): Promise<ResultDocument> => {
  const { seed = loaded.scenario.seed, ...rest } = options
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
    throw new RangeError(`seed ${seed} is not a whole number from 0 to ${2 ** 32 - 1}`)
  }
  const clock = (): number => performance.now() / 1000
  const began = clock()
  const { sha256, inputs } = loaded
  const scenario = { ...loaded.scenario, seed }
  const simulation = await simulate({ scenario, sha256, inputs }, { clock, ...rest })
  return complete(simulation, {
    wall: clock() - began,
    version: readVersion(),
    node: process.version,
  })
}

/** What is wrong, as the command line says it: `file:line:column: path: problem; remedy`. */
export const explain = (fault: LocatedFault): string => formatFault(fault)
