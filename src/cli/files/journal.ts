/**
 * The journal of a sweep: a line for each combination that is done, on the disk as soon as it is.
 *
 * A process that is killed loses at most the line it was writing; the next one finds the others and goes on.
 * Every line names its question, so that no outcome is taken for an answer to another. Lines of the same
 * combination are alike, so it does no harm when two processes play the same sweep in one folder.
 */
import {
  closeSync,
  constants,
  fdatasync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import type { Outcome } from '../../study/sweep/outcome.ts'
import { type QuestionParts, questionHash } from '../../study/sweep/question.ts'
import { WriteFailure, whyRefused } from './failure.ts'
import { linesOf } from './lines-of.ts'

const FORMAT = 'interlink-sim/sweep-journal'

/** The first line. */
interface Head {
  readonly format: typeof FORMAT
  readonly question: string
  readonly parts: QuestionParts
}

/** Any other line. */
interface Entry {
  readonly question: string
  readonly combination: number
  readonly outcome: Outcome
}

const parsed = (line: Uint8Array): Partial<Head & Entry> | null => {
  try {
    const value: unknown = JSON.parse(Buffer.from(line).toString())
    return typeof value === 'object' && value !== null ? value : null
  } catch {
    return null
  }
}

const NAMES: Readonly<Record<keyof QuestionParts, string>> = {
  version: 'version of interlink-sim',
  sweep: 'sweep file',
  scenario: 'scenario',
  inputs: 'input files',
}

/** What has changed since a journal was begun. */
const changeBetween = (then: QuestionParts, now: QuestionParts): string => {
  const keys = (Object.keys(NAMES) as (keyof QuestionParts)[]).filter(key => then[key] !== now[key])
  return keys
    .map(key => (key === 'version' ? `${NAMES[key]} (${then[key]})` : NAMES[key]))
    .join(', ')
}

/** The journal in a folder. */
export class Journal {
  /** As users would name it. */
  readonly name: string
  readonly #parts: QuestionParts
  readonly #question: string
  readonly #descriptor: number
  /** By combination: whether its line is there. */
  readonly #known: Uint8Array
  #count = 0
  #isSyncing = false
  #isDirty = false
  #isClosed = false

  /**
   * Opens the journal, or begins one.
   *
   * @param count  combinations of the sweep
   * @throws WriteFailure when it cannot be written, or is another question's
   */
  constructor(name: string, parts: QuestionParts, count: number) {
    this.name = name
    this.#parts = parts
    this.#question = questionHash(parts)
    this.#known = new Uint8Array(count)
    const { O_RDWR, O_CREAT, O_APPEND, O_NONBLOCK } = constants
    this.#descriptor = this.#guarded(() =>
      openSync(name, O_RDWR | O_CREAT | O_APPEND | O_NONBLOCK, 0o666),
    )
    try {
      this.#guarded(() => this.#begin())
    } catch (error) {
      closeSync(this.#descriptor)
      throw error
    }
  }

  /** Combinations that are done. */
  get count(): number {
    return this.#count
  }

  has(combination: number): boolean {
    return this.#known[combination] === 1
  }

  /** Adds an outcome; it outlives this process when this returns. @throws WriteFailure */
  add(combination: number, outcome: Outcome): void {
    this.#append({ question: this.#question, combination, outcome })
    this.#take(combination)
    this.#sync()
  }

  /** All outcomes in the order of their combinations, read from the disk one after the other. @throws WriteFailure */
  *outcomes(): Generator<Outcome, void> {
    const starts = new Float64Array(this.#known.length)
    const lengths = new Uint32Array(this.#known.length)
    this.#guarded(() => {
      for (const { start, line } of linesOf(this.#descriptor)) {
        const { combination } = parsed(line) ?? {}
        if (combination === undefined || !this.has(combination)) continue
        starts[combination] = start
        lengths[combination] = line.length
      }
    })
    for (const [combination, length] of lengths.entries()) {
      const line = new Uint8Array(length)
      this.#guarded(() => readSync(this.#descriptor, line, 0, length, starts[combination]!))
      const { outcome } = parsed(line) ?? {}
      if (outcome === undefined) {
        throw new WriteFailure(`${this.name} has lost lines meanwhile; start again to go on`)
      }
      yield outcome
    }
  }

  /** Closes it; a journal without any outcome is removed. */
  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    try {
      fsyncSync(this.#descriptor)
      closeSync(this.#descriptor)
      if (this.#count === 0) unlinkSync(this.name)
    } catch {
      // What is not on the disk is played again.
    }
  }

  #begin(): void {
    const stats = fstatSync(this.#descriptor)
    if (!stats.isFile()) {
      throw new WriteFailure(`${this.name} is a pipe or a device; name another folder`)
    }
    let end = 0
    let known = 0
    let then: QuestionParts | null = null
    for (const { start, line } of linesOf(this.#descriptor)) {
      end = start + line.length + 1
      const { question, parts, combination } = parsed(line) ?? {}
      if (question === undefined) continue
      if (question !== this.#question) this.#refuse(parts ?? then)
      known++
      then = parts ?? then
      if (combination !== undefined) this.#take(combination)
    }
    if (known === 0 && (end > 0 || !this.#isBegun(stats.size))) {
      throw new WriteFailure(`${this.name} is no journal of a sweep; name another folder`)
    }
    // What was being written when the process was killed would spoil the next line.
    if (stats.size > end) ftruncateSync(this.#descriptor, end)
    if (end === 0) this.#append({ format: FORMAT, question: this.#question, parts: this.#parts })
  }

  /** Whether a file without any line may be a journal whose first line was torn. */
  #isBegun(size: number): boolean {
    const beginning = Buffer.from(`{"format":"${FORMAT}"`)
    const found = Buffer.alloc(Math.min(size, beginning.length))
    readSync(this.#descriptor, found, 0, found.length, 0)
    return beginning.subarray(0, found.length).equals(found)
  }

  #refuse(then: QuestionParts | null): never {
    const changed = then === null ? '' : changeBetween(then, this.#parts)
    const what = changed === '' ? '' : `; what differs: ${changed}`
    throw new WriteFailure(
      `${this.name} belongs to another sweep${what}; name another folder with --out, or remove the journal`,
    )
  }

  #take(combination: number): void {
    if (this.#known[combination] !== 0) return
    this.#known[combination] = 1
    this.#count++
  }

  #append(line: Head | Entry): void {
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`)
    const before = this.#guarded(() => fstatSync(this.#descriptor).size)
    let written = 0
    try {
      while (written < bytes.length) written += writeSync(this.#descriptor, bytes, written)
    } catch (error) {
      if (written > 0) ftruncateSync(this.#descriptor, before)
      throw new WriteFailure(
        `${this.name} cannot be written: ${whyRefused(error)}; ` +
          (this.#count === 0
            ? 'nothing is lost'
            : `${this.#count} of ${this.#known.length} runs are kept in it: start again to go on`),
      )
    }
  }

  /** Brings what was added onto the disk itself, in the background: a machine that fails loses little. */
  #sync(): void {
    this.#isDirty = true
    if (this.#isSyncing || this.#isClosed) return
    this.#isSyncing = true
    this.#isDirty = false
    fdatasync(this.#descriptor, () => {
      this.#isSyncing = false
      if (this.#isDirty) this.#sync()
    })
  }

  #guarded<T>(operation: () => T): T {
    try {
      return operation()
    } catch (error) {
      if (error instanceof WriteFailure) throw error
      throw new WriteFailure(`${this.name} cannot be written: ${whyRefused(error)}`)
    }
  }
}
