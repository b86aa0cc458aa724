/** What a terminal can show: colours from the user's own sixteen, symbols, and their plain forms. */
import { styleText } from 'node:util'

/** A place that text is written to. */
export interface Surface {
  /** Columns. */
  readonly width: number
  readonly colour: boolean
  /** Whether it shows UTF-8; if not, only ASCII is written. */
  readonly unicode: boolean
}

/** What a colour says. Symbol and word carry the same meaning, so that none is lost without it. */
export type Tone = 'met' | 'missed' | 'warning' | 'secondary'

const FORMATS = {
  met: ['cyan'],
  missed: ['bold', 'red'],
  warning: ['yellow'],
  secondary: ['dim'],
} as const satisfies Record<Tone, readonly string[]>

/** `text` in the colour of `tone`, or as it is where the surface has no colours. */
export const paint = (surface: Surface, tone: Tone | null, text: string): string =>
  surface.colour && tone !== null && text !== ''
    ? styleText([...FORMATS[tone]], text, { validateStream: false })
    : text

/** Symbols of a surface. All are one column wide but the plain `ok` and `MISSED`. */
export interface Symbols {
  readonly met: string
  readonly missed: string
  readonly warning: string
  /** Not measured, or nothing judged. */
  readonly none: string
  readonly toCustomer: string
  readonly toCloud: string
  /** Between the bounds of a range. */
  readonly range: string
  /** Where a line of a file was cut. */
  readonly cut: string
  /** From the lowest to the highest level of a sparkline. */
  readonly levels: readonly string[]
  /** A slice of a sparkline with loss. */
  readonly loss: string
  /** A column of a bar, and what stands for a share too small for one. */
  readonly bar: string
  readonly sliver: string
}

const UNICODE: Symbols = {
  met: '✓',
  missed: '✗',
  warning: '!',
  none: '–',
  toCustomer: '◀',
  toCloud: '▶',
  range: '…',
  cut: '…',
  levels: [...'▁▂▃▄▅▆▇█'],
  loss: '✗',
  bar: '█',
  sliver: '▏',
}

const PLAIN: Symbols = {
  met: 'ok',
  missed: 'MISSED',
  warning: '!',
  none: '-',
  toCustomer: '<',
  toCloud: '>',
  range: '-',
  cut: '~',
  levels: [...'_.-=#'],
  loss: 'x',
  bar: '#',
  sliver: '|',
}

/** The symbols that `surface` can show. */
export const symbolsOf = (surface: Surface): Symbols => (surface.unicode ? UNICODE : PLAIN)
