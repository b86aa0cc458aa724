/** Files that a scenario's sources read: each once, however many sources name it. */
import { createHash } from 'node:crypto'
import type { Content } from '../formats/content.ts'
import { type TableResult, BYTES_MAX, TOO_LARGE, readTable } from '../formats/csv/read.ts'
import { readCapture } from '../formats/pcap/read.ts'
import { TIME_COLUMN } from '../model/defaults.ts'
import type { SourceDraft } from '../model/draft.ts'
import type { FaultWords } from './fault.ts'
import type { FileReader, OpenFile } from './files.ts'
import { type Permission, PermittedFolders, inWords } from './permitted.ts'
import { explainTableFault } from './table-faults.ts'

/** A file that a scenario reads. */
export interface Input {
  /** As the scenario names it. */
  readonly file: string
  /** SHA-256 of the file's bytes, hexadecimal. */
  readonly sha256: string
  readonly content: Content
}

/** A source that reads a file. */
export type FileSource = Extract<SourceDraft, { readonly kind: 'csv' | 'pcap' }>
/** A source that plays a column of a table. */
export type TableSource = Extract<SourceDraft, { readonly kind: 'csv' }>

/** Something wrong with what a source reads, and the key of the source that says it. */
export interface InputFault {
  readonly key: 'file' | 'time' | 'column'
  readonly words: () => FaultWords
}

/** A file, or what is wrong with it; nothing where only what other sources ask of it is wrong. */
export type InputResult =
  | { readonly ok: true; readonly sha256: string; readonly content: Content }
  | { readonly ok: false; readonly faults: readonly InputFault[] }

/** What a file that was read answers a source. */
type Answer<S extends FileSource> = (source: S) => InputResult

const refuse = (message: string): InputResult => ({
  ok: false,
  faults: [{ key: 'file', words: () => ({ message }) }],
})

/** Bytes as they come, hashed on the way; `digest` hashes what nobody took. */
const hashing = (
  chunks: Iterable<Uint8Array>,
): { readonly chunks: Iterable<Uint8Array>; readonly digest: () => string } => {
  const hash = createHash('sha256')
  const source = chunks[Symbol.iterator]()
  const next = (): IteratorResult<Uint8Array> => {
    const result = source.next()
    if (result.done !== true) hash.update(result.value)
    return result
  }
  return {
    chunks: { [Symbol.iterator]: () => ({ next }) },
    digest: () => {
      while (next().done !== true);
      return hash.digest('hex')
    },
  }
}

/** The column of times that a source means. */
export const timeOf = ({ time = TIME_COLUMN }: TableSource): string => time

/** Tells each source what is wrong with its own columns, and with the file as a whole. */
const refuseTable = (
  faults: Extract<TableResult, { readonly ok: false }>['faults'],
): Answer<TableSource> => {
  const keyOf = (role: string, column: string): string => `${role} ${column}`
  const found = new Map(
    faults.map(fault => [fault.kind === 'file' ? '' : keyOf(fault.role, fault.column), fault]),
  )
  return source => {
    const { file, time, column } = source
    const isNamed = time !== undefined
    const told = (key: InputFault['key'], at: string): InputFault[] => {
      const fault = found.get(at)
      if (fault === undefined) return []
      return [{ key, words: () => explainTableFault(file, fault, isNamed) }]
    }
    return {
      ok: false,
      faults: [
        ...told('file', ''),
        ...told(isNamed ? 'time' : 'file', keyOf('time', timeOf(source))),
        ...told('column', keyOf('value', column)),
      ],
    }
  }
}

/** The value of a key, made when it is first asked for. */
const once = <T>(known: Map<string, T>, key: string, make: () => T): T => {
  const value = known.get(key) ?? make()
  known.set(key, value)
  return value
}

/** Reads the files of one scenario. */
export class InputReader {
  readonly #files: FileReader
  readonly #folders: PermittedFolders
  readonly #headers: boolean
  /** What was read last, and what asked for it. */
  #last: { readonly asked: string; readonly results: readonly InputResult[] } | null = null

  /**
   * @param folder   the scenario's folder
   * @param allowed  further folders that may be read
   * @param headers  whether captures keep the first bytes of their frames, for traces
   */
  constructor(files: FileReader, folder: string, allowed: readonly string[], headers: boolean) {
    this.#files = files
    this.#folders = new PermittedFolders(files, folder, allowed)
    this.#headers = headers
  }

  /**
   * Reads what sources ask for, each file once as what it is named as; nothing where they ask for the
   * same as the last time.
   *
   * @returns in the order of `sources`
   */
  read(sources: readonly FileSource[]): readonly InputResult[] {
    const asked = JSON.stringify(
      sources.map(each => [
        each.kind,
        each.file,
        ...(each.kind === 'csv' ? [each.time, each.column] : []),
      ]),
    )
    if (this.#last?.asked !== asked) this.#last = { asked, results: this.#readAll(sources) }
    return this.#last.results
  }

  #readAll(sources: readonly FileSource[]): readonly InputResult[] {
    const permissions = new Map<string, Permission>()
    /** Of each table, by its real path, all sources that read it. */
    const readers = new Map<string, TableSource[]>()
    for (const source of sources) {
      const { file, kind } = source
      const permission = once(permissions, file, () => this.#folders.find(file))
      if (kind === 'csv' && permission.ok) once(readers, permission.real, () => []).push(source)
    }
    const captures = new Map<string, Answer<FileSource>>()
    const tables = new Map<string, Answer<TableSource>>()
    const readCaptures = (file: OpenFile): Answer<FileSource> =>
      readCaptureFile(file, this.#headers)
    return sources.map(source => {
      const permission = permissions.get(source.file)!
      if (!permission.ok) return refuse(permission.message)
      const { real } = permission
      if (source.kind === 'pcap') {
        return once(captures, real, () => this.#open(real, readCaptures))(source)
      }
      const read = (file: OpenFile): Answer<TableSource> => readTableFile(file, readers.get(real)!)
      return once(tables, real, () => this.#open(real, read))(source)
    })
  }

  #open<S extends FileSource>(real: string, read: (file: OpenFile) => Answer<S>): Answer<S> {
    const answer = this.#files.read(real, read)
    return answer.ok ? answer.value : ({ file }) => refuse(inWords(file, answer.fault))
  }
}

const readCaptureFile = ({ chunks }: OpenFile, headers: boolean): Answer<FileSource> => {
  const hashed = hashing(chunks)
  const result = readCapture(hashed.chunks, { headers })
  if (!result.ok) {
    const { offset, reason } = result.fault
    return ({ file }) => refuse(`${file} at byte ${offset}: ${reason.replace(/\.$/u, '')}`)
  }
  const sha256 = hashed.digest()
  return () => ({ ok: true, sha256, content: { kind: 'capture', capture: result.capture } })
}

const readTableFile = (
  { size, chunks }: OpenFile,
  sources: readonly TableSource[],
): Answer<TableSource> => {
  if (size > BYTES_MAX) return refuseTable([TOO_LARGE])
  const hashed = hashing(chunks)
  const result = readTable(hashed.chunks, {
    times: [...new Set(sources.map(timeOf))],
    values: [...new Set(sources.map(({ column }) => column))],
  })
  if (!result.ok) return refuseTable(result.faults)
  const sha256 = hashed.digest()
  return () => ({ ok: true, sha256, content: { kind: 'table', table: result.table } })
}
