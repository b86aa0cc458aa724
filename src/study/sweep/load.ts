/** From a sweep file to a question about a checked scenario, or to everything wrong with either. */
import { createHash } from 'node:crypto'
import path from 'node:path'
import { spanOf } from '../../scenario/document.ts'
import { type Fault, Lines, list } from '../../scenario/fault.ts'
import { readFileBytes } from '../../scenario/file-bytes.ts'
import type { FileReader } from '../../scenario/files.ts'
import { findPath } from '../../scenario/find-path.ts'
import { type LoadResult, type Loaded, load } from '../../scenario/load.ts'
import { decode } from '../../scenario/text.ts'
import { readYaml } from '../../scenario/yaml.ts'
import type { Axis } from './axes.ts'
import { type SweepText, readSweepText } from './read.ts'

/** A sweep whose paths are found in its scenario. */
export interface LoadedSweep {
  /** As it was named. */
  readonly file: string
  /** The sweep's own name, else the scenario's. */
  readonly name: string
  /** SHA-256 of the sweep file's bytes, hexadecimal. */
  readonly sha256: string
  readonly loaded: Loaded
  readonly axes: readonly Axis[]
  /** How often each combination is run, with seeds that follow each other. */
  readonly replications: number
}

/** A sweep, or the faults of its file or of its scenario's. */
export type LoadSweepResult =
  | { readonly ok: true; readonly sweep: LoadedSweep }
  | Extract<LoadResult, { readonly ok: false }>

/** How a sweep is read. */
export interface LoadSweepOptions {
  readonly files: FileReader
  /** Folders beside the scenario's own that its inputs may be in. */
  readonly allowRead: readonly string[]
}

const refuse = (file: string, text: string, faults: readonly Fault[]): LoadSweepResult => ({
  ok: false,
  file,
  text,
  faults: list(faults, file, new Lines(text)),
  faultCount: faults.length,
  warnings: [],
})

/** Paths as they stand in the scenario; one that lies within another would be overwritten by it. */
const resolve = (
  { vary, root }: SweepText,
  { text }: Loaded,
): { readonly axes: readonly Axis[]; readonly faults: readonly Fault[] } => {
  const axes: Axis[] = []
  const faults: Fault[] = []
  // A scenario that was loaded is YAML.
  const scenario = readYaml(text).root!
  for (const { name, values } of vary) {
    const at = ['vary', name]
    const refused = (message: string): number =>
      faults.push({ path: at, span: spanOf(root, at, 'key'), message })
    const found = findPath(scenario, name)
    if (!found.ok) {
      refused(`${found.problem}; ${found.remedy}`)
      continue
    }
    const other = axes.find(
      each => name.startsWith(`${each.name}.`) || each.name.startsWith(`${name}.`),
    )
    if (other === undefined) axes.push({ name, path: found.path, values })
    else refused(`one of ${other.name} and ${name} lies in the other; vary one of them`)
  }
  return { axes, faults }
}

/** Loads a sweep file and its scenario. All faults are in the result; nothing is thrown. */
export const loadSweep = (file: string, options: LoadSweepOptions): LoadSweepResult => {
  const alone = (message: string, text = ''): LoadSweepResult =>
    refuse(file, text, [{ path: [], span: { start: 0, end: 1 }, message }])
  const bytes = readFileBytes(file, options.files, 'sweep')
  if (!bytes.ok) return alone(bytes.message)
  if (bytes.value.length === 0) return alone('the file is empty; a sweep names its scenario')
  const decoded = decode(bytes.value)
  if (!decoded.ok) return alone(decoded.fault.message)
  const { text } = decoded
  const read = readSweepText(text)
  if (!read.ok) return refuse(file, text, read.faults)
  const { sweep } = read
  const scenario = path.isAbsolute(sweep.scenario)
    ? sweep.scenario
    : path.join(path.dirname(file), sweep.scenario)
  const result = load(scenario, options)
  if (!result.ok) return result
  const { loaded } = result
  const { axes, faults } = resolve(sweep, loaded)
  if (faults.length > 0) return refuse(file, text, faults)
  return {
    ok: true,
    sweep: {
      file,
      name: sweep.name ?? loaded.scenario.name,
      sha256: createHash('sha256').update(bytes.value).digest('hex'),
      loaded,
      axes,
      replications: sweep.replications,
    },
  }
}
