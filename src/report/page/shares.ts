/** Bars of which the parts add up: why frames were lost, and where their delay comes from. */
import { type DropCause, DROP_CAUSES, type FlowResult } from '../../sim/result/document.ts'
import { toSeconds } from '../../units.ts'
import { carrierOf } from '../context.ts'
import { flowName } from '../loss-cause.ts'
import { count, figure, fixed, UNITS } from '../terminal/figures.ts'
import { swatch } from './flows.ts'
import { type Markup, html } from './markup.ts'
import { type View, byWeight } from './view.ts'

/** Flows with a bar of their own. */
const LISTED = 12
const WIDTH = 300

/** A part of a bar. */
interface Part {
  readonly name: string
  /** Which look of the legend it has, from 0. */
  readonly look: number
  readonly value: number
  readonly told: string
}

/** A bar whose whole width is `whole`. */
const bar = (parts: readonly Part[], whole: number): Markup => {
  let x = 0
  const pieces = parts.map(({ name, look, value, told }) => {
    const width = whole === 0 ? 0 : (WIDTH * value) / whole
    const piece = html`<rect
      class="part p${look}"
      x="${x.toFixed(2)}"
      y="3"
      width="${Math.max(value > 0 ? 1 : 0, width).toFixed(2)}"
      height="14"
      ><title>${name}: ${told}</title></rect
    >`
    x += width
    return piece
  })
  return html`<svg
    class="bar"
    width="${WIDTH}"
    height="20"
    viewBox="0 0 ${WIDTH} 20"
    aria-hidden="true"
  >
    <rect class="rail" x="0" y="8" width="${WIDTH}" height="4" />
    ${pieces}
  </svg>`
}

const legend = (names: readonly (readonly [name: string, look: number])[]): Markup =>
  html`<p class="legend">
    ${names.map(
      ([name, look]) =>
        html`<span
          ><svg width="12" height="12" aria-hidden="true">
            <rect class="part p${look}" width="12" height="12" />
          </svg>
          ${name}</span
        >`,
    )}
  </p>`

/** Causes of loss in words. */
export const CAUSES: Readonly<Record<DropCause, string>> = {
  shaperQueueFull: 'shaper queue full',
  policed: 'policed',
  portQueueFull: 'port queue full',
  oversize: 'longer than the MTU',
  linkDown: 'link down',
  notRouted: 'not routed',
  bitError: 'bit errors',
}

const subject = (view: View, flow: FlowResult): Markup =>
  html`<th scope="row">${swatch(view, flow)} <bdi>${flowName(flow)}</bdi></th>`

/** Causes of loss, a bar for each flow that lost frames. */
export const lossCauses = (view: View): Markup => {
  const lossy = view.document.flows.filter(({ dropped }) => dropped.frames > 0)
  if (lossy.length === 0) {
    return html`<section id="causes">
      <h2>Why were frames lost?</h2>
      <p class="empty">No frame was lost.</p>
    </section>`
  }
  const rows = lossy.toSorted((a, b) => b.dropped.frames - a.dropped.frames).slice(0, LISTED)
  const present = DROP_CAUSES.filter(cause =>
    rows.some(({ dropped }) => dropped.byCause[cause] > 0),
  )
  const most = Math.max(...rows.map(({ dropped }) => dropped.frames))
  return html`<section id="causes">
    <h2>Why were frames lost?</h2>
    <p class="secondary">Frames dropped, by cause; the longest bar lost most.</p>
    ${legend(present.map(cause => [CAUSES[cause], DROP_CAUSES.indexOf(cause)]))}
    <div class="scroll" tabindex="0" role="region" aria-label="Frames lost by cause">
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">flow</th>
            <th scope="col">frames by cause</th>
            <th scope="col" class="n">lost frames</th>
            <th scope="col">causes</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(flow => {
            const parts = present
              .filter(cause => flow.dropped.byCause[cause] > 0)
              .map(cause => ({
                name: CAUSES[cause],
                look: DROP_CAUSES.indexOf(cause),
                value: flow.dropped.byCause[cause],
                told: `${count(flow.dropped.byCause[cause])} frames`,
              }))
            return html`<tr data-id="${flow.interlink}">
              ${subject(view, flow)}
              <td>${bar(parts, most)}</td>
              <td class="n">${count(flow.dropped.frames)}</td>
              <td>${parts.map(({ name, value }) => `${name} ${count(value)}`).join(', ')}</td>
            </tr>`
          })}
        </tbody>
      </table>
    </div>
    ${lossy.length > LISTED ? html`<p class="secondary">${count(lossy.length - LISTED)} more flows lost fewer.</p>` : null}
  </section>`
}

