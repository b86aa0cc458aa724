/** A sheet: title, what is shown, legend, the drawing, and where it is from. One SVG file. */
import { type Markup, html, trusted } from '../page/markup.ts'
import type { LegendEntry } from './figure.ts'
import { fitted, lines, widthOf } from './letters.ts'
import { PAPER } from './paper.ts'

/** What stands on a sheet. */
export interface Sheet {
  readonly title: string
  readonly subtitle: string
  readonly legend: readonly LegendEntry[]
  readonly footer: string
  readonly drawing: Markup
  readonly width: number
  readonly height: number
}

// Controls, halves of letters and marks that turn text around: XML has no place for the first two.
const ODD = /(?![\n\t])[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\p{Cs}\ufffe\uffff]/gu

const MARGIN = 24
const TITLE = 20
const TEXT = 14
const SMALL = 11

/** The id of the hatching that drawings may fill with. */
export const HATCH = 'hatch'

const hatch: Markup = html`<defs
  ><pattern
    id="${HATCH}"
    width="8"
    height="8"
    patternUnits="userSpaceOnUse"
    patternTransform="rotate(45)"
    ><path d="M0 0V8" stroke="${PAPER.missed}" stroke-width="3" /></pattern
></defs>`

const sample = ({ colour, look }: LegendEntry, x: number, y: number): Markup => {
  const at = y - TEXT * 0.35
  if (look.kind === 'line') {
    return html`<path
      d="M${x} ${at}h24"
      fill="none"
      stroke="${colour}"
      stroke-width="${look.width}"
      stroke-dasharray="${look.dash}"
    />`
  }
  if (look.kind === 'dot') {
    return html`<circle cx="${x + 12}" cy="${at}" r="5" fill="${colour}" />`
  }
  const fill = look.kind === 'hatch' ? `url(#${HATCH})` : colour
  return html`<rect
    x="${x + 5}"
    y="${at - 7}"
    width="14"
    height="14"
    fill="${fill}"
    stroke="${look.kind === 'hatch' ? PAPER.missed : 'none'}"
  />`
}

/** The legend from `top` down, in as many lines as it takes. */
const legendOf = (
  entries: readonly LegendEntry[],
  width: number,
  top: number,
): { readonly drawn: readonly Markup[]; readonly bottom: number } => {
  let [x, y] = [MARGIN, top + 22]
  const drawn = entries.map(entry => {
    const name = fitted(entry.name, TEXT, width - 2 * MARGIN - 60)
    const wide = 32 + widthOf(name, TEXT) + 22
    if (x > MARGIN && x + wide > width - MARGIN) {
      x = MARGIN
      y += 22
    }
    const made = html`${sample(entry, x, y)}<text x="${x + 32}" y="${y}" fill="${PAPER.text}"
        >${name}</text
      >`
    x += wide
    return made
  })
  return { drawn, bottom: entries.length === 0 ? top : y + 10 }
}

/** A line of text at the left margin. */
const words = (y: number, text: string, fill: string, size: number, weight: number): Markup =>
  html`<text x="${MARGIN}" y="${y}" fill="${fill}" font-size="${size}" font-weight="${weight}"
    >${text}</text
  >`

/** Draws a sheet: well-formed XML without script, style or reference to anything outside it. */
export const sheetOf = (sheet: Sheet): string => {
  const { title, subtitle, footer, drawing, width } = sheet
  const room = width - 2 * MARGIN
  const said = subtitle === '' ? [] : lines(subtitle, TEXT, room)
  const headed = 34 + said.length * 20
  const { drawn, bottom } = legendOf(sheet.legend, width, headed)
  const top = bottom + 10
  const feet = lines(footer, SMALL, room)
  const height = top + sheet.height + 14 + feet.length * 15
  const heading = fitted(title, TITLE, room, true)
  const page = html`<svg
    xmlns="http://www.w3.org/2000/svg"
    width="${width}"
    height="${height}"
    viewBox="0 0 ${width} ${height}"
    role="img"
    font-family="${trusted(PAPER.font)}"
    font-size="${TEXT}"
  >
    <title>${title}</title>
    <desc>${subtitle}</desc>
    ${hatch}
    <rect width="${width}" height="${height}" fill="${PAPER.ground}" />
    ${words(30, heading, PAPER.text, TITLE, 600)}${said.map((line, i) => words(52 + 20 * i, line, PAPER.dim, TEXT, 400))}${drawn}
    <g transform="translate(0 ${top})">${drawing}</g>
    ${feet.map((line, i) => words(top + sheet.height + 20 + 15 * i, line, PAPER.dim, SMALL, 400))}
  </svg> `
  return `${page.text.trim().replaceAll(ODD, '\ufffd')}\n`
}
