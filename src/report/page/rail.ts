/** A small drawing in a cell of a table: marks on a rail. */
import { type Content, type Markup, html } from './markup.ts'

/**
 * @param width  pixels; marks stand around a height of 8
 * @param words  what it says, for who does not see it
 * @param title  what it says under the pointer
 */
export const rail = (width: number, words: string, title: string, marks: Content): Markup =>
  html`<svg
    class="bar"
    width="${width}"
    height="16"
    viewBox="0 0 ${width} 16"
    role="img"
    aria-label="${words}"
  >
    <title>${title}</title>
    <rect class="rail" x="0" y="7" width="${width}" height="2" />
    ${marks}
  </svg>`
