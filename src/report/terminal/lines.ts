/** Lines that every summary has: behind a symbol, and behind a label. */
import { command } from '../command.ts'
import { type Verdict, plural } from '../verdict.ts'
import { type Surface, paint, symbolsOf } from './style.ts'
import { displayWidth, printable, proseWidth, unparted, wrap } from './text.ts'

/** `text` behind a symbol, wrapped, the symbol in its colour. */
export const marked = (
  surface: Surface,
  standing: Verdict['standing'],
  text: string,
): readonly string[] => {
  const symbol = symbolsOf(surface)[standing]
  const tone = standing === 'none' ? 'secondary' : standing
  const [first = '', ...rest] = wrap(text, proseWidth(surface), `${symbol} `, '  ')
  return [paint(surface, tone, symbol) + first.slice(symbol.length), ...rest]
}

/** The title of a section. */
export const titled = (surface: Surface, text: string): readonly string[] =>
  wrap(text, proseWidth(surface), ' ').map(line => paint(surface, 'secondary', line))

const LABEL_WIDTH = 7

/** A line of the foot: a label, what it says, and a remark that moves below where it does not fit. */
export const footLine = (
  surface: Surface,
  label: string,
  text: string,
  remark = '',
): readonly string[] => {
  const width = proseWidth(surface)
  const indent = ' '.repeat(LABEL_WIDTH)
  const lines = wrap(text, width, label.padEnd(LABEL_WIDTH), indent)
  const painted = lines.map((line, index) =>
    index === 0 ? paint(surface, 'secondary', label) + line.slice(label.length) : line,
  )
  if (remark === '') return painted
  const last = painted.at(-1)!
  if (displayWidth(last) + 3 + displayWidth(remark) <= width) {
    return [...painted.slice(0, -1), `${last}   ${paint(surface, 'secondary', remark)}`]
  }
  const below = wrap(remark, width, indent).map(line => paint(surface, 'secondary', line))
  return [...painted, ...below]
}

/** Warnings up to this number are all listed. */
const WARNINGS_LISTED = 10

/** Warnings, one line each as given, wrapped; of many the first, and where all are. */
export const warningLines = (
  warnings: readonly string[],
  file: string,
  surface: Surface,
): readonly string[] => {
  const listed = warnings.slice(0, WARNINGS_LISTED)
  const left = warnings.length - listed.length
  const more = `${plural(left, 'more warning')}; ${command('validate', file)} lists every one`
  return [...listed, ...(left > 0 ? [more] : [])].flatMap(warning =>
    marked(surface, 'warning', unparted(printable(warning))),
  )
}
