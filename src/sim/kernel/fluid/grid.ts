/** The measured window cut into equal cells: what flows in a stretch of time, shared out among them. */
import type { Tally } from '../../meter/tally.ts'
import { SLICES, type Window, intervalCount } from '../../meter/window.ts'

/** Cells of one width. */
export class Grid {
  declare readonly count: number
  declare private readonly from: number
  declare private readonly to: number
  declare private readonly width: number

  /**
   * @param width  of a cell, ps
   * @param count  of cells; the last one may reach past the end of the window
   */
  constructor({ from, to }: Pick<Window, 'from' | 'to'>, width: number, count: number) {
    this.from = from
    this.to = to
    this.width = width
    this.count = count
  }

  /** Adds to each cell its part of what flows evenly in [`begin`, `end`), ps; what lies outside the window is left out. */
  spread(begin: number, end: number, amount: number, into: Float64Array): void {
    const cell = this.only(begin, end)
    if (cell >= 0) into[cell]! += amount
    else this.spreadOver(begin, end, amount, into)
  }

  /** The one cell that has all of [`begin`, `end`); -1 where there may be several, or none. */
  private only(begin: number, end: number): number {
    const { from, width } = this
    const cell = Math.floor((begin - from) / width)
    const isInside = begin >= from && end > begin && end <= from + (cell + 1) * width
    return isInside && end <= this.to && cell < this.count ? cell : -1
  }

  private spreadOver(begin: number, end: number, amount: number, into: Float64Array): void {
    const { from, to } = this
    if (!(end > begin)) {
      if (begin >= from && begin <= to) into[this.cellAt(begin)]! += amount
      return
    }
    const first = Math.max(begin, from)
    const last = Math.min(end, to)
    if (!(last > first)) return
    const b = this.lastCell(last)
    for (let cell = this.cellAt(first); cell <= b; cell++) {
      const low = Math.max(first, this.startOf(cell))
      const high = Math.min(last, this.startOf(cell + 1))
      into[cell]! += amount * (Math.max(0, high - low) / (end - begin))
    }
  }

  /** The same, into a tally, to which nothing later has been added. */
  spreadInto(begin: number, end: number, amount: number, tally: Tally): void {
    const { from, to } = this
    const first = Math.max(begin, from)
    const last = Math.min(end, to)
    if (amount === 0 || last < first) return
    const [a, b] = [this.cellAt(first), this.lastCell(last)]
    for (let cell = a; cell <= b; cell++) {
      const low = Math.max(first, this.startOf(cell))
      const high = Math.min(last, this.startOf(cell + 1))
      const part = end > begin ? amount * (Math.max(0, high - low) / (end - begin)) : amount
      if (part > 0) tally.add(cell, part)
    }
  }

  /** When a cell begins, ps. */
  startOf(cell: number): number {
    return this.from + cell * this.width
  }

  /** How long a cell lasts, ps: the last one to the end of the window. */
  widthOf(cell: number): number {
    return Math.min(this.startOf(cell + 1), this.to) - this.startOf(cell)
  }

  /** The cell of an instant of the window; its very end belongs to the last one. */
  cellAt(instant: number): number {
    return Math.max(0, Math.min(this.count - 1, Math.floor((instant - this.from) / this.width)))
  }

  /** The cell that an instant of the window ends. */
  private lastCell(instant: number): number {
    return Math.max(0, Math.min(this.count - 1, Math.ceil((instant - this.from) / this.width) - 1))
  }
}

/** The intervals of the series. */
export const intervalsOf = (window: Window): Grid =>
  new Grid(window, window.interval, intervalCount(window))

/** The slices of the window. */
export const slicesOf = (window: Window): Grid =>
  new Grid(window, (window.to - window.from) / SLICES, SLICES)
