/** Most bytes that `has` can be asked for. */
const ASK_MAX = 128

/**
 * Reads forward through bytes that come in chunks of any size.
 *
 * After `has(n)` returned true the next n bytes lie together in `view`, from index `at`, until the
 * next call of `has` or `skip`. Chunks are read in place; only what straddles two is copied.
 */
export class ByteCursor {
  /** Window on the bytes that come next. */
  declare view: DataView
  /** Index in `view` of the next byte. */
  declare at: number

  /** Index after the window's last byte. */
  declare private end: number
  /** File offset of the window's first byte. */
  declare private base: number
  /** The chunk last read, and how much of it the window or its past has taken. */
  declare private chunk: Uint8Array
  declare private taken: number
  /** True while the window is the chunk itself, false while it is the scratch buffer. */
  declare private direct: boolean
  declare private readonly source: Iterator<Uint8Array>
  declare private ended: boolean
  declare private readonly scratch: Uint8Array
  declare private readonly scratchView: DataView

  constructor(chunks: Iterable<Uint8Array>) {
    this.source = chunks[Symbol.iterator]()
    this.ended = false
    this.scratch = new Uint8Array(ASK_MAX)
    this.scratchView = new DataView(this.scratch.buffer)
    this.chunk = this.scratch.subarray(0, 0)
    this.taken = 0
    this.view = this.scratchView
    this.direct = false
    this.at = 0
    this.end = 0
    this.base = 0
  }

  /** File offset of the next byte. */
  get offset(): number {
    return this.base + this.at
  }

  /** Bytes that lie ready in the window. After `has` returned false: all that the file has left. */
  get held(): number {
    return this.end - this.at
  }

  /**
   * Brings the next `count` bytes together.
   *
   * @param count  at most 128
   * @returns false when the file ends before them
   */
  has(count: number): boolean {
    return this.at + count <= this.end || this.gather(count)
  }

  /** A copy of up to `count` bytes that lie ready. */
  peek(count: number): Uint8Array {
    const { view, at } = this
    const size = Math.min(count, this.held)
    return new Uint8Array(view.buffer, view.byteOffset + at, size).slice()
  }

  /**
   * Moves past bytes.
   *
   * @returns false when the file ends before `count` bytes; the cursor is then at its end
   */
  skip(count: number): boolean {
    const next = this.at + count
    if (next <= this.end) {
      this.at = next
      return true
    }
    return this.leap(count)
  }

  /** Lets the source of the chunks release what it holds. */
  close(): void {
    if (this.ended) return
    this.ended = true
    this.source.return?.()
  }

  private gather(count: number): boolean {
    const { scratch } = this
    let held = this.end - this.at
    this.base += this.at
    if (this.direct) {
      scratch.set(this.chunk.subarray(this.at, this.end))
      this.taken = this.end
      this.direct = false
    } else if (held <= this.taken && this.taken - held + count <= this.chunk.length) {
      // What is held is the tail of what the chunk gave, and the chunk has the rest too.
      this.readDirectly(this.taken - held)
      return true
    } else {
      scratch.copyWithin(0, this.at, this.end)
    }
    while (held < count && this.pull()) {
      const from = this.taken
      this.taken = Math.min(from + count - held, this.chunk.length)
      scratch.set(this.chunk.subarray(from, this.taken), held)
      held += this.taken - from
    }
    this.view = this.scratchView
    this.at = 0
    this.end = held
    return held >= count
  }

  private leap(count: number): boolean {
    let left = count - this.held
    this.base += this.end
    if (this.direct) this.taken = this.end
    while (this.pull()) {
      const size = this.chunk.length - this.taken
      if (left <= size) {
        this.base += left
        this.readDirectly(this.taken + left)
        return true
      }
      left -= size
      this.base += size
      this.taken = this.chunk.length
    }
    this.view = this.scratchView
    this.direct = false
    this.at = 0
    this.end = 0
    return false
  }

  /** Makes the chunk the window; `base` is the file offset of its byte `at` on entry. */
  private readDirectly(at: number): void {
    const { chunk } = this
    this.view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    this.base -= at
    this.at = at
    this.end = chunk.length
    this.direct = true
  }

  /** Makes sure that the chunk has bytes not taken; false at the end of the file. */
  private pull(): boolean {
    while (this.taken >= this.chunk.length) {
      if (this.ended) return false
      const next = this.source.next()
      if (next.done === true) {
        this.ended = true
        return false
      }
      this.chunk = next.value
      this.taken = 0
    }
    return true
  }
}
