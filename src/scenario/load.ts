/** From a scenario file to a checked scenario with its inputs, or to everything wrong with it. */
import { createHash } from 'node:crypto'
import path from 'node:path'
import { createScenario } from '../model/create-scenario.ts'
import type { ScenarioDraft } from '../model/draft.ts'
import { type Explanation, explain } from '../model/explain.ts'
import { Findings } from '../model/findings.ts'
import { checkMeasured } from '../model/measured.ts'
import type { Path } from '../model/path.ts'
import { type Rejection, groundsOf } from '../model/rejection.ts'
import type { Engine, Scenario } from '../model/scenario.ts'
import { type Warning, explainWarning, warningGroundsOf } from '../model/warning.ts'
import { type Ps, ps } from '../units.ts'
import type { Damage } from './damage.ts'
import { type Node, nodeAt, spanOf } from './document.ts'
import { draftOf } from './draft-of.ts'
import { type Fault, LazyFault, Lines, type LocatedFault, list } from './fault.ts'
import type { FileFault, FileReader } from './files.ts'
import { type Input, InputReader, timeOf } from './inputs.ts'
import { measuredOf } from './measured-of.ts'
import { readShape } from './shape.ts'
import { decode } from './text.ts'
import { type Change, varied } from './vary.ts'
import { readYaml } from './yaml.ts'

export { formatFault } from './fault.ts'
export type { LocatedFault } from './fault.ts'
export type { Input } from './inputs.ts'
export type { Change } from './vary.ts'
export { scenarioJsonSchema } from './schema.ts'

/** What the command line says instead of the file. */
export interface Overrides {
  readonly seed?: number
  readonly duration?: Ps
  readonly engine?: Engine
}

export interface ParseOptions {
  readonly overrides?: Overrides
  /** Where the files that the scenario names are looked for; default: nowhere, they are not read. */
  readonly inputs?: { readonly files: FileReader; readonly folder: string }
}

export interface LoadOptions {
  readonly overrides?: Overrides
  readonly files: FileReader
  /** Folders beside the scenario's own that its inputs may be in. */
  readonly allowRead: readonly string[]
  /** Keep the first bytes of captured frames, so that a trace shows them; default: no. */
  readonly headers?: boolean
}

/** A scenario that holds every rule, with what it reads. */
export interface Loaded {
  readonly scenario: Scenario
  /** SHA-256 of the file's bytes, hexadecimal. */
  readonly sha256: string
  /** In the order in which the scenario first names them. */
  readonly inputs: readonly Input[]
  readonly warnings: readonly LocatedFault[]
  /** Line and column, from 1, of what stands at a path of the file; null where nothing does. */
  readonly locate: (path: Path) => { readonly line: number; readonly column: number } | null
  readonly file: string
  /** The file's text, without byte order mark. */
  readonly text: string
  /**
   * The same scenario with other values in it. Files are read again only where sources name others.
   *
   * @throws RangeError when a path leads nowhere
   */
  readonly vary: (changes: readonly Change[]) => LoadResult
}

/** A loaded scenario, or its faults in the order of the file. */
export type LoadResult =
  | { readonly ok: true; readonly loaded: Loaded }
  | {
      readonly ok: false
      readonly file: string
      readonly text: string
      /** At most a hundred; where there are more, one further entry says how many. */
      readonly faults: readonly LocatedFault[]
      /** How many faults there are in all. */
      readonly faultCount: number
      readonly warnings: readonly LocatedFault[]
    }

/** The largest scenario file, bytes. */
const FILE_MAX = 2 << 20

/** What rules have found. */
interface Judgement {
  readonly rejections: readonly Rejection[]
  readonly warnings: readonly Warning[]
}

/** A scenario's text on its way through the checks. */
class Reading {
  readonly faults: Fault[] = []
  readonly warnings: Fault[] = []
  readonly inputs: Input[] = []
  readonly #root: Node
  readonly #overrides: Overrides
  readonly #reader: InputReader | null

  constructor(root: Node, overrides: Overrides, reader: InputReader | null) {
    this.#root = root
    this.#overrides = overrides
    this.#reader = reader
  }

