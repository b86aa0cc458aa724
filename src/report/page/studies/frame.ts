/** What pages of studies have in common: charts beside each other, and tables. */
import { type Content, type Markup, html } from '../markup.ts'
import type { SectionName } from '../shell.ts'

/** Sections of studies by their anchors, in the order of their pages. */
export const NAMES: readonly SectionName[] = [
  ['summary', 'Summary'],
  ['charts', 'Charts'],
  ['figures', 'Figures'],
  ['objectives', 'Objectives'],
  ['history', 'History'],
  ['reproduce', 'Reproduce'],
]

/** A chart: its name and what is said of it. */
export interface Framed {
  readonly name: string
  /** May be empty. */
  readonly about: string
}

/** Charts beside each other, each with room of its own; the page's script draws them by their number. */
export const chartFrames = (framed: readonly Framed[], look: string): Markup =>
  html`<div class="${framed.length === 1 ? 'alone' : 'pair'}">
    ${framed.map(
      ({ name, about }, i) =>
        html`<figure>
          <figcaption>
            <bdi>${name}</bdi
            >${about === '' ? null : html` <span class="secondary">${about}</span>`}
          </figcaption>
          <div class="chart ${look}" id="chart-${i}" role="img" aria-label="${name}"></div>
          <p class="empty" id="chart-${i}-empty" hidden></p>
        </figure>`,
    )}
  </div>`

/** The section of charts; without a script, a sentence says where figures are. */
export const chartSection = (title: string, intro: Content, inside: Markup): Markup =>
  html`<section id="charts">
    <h2>${title}</h2>
    <noscript
      ><p class="empty">Charts need scripts; every figure is in the table below.</p></noscript
    >
    <div class="script">
      <p class="secondary">${intro}</p>
      ${inside}
    </div>
  </section>`

/** A column of a table: what its head says, whether it holds numbers, and its name in CSV. */
export interface Column {
  readonly head: string
  readonly key: string
  readonly isNumber: boolean
}

/** A cell: what is read, and what it is sorted and saved by; undefined: by what is read. */
export interface Cell {
  readonly text: Content
  readonly value?: number | string | null
  readonly look?: string
}

const headOf = ({ head, key, isNumber }: Column): Markup =>
  html`<th scope="col" class="${isNumber ? 'n' : ''}" data-key="${key}">
    <button type="button" class="sort">${head}</button>
  </th>`

const cellOf = ({ text, value, look }: Cell, { isNumber }: Column): Markup => {
  const looks = [isNumber ? 'n' : '', look ?? ''].filter(each => each !== '').join(' ')
  return value === undefined
    ? html`<td class="${looks}">${text}</td>`
    : html`<td class="${looks}" data-v="${value === null ? '' : String(value)}">${text}</td>`
}

/** A table whose heads sort and which is saved as CSV. */
export const sortable = (
  id: string,
  label: string,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  buttons: Content = null,
): Markup =>
  html`<p class="tools script">
      <button type="button" data-copy="${id}">Copy</button>
      <button type="button" data-csv="${id}" data-name="${id}.csv">Save ${id}.csv</button>
      ${buttons}
      <span class="secondary" id="told" role="status"></span>
    </p>
    <div class="scroll" tabindex="0" role="region" aria-label="${label}">
      <table id="${id}">
        <thead>
          <tr>
            ${columns.map(headOf)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            row =>
              html`<tr>
                ${row.map((cell, i) => cellOf(cell, columns[i]!))}
              </tr> `,
          )}
        </tbody>
      </table>
    </div>`
