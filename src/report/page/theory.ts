/** Theory beside simulation: what was seen, and what no run can exceed. */
import type { FlowResult } from '../../sim/result/document.ts'
import { towards } from '../../model/direction.ts'
import { flowName } from '../loss-cause.ts'
import { type Dimension, figure, significant, UNITS } from '../terminal/figures.ts'
import { type Markup, html } from './markup.ts'
import { rail } from './rail.ts'
import { type View, byWeight } from './view.ts'

/** Flows that are compared. */
const LISTED = 12
const WIDTH = 220
/** Decades below the bound that there is room for. */
const DECADES = 4

/** A figure that was simulated, and what theory says of it. */
export interface Row {
  readonly subject: string
  readonly id: string
  readonly figure: string
  readonly formula: string
  readonly simulated: number
  readonly bound: number
  readonly dimension: Dimension
  readonly low?: number
  readonly high?: number
}

const place = (ratio: number): number =>
  (Math.max(0, Math.min(DECADES + 0.5, DECADES + Math.log10(Math.max(ratio, 1e-9)))) /
    (DECADES + 0.5)) *
  WIDTH

const mark = ({ simulated, bound, low, high, formula }: Row, words: string): Markup => {
  const at = place(simulated / bound)
  const range =
    low === undefined || high === undefined
      ? null
      : html`<path
          class="range"
          d="M${place(low / bound).toFixed(1)} 8H${place(high / bound).toFixed(1)}"
        />`
  return rail(
    WIDTH,
    words,
    `${formula}: ${words}`,
    html`<path class="limit" d="M${place(1).toFixed(1)} 1V15" />
      ${range}
      <circle class="dot" cx="${Math.max(4, at).toFixed(1)}" cy="8" r="4" />`,
  )
}

const rowsOf = (flow: FlowResult): readonly Row[] => {
  const { bounds, delay, shaperQueue, confidence } = flow
  const base = { subject: flowName(flow), id: flow.interlink }
  const { delayMax, delayMean, shaperQueueMax } = bounds
  const interval = confidence?.['delay.mean'] ?? null
  return [
    ...(delayMean === null || delay.mean === null
      ? []
      : [
          {
            ...base,
            figure: 'mean delay',
            formula: delayMean.formula,
            simulated: delay.mean,
            bound: delayMean.value,
            dimension: 'duration' as const,
            ...(interval === null ? {} : { low: interval.low, high: interval.high }),
          },
        ]),
    ...(delayMax === null || delay.max === null
      ? []
      : [
          {
            ...base,
            figure: 'longest delay',
            formula: delayMax.formula,
            simulated: delay.max,
            bound: delayMax.value,
            dimension: 'duration' as const,
          },
        ]),
    ...(shaperQueueMax === null || shaperQueueMax.value === 0
      ? []
      : [
          {
            ...base,
            figure: 'most in the shaper',
            formula: shaperQueueMax.formula,
            simulated: shaperQueue.max,
            bound: shaperQueueMax.value,
            dimension: 'size' as const,
          },
        ]),
  ]
}

/** Why no formula gives a mean: the reasons, each once. */
const reasons = (flows: readonly FlowResult[]): readonly string[] => {
  const all = [...new Set(flows.flatMap(({ bounds }) => bounds.noMean ?? []))]
  return all.length <= 3 ? all : [...all.slice(0, 2), `${all.length - 2} further reasons`]
}

/** What theory speaks of, and why it gives some means no value. */
export const compared = ({
  document,
  judged,
}: View): { readonly rows: readonly Row[]; readonly none: readonly string[] } => {
  const kept = new Set(byWeight(document.flows, judged).slice(0, LISTED))
  const flows = document.flows.filter(flow => kept.has(flow))
  const ports = document.ports
    .filter(({ bounds }) => bounds.queueMax.value > 0)
    .slice(0, LISTED)
    .map(({ connection, direction, queue, bounds }): Row => ({
      subject: `port of ${connection} ${towards(direction)}`,
      id: '',
      figure: 'most in the queue',
      formula: bounds.queueMax.formula,
      simulated: queue.max,
      bound: bounds.queueMax.value,
      dimension: 'size',
    }))
  return { rows: [...flows.flatMap(rowsOf), ...ports], none: reasons(flows) }
}

/** The section of theory beside simulation. */
export const theory = (view: View): Markup => {
  const { rows, none } = compared(view)
  if (rows.length === 0) {
    const why = none.length === 0 ? 'nothing arrived that could be compared' : none.join('; ')
    return html`<section id="theory">
      <h2>Theory beside simulation</h2>
      <p class="empty">No formula applies: ${why}.</p>
    </section>`
  }
  return html`<section id="theory">
    <h2>Theory beside simulation</h2>
    <p class="secondary">
      The dot was simulated, the stroke is what theory says; log scale. A longest delay or a queue
      lies at or below its stroke (<abbr
        title="bounds from what sources can send at most, buckets and queues; they hold whatever is drawn"
        >network calculus</abbr
      >), a mean near it (<abbr title="the mean of a queue with Poisson arrivals in the long run"
        >M/G/1</abbr
      >).
    </p>
    <div class="scroll" tabindex="0" role="region" aria-label="Theory beside simulation">
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">subject</th>
            <th scope="col">figure</th>
            <th scope="col" class="n">simulated</th>
            <th scope="col">beside theory</th>
            <th scope="col" class="n">theory</th>
            <th scope="col">formula</th>
            <th scope="col" class="n">of it</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(row => {
            const { simulated, bound, dimension } = row
            // Beside a bound that is near, enough digits to tell the two apart.
            const limit = row.formula === 'M/G/1' || simulated < 0.99 * bound ? [] : [bound]
            const [seen, said] = [figure(simulated, dimension, limit), figure(bound, dimension)]
            const share =
              simulated === 0
                ? '0 %'
                : `${significant(simulated / bound, UNITS.share[0]!, 2, row.formula === 'M/G/1' ? [] : [1])} %`
            return html`<tr data-id="${row.id}">
              <th scope="row"><bdi>${row.subject}</bdi></th>
              <td>${row.figure}</td>
              <td class="n">${seen}</td>
              <td>${mark(row, `${seen} of ${said}`)}</td>
              <td class="n">${said}</td>
              <td>${row.formula}</td>
              <td class="n">${share}</td>
            </tr>`
          })}
        </tbody>
      </table>
    </div>
    ${none.length === 0 ? null : html`<p class="secondary">No formula for some means: ${none.join('; ')}.</p>`}
  </section>`
}
