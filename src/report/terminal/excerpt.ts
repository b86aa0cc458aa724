/** A line of a file, made safe and short enough to show, and where a part of it ends up. */
import { characterWidth, displayWidth, printable, spelled } from './text.ts'

/** A piece of a line. */
export interface Excerpt {
  readonly text: string
  /** Columns before the part that is pointed at. */
  readonly from: number
  /** Columns of that part, at least one. */
  readonly width: number
}

/** The least columns in which the first character that is pointed at is shown, whatever it is. */
export const EXCERPT_MIN = 12

const TAB_STOP = 4
/** Columns kept before the part that is pointed at when the line is cut. */
const CONTEXT = 12
/** Marks that one character may carry; scripts that people write need half as many. */
const MARKS_MAX = 8
/** The most UTF-16 units that one column stands for: a character and its marks, two units each. */
const UNITS_MAX = 2 * (1 + MARKS_MAX)

/** A character with the marks that stand on it, as it is shown. */
interface Cell {
  text: string
  readonly column: number
  /** Columns, at least one. */
  readonly width: number
  /** UTF-16 units before it. */
  readonly unit: number
}

// What looks like nothing, or like the space that it is not.
const HIDDEN = /(?! )[\p{Cf}\p{Zs}]/u

/** A character as it is shown: tabs to the next stop, what could not be seen spelled out. */
const drawn = (character: string, column: number): string => {
  if (character === '\t') return ' '.repeat(TAB_STOP - (column % TAB_STOP))
  return HIDDEN.test(character) || characterWidth(character) === 0
    ? spelled(character)
    : printable(character)
}

const isMark = (character: string): boolean =>
  characterWidth(character) === 0 && !HIDDEN.test(character)

const cellsOf = (text: string): readonly Cell[] => {
  const cells: Cell[] = []
  let column = 0
  let unit = 0
  let marks = 0
  for (const character of text) {
    const last = cells.at(-1)
    // A mark without a character would stand on what is left of the line.
    if (last !== undefined && marks < MARKS_MAX && isMark(character)) {
      last.text += character
      marks += 1
    } else {
      const shown = drawn(character, column)
      const width = displayWidth(shown)
      cells.push({ text: shown, column, width, unit })
      column += width
      marks = 0
    }
    unit += character.length
  }
  return cells
}

const textOf = (cells: readonly Cell[]): string => cells.map(({ text }) => text).join('')

const endOf = (cell: Cell | undefined): number =>
  cell === undefined ? 0 : cell.column + cell.width

/** Leaves out whole characters before column `from` and after `room` columns. */
const window = (cells: readonly Cell[], from: number, room: number, cut: string): string => {
  const end = endOf(cells.at(-1))
  const before = from > 0 ? cut : ''
  const after = end > from + room ? cut : ''
  const first = from + before.length
  const until = Math.min(end, from + room - after.length)
  const kept = cells.filter(cell => cell.column >= first && endOf(cell) <= until)
  // Where a wide character was cut in two, spaces keep what stands beside it in its column.
  const begin = kept[0]?.column ?? until
  const gaps = [begin - first, until - Math.max(begin, endOf(kept.at(-1)))]
  const [left, right] = gaps.map(columns => ' '.repeat(columns))
  return `${before}${left}${textOf(kept)}${right}${after}`
}

/**
 * Cuts a line around a part of it. What it takes rests on `room` alone, however long the line.
 *
 * @param line    as in the file, tabs and control characters included
 * @param column  of the part, counted from 1 in UTF-16 units; may be past the end
 * @param length  of the part, UTF-16 units; what reaches past the line is not marked
 * @param room    columns there are, at least `EXCERPT_MIN`
 * @param cut     one column wide, stands where text was left out
 */
export const excerpt = (
  line: string,
  column: number,
  length: number,
  room: number,
  cut: string,
): Excerpt => {
  const target = Math.min(column - 1, line.length)
  // Farther away nothing is shown, not even half a character: so many units fill more than the room.
  const reach = (room + 1) * UNITS_MAX
  const skipped = Math.max(0, target - reach)
  const cells = cellsOf(line.slice(skipped, target + Math.min(length, reach) + reach))
  const total = endOf(cells.at(-1))
  const pointed =
    target < line.length ? cells.findLast(({ unit }) => unit <= target - skipped) : undefined
  const start = pointed?.column ?? total
  const next = cells.find(({ unit }) => unit >= target - skipped + length)
  const end = Math.max(start + 1, next?.column ?? total)
  if (total <= room && end <= room) return { text: textOf(cells), from: start, width: end - start }
  const lead = Math.min(CONTEXT, room >> 1, room - 1 - (pointed?.width ?? 1))
  const from = end < room ? 0 : Math.max(0, start - lead)
  return {
    text: window(cells, from, room, cut),
    from: start - from,
    width: Math.min(end - start, room - (start - from)),
  }
}
