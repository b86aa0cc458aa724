/** Text measured in terminal columns: width, padding, wrapping, and nothing that acts on a terminal. */
import { stripVTControlCharacters } from 'node:util'
import type { Surface } from './style.ts'

/** A space at which no line is broken: between a number and its unit. Printed as a space. */
export const NBSP = '\u00a0'

// Marks, format characters, and the vowels and finals that Hangul syllables are composed of.
const INVISIBLE = /^[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff\ud7b0-\ud7fb]$/u
// East Asian Wide and Fullwidth (Unicode Standard Annex 11), and emoji but for the letters of flags.
const WIDE =
  /^(?![\u{1f1e6}-\u{1f1ff}])[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18dff}\u{1aff0}-\u{1b2ff}\u{1f200}-\u{1f265}\p{Emoji_Presentation}\u{20000}-\u{3fffd}]$/u

/** Columns that one character takes: 0, 1 or 2. */
export const characterWidth = (character: string): 0 | 1 | 2 => {
  if (character <= '~') return 1
  if (INVISIBLE.test(character)) return 0
  return WIDE.test(character) ? 2 : 1
}

/** Columns that `text` takes; colours take none. */
export const displayWidth = (text: string): number => {
  let width = 0
  for (const character of stripVTControlCharacters(text)) width += characterWidth(character)
  return width
}

/** `text` followed by spaces up to `width` columns. */
export const padEnd = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - displayWidth(text)))

/** `text` behind spaces up to `width` columns. */
export const padStart = (text: string, width: number): string =>
  ' '.repeat(Math.max(0, width - displayWidth(text))) + text

// Control characters, and format characters that reorder or hide text.
const UNSAFE = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Cs}/gu

/** A character that must not reach a terminal, spelled out: `\x1b`, `\u{202e}`. */
export const spelled = (character: string): string => {
  const code = character.codePointAt(0)!
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`
}

/** Text of a user, safe to print: control characters are spelled out. */
export const printable = (text: string): string => text.replaceAll(UNSAFE, spelled)

const ASCII_FORMS: ReadonlyMap<string, string> = new Map([
  ['–', '-'],
  ['…', '-'],
  ['×', 'x'],
  ['µ', 'u'],
  ['│', '|'],
  ['━', '='],
  ['╸', '-'],
  ['─', '-'],
  ['├', '|'],
  ['┤', '|'],
  ['●', 'o'],
  ['▼', 'v'],
  [NBSP, ' '],
])

/** `line` for `surface`: where it shows ASCII alone, each other character is replaced. */
export const shown = (surface: Surface, line: string): string => {
  const spaced = line.replaceAll(NBSP, ' ')
  if (surface.unicode) return spaced
  return spaced.replaceAll(
    /[^\0-~]/gu,
    character => ASCII_FORMS.get(character) ?? '?'.repeat(characterWidth(character)),
  )
}

/**
 * Breaks text at spaces so that each line fits; a word that is wider stands alone, whole.
 *
 * @param width  columns, the indents included
 * @param first  what the first line begins with
 * @param rest   what each further line begins with
 */
export const wrap = (text: string, width: number, first = '', rest: string = first): string[] => {
  const lines: string[] = []
  let line = first
  let empty = true
  for (const word of text.split(' ')) {
    if (!empty && displayWidth(line) + 1 + displayWidth(word) > width) {
      lines.push(line)
      line = rest
      empty = true
    }
    line += empty ? word : ` ${word}`
    empty = false
  }
  lines.push(line)
  return lines
}

// Units of every dimension that messages write behind a space.
const UNIT = /(?<=\d) (?=(?:[kKMG]i?B|B|[kMGT]?bps|k?m|[pnµm]?s|min|h|d|dBm?|nm|ppm|%)(?![\w-]))/gu

/** `text` in which no line is broken between a number and its unit. */
export const unparted = (text: string): string => text.replaceAll(UNIT, NBSP)

/** Prose is easiest to read up to this many columns, however wide the terminal. */
const PROSE_WIDTH = 100

/** Columns that prose may take on `surface`. */
export const proseWidth = (surface: Surface): number => Math.min(surface.width, PROSE_WIDTH)
