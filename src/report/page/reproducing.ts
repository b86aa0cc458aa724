/** The frame of a page's end: command, seed, sums, the scenarios' texts, and the document itself. */
import { type Content, type Markup, html, scriptJson } from './markup.ts'

/** A scenario that a page holds. */
export interface HeldText {
  /** Where it stands in the document, by keys: `a.scenario`. */
  readonly path: string
  /** As it is saved: `hybrid-paris.yaml`. */
  readonly name: string
  readonly text: string
}

/** A document about one scenario. */
interface Sourced {
  readonly scenario: { readonly name: string; readonly sha256: string }
  readonly seed: number
  readonly inputs: readonly { readonly file: string; readonly sha256: string }[]
}

/** How the same bytes come about again. */
export interface Reproducing {
  readonly command: string
  readonly facts: readonly (readonly [term: string, fact: Content])[]
  /** `result.json`, and what of it the page leaves out, in words; may be empty. */
  readonly file: string
  readonly without: string
  readonly document: unknown
  /** Empty where the document holds none; then `missing` says what follows. */
  readonly texts: readonly HeldText[]
  readonly missing: string
  /** Further things to save. */
  readonly buttons: Content
  /** What else is told; default: nothing. */
  readonly about?: Content
}

/** The largest document that a page holds, letters of JSON. */
const DOCUMENT_MAX = 1_000_000

/** Letters of a scenario's text that are shown. */
const TEXT_SHOWN = 100_000

/** A file's name made of a scenario's: letters, digits and hyphens. */
export const plainName = (name: string): string => {
  const plain = name.replaceAll(/[^\w-]+/gu, '-').replaceAll(/^-+|-+$/gu, '')
  return plain.slice(0, 60) || 'scenario'
}

/** Sums of the files that a scenario reads. */
export const inputFacts = (
  inputs: readonly { readonly file: string; readonly sha256: string }[],
): readonly (readonly [term: string, fact: Content])[] =>
  inputs.map(({ file, sha256 }) => [
    'reads',
    html`<bdi class="long">${file}</bdi>, sha256 <code class="long">${sha256}</code>`,
  ])

/** What a page of one scenario tells of where it comes from. */
export const sourceFacts = (
  { scenario, seed, inputs }: Sourced,
  version: string,
): Reproducing['facts'] => [
  ['scenario', html`<bdi class="long">${scenario.name}</bdi>`],
  ['sha256', html`<code class="long">${scenario.sha256}</code>`],
  ['seed', seed],
  ['page by', `interlink-sim ${version}`],
  ...inputFacts(inputs),
]

const shownText = ({ text }: HeldText, title: string): Markup =>
  html`<details>
    <summary>${title}</summary>
    <pre tabindex="0"><code>${text.slice(0, TEXT_SHOWN)}</code></pre>
    ${text.length > TEXT_SHOWN ? html`<p class="secondary">The rest is in the file that is saved.</p>` : null}
  </details>`

/** The section. */
export const reproducing = (given: Reproducing): Markup => {
  const { command, facts, file, without, document, texts, missing, buttons, about } = given
  const size = JSON.stringify(document).length
  const holdsDocument = size <= DOCUMENT_MAX
  return html`<section id="reproduce">
    <h2>Reproduce</h2>
    <p><code>${command}</code> gives the same figures on any machine.</p>
    <dl>
      ${facts.map(
        ([term, fact]) =>
          html`<dt>${term}</dt>
            <dd>${fact}</dd>`,
      )}
    </dl>
    <p class="tools script">
      ${holdsDocument ? html`<button type="button" data-save="result" data-name="${file}">Save ${file}</button> ` : null}${texts.map(({ path, name }) => html`<button type="button" data-save="${path}" data-name="${name}">Save ${name}</button> `)}${buttons}
    </p>
    ${holdsDocument ? html`<p class="secondary">${file} is inside this page${without}.</p>` : html`<p class="secondary">${file} has ${Math.ceil(size / 1e6)} MB and stands beside this page.</p>`}
    ${texts.length === 0 && missing !== '' ? html`<p class="secondary">${missing}</p>` : null}
    ${about ?? null}
    ${texts.map(held => shownText(held, texts.length === 1 ? 'The scenario' : held.name))}
    ${
      holdsDocument
        ? html`<script type="application/json" id="result">
            ${scriptJson(document)}
          </script>`
        : null
    }${
      texts.length !== 1 || holdsDocument
        ? null
        : html`<script type="application/json" id="scenario">
            ${scriptJson(texts[0]!.text)}
          </script>`
    }
  </section>`
}