  /** Checks shape, rules and inputs; the scenario, or null where there are faults. */
  run(): Scenario | null {
    const { file, faults, damage } = readShape(this.#root)
    this.faults.push(...faults)
    if (file === null) return null
    const { seed = file.seed, duration = file.duration, engine = file.engine } = this.#overrides
    const draft = { ...draftOf(this.#root, file), seed, duration, engine }
    const created = createScenario(draft)
    const { warnings } = created
    this.#judge({ rejections: created.ok ? [] : created.rejections, warnings }, damage)
    if (this.#reader !== null) this.#readInputs(draft, this.#reader, damage)
    return created.ok && this.faults.length === 0 ? created.scenario : null
  }

  /** Takes over what the rules say, except of what is damaged and what merely follows from it. */
  #judge({ rejections, warnings }: Judgement, damage: Damage): void {
    const stands = (at: Path, grounds: readonly Path[]): boolean =>
      !damage.covers(at) && !grounds.some(ground => damage.touches(ground))
    for (const why of rejections) {
      if (!stands(why.path, groundsOf(why))) continue
      this.faults.push(this.#fault(why.path, () => explain(why, this.#written(why.path))))
    }
    for (const warning of warnings) {
      if (!stands(warning.path, warningGroundsOf(warning))) continue
      this.warnings.push(this.#fault(warning.path, () => explainWarning(warning)))
    }
  }

  /** The value at a path as the file has it; undefined where it is long, or no plain value. */
  #written(at: Path): string | undefined {
    const [top = ''] = at
    // What the command line says instead is not in the file.
    if (Object.hasOwn(this.#overrides, top)) return undefined
    const node = nodeAt(this.#root, at)
    if (node?.kind !== 'scalar' || node.source === '') return undefined
    return node.source.length <= 40 ? node.source : undefined
  }

  #fault(at: Path, words: () => Explanation): Fault {
    return new LazyFault(at, spanOf(this.#root, at), () => {
      const { problem, remedy, fix, related } = words()
      return {
        message: `${problem}; ${remedy}`,
        fix,
        related:
          related === undefined
            ? undefined
            : { span: spanOf(this.#root, related.path), note: related.note },
      }
    })
  }

  /** Reads what sources name, and applies the rules that only the files can tell. */
  #readInputs(draft: ScenarioDraft, reader: InputReader, damage: Damage): void {
    const readable = draft.traffic.flatMap((demand, index) => {
      const { source } = demand
      const path = ['traffic', index, 'source']
      // What stands in for a damaged value names no file, and no column.
      if ((source.kind !== 'csv' && source.kind !== 'pcap') || source.file === '') return []
      // Rates that are times are a fault of their own.
      if (source.kind === 'csv' && source.column === timeOf(source)) return []
      return ['time', 'column'].some(key => damage.covers([...path, key]))
        ? []
        : [{ demand, source, path }]
    })
    const results = reader.read(readable.map(({ source }) => source))
    const findings = new Findings()
    const end = ps((draft.warmup ?? 0) + draft.duration)
    const named = new Set<string>()
    for (const [i, { demand, source, path }] of readable.entries()) {
      const result = results[i]!
      if (!result.ok) {
        for (const { key, words } of result.faults) {
          const at = [...path, key]
          this.faults.push(new LazyFault(at, spanOf(this.#root, at), words))
        }
        continue
      }
      const { file } = source
      const { sha256, content } = result
      if (!named.has(file)) this.inputs.push({ file, sha256, content })
      named.add(file)
      if (source.kind === 'csv' && content.kind === 'table') {
        checkMeasured(findings, path.slice(0, -1), demand, measuredOf(source, content.table), end)
      }
    }
    this.#judge(findings, damage)
  }
}

const refuse = (
  file: string,
  text: string,
  faults: readonly Fault[],
  warnings: readonly Fault[] = [],
): LoadResult => {
  const lines = new Lines(text)
  return {
    ok: false,
    file,
    text,
    faults: list(faults, file, lines),
    faultCount: faults.length,
    warnings: list(warnings, file, lines, 'warning'),
  }
}

/** Where a document comes from, and what is done with it. */
interface Source {
  readonly text: string
  readonly file: string
  readonly sha256: string
  readonly overrides: Overrides
  readonly reader: InputReader | null
}

const readRoot = (root: Node, faults: readonly Fault[], source: Source): LoadResult => {
  const { text, file, sha256, overrides, reader } = source
  const reading = new Reading(root, overrides, reader)
  reading.faults.push(...faults)
  const scenario = reading.run()
  if (scenario === null) return refuse(file, text, reading.faults, reading.warnings)
  const lines = new Lines(text)
  return {
    ok: true,
    loaded: {
      scenario,
      sha256,
      inputs: reading.inputs,
      warnings: list(reading.warnings, file, lines, 'warning'),
      locate: at => (nodeAt(root, at) === null ? null : lines.at(spanOf(root, at).start)),
      file,
      text,
      vary: changes => readRoot(varied(root, changes), [], source),
    },
  }
}

const readText = (source: Source): LoadResult => {
  const { root, faults } = readYaml(source.text)
  return root === null ? refuse(source.file, source.text, faults) : readRoot(root, faults, source)
}

const readBytes = (
  bytes: Uint8Array,
  file: string,
  overrides: Overrides,
  reader: InputReader | null,
): LoadResult => {
  const decoded = decode(bytes)
  if (decoded.ok) {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    return readText({ text: decoded.text, file, sha256, overrides, reader })
  }
  const { offset, message } = decoded.fault
  // What precedes the fault is text, so its lines and columns count as in any other file.
  const before = new TextDecoder().decode(bytes.subarray(0, offset))
  const span = { start: before.length, end: before.length + 1 }
  const refused = refuse(file, before, [{ path: [], span, message }])
  return { ...refused, text: '' } as LoadResult
}

/** Reads a scenario from its text. */
export const parseScenario = (
  text: string,
  file: string = 'scenario.yaml',
  { overrides = {}, inputs }: ParseOptions = {},
): LoadResult => {
  const reader =
    inputs === undefined ? null : new InputReader(inputs.files, inputs.folder, [], false)
  return readBytes(new TextEncoder().encode(text), file, overrides, reader)
}

const tooLarge = (size: number): string =>
  `the file has ${size.toLocaleString('en-US')} bytes, above the limit of ${FILE_MAX.toLocaleString('en-US')} (2 MiB); split the scenario`

const inWords = (fault: FileFault): string => {
  switch (fault) {
    case 'missing':
      return 'there is no such file; check the path'
    case 'folder':
      return 'this is a folder; name a scenario file in it'
    case 'special':
      return 'this is a pipe or a device; name a regular file'
    case 'denied':
      return 'the file may not be read; change its permissions'
    case 'loop':
      return 'the link leads to itself; name the file itself'
    case 'unreadable':
      return 'the file cannot be read; check the path'
    default:
      return fault satisfies never
  }
}

/** Bytes of a file of at most `FILE_MAX`, else how many it has at least. */
const readLimited = (size: number, chunks: Iterable<Uint8Array>): Uint8Array | number => {
  if (size > FILE_MAX) return size
  const parts: Uint8Array[] = []
  let total = 0
  for (const chunk of chunks) {
    total += chunk.length
    if (total > FILE_MAX) return total
    parts.push(chunk.slice())
  }
  return Buffer.concat(parts)
}

/** Loads a scenario file and the captures it names. All faults are in the result; nothing is thrown. */
export const load = (file: string, options: LoadOptions): LoadResult => {
  const { files, allowRead, overrides = {}, headers = false } = options
  const refuseFile = (message: string): LoadResult =>
    refuse(file, '', [{ path: [], span: { start: 0, end: 1 }, message }])
  if (file.includes('\0')) return refuseFile('the path holds a NUL character; remove it')
  const answer = files.read(file, ({ size, chunks }) => readLimited(size, chunks))
  if (!answer.ok) return refuseFile(inWords(answer.fault))
  if (typeof answer.value === 'number') return refuseFile(tooLarge(answer.value))
  const reader = new InputReader(files, path.dirname(path.resolve(file)), allowRead, headers)
  return readBytes(answer.value, file, overrides, reader)
}
