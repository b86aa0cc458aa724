/** Replications: how sure the figures are, and what becomes of objectives without each connection. */
import type { Interval } from '../../sim/result/document.ts'
import { flowName } from '../loss-cause.ts'
import { limitOf, measureOf, metricName, subjectOf } from '../judged.ts'
import { seedsText } from '../replications.ts'
import { towards } from '../../model/direction.ts'
import { type Dimension, count, exact, figure } from '../terminal/figures.ts'
import { swatch } from './flows.ts'
import { type Markup, html } from './markup.ts'
import { rail } from './rail.ts'
import type { View } from './view.ts'

/** Figures that have intervals. */
export const FIGURES: readonly (readonly [
  key: 'loss' | 'delay.mean' | 'delay.p99' | 'throughput',
  label: string,
  dimension: Dimension,
])[] = [
  ['throughput', 'delivered', 'rate'],
  ['loss', 'lost', 'share'],
  ['delay.mean', 'mean delay', 'duration'],
  ['delay.p99', 'delay p99', 'duration'],
]

/** Width of a drawn interval. */
const WIDTH = 110

/** An interval from 0 to the largest of its column, the mean as a dot. */
const drawn = ({ mean, low, high }: Interval, most: number, words: string): Markup => {
  const place = (value: number): number =>
    4 + ((WIDTH - 8) * Math.max(0, Math.min(value, most))) / (most === 0 ? 1 : most)
  const at = (value: number): string => place(value).toFixed(1)
  const marks = html`<path class="range" d="M${at(low)} 8H${at(high)}" /><circle
      class="dot"
      cx="${at(mean)}"
      cy="8"
      r="4"
    />`
  return rail(WIDTH, words, words, marks)
}

const intervalCell = (
  interval: Interval | null | undefined,
  dimension: Dimension,
  most: number,
): Markup => {
  if (interval === null || interval === undefined) return html`<td class="n">–</td>`
  const { mean, low, high } = interval
  const text = figure(mean, dimension)
  const between = `${figure(low, dimension)} to ${figure(high, dimension)}`
  return html`<td class="n">
    ${text}${low === high ? null : html`<br /><small>${between}</small>`}<br />${drawn(interval, most, `mean ${text}, interval ${between}`)}
  </td>`
}

/** Intervals of every flow; nothing for a single run. */
export const intervals = (view: View): Markup | null => {
  const { document, shown } = view
  if (document.replications === undefined) return null
  const tops = FIGURES.map(([key]) =>
    Math.max(0, ...shown.map(flow => flow.confidence?.[key]?.high ?? 0)),
  )
  return html`<section id="replications">
    <h2>How sure is it?</h2>
    <p class="secondary">
      ${seedsText(document)}. The mean over replications, below it the interval that holds the true
      mean with that confidence, drawn from 0 to the largest of its column.
    </p>
    <div class="scroll" tabindex="0" role="region" aria-label="Intervals">
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">flow</th>
            ${FIGURES.map(([, label]) => html`<th scope="col" class="n">${label}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${shown.map(
            flow =>
              html`<tr data-id="${flow.interlink}">
                <th scope="row">${swatch(view, flow)} <bdi>${flowName(flow)}</bdi></th>
                ${FIGURES.map(([key, , dimension], i) => intervalCell(flow.confidence?.[key], dimension, tops[i]!))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`
}

/** Worst cases shown; of more, those missed first. */
const LISTED = 30

/** Each objective at its worst with any one connection lost; nothing where that was not asked. */
export const worstCases = (view: View): Markup | null => {
  const { worstCases: cases } = view.document
  if (cases === undefined) return null
  const ranked = [...cases.filter(({ met }) => !met), ...cases.filter(({ met }) => met)]
  return html`<section id="one-lost">
    <h2>With any one connection lost</h2>
    <p class="secondary">
      Each objective at its worst over all runs in which one connection is absent from the start.
    </p>
    <div class="scroll" tabindex="0" role="region" aria-label="Worst cases">
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">verdict</th>
            <th scope="col">subject</th>
            <th scope="col">direction</th>
            <th scope="col">measure</th>
            <th scope="col" class="n">limit</th>
            <th scope="col" class="n">worst</th>
            <th scope="col">without</th>
          </tr>
        </thead>
        <tbody>
          ${ranked.slice(0, LISTED).map(each => {
            const { id, direction } = subjectOf(each)
            const limit = limitOf(each)
            const measure = measureOf(each)
            return html`<tr class="${each.met ? '' : 'hit'}" data-id="${id}">
              <td class="${each.met ? 'met' : 'missed'}">${each.met ? '✓ met' : '✗ missed'}</td>
              <th scope="row"><bdi>${id}</bdi></th>
              <td>${towards(direction)}</td>
              <td>${metricName(each.metric)}</td>
              <td class="n">${each.below === undefined ? '> ' : ''}${exact(limit, measure)}</td>
              <td class="n">${each.value === null ? '–' : figure(each.value, measure, [limit])}</td>
              <td><bdi>${each.without}</bdi></td>
            </tr>`
          })}
        </tbody>
      </table>
    </div>
    ${ranked.length > LISTED ? html`<p class="secondary">${count(ranked.length - LISTED)} more are in the result.</p>` : null}
  </section>`
}
