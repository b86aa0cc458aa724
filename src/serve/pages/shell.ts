/** What every page of `serve` stands in, and what it may load: nothing but what it brings, and this server. */
import { type Look, readAssets } from '../../report/page/assets.ts'
import { type Markup, html, trusted } from '../../report/page/markup.ts'
import { hashOf } from '../../report/page/policy.ts'

/** A page, and its content security policy. */
export interface Made {
  readonly html: string
  readonly policy: string
}

/** What a page is made of. */
export interface Parts {
  readonly title: string
  /** Which page its script takes it for. */
  readonly role: 'list' | 'open' | 'beside' | 'refused'
  /** What its script is told. */
  readonly data: Readonly<Record<string, string>>
  readonly body: Markup
}

const LOOK: Look = 'serve'

/** What a page may load, its script and style known by their sums. */
const policyOf = (script: string, style: string): string =>
  [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    'img-src data:',
    "connect-src 'self'",
    "frame-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
    "base-uri 'none'",
  ].join('; ')

/** A page of its parts. */
export const shell = ({ title, role, data, body }: Parts): Made => {
  const { script, style } = readAssets(LOOK)
  const attributes = Object.entries(data).map(([name, value]) => html` data-${name}="${value}"`)
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        ${trusted(`<style>${style}</style>`)}
      </head>
      <body class="serve ${role}" data-role="${role}" ${attributes}>
        ${body} ${trusted(`<script>${script}</script>`)}
      </body>
    </html> `
  return { html: page.text, policy: policyOf(script, style) }
}

/** The switch between light and dark, for pages with a script. */
export const themeSwitch: Markup = html`<button
  type="button"
  class="script"
  id="theme"
  aria-label="Light or dark"
>
  ◐
</button>`
