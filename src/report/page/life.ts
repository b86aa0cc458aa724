/** What happened to connections and InterLinks, how available it left them and whose it was, and what it costs. */
import { FAMILY } from '../../model/lifecycle/words.ts'
import type { AvailabilityEntry } from '../../sim/result/document.ts'
import { groupBy } from '../../group.ts'
import type { Context } from '../context.ts'
import { measuredAt, outagesIn } from '../outages.ts'
import { price } from '../provision/money.ts'
import { lifeRows, stageWords } from '../terminal/life.ts'
import { count, exact, spoken } from '../terminal/figures.ts'
import { type Markup, html } from './markup.ts'
import type { View } from './view.ts'

const LISTED = 24
const WIDTH = 480

const table = (label: string, heads: readonly string[], rows: readonly Markup[]): Markup =>
  html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">
    <table class="plain">
      <thead>
        <tr>
          ${heads.map(each => html`<th scope="col">${each}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`

const HOUR = 3600
const DAY = 24 * HOUR

/** A span of an order: days, or a smaller unit below one. */
export const spanText = (seconds: number): string => {
  if (seconds >= DAY) return `${(seconds / DAY).toFixed(1)} days`
  return seconds >= HOUR ? `${(seconds / HOUR).toFixed(1)} hours` : spoken(seconds, 'duration')
}

/** From order to active link: each step, who was waited for, how long; nothing where nothing is ordered. */
export const provisioning = (view: View): Markup | null => {
  const { context, document } = view
  if (context === null) return null
  const { start } = context.scenario
  const orders = groupBy(
    document.timeline.filter(({ kind }) => kind === 'order'),
    ({ subject }) => subject,
  )
  if (orders.size === 0) return null
  const rows = [...orders].slice(0, LISTED).flatMap(([subject, steps]) =>
    steps.map((step, i) => {
      const before = steps[i - 1]
      const date =
        step.calendar === null
          ? spoken(Math.abs(step.at), 'duration') + (step.at < 0 ? ' before the run' : '')
          : step.calendar.slice(0, 16).replace('T', ' ')
      return html`<tr data-id="${subject}">
        <th scope="row"><bdi>${subject}</bdi></th>
        <td>${stageWords(step.to)}</td>
        <td>${date}</td>
        <td>${before === undefined ? '' : spanText(step.at - before.at)}</td>
        <td>${step.owner === null ? '' : `waited for the ${step.owner}`}</td>
      </tr>`
    }),
  )
  const clock = start === null ? '' : ' Dates are UTC.'
  return html`<section id="provisioning">
    <h2>Provisioning</h2>
    <p class="secondary">
      From order to active link, as this run drew it; provision says how sure dates are.${clock}
    </p>
    ${table('Provisioning', ['connection', 'step', 'when', 'took', 'who'], rows)}
  </section>`
}

/** The steps of orders, links, sessions and InterLinks. */
export const timeline = (view: View): Markup | null => {
  if (view.context === null) return null
  const { rows, left } = lifeRows(view.context)
  if (rows.length === 0) return null
  return html`<section id="timeline">
    <h2>What happened</h2>
    <p class="secondary">Orders, links, sessions and InterLinks; measured time begins at 0.</p>
    ${table(
      'What happened',
      ['when', 'to', 'what'],
      rows.map(
        ({ at, subject, text }) =>
          html`<tr>
            <td>${at}</td>
            <th scope="row"><bdi>${subject}</bdi></th>
            <td>${text}</td>
          </tr>`,
      ),
    )}
    ${left > 0 ? html`<p class="secondary">${count(left)} more steps are in the result.</p>` : null}
  </section>`
}

const lane = (context: Context, { interlink, family }: AvailabilityEntry): Markup => {
  const { document } = context
  const { warmup, duration } = document.simulated
  const x = (at: number): number => Math.max(0, Math.min(WIDTH, ((at - warmup) / duration) * WIDTH))
  const own = document.outages
    .filter(each => each.interlink === interlink && each.family === family)
    .slice(0, 200)
  return html`<svg
    class="bar lane"
    width="${WIDTH}"
    height="16"
    viewBox="0 0 ${WIDTH} 16"
    aria-hidden="true"
  >
    <rect class="up" x="0" y="2" width="${WIDTH}" height="12" />
    ${own.map(({ from, to, cause, owner }) => {
      const [left, right] = [x(from), x(to ?? warmup + duration)]
      return html`<rect
        class="down ${owner}"
        x="${left.toFixed(1)}"
        y="2"
        width="${Math.max(1, right - left).toFixed(1)}"
        height="12"
        ><title>
          ${cause}, ${owner}'s side: ${measuredAt(context, from) ?? 'warm-up'} to
          ${to === null ? 'the end' : (measuredAt(context, to) ?? 'warm-up')}
        </title></rect
      >`
    })}
  </svg>`
}

/** How long each InterLink carried each family, and whose its outages were. */
export const availability = (view: View): Markup => {
  const { context, document } = view
  const down = document.availability
    .filter(entry => entry.down > 0)
    .toSorted((a, b) => b.down - a.down)
  if (down.length === 0 || context === null) {
    const text = down.length === 0 ? 'Up throughout.' : 'The scenario is not known.'
    return html`<section id="availability">
      <h2>Availability</h2>
      <p class="empty">${text}</p>
    </section>`
  }
  const outages = outagesIn(context).slice(0, LISTED)
  const duration = (seconds: number): string => (seconds === 0 ? '0' : exact(seconds, 'duration'))
  return html`<section id="availability">
    <h2>Availability</h2>
    <p class="secondary">
      Measured time from left to right; hatched: down through the customer's side, filled: through
      the provider's.
    </p>
    ${table(
      'Availability by owner',
      [
        'InterLink',
        'family',
        'measured time',
        'up',
        "down: customer's side",
        "down: provider's side",
      ],
      down.slice(0, LISTED).map(
        entry =>
          html`<tr data-id="${entry.interlink}">
            <th scope="row"><bdi>${entry.interlink}</bdi></th>
            <td>${FAMILY[entry.family]}</td>
            <td>${lane(context, entry)}</td>
            <td>${spoken(entry.up / (entry.up + entry.down), 'share', [0, 1])}</td>
            <td>${duration(entry.downByOwner.customer)}</td>
            <td>${duration(entry.downByOwner.provider)}</td>
          </tr>`,
      ),
    )}
    ${down.length > LISTED ? html`<p class="secondary">${count(down.length - LISTED)} more were down less.</p>` : null}
    ${
      outages.length === 0
        ? null
        : table(
            'Outages',
            ['outage from', 'to', 'detected', 'cause', 'side', 'down'],
            outages.map(({ from, to, detected, cause, owner, subjects }) => {
              const at = (instant: number): string => measuredAt(context, instant) ?? 'warm-up'
              const found =
                detected === null ? 'never' : detected === from ? 'at once' : at(detected)
              const named =
                subjects.length <= 3
                  ? subjects
                  : [...subjects.slice(0, 2), `${subjects.length - 2} more`]
              return html`<tr>
                <td>${at(from)}</td>
                <td>${to === null ? '–' : at(to)}</td>
                <td>${found}</td>
                <td>${cause}</td>
                <td>${owner}</td>
                <td><bdi>${named.join(', ')}</bdi></td>
              </tr>`
            }),
          )
    }
  </section>`
}

/** What connections cost; nothing where none has a price. */
export const billing = (view: View): Markup | null => {
  const { context, document } = view
  if (context === null) return null
  const priced = context.scenario.world.connections.filter(each => each.price !== null)
  if (priced.length === 0) return null
  const bills = new Map(document.billing.map(each => [each.connection, each]))
  const instant = (text: string): string => text.replace('T', ' ').replace('Z', ' UTC')
  return html`<section id="money">
    <h2>Money</h2>
    <p class="secondary">Billed from the instant the link is active, with or without traffic.</p>
    ${table(
      'Money',
      ['connection', 'a month', 'billed from', 'for this run'],
      priced.slice(0, LISTED).map(({ id, price: monthly }) => {
        const bill = bills.get(id)
        const { perMonth, currency } = monthly!
        return html`<tr>
          <th scope="row"><bdi>${id}</bdi></th>
          <td>${price(perMonth, currency)}</td>
          <td>${bill === undefined ? 'not in this run' : instant(bill.from)}</td>
          <td>${bill === undefined ? '0' : `${bill.amount} ${bill.currency}`}</td>
        </tr>`
      }),
    )}
  </section>`
}