/** The parts of a delay in words. */
export const DELAY_PARTS = [
  "waiting in the customer's shaper",
  'waiting in the shaper',
  'waiting for the port',
  'light in the cable',
  'sending',
] as const

/** The parts of a flow's mean delay, seconds, in the order of `DELAY_PARTS`; they add up to the mean. */
export const delayPartsOf = (view: View, flow: FlowResult): readonly number[] => {
  const { delay, customerWait, shaperWait, portWait } = flow
  const waits = [customerWait?.mean ?? 0, shaperWait.mean ?? 0, portWait.mean ?? 0]
  const rest = Math.max(0, (delay.mean ?? 0) - waits.reduce((sum, wait) => sum + wait, 0))
  const { context } = view
  const cable =
    context === null ? 0 : toSeconds(carrierOf(context, flow.interlink).crossConnect.propagation)
  return [...waits, Math.min(rest, cable), Math.max(0, rest - cable)]
}

/** Where delay comes from: the mean of each flow in parts. */
export const delaySources = (view: View): Markup => {
  const arrived = view.document.flows.filter(({ delay }) => delay.mean !== null)
  if (arrived.length === 0) {
    return html`<section id="delay-sources">
      <h2>Where does delay come from?</h2>
      <p class="empty">No frame arrived.</p>
    </section>`
  }
  const kept = new Set(byWeight(arrived, view.judged).slice(0, LISTED))
  const rows = arrived.filter(flow => kept.has(flow))
  const all = rows.map(flow => delayPartsOf(view, flow))
  const present = DELAY_PARTS.map((_, i) => i).filter(i => all.some(parts => parts[i]! > 0))
  const share = (value: number, mean: number): string =>
    mean === 0 ? '0 %' : `${fixed(value / mean, UNITS.share[0]!, 0, [0])} %`
  return html`<section id="delay-sources">
    <h2>Where does delay come from?</h2>
    <p class="secondary">Mean delay of the frames that arrived, in parts; every bar is a whole.</p>
    ${legend(present.map(i => [DELAY_PARTS[i]!, i]))}
    <div class="scroll" tabindex="0" role="region" aria-label="Parts of the mean delay">
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">flow</th>
            <th scope="col">parts</th>
            <th scope="col" class="n">mean delay</th>
            <th scope="col">most of it</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map((flow, row) => {
            const mean = flow.delay.mean!
            const parts = present.map(i => ({
              name: DELAY_PARTS[i]!,
              look: i,
              value: all[row]![i]!,
              told: `${figure(all[row]![i]!, 'duration')}, ${share(all[row]![i]!, mean)}`,
            }))
            const most = parts.reduce((a, b) => (b.value > a.value ? b : a))
            return html`<tr data-id="${flow.interlink}">
              ${subject(view, flow)}
              <td>
                ${bar(
                  parts.filter(({ value }) => value > 0),
                  mean,
                )}
              </td>
              <td class="n">${figure(mean, 'duration')}</td>
              <td>${most.name}, ${share(most.value, mean)}</td>
            </tr>`
          })}
        </tbody>
      </table>
    </div>
  </section>`
}
