/**
 * How wide text is, about. What fonts a reader has is not known, and a figure must not depend on those of
 * the machine that draws it; so letters have the widths of a wide font, and text has room to spare.
 */

/** Widths of letters as shares of their size; those of other alphabets are as wide as they are high. */
const WIDTHS: readonly (readonly [letters: RegExp, width: number])[] = [
  [/[iljI.,:;'|! ()[\]ft/-]/u, 0.38],
  [/[mwMW@%…▶◀✗✓]/u, 0.92],
  [/[A-Z&]/u, 0.7],
  [/[\u0020-\u024f·–—]/u, 0.62],
]

/** Width of a text, in units of `size`'s. */
export const widthOf = (text: string, size: number, isBold = false): number => {
  let sum = 0
  for (const letter of text) sum += WIDTHS.find(([known]) => known.test(letter))?.[1] ?? 1
  return sum * size * (isBold ? 1.08 : 1)
}

/** A text that is no wider than `room`: its end is an ellipsis where some of it is left out. */
export const fitted = (text: string, size: number, room: number, isBold = false): string => {
  if (text.length < 400 && widthOf(text, size, isBold) <= room) return text
  let kept = ''
  for (const letter of text) {
    if (widthOf(`${kept}${letter}…`, size, isBold) > room) break
    kept += letter
  }
  return `${kept.trimEnd()}…`
}

/** A text in lines no wider than `room`, broken between words. */
export const lines = (text: string, size: number, room: number): readonly string[] => {
  const found: string[] = []
  for (const word of text.split(' ')) {
    const longer = found.length === 0 ? word : `${found.at(-1)!} ${word}`
    if (found.length > 0 && widthOf(longer, size) <= room) found[found.length - 1] = longer
    else found.push(fitted(word, size, room))
  }
  return found
}
