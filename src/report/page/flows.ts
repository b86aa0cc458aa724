/** The flow table: every figure of the run's own table and more, to be sorted, copied and saved. */
import type { FlowResult } from '../../sim/result/document.ts'
import { towards } from '../../model/direction.ts'
import { interlinkOf, offeredRate, treatmentOf } from '../context.ts'
import { flowSubject, judgedOn, limitsOn } from '../judged.ts'
import { type FlowFigures, flowFigures } from '../terminal/flow-figures.ts'
import { count, exact, significant } from '../terminal/figures.ts'
import { type Markup, html } from './markup.ts'
import { type View, colourOf } from './view.ts'

/** A cell: what is shown, and the value in SI base units by which it is sorted and saved. */
interface Cell {
  readonly shown: string
  readonly value: number | null
  readonly isMissed?: boolean
}

const cell = ({ shown, value, isMissed }: Cell): Markup =>
  html`<td class="n${isMissed === true ? ' missed' : ''}" data-v="${value ?? ''}">
    ${isMissed === true ? '✗ ' : ''}${shown}
  </td>`

const late = (
  view: View,
  flow: FlowResult,
  key: 'p50' | 'p99' | 'max',
  { lateUnit }: FlowFigures,
): Cell => {
  const value = flow.delay[key]
  const metric = `delay.${key}` as const
  const limits = limitsOn(view.judged, flowSubject(flow), metric)
  return {
    shown: value === null ? '–' : significant(value, lateUnit, 3, limits),
    value,
    isMissed: hasMissed(view, flow, metric),
  }
}

const hasMissed = ({ judged }: View, flow: FlowResult, metric: string): boolean =>
  judgedOn(judged, flowSubject(flow)).some(
    ({ result }) => !result.met && result.undecided !== true && result.metric === metric,
  )

/** A line in the colour of an InterLink: whole to the customer, dashed to the cloud. */
export const swatch = (
  view: View,
  { interlink, direction }: Pick<FlowResult, 'interlink' | 'direction'>,
): Markup => {
  const { colour, again } = colourOf(view, interlink)
  return html`<svg class="swatch c${colour}" width="22" height="8" aria-hidden="true">
    <path
      d="M0 4H22"
      stroke-width="${3 + Math.min(3, again)}"
      stroke-dasharray="${direction === 'toCloud' ? '5 3' : 'none'}"
    />
  </svg>`
}

const row = (view: View, flow: FlowResult, figures: FlowFigures): Markup => {
  const { context } = view
  const { interlink, direction } = flow
  const texts = figures.ofFlow(flow)
  const isHit = judgedOn(view.judged, flowSubject(flow)).some(({ result }) => !result.met)
  const treatment = context === null ? '–' : treatmentOf(interlinkOf(context, interlink), direction)
  return html`<tr
    class="${isHit ? 'hit' : ''}"
    data-id="${interlink}"
    data-flow="${interlink} ${direction}"
  >
    <th scope="row">
      ${swatch(view, flow)}
      <button type="button" class="pick" data-pick="${interlink}"><bdi>${interlink}</bdi></button>
    </th>
    <td>${direction === 'toCustomer' ? '◀' : '▶'} ${towards(direction)}</td>
    <td>${treatment}</td>
    ${[
      { shown: texts.bandwidth, value: flow.bandwidth },
      { shown: texts.offered, value: offeredRate(view, flow) },
      { shown: texts.peak, value: flow.peak },
      {
        shown: texts.delivered,
        value: flow.throughput,
        isMissed: hasMissed(view, flow, 'throughput'),
      },
      {
        shown: texts.used,
        value: flow.utilisation,
        isMissed: hasMissed(view, flow, 'utilisation'),
      },
      {
        shown: texts.lost === '' ? '–' : texts.lost,
        value: flow.loss,
        isMissed: hasMissed(view, flow, 'loss'),
      },
      late(view, flow, 'p50', figures),
      late(view, flow, 'p99', figures),
      late(view, flow, 'max', figures),
    ].map(cell)}
  </tr>`
}

const heads = (
  { rateUnit, lateUnit }: FlowFigures,
  interval: number,
): readonly (readonly [label: string, unit: string, meaning: string, key: string])[] => [
  ['bandwidth', rateUnit.name, 'what the InterLink may carry', 'bandwidth_bps'],
  ['offered', rateUnit.name, 'mean rate of the frames that sources sent', 'offered_bps'],
  [
    `peak ${exact(interval, 'duration')}`,
    rateUnit.name,
    'highest offered rate over one interval',
    'peak_bps',
  ],
  ['delivered', rateUnit.name, 'mean rate of the frames that arrived', 'delivered_bps'],
  ['used', '%', 'counted bits delivered, of the bandwidth', 'utilisation'],
  ['lost', '%', 'frames dropped, of those offered', 'loss'],
  ['delay p50', lateUnit.name, 'half of the frames are at most this late', 'delay_p50_s'],
  ['delay p99', lateUnit.name, '99 of 100 frames are at most this late', 'delay_p99_s'],
  ['delay max', lateUnit.name, 'no frame was later', 'delay_max_s'],
]

/** A head by which a table is sorted. */
const head = (
  label: string,
  unit: string,
  meaning: string,
  key: string,
  isNumber: boolean,
): Markup =>
  html`<th scope="col" data-key="${key}" class="${isNumber ? 'n' : ''}">
    <button type="button" class="sort">
      <abbr title="${meaning}">${label}</abbr
      >${unit === '' ? null : html`<br /><small>${unit}</small>`}
    </button>
  </th>`

/** Rows from which on the table moves within a frame, so that what follows is not far below. */
const TALL = 40

/** The section of flows. */
export const flows = (view: View): Markup => {
  const { document, judged, shown } = view
  if (document.flows.length === 0) {
    return html`<section id="flows">
      <h2>Flows</h2>
      <p class="secondary">No InterLink has traffic.</p>
    </section>`
  }
  const figures = flowFigures(view, shown, judged, '–')
  const left = document.flows.length - shown.length
  return html`<section id="flows">
    <h2>Flows</h2>
    <p class="secondary">
      ◀ from the provider to the customer, ▶ from the customer to the cloud. Choose an InterLink to
      see it alone in every chart.
    </p>
    <p class="tools script">
      <button type="button" data-copy="flow-table">Copy table</button>
      <button type="button" data-csv="flow-table" data-name="flows.csv">Save as CSV</button>
      <button type="button" data-pick="">Show all InterLinks</button>
      <span class="secondary" id="told" role="status"></span>
    </p>
    <div
      class="${shown.length > TALL ? 'scroll tall' : 'scroll'}"
      tabindex="0"
      role="region"
      aria-label="Flows"
    >
      <table id="flow-table">
        <thead>
          <tr>
            ${head('InterLink', '', 'a VLAN of the connection with a bandwidth of its own', 'interlink', false)}${head('direction', '', 'which way frames go', 'direction', false)}${head('enforced', '', 'shaped: excess waits; policed: excess is dropped', 'enforced', false)}${heads(figures, document.seriesInterval).map(([label, unit, meaning, key]) => head(label, unit, meaning, key, true))}
          </tr>
        </thead>
        <tbody>
          ${shown.map(flow => row(view, flow, figures))}
        </tbody>
      </table>
    </div>
    ${left === 0 ? null : html`<p class="secondary">${count(left)} more flows are in the result: those shown missed an objective, lost frames, or are the busiest.</p>`}
  </section>`
}
