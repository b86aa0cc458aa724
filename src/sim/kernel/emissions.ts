/** Frames that sources have emitted ahead of time, a block each, for a kernel that takes them singly. */
import type { EmissionSource } from '../source/source.ts'

/** Frames in a block. */
const BLOCK = 64

/** The next frame of each of a lane's sources. */
export class Emissions {
  declare private readonly sources: readonly EmissionSource[]
  declare private readonly times: Float64Array
  declare private readonly classes: Int32Array
  /** Where each source's next frame stands, and where its block ends. */
  declare private readonly next: Int32Array
  declare private readonly end: Int32Array

  constructor(sources: readonly EmissionSource[]) {
    this.sources = sources
    this.times = new Float64Array(sources.length * BLOCK)
    this.classes = new Int32Array(sources.length * BLOCK)
    this.next = new Int32Array(sources.length)
    this.end = new Int32Array(sources.length)
  }

  /** The instant of a source's next frame, ps; Infinity when it has ended. */
  time(source: number): number {
    if (this.next[source] === this.end[source]) {
      const base = source * BLOCK
      const count = this.sources[source]!.fill(this.times, this.classes, base, BLOCK, Infinity)
      this.next[source] = base
      this.end[source] = base + count
      if (count === 0) return Infinity
    }
    return this.times[this.next[source]!]!
  }

  /** Takes a source's next frame; `time` must have been asked before. @returns its class */
  take(source: number): number {
    return this.classes[this.next[source]!++]!
  }
}
