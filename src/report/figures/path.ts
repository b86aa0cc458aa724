/** The path of a connection as a figure: the page's drawing, with its colours in it. */
import type { Context } from '../context.ts'
import { type Markup, html, trusted } from '../page/markup.ts'
import { DRAWN, pathOf } from '../page/path/path.ts'
import { WIDTH } from '../page/path/shape.ts'
import type { View } from '../page/view.ts'
import type { Figure } from './figure.ts'
import { slug } from './names.ts'
import { PAPER } from './paper.ts'

const { ground, text, dim, missed, customer, provider, colours } = PAPER

/** What the page's style says of the drawing, as attributes; those of an InterLink take its colour from around it. */
const LOOKS: Readonly<Record<string, string>> = {
  customer: `fill="${customer}"`,
  provider: `fill="${provider}"`,
  box: `fill="${ground}" stroke="${dim}"`,
  absent: 'stroke-dasharray="4 3"',
  fibre: `fill="none" stroke="${text}" stroke-width="2.5"`,
  grip: 'fill="none"',
  gap: `fill="${customer}"`,
  brace: `fill="none" stroke="${dim}"`,
  arrow: `fill="none" stroke="${dim}"`,
  thread: `fill="none" stroke="${dim}"`,
  demarcation: `stroke="${text}" stroke-width="2" stroke-dasharray="8 5"`,
  band: 'fill="currentColor" fill-opacity="0.28"',
  used: 'fill="currentColor" fill-opacity="0.75"',
  free: `fill="url(#free)" stroke="${dim}" stroke-dasharray="3 3" fill-opacity="0.5"`,
  others: `fill="${dim}" fill-opacity="0.3"`,
  label: `fill="${ground}" stroke="${missed}"`,
  dim: `fill="${dim}"`,
  small: 'font-size="11"',
  strong: 'font-weight="600"',
  missed: `fill="${missed}"`,
  ...Object.fromEntries(colours.map((colour, i) => [`c${i}`, `color="${colour}"`])),
}

const attributesOf = (classes: string): string => {
  const names = classes.split(' ')
  const looks = names.map(name => LOOKS[name] ?? '').filter(look => look !== '')
  // What is strong is as dark as text, unless it is missed.
  const isDark = names.includes('strong') && !names.includes('missed')
  return [...looks, ...(isDark ? [`fill="${text}"`] : [])].map(look => ` ${look}`).join('')
}

// Quotes in text are escaped, so that neither can be in a text.
const CLASS = /\sclass="([^"]*)"/gu
const DATA = /\sdata-\w+="[^"]*"/gu

/** Shapes of the page as they look without its style. */
const inlined = ({ text: shapes }: Markup): Markup =>
  trusted(
    shapes.replaceAll(DATA, '').replaceAll(CLASS, (_, classes: string) => attributesOf(classes)),
  )

const FREE: Markup = html`<defs
  ><pattern
    id="free"
    width="8"
    height="8"
    patternUnits="userSpaceOnUse"
    patternTransform="rotate(45)"
    ><path d="M0 0V8" stroke="${dim}" stroke-width="1.4" /></pattern
></defs>`

/** A figure for each connection that the page draws. */
export const pathFigures = (view: View, context: Context): readonly Figure[] =>
  context.scenario.world.connections.slice(0, DRAWN).map(connection => {
    const { shapes, height } = pathOf(view, context, connection)
    return {
      name: `path-${slug(connection.id)}`,
      title: `Path of ${connection.id}`,
      subtitle:
        'Band height is bandwidth; the dark part of each lane is what was used (upper lane ◀ to ' +
        'customer, lower lane ▶ to cloud). Cable lengths are not to scale.',
      legend: [],
      drawing: {
        kind: 'shapes',
        shapes: html`${FREE}<g font-size="12" fill="${dim}">${inlined(shapes)}</g>`,
      },
      width: WIDTH,
      height,
    }
  })
