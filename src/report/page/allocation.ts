/** How the speed of each port is allotted: a bar of its InterLinks, what is free hatched. */
import type { Scenario } from '../../model/scenario.ts'
import { type Connection, freeBandwidth, interlinksOn } from '../../model/world.ts'
import { UNITS, count, exact, fixed } from '../terminal/figures.ts'
import { plural } from '../verdict.ts'
import { type Markup, html, shortened } from './markup.ts'
import { type View, colourOf } from './view.ts'

/** Connections with a bar, and InterLinks with a part of their own; of more, the first, and the rest together. */
const LISTED = 40
const PARTS = 12

/** Width of a bar, units of its view box. */
const WIDTH = 1000

/** A part of a bar. */
interface Part {
  readonly name: string
  /** bit/s. */
  readonly bandwidth: number
  readonly look: string
  /** The InterLink that it is; empty where it is none. */
  readonly id: string
}

const partsOf = (view: View, scenario: Scenario, connection: Connection): readonly Part[] => {
  const all = interlinksOn(scenario.world, connection.id)
  const own = all.slice(0, all.length > PARTS ? PARTS - 1 : PARTS)
  const rest = all.slice(own.length)
  const free = freeBandwidth(scenario.world, connection)
  return [
    ...own.map(({ id, bandwidth }) => ({
      name: id,
      bandwidth,
      look: `c${colourOf(view, id).colour}`,
      id,
    })),
    ...(rest.length === 0
      ? []
      : [
          {
            name: `${count(rest.length)} more`,
            bandwidth: rest.reduce((sum, { bandwidth }) => sum + bandwidth, 0),
            look: 'others',
            id: '',
          },
        ]),
    ...(free <= 0 ? [] : [{ name: 'free', bandwidth: free, look: 'free', id: '' }]),
  ]
}

const shareText = (part: Part, speed: number): string =>
  `${fixed(part.bandwidth / speed, UNITS.share[0]!, 1, [0])} %`

const bar = (parts: readonly Part[], { id, portSpeed }: Connection): Markup => {
  let x = 0
  const drawn = parts.map(part => {
    const width = (WIDTH * part.bandwidth) / portSpeed
    const at = x
    x += width
    return html`<rect
      class="allotted ${part.look}"
      data-id="${part.id}"
      x="${at.toFixed(1)}"
      y="1"
      width="${Math.max(0.5, width).toFixed(1)}"
      height="22"
      ><title>
        ${part.name}: ${exact(part.bandwidth, 'rate')}, ${shareText(part, portSpeed)}
      </title></rect
    >`
  })
  return html`<svg
    class="allotment"
    viewBox="0 0 ${WIDTH} 24"
    preserveAspectRatio="none"
    role="img"
    aria-label="${shortened(id, 60)}: how its port is allotted"
  >
    ${drawn}
  </svg>`
}

const swatch = ({ look }: Part): Markup =>
  html`<svg width="14" height="14" aria-hidden="true">
    <rect class="allotted ${look}" x="1" y="1" width="12" height="12" />
  </svg>`

const one = (view: View, scenario: Scenario, connection: Connection): Markup => {
  const parts = partsOf(view, scenario, connection)
  const { id, portSpeed } = connection
  return html`<figure>
    <figcaption>
      <bdi>${shortened(id, 60)}</bdi> <span class="secondary">${exact(portSpeed, 'rate')}</span>
    </figcaption>
    ${bar(parts, connection)}
    <p class="legend">
      ${parts.map(
        part =>
          html`<span data-id="${part.id}"
            >${swatch(part)} <bdi>${shortened(part.name, 40)}</bdi> ${exact(part.bandwidth, 'rate')}
            (${shareText(part, portSpeed)})</span
          > `,
      )}
    </p>
  </figure>`
}

/** The section; nothing where the scenario is not known, or has no connection. */
export const allocation = (view: View): Markup | null => {
  const { context } = view
  if (context === null) return null
  const { scenario } = context
  const { connections } = scenario.world
  if (connections.length === 0) return null
  const hidden = connections.length - LISTED
  return html`<section id="allocation">
    <h2>How ports are allotted</h2>
    <p class="secondary">Bandwidths of InterLinks of the speed of their port; hatched: free.</p>
    ${connections.slice(0, LISTED).map(connection => one(view, scenario, connection))}
    ${hidden > 0 ? html`<p class="secondary">${plural(hidden, 'more connection')} in the scenario.</p>` : null}
  </section>`
}
