/** How far replications that are under way have come: told in memory that threads have in common. */

/** A share, and frames. */
const FIGURES = 2

/** A row for each replication that may be under way at once. */
export class ProgressRows {
  declare readonly memory: Float64Array
  declare private readonly rows: number

  /** @param memory  of another thread's rows; default: new */
  constructor(
    rows: number,
    memory: Float64Array = new Float64Array(
      new SharedArrayBuffer(rows * FIGURES * Float64Array.BYTES_PER_ELEMENT),
    ),
  ) {
    this.rows = rows
    this.memory = memory
  }

  /** A replication has come so far; 0 and 0: it is not under way any more. */
  tell(index: number, share: number, frames: number): void {
    const at = (index % this.rows) * FIGURES
    this.memory[at] = share
    this.memory[at + 1] = frames
  }

  /** All that are under way together. */
  sum(): { readonly share: number; readonly frames: number } {
    let [share, frames] = [0, 0]
    for (let at = 0; at < this.memory.length; at += FIGURES) {
      share += this.memory[at]!
      frames += this.memory[at + 1]!
    }
    return { share, frames }
  }
}
