/** Two results side by side: what differs in a table, and both report pages. */
import { type Markup, html } from '../../report/page/markup.ts'
import { count, figure } from '../../report/terminal/figures.ts'
import type { Difference, Differences } from '../difference.ts'
import type { Figure } from '../figure.ts'
import { brief } from '../listing.ts'
import { openLink } from '../row.ts'
import { type Framed, frame, offer, watched } from './frame.ts'
import { type Made, shell } from './shell.ts'

/** Leads to the page of two results. */
export const besideLink = (a: string, b: string): string =>
  `/beside?pick=${encodeURIComponent(a)}&pick=${encodeURIComponent(b)}`

const OUTCOMES = {
  met: { look: 'met', text: '✓ ' },
  missed: { look: 'missed', text: '✗ ' },
  undecided: { look: 'warning', text: '! ' },
} as const

const told = (
  value: number,
  { dimension }: Pick<Figure, 'dimension'>,
  limit: number | null,
): string =>
  dimension === 'count' ? count(value) : figure(value, dimension, limit === null ? [] : [limit])

const valueCell = (side: Figure | null): Markup => {
  if (side === null) return html`<td class="n dim">absent</td>`
  const { look, text } = side.outcome === null ? { look: '', text: '' } : OUTCOMES[side.outcome]
  const value = side.value === null ? '–' : told(side.value, side, side.limit)
  return html`<td class="n ${look}">${text}${value}</td>`
}

/** A difference of shares is one of points, or it would read as a share of a share. */
const changeText = ({ change, dimension }: Difference): string => {
  if (change === null) return '–'
  if (change === 0) return 'none'
  const sign = change > 0 ? '+' : '−'
  const size = Math.abs(change)
  return (
    sign +
    (dimension === 'share'
      ? told(size, { dimension }, null).replace('%', 'points')
      : told(size, { dimension }, null))
  )
}

const row = (difference: Difference): Markup => {
  const { subject, measure, a, b, change } = difference
  const isTurned = a !== null && b !== null && a.outcome !== b.outcome
  return html`<tr class="${isTurned ? 'hit' : ''}">
    <th scope="row"><bdi>${subject === '' ? 'all flows' : brief(subject)}</bdi></th>
    <td class="measure">${measure}</td>
    ${valueCell(a)}${valueCell(b)}
    <td class="n ${change === 0 ? 'dim' : ''}">${changeText(difference)}</td>
  </tr>`
}

const table = (differences: readonly Difference[], label: string): Markup =>
  html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">
    <table class="plain">
      <thead>
        <tr>
          <th scope="col">${label}</th>
          <th scope="col">measure</th>
          <th scope="col" class="n">a</th>
          <th scope="col" class="n">b</th>
          <th scope="col" class="n">b − a</th>
        </tr>
      </thead>
      <tbody>
        ${differences.map(row)}
      </tbody>
    </table>
  </div>`

/** Differences that are shown at once, and those that a click shows. */
const [AT_ONCE, AT_MOST] = [6, 200]

const some = (differences: readonly Difference[], label: string): Markup | null => {
  if (differences.length === 0) return null
  const rest = differences.slice(AT_ONCE, AT_MOST)
  const left = differences.length - AT_MOST
  const words = `${count(rest.length)} more, of less difference`
  return html`<div>
    ${table(differences.slice(0, AT_ONCE), label)}
    ${
      rest.length === 0
        ? null
        : html`<details>
            <summary>${words}${left > 0 ? `; ${count(left)} are left out` : ''}</summary>
            ${table(rest, label)}
          </details>`
    }
  </div>`
}

const pane = (side: 'a' | 'b', shown: Framed): Markup =>
  html`<section aria-label="Result ${side}">
    <h2>
      <span class="dim">${side}</span>
      <a href="${openLink(shown.path)}"><bdi>${brief(shown.name)}</bdi></a>
      <small><bdi>${brief(shown.path)}</bdi></small>
    </h2>
    ${frame(shown)}
  </section>`

/** The page of two results. */
export const besidePage = (a: Framed, b: Framed, { objectives, others }: Differences): Made =>
  shell({
    title: `${brief(a.path)} beside ${brief(b.path)}`,
    role: 'beside',
    data: watched([a, b]),
    body: html`<nav class="bar" aria-label="Results">
        <div>
          <a href="/">All results</a>
          <h1>Side by side</h1>
          <a href="${besideLink(b.path, a.path)}">Swap a and b</a>
        </div>
      </nav>
      ${offer}
      <main>
        <div class="differences pair">
          ${objectives.length === 0 ? html`<p class="secondary">Neither states an objective.</p>` : some(objectives, 'objective')}
          ${some(others, 'figure')}
        </div>
        <div class="panes">${pane('a', a)} ${pane('b', b)}</div>
      </main>`,
  })
