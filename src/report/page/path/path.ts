/** The path of each connection, drawn: router, cable, demarcation, port, InterLinks, VPCs. */
import { towards } from '../../../model/direction.ts'
import { lightOf } from '../../../model/light.ts'
import { lightOk, lossOf, opticalBudget } from '../../../model/optics.ts'
import type { Connection } from '../../../model/world.ts'
import { formatQuantity } from '../../../quantity.ts'
import { toSeconds } from '../../../units.ts'
import { type Context, portOf } from '../../context.ts'
import { whenStepped } from '../../life-cause.ts'
import { lightText } from '../../provision/light.ts'
import { connectionWords } from '../../terminal/heading.ts'
import { UNITS, exact, figure, fixed } from '../../terminal/figures.ts'
import { type Markup, html, shortened } from '../markup.ts'
import type { View } from '../view.ts'
import { bands, placeBands } from './bands.ts'
import { cable, segmentWords } from './cable.ts'
import { BOTTOM_MIN, BOX_HEIGHT, BOX_Y, DEMARCATION_X, FIBRE_Y, TOP, WIDTH } from './shape.ts'

/** Connections that are drawn; of more, the first. */
export const DRAWN = 12

const busy = (
  context: Context,
  { id }: Connection,
  direction: 'toCustomer' | 'toCloud',
): string => {
  const use = portOf(context, id, direction)?.utilisation
  return use === undefined
    ? `nothing ${towards(direction)}`
    : `${towards(direction)} ${fixed(use, UNITS.share[0]!, 1, [0])} % of the port`
}

const centred = (x: number, y: number, text: string, look: string): Markup =>
  html`<text class="${look}" x="${x}" y="${y}" text-anchor="middle">${text}</text>`

const brace = (from: number, to: number): Markup =>
  html`<path class="brace" d="M${from} ${TOP - 8}v-8H${to}v8" />`

/** The light and the length of a cable, in two short lines. */
const cableFacts = (connection: Connection): readonly [string, string, boolean] => {
  const { crossConnect } = connection
  const { length, propagation, segments } = crossConnect
  const loss = formatQuantity(lossOf(segments), 'attenuation', ' ')
  const first = `${formatQuantity(length, 'length', ' ')} in all: ${figure(toSeconds(propagation), 'duration')}, ${loss}`
  const found = lightOf(connection)
  const isOk = found.every(({ budget }) => lightOk(budget))
  const margin = formatQuantity(opticalBudget(connection, 'toCloud').margin, 'attenuation', ' ')
  const second = isOk
    ? found.length === 1
      ? `margin ${margin} each way ✓ light is sufficient`
      : '✓ light is sufficient each way'
    : '✗ light is not sufficient'
  return [first, second, isOk]
}

const customerSide = (connection: Connection): Markup => {
  const { media, optics } = connection
  const x = 80
  const lines: readonly (readonly [string, string])[] = [
    ['customer', 'strong'],
    ['router', 'strong'],
    [media.name, 'dim'],
    [`sends ${formatQuantity(optics.customer.tx, 'power', ' ')}`, 'dim'],
  ]
  return html`<rect
      class="box"
      x="20"
      y="${BOX_Y}"
      width="120"
      height="${BOX_HEIGHT}"
      rx="6"
    />${lines.map(([text, look], i) => centred(x, FIBRE_Y - 18 + 17 * i, text, look))}<rect
      class="box"
      x="140"
      y="${FIBRE_Y - 20}"
      width="26"
      height="40"
    />${html`<text class="dim" x="145" y="${FIBRE_Y + 35}">optic</text>`}`
}

const port = (context: Context, connection: Connection): Markup => {
  const { id, pop, portSpeed } = connection
  const city = context.scenario.world.pops.find(each => each.id === pop)?.city ?? null
  const place = city === null ? pop : `${pop}, ${city}`
  const x = DEMARCATION_X + 46
  return html`<rect class="box" x="614" y="${FIBRE_Y - 20}" width="26" height="40" /><rect
      class="box"
      x="${DEMARCATION_X}"
      y="${BOX_Y}"
      width="92"
      height="${BOX_HEIGHT}"
    />${centred(x, FIBRE_Y - 16, shortened(id, 12), 'strong')}${centred(x, FIBRE_Y + 2, shortened(place, 14), 'dim')}${centred(x, FIBRE_Y + 19, exact(portSpeed, 'rate'), 'dim')}`
}

