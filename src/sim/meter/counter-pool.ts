/** Memory for counters, page by page, in one array that grows: what is seldom counted costs nothing. */

/** Counters of a page. */
const PAGE = 512
const PAGES_AT_FIRST = 16

/** Pages that are handed out and never given back. */
export class CounterPool {
  declare counters: Int32Array
  declare private used: number

  constructor() {
    this.counters = new Int32Array(PAGES_AT_FIRST * PAGE)
    this.used = 0
  }

  /** A page of zeros. @returns where it begins in `counters`, which may be another array now */
  take(): number {
    const page = this.used
    this.used += PAGE
    if (this.used > this.counters.length) {
      const grown = new Int32Array(2 * this.counters.length)
      grown.set(this.counters)
      this.counters = grown
    }
    return page
  }
}
