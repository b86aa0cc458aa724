/** A figure of rows: a name, something drawn against a common axis, and the figure in words. */
import { type Markup, html } from '../page/markup.ts'
import type { Axis } from './axis.ts'
import { fitted, widthOf } from './letters.ts'
import { PAPER } from './paper.ts'
import { HATCH } from './sheet.ts'

/** Something drawn in a row; places from 0 to 1. */
export type Mark =
  | { readonly kind: 'bar'; readonly from: number; readonly to: number; readonly fill: string }
  | { readonly kind: 'hatched'; readonly from: number; readonly to: number }
  | { readonly kind: 'range'; readonly from: number; readonly to: number; readonly fill: string }
  | { readonly kind: 'dot'; readonly at: number; readonly fill: string }
  /** A limit, or what theory says. */
  | { readonly kind: 'stroke'; readonly at: number }

/** One row. */
export interface Row {
  readonly label: string
  /** A line before the label, as charts draw the flow; null: none. */
  readonly line: { readonly color: string; readonly width: number; readonly type: string } | null
  readonly marks: readonly Mark[]
  readonly told: string
  /** Whether the words say that something is missed. */
  readonly isMissed?: boolean
}

const WIDTH = 1000
const ROW = 34
const SIZE = 14
const MARGIN = 24
const LABEL_MAX = 380
const TOLD_MAX = 300

const n = (value: number): string => String(Number(value.toFixed(2)))

const drawn = (mark: Mark, x: (at: number) => number, y: number): Markup => {
  if (mark.kind === 'stroke') {
    return html`<path
      d="M${n(x(mark.at))} ${y + 3}v${ROW - 6}"
      stroke="${PAPER.text}"
      stroke-width="2.5"
    />`
  }
  if (mark.kind === 'dot') {
    return html`<circle cx="${n(x(mark.at))}" cy="${y + ROW / 2}" r="5.5" fill="${mark.fill}" />`
  }
  const [left, right] = [x(mark.from), x(mark.to)]
  const height = mark.kind === 'range' ? 5 : 18
  const isHatched = mark.kind === 'hatched'
  return html`<rect
    x="${n(left)}"
    y="${y + (ROW - height) / 2}"
    width="${n(Math.max(1, right - left))}"
    height="${height}"
    fill="${isHatched ? `url(#${HATCH})` : mark.fill}"
    stroke="${isHatched ? PAPER.missed : PAPER.ground}"
  />`
}

const lineOf = ({ line }: Row, y: number): Markup | null =>
  line === null
    ? null
    : html`<path
        d="M${MARGIN} ${y + ROW / 2}h22"
        fill="none"
        stroke="${line.color}"
        stroke-width="${line.width + 1}"
        stroke-dasharray="${line.type === 'dashed' ? '5 3' : 'none'}"
      />`

/** Rows as shapes, and how large they are. */
export const rowsOf = (
  rows: readonly Row[],
  axis: Axis,
): { readonly shapes: Markup; readonly width: number; readonly height: number } => {
  const indent = rows.some(({ line }) => line !== null) ? 32 : 0
  const widest = (texts: readonly string[], most: number): number =>
    Math.min(
      most,
      Math.max(0, ...texts.map(text => (text.length > 200 ? most : widthOf(text, SIZE)))),
    )
  const labelRoom = widest(
    rows.map(({ label }) => label),
    LABEL_MAX,
  )
  const toldRoom = widest(
    rows.map(({ told }) => told),
    TOLD_MAX,
  )
  const left = MARGIN + indent + labelRoom + 18
  const right = WIDTH - MARGIN - toldRoom - (toldRoom === 0 ? 0 : 18)
  const x = (at: number): number => left + at * (right - left)
  const bottom = rows.length * ROW + 6
  const grid = axis.ticks.map(
    ({ at, text }) =>
      html`<path d="M${n(x(at))} 0V${bottom}" stroke="${PAPER.line}" /><text
          x="${n(x(at))}"
          y="${bottom + 18}"
          font-size="12"
          fill="${PAPER.dim}"
          text-anchor="middle"
          >${text}</text
        >`,
  )
  const body = rows.map((row, i) => {
    const y = i * ROW + 3
    return html`${lineOf(row, y)}<text
        x="${MARGIN + indent}"
        y="${y + ROW / 2 + 5}"
        fill="${PAPER.text}"
        >${fitted(row.label, SIZE, labelRoom + 1)}</text
      >${row.marks.map(mark => drawn(mark, x, y))}<text
        x="${WIDTH - MARGIN}"
        y="${y + ROW / 2 + 5}"
        fill="${row.isMissed === true ? PAPER.missed : PAPER.text}"
        font-weight="${row.isMissed === true ? 600 : 400}"
        text-anchor="end"
        >${fitted(row.told, SIZE, toldRoom + 1)}</text
      >`
  })
  const shapes = html`${grid}<path
      d="M${n(left)} ${bottom}H${n(right)}"
      stroke="${PAPER.dim}"
    />${body}<text
      x="${n((left + right) / 2)}"
      y="${bottom + 40}"
      font-size="12"
      fill="${PAPER.dim}"
      text-anchor="middle"
      >${axis.name}</text
    >`
  return { shapes, width: WIDTH, height: bottom + 48 }
}
