/** The results of a folder: looked for whenever somebody asks, each read once as long as it stays the same. */
import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { match } from 'ts-pattern'
import { type Files, TOO_LARGE, readText } from '../../report/page/from-file.ts'
import type { FileFault } from '../../scenario/files.ts'
import { type Entry, type Found, folderOf, nameOf } from '../entry.ts'
import type { Opened } from '../readers/reader.ts'
import { HEAD, isListed, readEntry } from '../readers/table.ts'
import type { Folder } from './folder.ts'
import { type Limits, walk } from './walk.ts'

/** What is in a folder at an instant. */
export interface Snapshot {
  /** Newest first. */
  readonly entries: readonly Entry[]
  readonly byPath: ReadonlyMap<string, Entry>
  /** Series and pictures that belong to a result: those in its folder, pictures also below it. */
  readonly others: readonly string[]
  /** Changes whenever the entries do. */
  readonly digest: string
  readonly isCut: boolean
  /** Absolute paths of the folders that were looked at. */
  readonly folders: readonly string[]
}

/** A document that was opened, or why it cannot be. */
export type OpenedEntry =
  | { readonly ok: true; readonly opened: Opened }
  | { readonly ok: false; readonly reason: string }

/** Milliseconds in which a file that cannot be read may still be being written. */
const PATIENCE = 1_000

const FAULTS: Readonly<Record<FileFault, string>> = {
  missing: 'it is gone',
  folder: 'it is a folder',
  special: 'it is a pipe or a device',
  denied: 'its permissions forbid it',
  loop: 'it is a link',
  unreadable: 'the file system reports an error',
}

/** The first letters of a file; empty where it cannot be read. */
const headOf = (files: Files, path: string): string => {
  const answer = files.read(path, ({ chunks }) => {
    for (const chunk of chunks) return new TextDecoder().decode(chunk.subarray(0, HEAD))
    return ''
  })
  return answer.ok ? answer.value : ''
}

const unreadable = (reason: string): OpenedEntry => ({ ok: false, reason })

const opened = (text: string): OpenedEntry => {
  try {
    const read = readEntry(text)
    return read.ok ? read : unreadable(read.fault)
  } catch {
    // Checked no further than pages rely on; what a reader cannot tell is no fault of ours.
    return unreadable('it holds figures that no document has')
  }
}

/** What is known of a file: its entry, null for a document of nobody's; since when it is broken. */
interface Known {
  readonly stamp: string
  readonly entry: Entry | null
  /** What is listed while it may still be being written, and since when. */
  readonly pending: { readonly since: number; readonly before: Entry | null } | null
}

const byNewest = (a: Entry, b: Entry): number => b.written - a.written || (a.path < b.path ? -1 : 1)

const digestOf = (entries: readonly Entry[]): string => {
  const hash = createHash('sha256')
  for (const { path, stamp, content } of entries)
    hash.update(`${path}\0${stamp}\0${content.kind}\0`)
  return hash.digest('base64url').slice(0, 16)
}

/** Whether a path lies in one of some folders, or below. */
const isBelow = (path: string, folders: ReadonlySet<string>): boolean => {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    if (folders.has(folder)) return true
    if (folder === '') return false
  }
}

/** The results of a folder. */
export class Library {
  readonly folder: Folder
  readonly #now: () => number
  readonly #limits: Limits | undefined
  #known: ReadonlyMap<string, Known> = new Map()
  #isFirst = true
  #running: Promise<Snapshot> | null = null
  #following: Promise<Snapshot> | null = null
  readonly #listeners = new Set<(snapshot: Snapshot) => void>()

  /** @param now  milliseconds from any instant on; never goes back */
  constructor(folder: Folder, now: () => number, limits?: Limits) {
    this.folder = folder
    this.#now = now
    this.#limits = limits
  }

  /** Looks through the folder. What lands while it does is seen by whoever asks after it landed. */
  async scan(): Promise<Snapshot> {
    if (this.#running === null) {
      this.#running = this.#look().finally(() => {
        this.#running = null
      })
      return this.#running
    }
    this.#following ??= this.#running
      .catch(() => null)
      .then(() => {
        this.#following = null
        return this.scan()
      })
    return this.#following
  }

  /** Tells of every look that was taken. Returns what ends it. */
  onScan(listener: (snapshot: Snapshot) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Reads a document anew; null where it is none that has a page. */
  open(path: string): OpenedEntry | null {
    if (!isListed(headOf(this.folder, path)) && nameOf(path) !== 'result.json') return null
    return match(readText(this.folder, path))
      .with({ kind: 'read' }, ({ text }) => opened(text))
      .with({ kind: 'refused' }, ({ fault }) => unreadable(FAULTS[fault]))
      .with({ kind: 'large' }, () => unreadable(TOO_LARGE))
      .exhaustive()
  }

  async #look(): Promise<Snapshot> {
    const { documents, others, folders, isCut } = await walk(this.folder, this.#limits)
    const known = new Map<string, Known>()
    for (const found of documents) {
      const before = this.#known.get(found.path)
      if (before?.stamp === found.stamp && before.pending === null) known.set(found.path, before)
      else {
        known.set(found.path, this.#lookAt(found, before))
        // A long list is read bit by bit, so that others are answered meanwhile.
        await setImmediate()
      }
    }
    this.#known = known
    this.#isFirst = false
    const entries = [...known.values()].flatMap(({ entry }) => entry ?? []).toSorted(byNewest)
    const readable = new Set(
      entries.filter(({ content }) => content.kind === 'read').map(({ path }) => folderOf(path)),
    )
    const snapshot = {
      entries,
      byPath: new Map(entries.map(entry => [entry.path, entry])),
      others: others.filter(path =>
        path.endsWith('.csv') ? readable.has(folderOf(path)) : isBelow(path, readable),
      ),
      digest: digestOf(entries),
      isCut,
      folders,
    }
    for (const listener of this.#listeners) listener(snapshot)
    return snapshot
  }

  #lookAt(found: Found, before: Known | undefined): Known {
    const entry = this.#entryOf(found)
    const { stamp } = found
    if (entry === null || entry.content.kind === 'read' || this.#isFirst) {
      return { stamp, entry, pending: null }
    }
    const pending = before?.pending ?? { since: this.#now(), before: before?.entry ?? null }
    return this.#now() - pending.since < PATIENCE
      ? { stamp, entry: pending.before, pending }
      : { stamp, entry, pending: null }
  }

  #entryOf(found: Found): Entry | null {
    const read = this.open(found.path)
    if (read === null) return null
    const content = read.ok
      ? ({ kind: 'read', summary: read.opened.summary } as const)
      : ({ kind: 'unreadable', reason: read.reason } as const)
    return { ...found, content }
  }
}
