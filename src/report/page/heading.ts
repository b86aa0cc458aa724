/** The frame of a page's top: name, verdict, cause, what follows, warnings, and facts. */
import type { Verdict } from '../verdict.ts'
import { type Content, type Markup, html, shortened } from './markup.ts'

/** What the top of a page says. */
export interface Heading {
  readonly name: string
  /** What stands behind the name; may be empty. */
  readonly about: string
  readonly verdict: Verdict
  /** What the verdict means for whoever decides; empty where nothing follows. */
  readonly advice: string
  readonly warnings: readonly string[]
  readonly facts: readonly Content[]
}

const SYMBOLS: Readonly<Record<Verdict['standing'], string>> = {
  met: '✓',
  missed: '✗',
  warning: '!',
  none: '–',
}

/** What the title of the page begins with: whether there is something to do. */
export const symbolOf = ({ standing }: Verdict): '✓' | '✗' =>
  standing === 'met' || standing === 'none' ? '✓' : '✗'

/** A clause as a sentence. */
export const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`

const headlineOf = ({ standing, headline }: Verdict): Markup => {
  const split = headline.indexOf(': ')
  const [first, rest] =
    split < 0 ? [headline, ''] : [headline.slice(0, split + 1), headline.slice(split + 1)]
  return html`<h1><span class="${standing}">${SYMBOLS[standing]} ${first}</span>${rest}</h1>`
}

/** The top of a page. */
export const heading = ({ name, about, verdict, advice, warnings, facts }: Heading): Markup =>
  html`<header id="summary">
    <p class="kicker"><bdi title="${name}">${shortened(name, 120)}</bdi>${about}</p>
    <div class="verdict ${verdict.standing}">
      ${headlineOf(verdict)} ${verdict.cause === '' ? null : html`<p>${verdict.cause}</p>`}
      ${advice === '' ? null : html`<p><b>For the decision:</b> ${advice}</p>`}
      ${warnings.map(each => html`<p class="warning">! ${each}</p>`)}
    </div>
    <p class="facts">${facts.map(fact => html`<span>${fact}</span> `)}</p>
  </header>`
