/** Memory for counters, page by page, in one array: what is seldom counted costs nothing. */

/** Counters of a page. */
const PAGE = 512
const PAGES_AT_FIRST = 16
/** How many times as long the array becomes when it grows for the first time. */
const GROWTH = 16

/** Counters that are half full, two at a time. */
const HALF_FULL = 0x8000_8000

/** Pages that are handed out and never given back. */
export class CounterPool {
  declare counters: Uint16Array
  /** The same memory, two counters at a time. */
  declare private pairs: Uint32Array
  declare private used: number
  /** Pages that may ever be asked for. */
  declare private most: number

  constructor() {
    this.counters = new Uint16Array(PAGES_AT_FIRST * PAGE)
    this.pairs = new Uint32Array(this.counters.buffer)
    this.used = 0
    this.most = 0
  }

  /** So many more pages may be asked for. */
  expect(pages: number): void {
    this.most += pages
  }

  /** A page of zeros. @returns where it begins in `counters`, which may be another array now */
  take(): number {
    const page = this.used
    this.used += PAGE
    if (this.used > this.counters.length) this.grow()
    return page
  }

  /** Whether any counter of a page has reached 2^15. @param page  where it begins */
  isHalfFull(page: number): boolean {
    const { pairs } = this
    const from = page >> 1
    const to = (page + PAGE) >> 1
    let bits = 0
    for (let i = from; i < to; i++) bits |= pairs[i]!
    return (bits & HALF_FULL) !== 0
  }

  /**
   * Makes the array longer: at last as long as it may ever have to be. Memory that nobody has touched is
   * only promised, so that takes no more than what is used, and less than growing by and by.
   */
  private grow(): void {
    const { counters } = this
    const isFirst = counters.length === PAGES_AT_FIRST * PAGE
    const all = Math.max(this.most * PAGE, this.used)
    const wanted = isFirst ? Math.min(all, GROWTH * counters.length) : all
    try {
      this.counters = new Uint16Array(wanted)
    } catch {
      // Where not so much is promised: twice as much as is used.
      this.counters = new Uint16Array(2 * counters.length)
    }
    this.counters.set(counters)
    this.pairs = new Uint32Array(this.counters.buffer)
  }
}
