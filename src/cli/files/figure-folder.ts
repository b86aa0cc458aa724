/**
 * The folder of figures, and the list in it of what was written there, `figures.json`.
 *
 * Figures of another result must not stay beside those of this one. Those that an earlier list names are
 * removed, as long as their bytes are still those that were written; whatever else is in the folder is
 * somebody's, and is left alone.
 */
import { createHash } from 'node:crypto'
import { readFileSync, unlinkSync } from 'node:fs'
import path from 'node:path'
import { makeFolder, removeFolders } from './folder.ts'
import { WholeFile } from './whole-file.ts'

/** A figure that is to be written. */
export interface FigureFile {
  readonly name: string
  readonly title: string
  readonly bytes: Uint8Array
}

/** A figure that was written. */
interface Entry {
  readonly file: string
  readonly title: string
  readonly sha256: string
}

const FORMAT = 'interlink-sim/figures'
const LIST = 'figures.json'

const sumOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const isEntry = (value: unknown): value is Entry => {
  const { file, title, sha256 } = (value ?? {}) as Partial<Record<keyof Entry, unknown>>
  // Names that we give have no folder in them, and no dot but the one before the ending.
  const isOurs = typeof file === 'string' && /^[\w-]+\.(?:svg|png)$/u.test(file)
  return isOurs && typeof title === 'string' && typeof sha256 === 'string'
}

/** The list of a folder; an empty one where there is none that can be read. */
const readList = (
  folder: string,
): { readonly result: string; readonly figures: readonly Entry[] } => {
  try {
    const text = readFileSync(path.join(folder, LIST), 'utf8')
    const { format, result, figures } = JSON.parse(text) as Record<string, unknown>
    if (format === FORMAT && typeof result === 'string' && Array.isArray(figures)) {
      return { result, figures: figures.filter(isEntry) }
    }
  } catch {
    // No list: nothing in the folder is known to be ours.
  }
  return { result: '', figures: [] }
}

/** Whether a file has the bytes that a list says. */
const isUntouched = (folder: string, { file, sha256 }: Entry): boolean => {
  try {
    return sumOf(readFileSync(path.join(folder, file))) === sha256
  } catch {
    return false
  }
}

/** Figures on their way to their folder. */
export class FigureFolder {
  readonly #folder: string
  readonly #made: readonly string[]
  #files: WholeFile[] = []
  #stale: readonly Entry[] = []

  /**
   * Makes the folder, and finds out whether files could be written there.
   *
   * @throws WriteFailure when they could not
   */
  constructor(folder: string) {
    this.#folder = folder
    this.#made = makeFolder(folder)
    try {
      new WholeFile(path.join(folder, LIST)).abandon()
    } catch (error) {
      removeFolders(this.#made)
      throw error
    }
  }

  /**
   * Takes the figures of a result. None is in its place yet.
   *
   * @param result  sum of what the result says: with it, figures of another kind are kept
   * @returns files that are to be finished and to appear
   * @throws WriteFailure
   */
  take(figures: readonly FigureFile[], result: string): readonly WholeFile[] {
    const entries = figures.map(({ name, title, bytes }): Entry => ({
      file: name,
      title,
      sha256: sumOf(bytes),
    }))
    const before = readList(this.#folder)
    const names = new Set(figures.map(({ name }) => name))
    const others = before.figures.filter(
      each => !names.has(each.file) && isUntouched(this.#folder, each),
    )
    const kinds = new Set(figures.map(({ name }) => path.extname(name)))
    const isKept = ({ file }: Entry): boolean =>
      before.result === result && !kinds.has(path.extname(file))
    this.#stale = others.filter(each => !isKept(each))
    const list = {
      format: FORMAT,
      version: 1,
      result,
      figures: [...entries, ...others.filter(isKept)],
    }
    for (const { name, bytes } of figures) this.#open(name).write(bytes)
    this.#open(LIST).write(`${JSON.stringify(list, null, 2)}\n`)
    return this.#files
  }

  /** Removes the figures of an earlier result, once those of this one are in their places. */
  tidy(): void {
    for (const { file } of this.#stale) {
      try {
        unlinkSync(path.join(this.#folder, file))
      } catch {
        // Gone already, or not to be removed: its foot says whose it is.
      }
    }
  }

  /** Forgets all of it; the folder goes if it was made for it. */
  abandon(): void {
    for (const file of this.#files) file.abandon()
    removeFolders(this.#made)
  }

  #open(name: string): WholeFile {
    const file = new WholeFile(path.join(this.#folder, name))
    this.#files.push(file)
    return file
  }
}
