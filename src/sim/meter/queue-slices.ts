/**
 * Bytes waiting in one queue, mean over each slice of the window.
 *
 * Nothing is counted frame by frame. When a slice ends, what has waited so far is all that was told of
 * waits, less what those that still wait will wait from then on: a frame's departure is known.
 */
import { nearest } from '../exact.ts'
import { AREA_SLOTS, addArea, exactArea } from './area.ts'
import type { Ring } from './ring.ts'
import { SLICES } from './window.ts'

/** Where `ahead` adds up. */
const SUMS = new Float64Array(AREA_SLOTS)

/** The slices of a queue. */
export class QueueSlices {
  /** When the present slice ends, ps; Infinity: all have ended. */
  declare ends: number
  /** Of each slice that has ended, bytes. */
  declare readonly means: number[]
  declare private readonly starts: readonly number[]
  /** What had waited before the present slice, byte · ps. */
  declare private before: bigint

  /** @param starts  of the window's slices (`sliceStarts`) */
  constructor(starts: readonly number[]) {
    this.starts = starts
    this.ends = starts[1]!
    this.means = []
    this.before = 0n
  }

  /**
   * Slices end, as far as they do until `now`: everything that joined before has been told, nothing that
   * joins later has.
   *
   * @param waited  sum of all that was told of waits inside the window (`area.ts`)
   * @param ring    those that wait, none missing that waits at `ends` or later
   */
  endUntil(now: number, waited: Float64Array, ring: Ring): void {
    while (this.ends <= now) {
      const width = this.ends - this.starts[this.means.length]!
      const area = exactArea(waited, 0) - this.ahead(ring)
      this.means.push(width === 0 ? 0 : nearest(area - this.before, BigInt(width)))
      this.before = area
      this.ends = this.starts[this.means.length + 1] ?? Infinity
    }
  }

  /** What those that wait will wait from the end of the slice to that of the window, byte · ps. */
  private ahead({ leaves, sizes, first, tail }: Ring): bigint {
    if (first === tail) return 0n
    const { ends } = this
    const to = this.starts[SLICES]!
    const mask = leaves.length - 1
    SUMS.fill(0)
    for (let p = first; p < tail; p++) {
      const rest = Math.min(leaves[p & mask]!, to) - ends
      if (rest > 0) addArea(SUMS, 0, sizes[p & mask]!, rest)
    }
    return exactArea(SUMS, 0)
  }
}
