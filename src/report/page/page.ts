/**
 * The report page: one HTML file that opens from disk, asks no network for anything, and is readable
 * without its script down to the flow table.
 *
 * Results that agree outside `run` make the same page, byte for byte.
 */
import { readAssets } from './assets.ts'
import { banner, symbolOf, verdictOf } from './banner.ts'
import { chartDataOf } from './chart-data.ts'
import { charts } from './charts.ts'
import { flows } from './flows.ts'
import { availability, billing, provisioning, timeline } from './life.ts'
import { type Markup, html, scriptJson, shortened, trusted } from './markup.ts'
import { objectives } from './objectives.ts'
import { paths } from './path/path.ts'
import { hashOf } from './policy.ts'
import { intervals, worstCases } from './replications.ts'
import { reproduce } from './reproduce.ts'
import { delaySources, lossCauses } from './shares.ts'
import { theory } from './theory.ts'
import { type PageInput, type View, viewOf } from './view.ts'

/** What the page may load: its own script and style, known by their sums, and nothing else. */
const policy = (script: string, style: string): string =>
  `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; img-src data:; base-uri 'none'; form-action 'none'`

/** Sections by their anchors, in the order of the page. */
const NAMES: readonly (readonly [id: string, name: string])[] = [
  ['summary', 'Summary'],
  ['path', 'Path'],
  ['objectives', 'Objectives'],
  ['flows', 'Flows'],
  ['one-lost', 'One lost'],
  ['over-time', 'Over time'],
  ['delay', 'Delay'],
  ['causes', 'Loss'],
  ['theory', 'Theory'],
  ['replications', 'Sureness'],
  ['provisioning', 'Provisioning'],
  ['timeline', 'Events'],
  ['availability', 'Availability'],
  ['money', 'Money'],
  ['reproduce', 'Reproduce'],
]

const navigation = (body: string): Markup =>
  html`<nav aria-label="Sections">
    <div>
      ${NAMES.filter(([id]) => body.includes(`id="${id}"`)).map(([id, name]) => html`<a href="#${id}">${name}</a> `)}<button
        type="button"
        class="script"
        id="theme"
        aria-label="Light or dark"
      >
        ◐
      </button>
    </div>
  </nav>`

const sections = (view: View): Markup => {
  const data = chartDataOf(view)
  return html`${paths(view)} ${objectives(view)} ${worstCases(view)} ${flows(view)} ${charts(data)}
    ${lossCauses(view)} ${delaySources(view)} ${theory(view)} ${intervals(view)}
    ${provisioning(view)} ${timeline(view)} ${availability(view)} ${billing(view)}
    ${reproduce(view)}
    <script type="application/json" id="data">
      ${scriptJson(data)}
    </script>`
}

/**
 * The page of a result.
 *
 * @returns HTML, UTF-8, ended by a line feed
 */
export const pageOf = (input: PageInput): string => {
  const { script, style } = readAssets('page')
  const view = viewOf(input)
  const verdict = verdictOf(view)
  const { name, sha256 } = input.document.scenario
  const body = sections(view)
  const title = `${symbolOf(verdict)} ${shortened(name, 80)}: ${verdict.headline}`
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy(script, style)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        ${trusted(`<style>${style}</style>`)}
      </head>
      <body>
        <a class="skip" href="#flows">To the flow table</a>
        ${banner(view, verdict)} ${navigation(body.text)}
        <main>${body}</main>
        <footer class="print">
          seed ${input.document.seed} · scenario sha256 ${sha256} · interlink-sim ${input.version}
        </footer>
        ${trusted(`<script>${script}</script>`)}
      </body>
    </html> `
  return page.text
}
