/** Looks through a folder whenever something happens in it, as long as somebody wants to know. */
import { type FSWatcher, watch } from 'node:fs'
import type { Library, Snapshot } from './library.ts'

/** Milliseconds between two looks that nothing has asked for: not every file system tells what happens. */
const EVERY = 2_000
/** Milliseconds of quiet before a look: a run writes several files. */
const SETTLED = 100
/** Folders that are watched; what happens in others is seen by the looks in between. */
const FOLDERS = 256

/** Watches the folder of a library. */
export class Watch {
  readonly #library: Library
  readonly #watchers = new Map<string, FSWatcher>()
  #count = 0
  #every: NodeJS.Timeout | undefined
  #settling: NodeJS.Timeout | undefined
  #leave: () => void = () => {}

  constructor(library: Library) {
    this.#library = library
  }

  /** Begins to tell of looks; the first one is taken at once. Returns what ends it. */
  join(listener: (snapshot: Snapshot) => void): () => void {
    // Folders are watched before anyone acts on what was seen in them.
    if (this.#count++ === 0) this.#start()
    const leave = this.#library.onScan(listener)
    this.#look()
    let isIn = true
    return () => {
      if (!isIn) return
      isIn = false
      leave()
      if (--this.#count === 0) this.#end()
    }
  }

  #start(): void {
    this.#leave = this.#library.onScan(({ folders }) => this.#follow(folders.slice(0, FOLDERS)))
    this.#every = setInterval(() => this.#look(), EVERY)
  }

  #end(): void {
    this.#leave()
    clearInterval(this.#every)
    clearTimeout(this.#settling)
    this.#follow([])
  }

  #look(): void {
    // What cannot be looked at now is looked at again soon.
    this.#library.scan().catch(() => {})
  }

  #soon(): void {
    clearTimeout(this.#settling)
    this.#settling = setTimeout(() => this.#look(), SETTLED)
  }

  #follow(folders: readonly string[]): void {
    const wanted = new Set(folders)
    for (const [folder, watcher] of this.#watchers) {
      if (wanted.has(folder)) continue
      watcher.close()
      this.#watchers.delete(folder)
    }
    for (const folder of wanted) if (!this.#watchers.has(folder)) this.#watch(folder)
  }

  #watch(folder: string): void {
    try {
      const watcher = watch(folder, { persistent: false }, () => this.#soon())
      watcher.on('error', () => watcher.close())
      this.#watchers.set(folder, watcher)
    } catch {
      // Too many are watched already, or it is gone.
    }
  }
}
