/** A line below the table: a label, and what it says. */
import { type Surface, paint } from '../style.ts'
import { proseWidth, wrap } from '../text.ts'

const LABEL_WIDTH = 19
/** Below this width a label stands before its text, not beside it. */
const NARROW = 60

/** `text` beside `label`, or behind it where there is little room. */
export const detail = (surface: Surface, label: string, text: string): readonly string[] => {
  if (surface.width < NARROW) return wrap(`${label}: ${text}`, surface.width, ' ', '   ')
  const padded = ` ${label.padEnd(LABEL_WIDTH)}`
  const [first = '', ...rest] = wrap(text, proseWidth(surface), padded, ' '.repeat(padded.length))
  return [` ${paint(surface, 'secondary', label)}${first.slice(1 + label.length)}`, ...rest]
}
