/** A line of a file, made safe and short enough to show, and where a part of it ends up. */
import { displayWidth, printable } from './text.ts'

/** A piece of a line. */
export interface Excerpt {
  readonly text: string
  /** Columns before the part that is pointed at. */
  readonly from: number
  /** Columns of that part, at least one. */
  readonly width: number
}

const TAB_STOP = 4
/** Columns kept before the part that is pointed at when the line is cut. */
const CONTEXT = 12

/** A character as it is shown: tabs to the next stop, control characters spelled out. */
const drawn = (character: string, column: number): string =>
  character === '\t' ? ' '.repeat(TAB_STOP - (column % TAB_STOP)) : printable(character)

/** Leaves out whole characters before column `from` and after `room` columns. */
const window = (
  pieces: readonly { readonly text: string; readonly column: number }[],
  from: number,
  room: number,
  cut: string,
): string => {
  const last = pieces.at(-1)
  const end = last === undefined ? 0 : last.column + displayWidth(last.text)
  const before = from > 0 ? cut : ''
  const until = from + room - (end > from + room ? 1 : 0)
  const kept = pieces.filter(
    ({ text, column }) => column >= from + before.length && column + displayWidth(text) <= until,
  )
  // Where a wide character was cut in two, a space keeps the rest in its column.
  const gap = (kept[0]?.column ?? from + before.length) - from - before.length
  const after = end > from + room ? cut : ''
  return before + ' '.repeat(Math.max(0, gap)) + kept.map(({ text }) => text).join('') + after
}

/**
 * Cuts a line around a part of it.
 *
 * @param line    as in the file, tabs and control characters included
 * @param column  of the part, counted from 1 in UTF-16 units; may be one past the end
 * @param length  of the part, UTF-16 units; what reaches past the line is not marked
 * @param room    columns there are
 * @param cut     one column wide, stands where text was left out
 */
export const excerpt = (
  line: string,
  column: number,
  length: number,
  room: number,
  cut: string,
): Excerpt => {
  const pieces: { text: string; column: number; unit: number }[] = []
  let at = 0
  let unit = 0
  for (const character of line) {
    const text = drawn(character, at)
    pieces.push({ text, column: at, unit })
    at += displayWidth(text)
    unit += character.length
  }
  const columnOf = (target: number): number =>
    pieces.find(piece => piece.unit >= target)?.column ?? at
  const start = columnOf(column - 1)
  const end = Math.max(start + 1, columnOf(column - 1 + length))
  if (at <= room && end <= room)
    return { text: pieces.map(piece => piece.text).join(''), from: start, width: end - start }
  const from = end <= room - 1 ? 0 : Math.max(0, start - CONTEXT)
  return {
    text: window(pieces, from, room, cut),
    from: start - from,
    width: Math.max(1, Math.min(end - start, room - (start - from))),
  }
}
