/** Captures that a scenario names: only regular files of allowed folders, each read once. */
import { createHash } from 'node:crypto'
import path from 'node:path'
import { type Capture, readCapture } from '../formats/pcap/read.ts'
import type { FileFault, FileReader } from './files.ts'

/** A capture that a scenario replays. */
export interface Input {
  /** As the scenario names it. */
  readonly file: string
  /** SHA-256 of the file's bytes, hexadecimal. */
  readonly sha256: string
  readonly capture: Capture
}

/** A capture, or what is wrong with its file, in words. */
export type InputResult =
  | { readonly ok: true; readonly sha256: string; readonly capture: Capture }
  | { readonly ok: false; readonly message: string }

const isInside = (folder: string, file: string): boolean => {
  const relative = path.relative(folder, file)
  return relative !== '' && relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative)
}

const inWords = (name: string, fault: FileFault): string => {
  switch (fault) {
    case 'missing':
      return `there is no file ${name}; paths begin at the scenario's folder`
    case 'folder':
      return `${name} is a folder; name a file in it`
    case 'special':
      return `${name} is a pipe or a device; name a regular file`
    case 'denied':
      return `${name} may not be read; change its permissions`
    case 'loop':
      return `${name} is a link that leads to itself; name the file itself`
    case 'unreadable':
      return `${name} cannot be read; check the path`
    default:
      return fault satisfies never
  }
}

/** Bytes as they come, hashed on the way; `drain` hashes what nobody took. */
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

/** Reads the captures of one scenario. */
export class InputReader {
  readonly #files: FileReader
  readonly #folder: string
  /** Real paths of the folders that may be read; null: not yet looked up. */
  #roots: readonly string[] | null = null
  readonly #allowed: readonly string[]
  readonly #headers: boolean
  readonly #read = new Map<string, InputResult>()

  /**
   * @param folder   the scenario's folder
   * @param allowed  further folders that may be read
   * @param headers  whether captures keep the first bytes of their frames, for traces
   */
  constructor(files: FileReader, folder: string, allowed: readonly string[], headers: boolean) {
    this.#files = files
    this.#folder = path.resolve(folder)
    this.#headers = headers
    this.#allowed = allowed.map(each => path.resolve(each))
  }

  /**
   * Reads a capture, or returns what it was when read before.
   *
   * @param name  as the scenario names it, relative to its folder
   */
  read(name: string): InputResult {
    if (name.includes('\0')) {
      return { ok: false, message: 'the file name holds a NUL character; remove it' }
    }
    const asked = path.resolve(this.#folder, name)
    const outside = {
      ok: false as const,
      message: `${name} is outside the scenario's folder; move it there, or allow its folder with --allow-read`,
    }
    // What is plainly elsewhere is not even looked at: its existence is nobody's business.
    const lexical = [this.#folder, ...this.#allowed, ...this.#realRoots()]
    const folder = { ok: false as const, message: inWords(name, 'folder') }
    // A folder that may be read is no way out; it is only no file.
    if (lexical.includes(asked)) return folder
    if (!lexical.some(each => isInside(each, asked))) return outside
    const real = this.#files.realPath(asked)
    if (!real.ok) return { ok: false, message: inWords(name, real.fault) }
    if (this.#realRoots().includes(real.value)) return folder
    if (!this.#realRoots().some(each => isInside(each, real.value))) return outside
    let result = this.#read.get(real.value)
    if (result === undefined) {
      result = this.#readFile(name, real.value)
      this.#read.set(real.value, result)
    }
    return result
  }

  #realRoots(): readonly string[] {
    this.#roots ??= [this.#folder, ...this.#allowed].flatMap(folder => {
      const real = this.#files.realPath(folder)
      return real.ok ? [real.value] : []
    })
    return this.#roots
  }

  #readFile(name: string, real: string): InputResult {
    const answer = this.#files.read(real, ({ chunks }): InputResult => {
      const hashed = hashing(chunks)
      const result = readCapture(hashed.chunks, { headers: this.#headers })
      if (result.ok) return { ok: true, sha256: hashed.digest(), capture: result.capture }
      const { offset, reason } = result.fault
      return { ok: false, message: `${name} at byte ${offset}: ${reason.replace(/\.$/u, '')}` }
    })
    return answer.ok ? answer.value : { ok: false, message: inWords(name, answer.fault) }
  }
}
