/** What of a document could not be read as written: rules that rest on it say nothing. */
import type { Path } from '../model/path.ts'

const keyOf = (path: Path): string => JSON.stringify(path)

/** Places of a document that are taken out or stood in for. */
export class Damage {
  readonly #places = new Set<string>()
  /** Everything that holds such a place. */
  readonly #holders = new Set<string>()

  add(path: Path): void {
    this.#places.add(keyOf(path))
    for (let depth = 0; depth < path.length; depth += 1) {
      this.#holders.add(keyOf(path.slice(0, depth)))
    }
  }

  /** Whether what stands at `path` is damaged as a whole. */
  covers(path: Path): boolean {
    if (this.#places.size === 0) return false
    return [...path, ''].some((_, depth) => this.#places.has(keyOf(path.slice(0, depth))))
  }

  /** Whether what stands at `path` is damaged, as a whole or in part. */
  touches(path: Path): boolean {
    return this.covers(path) || this.#holders.has(keyOf(path))
  }
}