/** The drawing of a connection: its shapes, how high they are, and what they say in words. */
export const pathOf = (
  view: View,
  context: Context,
  connection: Connection,
): { readonly shapes: Markup; readonly height: number; readonly words: string } => {
  const { rows, bottom: reached } = placeBands(view, context, connection)
  const bottom = Math.max(BOTTOM_MIN, reached)
  const height = bottom - TOP
  const [length, light, isLit] = cableFacts(connection)
  const { segments } = connection.crossConnect
  const words =
    `${connectionWords(context, connection)}. From the customer's router: ` +
    `${segments.map(segmentWords).join('; ')}. ${length}. Light ${lightText(connection, false)}. ` +
    `${busy(context, connection, 'toCustomer')}; ${busy(context, connection, 'toCloud')}.`
  const shapes = html`<rect
      class="customer"
      x="0"
      y="${TOP}"
      width="${DEMARCATION_X}"
      height="${height}"
    />
    <rect
      class="provider"
      x="${DEMARCATION_X}"
      y="${TOP}"
      width="${WIDTH - DEMARCATION_X}"
      height="${height}"
    />
    ${brace(6, DEMARCATION_X - 6)}${brace(DEMARCATION_X + 6, WIDTH - 6)}${centred(320, 14, "customer's side: router, optic, patch cords, panel, cross-connect", 'dim')}${centred(920, 14, "provider's side: port, optic and all behind it", 'dim')}
    ${customerSide(connection)}${cable(connection, view.document.timeline, step => whenStepped(context, step))}
    ${centred(390, 104, busy(context, connection, 'toCustomer'), 'dim')}
    <path class="arrow" d="M420 116H360m7 -4l-7 4l7 4" />
    ${centred(390, 250, length, 'dim')}${centred(390, 267, light, isLit ? 'dim' : 'missed')}${centred(390, 290, busy(context, connection, 'toCloud'), 'dim')}
    <path class="arrow" d="M360 302H420m-7 -4l7 4l-7 4" />
    ${bands(view, context, rows)}${port(context, connection)}
    <path class="demarcation" d="M${DEMARCATION_X} ${TOP}V${bottom}" />
    ${centred(DEMARCATION_X, bottom + 15, "demarcation: face of the provider's port", 'dim')}`
  return { shapes, height: bottom + 20, words }
}

const drawing = (view: View, context: Context, connection: Connection): Markup => {
  const { shapes, height, words } = pathOf(view, context, connection)
  const name = `path-${context.scenario.world.connections.indexOf(connection)}`
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Path of ${connection.id}">
    <svg
      class="path"
      viewBox="0 0 ${WIDTH} ${height}"
      role="img"
      aria-labelledby="${name}-t ${name}-d"
    >
      <title id="${name}-t">Path of ${connection.id}</title>
      <desc id="${name}-d">${words}</desc>
      ${shapes}
    </svg>
  </div>`
}

/** The section of paths; nothing where the scenario is not known. */
export const paths = (view: View): Markup | null => {
  const { context } = view
  if (context === null) return null
  const { connections } = context.scenario.world
  if (connections.length === 0) {
    return html`<section id="path">
      <h2>The path</h2>
      <p class="secondary">The scenario has no connection.</p>
    </section>`
  }
  const left = connections.length - DRAWN
  return html`<section id="path">
    <h2>The path</h2>
    <p class="secondary">
      Band height is bandwidth; the dark part of each lane is what was used (upper lane ◀ to
      customer, lower lane ▶ to cloud). Cable lengths are not to scale.
    </p>
    <svg width="0" height="0" class="off" aria-hidden="true">
      <defs>
        <pattern
          id="hatch"
          width="8"
          height="8"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <path class="hatch" d="M0 0V8" />
        </pattern>
      </defs>
    </svg>
    ${connections.slice(0, DRAWN).map(connection => drawing(view, context, connection))}
    ${left > 0 ? html`<p class="secondary">${left} more connections are not drawn.</p>` : null}
  </section>`
}
