/** Faults of an input file: a line that stands alone for editors, and a frame for people. */
import { type LocatedFault, formatFault } from '../scenario/fault.ts'
import { EXCERPT_MIN, excerpt } from './terminal/excerpt.ts'
import { type Surface, paint, symbolsOf } from './terminal/style.ts'
import { displayWidth, printable, shown, wrap } from './terminal/text.ts'

/** Columns for the number of a line, where none is longer. */
const GUTTER = 5
const BAR = ' │ '
/** Columns that a frame may take, however wide the terminal. */
const FRAME_MAX = 500

/** A line of the file and, below it, marks and a note. */
const frame = (
  surface: Surface,
  lines: readonly string[],
  place: { readonly line: number; readonly column: number; readonly length: number },
  mark: '^' | '-',
  note: string,
): readonly string[] => {
  const text = lines[place.line - 1]
  if (text === undefined) return []
  const gutter = Math.max(GUTTER, String(lines.length).length)
  const room = Math.min(surface.width, FRAME_MAX) - gutter - BAR.length
  // Too narrow for a line of the file; the note's own words may still fit.
  if (room < EXCERPT_MIN) return note === '' ? [] : wrap(note, surface.width)
  const cut = excerpt(text, place.column, place.length, room, symbolsOf(surface).cut)
  const blank = ' '.repeat(gutter) + BAR
  const marks = ' '.repeat(cut.from) + mark.repeat(cut.width)
  const painted =
    ' '.repeat(cut.from) +
    paint(surface, mark === '^' ? 'missed' : 'secondary', mark.repeat(cut.width))
  const source = `${String(place.line).padStart(gutter)}${BAR}${cut.text}`.trimEnd()
  if (note === '') return [source, blank + painted]
  if (displayWidth(marks) + 1 + displayWidth(note) <= room) {
    return [source, `${blank}${painted} ${note}`]
  }
  const indent = blank + ' '.repeat(Math.min(cut.from, Math.max(0, room - displayWidth(note))))
  return [source, blank + painted, ...wrap(note, blank.length + room, indent)]
}

/** A fault with the lines of the file that it is about, in their order. */
const framed = (
  surface: Surface,
  lines: readonly string[],
  fault: LocatedFault,
): readonly string[] => {
  const fix = fault.fix === undefined ? '' : `fix: ${printable(fault.fix)}`
  const own = frame(surface, lines, fault, '^', fix)
  const { related } = fault
  if (related === undefined) return own
  const other = frame(surface, lines, related, '-', printable(related.note))
  const isBefore = related.line - fault.line || related.column - fault.column
  return isBefore < 0 ? [...other, ...own] : [...own, ...other]
}

const GUTTERED = /^ *\d* │/u

/**
 * Draws the faults of one file.
 *
 * @param text   the file's content
 * @param style  `frames` for people; `lines` for editors and pipes: one line per fault
 * @returns lines, each ended by a line feed
 */
export const renderFaults = (
  faults: readonly LocatedFault[],
  text: string,
  surface: Surface,
  style: 'frames' | 'lines',
): string => {
  if (style === 'lines') {
    return faults.map(fault => `${shown(surface, printable(formatFault(fault)))}\n`).join('')
  }
  // A file that could not be read has no line to show.
  const lines = text === '' ? [] : text.split('\n').map(line => line.replace(/\r$/, ''))
  const dimmed = (line: string): string => {
    const gutter = GUTTERED.exec(line)?.[0] ?? ''
    return paint(surface, 'secondary', gutter) + line.slice(gutter.length)
  }
  return faults
    .map(fault =>
      [printable(formatFault(fault)), ...framed(surface, lines, fault).map(dimmed)]
        .map(line => `${shown(surface, line)}\n`)
        .join(''),
    )
    .join('\n')
}

/** What stands above the faults of a file: `✗ 3 faults in hybrid-paris.yaml; nothing was run`. */
export const faultHeading = (count: number, file: string, surface: Surface): string => {
  const faults = `${count} fault${count === 1 ? '' : 's'}`
  const symbol = paint(surface, 'missed', symbolsOf(surface).missed)
  return `${symbol} ${shown(surface, `${faults} in ${printable(file)}; nothing was run`)}\n`
}
