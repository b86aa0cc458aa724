/**
 * The colours of pages and charts, once for all of them: style sheets are made from them, and figures on
 * paper take the light ones.
 *
 * Contrast is at least 4.5 to 1 on both grounds; colours of InterLinks are told apart under simulated
 * deuteranopia and protanopia.
 */

/** Colours of a theme, as `#rrggbb`. */
export interface Palette {
  readonly ground: string
  readonly panel: string
  readonly text: string
  readonly dim: string
  readonly line: string
  readonly met: string
  readonly missed: string
  readonly warning: string
  /** Of InterLinks, in the order of the file. */
  readonly colours: readonly string[]
  /** Grounds of both sides of the demarcation. */
  readonly customer: string
  readonly provider: string
}

export const LIGHT: Palette = {
  ground: '#ffffff',
  panel: '#f4f6f8',
  text: '#1b2430',
  dim: '#55606e',
  line: '#d5dae0',
  met: '#006b8f',
  missed: '#b5123e',
  warning: '#4d4a00',
  colours: ['#066ed3', '#69300d', '#0d655a', '#583975', '#7a7000'],
  customer: '#faf3ea',
  provider: '#eff4fc',
}

export const DARK: Palette = {
  ground: '#10151c',
  panel: '#18202a',
  text: '#e8edf3',
  dim: '#a3afbd',
  line: '#33404e',
  met: '#4cc3e8',
  missed: '#ff7b9c',
  warning: '#f2d14e',
  colours: ['#318fed', '#d3771a', '#79b8ae', '#ffc2ff', '#d4e58c'],
  customer: '#221d17',
  provider: '#141f30',
}

const declarations = (scheme: 'light' | 'dark', { colours, ...named }: Palette): string =>
  [
    `color-scheme: ${scheme};`,
    ...Object.entries(named).map(([name, colour]) => `--${name}: ${colour};`),
    ...colours.map((colour, i) => `--c${i}: ${colour};`),
  ].join(' ')

/** The style sheet of the palette: light, dark where the system or the reader wants it, light on paper. */
export const paletteCss = (): string => {
  const [light, dark] = [declarations('light', LIGHT), declarations('dark', DARK)]
  return [
    `:root { ${light} }`,
    `@media (prefers-color-scheme: dark) { :root:not([data-theme='light']) { ${dark} } }`,
    `:root[data-theme='dark'] { ${dark} }`,
    // An id in the selector, so that no theme outweighs paper.
    `@media print { :root:not(#screen) { ${light} } }`,
  ].join('\n')
}
