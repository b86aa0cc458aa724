/** HTML as a value: whatever stands between its tags is escaped, unless it is markup itself. */

/** Text that is HTML already. Only `html` and `trusted` make it. */
export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** What may stand between tags, or as an attribute's value in double quotes; null is nothing. */
export type Content = string | number | Markup | readonly Content[] | null

const FORMS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

// Controls are no characters of a page (HTML §13.2.3.5); those that reorder text would reach beyond a name.
const ODD = /(?![\n\t])[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\p{Cs}]/gu

/** Text without characters that have no place in a page. */
export const legible = (text: string): string => text.replaceAll(ODD, '\ufffd')

/** The only helper that escapes: for text between tags, and for attributes in quotes. */
export const escaped = (text: string): string =>
  legible(text).replaceAll(/[&<>"']/gu, character => FORMS[character]!)

const rendered = (content: Content): string => {
  if (content === null) return ''
  if (content instanceof Markup) return content.text
  if (typeof content === 'object') return content.map(rendered).join('')
  return escaped(String(content))
}

// Sources are indented, pages need not be; what is between the pieces is left as it is.
const INDENT = /\n\s+/gu

/** A piece of HTML or SVG. */
export const html = (parts: TemplateStringsArray, ...contents: readonly Content[]): Markup =>
  new Markup(
    parts
      .map(part => part.replaceAll(INDENT, '\n'))
      .map((part, i) => (i === 0 ? part : rendered(contents[i - 1] ?? null) + part))
      .join(''),
  )

/** Text that goes into the page as it is: our own script and style, and data that cannot end its element. */
export const trusted = (text: string): Markup => new Markup(text)

/** JSON that may stand in a script element: nothing in it ends the element or begins a comment. */
export const scriptJson = (value: unknown): Markup =>
  trusted(
    JSON.stringify(value)
      .replaceAll('<', '\\u003c')
      .replaceAll('\u2028', '\\u2028')
      .replaceAll('\u2029', '\\u2029'),
  )

/** Letters of a name that a drawing has room for; the whole of it is in the title beside. */
export const shortened = (text: string, most: number): string => {
  const letters = [...text]
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`
}
