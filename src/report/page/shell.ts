/**
 * What all pages have in common: one HTML file that opens from disk, asks no network for anything, and is
 * readable without its script down to its tables.
 */
import { readAssets } from './assets.ts'
import { type Markup, html, scriptJson, shortened, trusted } from './markup.ts'
import { hashOf } from './policy.ts'
import type { PageData } from '../charts/page-data.ts'

/** A section by its anchor, and what the navigation calls it. */
export type SectionName = readonly [id: string, name: string]

/** What a page holds within its frame. */
export interface Shell {
  /** Whether there is something to do: what the title begins with. */
  readonly symbol: '✓' | '✗'
  /** Of the scenario or the study. */
  readonly name: string
  readonly headline: string
  /** The table that a keyboard reaches at once. */
  readonly first: { readonly id: string; readonly words: string }
  readonly banner: Markup
  /** Sections in the order of the page; those that the page has not are left out of the navigation. */
  readonly names: readonly SectionName[]
  readonly sections: Markup
  /** What charts are drawn from. */
  readonly data: PageData
  /** What stands on every sheet of paper. */
  readonly foot: string
}

/** Letters of a headline that a title has room for. */
const HEADLINE = 300

/** What the page may load: its own script and style, known by their sums, and nothing else. */
const policy = (script: string, style: string): string =>
  `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; img-src data:; base-uri 'none'; form-action 'none'`

const navigation = (names: readonly SectionName[], body: string): Markup =>
  html`<nav aria-label="Sections">
    <div>
      ${names.filter(([id]) => body.includes(`id="${id}"`)).map(([id, name]) => html`<a href="#${id}">${name}</a> `)}<button
        type="button"
        class="script"
        id="theme"
        aria-label="Light or dark"
      >
        ◐
      </button>
    </div>
  </nav>`

/** @returns HTML, UTF-8, ended by a line feed */
export const shell = (inside: Shell): string => {
  const { script, style } = readAssets('page')
  const { symbol, name, headline, first, banner, names, data, foot } = inside
  const body = html`${inside.sections}
    <script type="application/json" id="data">
      ${scriptJson(data)}
    </script>`
  const title = `${symbol} ${shortened(name, 80)}: ${shortened(headline, HEADLINE)}`
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
        <a class="skip" href="#${first.id}">${first.words}</a>
        ${banner} ${navigation(names, body.text)}
        <main>${body}</main>
        <footer class="print">${foot}</footer>
        ${trusted(`<script>${script}</script>`)}
      </body>
    </html> `
  return page.text
}
