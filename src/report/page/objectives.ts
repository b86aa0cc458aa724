/** Objectives: value against limit, as bars on a logarithmic scale. */
import type { ObjectiveResult } from '../../sim/result/document.ts'
import { towards } from '../../model/direction.ts'
import { type Judged, metricName, strain } from '../judged.ts'
import { type ObjectiveRow, objectiveRows } from '../terminal/objective-rows.ts'
import { type Markup, html } from './markup.ts'
import type { View } from './view.ts'

/** Decades below and above the limit that a bar has room for. */
const DECADES = [3, 1] as const
const WIDTH = 150

/** Where a multiple of the limit stands on a bar, 0 … WIDTH. */
const place = (ratio: number): number => {
  const [below, above] = DECADES
  if (ratio <= 0) return 0
  const decade = Math.max(-below, Math.min(above, Math.log10(ratio)))
  return ((decade + below) / (below + above)) * WIDTH
}

/** A bar: `ratio` of the limit, the limit as a stroke. */
export const limitBar = (ratio: number, tone: string, words: string): Markup => {
  const at = place(1).toFixed(1)
  return html`<svg
    class="bar"
    width="${WIDTH}"
    height="14"
    viewBox="0 0 ${WIDTH} 14"
    role="img"
    aria-label="${words}"
  >
    <title>${words}</title>
    <rect class="rail" x="0" y="5" width="${WIDTH}" height="5" />
    <rect class="${tone}" x="0" y="5" width="${place(ratio).toFixed(1)}" height="5" />
    <path class="limit" d="M${at} 1V13" />
  </svg>`
}

const WORDS: Readonly<Record<ObjectiveRow['mark'], string>> = {
  met: '✓ met',
  missed: '✗ missed',
  warning: '! met',
}

/** The largest share of its limit that any objective of a row takes; null where none is known. */
export const strainOf = (judged: readonly Judged[], row: ObjectiveRow): number | null => {
  const alike = judged.filter(
    ({ result }) => matches(result, row) && result.met === (row.mark !== 'missed'),
  )
  const strains = alike.map(({ result }) => strain(result))
  return strains.length === 0 ? null : Math.max(...strains.map(each => Math.min(each, 1e6)))
}

const matches = (result: ObjectiveResult, row: ObjectiveRow): boolean => {
  const id = 'interlink' in result ? result.interlink : result.connection
  const isOne = id === row.id && towards(result.direction) === row.direction
  return (isOne || row.direction === '') && metricName(result.metric) === row.metric
}

const line = (view: View, row: ObjectiveRow): Markup => {
  const { judged, input } = view
  const ratio = strainOf(judged, row)
  const found =
    row.index === null ? null : (input.scenario?.locate(['objectives', row.index]) ?? null)
  const isOpen = row.verdict.startsWith('undecided')
  const words = isOpen ? '! undecided' : WORDS[row.mark]
  const tone = isOpen ? 'warning' : row.mark
  return html`<tr class="${row.mark === 'missed' ? 'hit' : ''}" data-id="${row.id}">
    <td class="${tone}">${words}</td>
    <th scope="row"><bdi>${row.id}</bdi></th>
    <td>${row.direction}</td>
    <td>${row.metric}</td>
    <td class="n">${row.limit}</td>
    <td class="n">${row.value}</td>
    <td>${ratio === null ? null : limitBar(ratio, tone, row.verdict)}</td>
    <td>
      ${row.verdict}${found === null ? null : html` <span class="secondary">line ${found.line}</span>`}
    </td>
  </tr>`
}

/** The section of objectives. */
export const objectives = (view: View): Markup => {
  const { judged, document } = view
  if (judged.length === 0) {
    return html`<section id="objectives">
      <h2>Objectives</h2>
      <p class="secondary">
        The scenario states none. An objective such as
        <code>{ interlink: "*", metric: loss, below: 0.1% }</code> makes a verdict of the figures
        below.
      </p>
    </section>`
  }
  const { rows } = objectiveRows(judged, '–', document.replications ?? null)
  return html`<section id="objectives">
    <h2>Objectives</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="Objectives, value against limit">
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">verdict</th>
            <th scope="col">subject</th>
            <th scope="col">direction</th>
            <th scope="col">measure</th>
            <th scope="col" class="n">limit</th>
            <th scope="col" class="n">value</th>
            <th scope="col">value against limit, log scale</th>
            <th scope="col">in words</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(row => line(view, row))}
        </tbody>
      </table>
    </div>
  </section>`
}
