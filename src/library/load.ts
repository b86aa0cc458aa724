/** `load`, `check` and `explain`: from a file, a text or an object to a sound scenario, or to what is wrong. */
import path from 'node:path'
import { type LocatedFault, formatFault } from '../scenario/fault.ts'
import { nodeFiles } from '../scenario/files.ts'
import { type LoadResult, load as loadFile, parseScenario } from '../scenario/load.ts'

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

/** What is wrong, as the command line says it: `file:line:column: path: problem; remedy`. */
export const explain = (fault: LocatedFault): string => formatFault(fault)
