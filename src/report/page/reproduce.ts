/** How to get the same bytes again: command, seed, sums, the scenario's text, and the result itself. */
import type { ResultDocument } from '../../sim/result/document.ts'
import { command } from '../command.ts'
import { replicationWords } from '../replications.ts'
import { exact } from '../terminal/figures.ts'
import { type Markup, html, scriptJson } from './markup.ts'
import type { View } from './view.ts'

/** The largest result that a page holds, letters of JSON. */
const RESULT_MAX = 1_000_000

/** Letters of the scenario's text that are shown. */
const TEXT_SHOWN = 100_000

/** A file's name made of a scenario's: letters, digits and hyphens. */
export const fileName = ({ document }: View): string => {
  const plain = document.scenario.name.replaceAll(/[^\w-]+/gu, '-').replaceAll(/^-+|-+$/gu, '')
  return plain.slice(0, 60) || 'scenario'
}

/** The command that repeats a run, with the scenario saved from the page. */
export const repeating = (view: View): string => {
  const { document, input } = view
  const { duration } = document.simulated
  return command(
    'run',
    `${fileName(view)}.yaml`,
    ...(input.scenario?.hasOtherDuration === true
      ? ['--duration', exact(duration, 'duration').replace('\u00a0', '')]
      : []),
    ...replicationWords(document),
    ...(document.failures === undefined ? [] : ['--fail-each']),
    '--seed',
    String(document.seed),
  )
}

/** What a page holds of its result: all but how the run went, which differs from machine to machine. */
export const keptResult = (document: ResultDocument): Omit<ResultDocument, 'run'> => {
  const { run: _, ...rest } = document
  return rest
}

/** The section at the end. */
export const reproduce = (view: View): Markup => {
  const { document, input } = view
  const { scenario, inputs } = document
  const kept = keptResult(document)
  const size = JSON.stringify(kept).length
  const holdsResult = size <= RESULT_MAX
  const { text } = scenario
  const name = fileName(view)
  return html`<section id="reproduce">
    <h2>Reproduce</h2>
    <p><code>${repeating(view)}</code> gives the same figures on any machine.</p>
    <dl>
      <dt>scenario</dt>
      <dd><bdi class="long">${scenario.name}</bdi></dd>
      <dt>sha256</dt>
      <dd><code class="long">${scenario.sha256}</code></dd>
      <dt>seed</dt>
      <dd>${document.seed}</dd>
      <dt>engine</dt>
      <dd>${document.engine}</dd>
      <dt>page by</dt>
      <dd>interlink-sim ${input.version}</dd>
      ${inputs.map(
        ({ file, sha256 }) =>
          html`<dt>reads</dt>
            <dd><bdi class="long">${file}</bdi>, sha256 <code class="long">${sha256}</code></dd>`,
      )}
    </dl>
    <p class="tools script">
      ${holdsResult ? html`<button type="button" data-save="result" data-name="result.json">Save result.json</button> ` : null}${text === undefined ? null : html`<button type="button" data-save="scenario" data-name="${name}.yaml">Save ${name}.yaml</button> `}${input.series === null ? null : html`<button type="button" data-series="series.csv">Save series.csv</button>`}
    </p>
    ${holdsResult ? html`<p class="secondary">result.json is inside this page, all but the time and the machine that it took.</p>` : html`<p class="secondary">result.json has ${Math.ceil(size / 1e6)} MB and stands beside this page.</p>`}
    ${
      text === undefined
        ? html`<p class="secondary">
            The result does not hold the text of its scenario, so path, causes and remedies are left
            out; run it again with this version to have them.
          </p>`
        : html`<details>
            <summary>The scenario</summary>
            <pre tabindex="0"><code>${text.slice(0, TEXT_SHOWN)}</code></pre>
            ${text.length > TEXT_SHOWN ? html`<p class="secondary">The rest is in the file that is saved.</p>` : null}
          </details>`
    }
    ${
      holdsResult
        ? html`<script type="application/json" id="result">
            ${scriptJson(kept)}
          </script>`
        : null
    }${
      text === undefined || holdsResult
        ? null
        : html`<script type="application/json" id="scenario">
            ${scriptJson(text)}
          </script>`
    }
  </section>`
}
