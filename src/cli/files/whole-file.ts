/**
 * Files that appear whole or not at all.
 *
 * What is written is gathered in memory, and beyond a few megabytes in a hidden file beside its
 * place; that file takes the place in one step, once all of it is on the disk. A process that is killed in the
 * middle leaves at most the hidden file behind, never part of the one that was asked for, and the next
 * process that writes to that place removes it.
 */
import {
  closeSync,
  constants,
  fsyncSync,
  lstatSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import { WriteFailure, whyRefused } from './failure.ts'

/** Bytes that are kept in memory before any are written. */
const KEPT = 4 << 20

/** Hidden files of this process that have not taken their place. */
const unfinished = new Set<string>()
let isTidied = false

/** Removes what this process leaves unfinished, however it ends short of being killed. */
const tidy = (): void => {
  for (const file of unfinished) {
    try {
      unlinkSync(file)
    } catch {
      // It is gone already, or cannot be removed: nobody is left to be told.
    }
  }
  unfinished.clear()
}

let sequence = 0

/** Process numbers mean something on one machine only. */
const MACHINE = hostname()
  .replaceAll(/[^\w-]/gu, '_')
  .slice(0, 40)

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

/** What is in a folder; nothing where it cannot be read, which is nobody's fault here. */
const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** Removes hidden files that killed processes of this machine have left for the same place. */
const removeRemains = (folder: string, stem: string): void => {
  for (const name of namesIn(folder)) {
    if (!name.startsWith(stem)) continue
    const [, pid] = /^(\d+)\.\d+\.part$/.exec(name.slice(stem.length)) ?? []
    if (pid === undefined || isAlive(Number(pid))) continue
    try {
      unlinkSync(path.join(folder, name))
    } catch {
      // Not ours to remove, or gone already.
    }
  }
}

/** Where a file is to stand: what a link leads to, or the name itself where there is nothing yet. */
const placeOf = (file: string): string => {
  let stats
  try {
    stats = lstatSync(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return path.resolve(file)
    throw error
  }
  const place = stats.isSymbolicLink() ? realpathSync(file) : path.resolve(file)
  const found = lstatSync(place)
  if (found.isDirectory()) throw new WriteFailure(`${file} is a folder; name a file`)
  if (!found.isFile()) throw new WriteFailure(`${file} is a pipe or a device; name a regular file`)
  return place
}

/** One file on its way to its place. */
export class WholeFile {
  /** As it was named. */
  readonly name: string
  /** Where it is to stand: absolute, links followed. */
  readonly place: string
  readonly #hidden: string
  #kept: Uint8Array[] = []
  #keptBytes = 0
  #descriptor: number | null = null

  /**
   * Finds out whether the file could be written, and writes nothing yet.
   *
   * @param name  its path; the folder must be there
   * @throws WriteFailure when it could not
   */
  constructor(name: string) {
    this.name = name
    try {
      this.place = placeOf(name)
      const { dir, base } = path.parse(this.place)
      const stem = `.${base.slice(0, 150)}.${MACHINE}.`
      removeRemains(dir, stem)
      this.#hidden = path.join(dir, `${stem}${process.pid}.${sequence++}.part`)
      this.#open()
      this.#close()
      this.#remove()
    } catch (error) {
      throw this.#failure(error)
    }
  }

  /** Adds to the file. The bytes may be reused by the caller. @throws WriteFailure */
  write(bytes: Uint8Array | string): void {
    const chunk = typeof bytes === 'string' ? Buffer.from(bytes) : bytes.slice()
    this.#kept.push(chunk)
    this.#keptBytes += chunk.length
    if (this.#keptBytes >= KEPT) this.#guarded(() => this.#spill())
  }

  /** Brings all of it onto the disk, not yet to its place. @throws WriteFailure */
  finish(): void {
    this.#guarded(() => {
      this.#spill()
      fsyncSync(this.#descriptor!)
      this.#close()
    })
  }

  /** Puts the finished file into its place. @throws WriteFailure */
  appear(): void {
    this.#guarded(() => {
      renameSync(this.#hidden, this.place)
      unfinished.delete(this.#hidden)
    })
  }

  /** Forgets the file unless it has appeared. */
  abandon(): void {
    this.#kept = []
    try {
      this.#close()
      this.#remove()
    } catch {
      // Tried once more when the process ends.
    }
  }

  #guarded(operation: () => void): void {
    try {
      operation()
    } catch (error) {
      this.abandon()
      throw this.#failure(error)
    }
  }

  #failure(error: unknown): WriteFailure {
    if (error instanceof WriteFailure) return error
    return new WriteFailure(`${this.name} cannot be written: ${whyRefused(error)}`)
  }

  #open(): void {
    if (!isTidied) process.once('exit', tidy)
    isTidied = true
    const { O_WRONLY, O_CREAT, O_EXCL } = constants
    this.#descriptor = openSync(this.#hidden, O_WRONLY | O_CREAT | O_EXCL, 0o666)
    unfinished.add(this.#hidden)
  }

  #spill(): void {
    if (this.#descriptor === null) this.#open()
    const bytes = Buffer.concat(this.#kept)
    for (let written = 0; written < bytes.length;) {
      written += writeSync(this.#descriptor!, bytes, written)
    }
    this.#kept = []
    this.#keptBytes = 0
  }

  #close(): void {
    if (this.#descriptor === null) return
    const descriptor = this.#descriptor
    this.#descriptor = null
    closeSync(descriptor)
  }

  #remove(): void {
    if (!unfinished.has(this.#hidden)) return
    unlinkSync(this.#hidden)
    unfinished.delete(this.#hidden)
  }
}
