/**
 * Rows set in columns.
 *
 * A column has a place of its own, counted from the one before it, and moves to the right only when
 * a cell would otherwise touch its neighbour: a long id slides into the free space of a right-aligned
 * column before it pushes anything.
 */
import { type Surface, type Tone, paint } from './style.ts'
import { displayWidth } from './text.ts'

/** A cell: text, and what its colour says. */
export interface Cell {
  readonly text: string
  readonly tone?: Tone
}

/** Where a column stands. */
export interface Column {
  readonly align: 'left' | 'right'
  /** Columns kept free before it. */
  readonly gap: number
  /** Columns that it takes at least. */
  readonly width: number
}

/** A column whose cells begin at one place. */
export const left = (gap: number, width: number): Column => ({ align: 'left', gap, width })
/** A column whose cells end at one place: numbers. */
export const right = (gap: number, width: number): Column => ({ align: 'right', gap, width })

/** A cell without colour. */
export const plain = (text: string): Cell => ({ text })
/** No cell: its neighbours may use the space. */
export const BLANK: Cell = { text: '' }

/** Rows in their places. */
export interface Layout {
  /** Columns that the widest row takes. */
  readonly width: number
  /** One line per row, in order, without trailing spaces. */
  readonly lines: readonly string[]
}

/**
 * Sets rows in columns.
 *
 * @param columns  from left to right
 * @param rows     each with at most one cell per column
 */
export const layOut = (
  surface: Surface,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
): Layout => {
  const lines = rows.map(() => '')
  const ends = rows.map(() => 0)
  let edge = 0
  for (const [index, column] of columns.entries()) {
    const widths = rows.map(row => displayWidth(row[index]?.text ?? ''))
    const needed = (row: number): number => (widths[row] === 0 ? 0 : ends[row]! + column.gap)
    let start = edge + column.gap
    if (column.align === 'right') {
      let end = start + column.width
      for (const row of rows.keys()) end = Math.max(end, needed(row) + widths[row]!)
      for (const [row, width] of widths.entries()) {
        if (width > 0) place(row, end - width, rows[row]![index]!)
      }
      edge = end
    } else {
      for (const row of rows.keys()) start = Math.max(start, needed(row))
      for (const [row, width] of widths.entries()) {
        if (width > 0) place(row, start, rows[row]![index]!)
      }
      edge = start + column.width
    }
  }
  function place(row: number, start: number, cell: Cell): void {
    lines[row] += ' '.repeat(start - ends[row]!) + paint(surface, cell.tone ?? null, cell.text)
    ends[row] = start + displayWidth(cell.text)
  }
  return { width: Math.max(0, ...ends), lines: lines.map(line => line.trimEnd()) }
}
