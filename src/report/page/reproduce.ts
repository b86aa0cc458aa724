/** How to get the same bytes of a run again. */
import type { ResultDocument } from '../../sim/result/document.ts'
import { command } from '../command.ts'
import { replicationWords } from '../replications.ts'
import { exact } from '../terminal/figures.ts'
import { type Markup, html } from './markup.ts'
import { inputFacts, plainName, reproducing } from './reproducing.ts'
import type { View } from './view.ts'

/** A file's name made of a scenario's: letters, digits and hyphens. */
export const fileName = ({ document }: View): string => plainName(document.scenario.name)

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
  const { text } = scenario
  return reproducing({
    command: repeating(view),
    facts: [
      ['scenario', html`<bdi class="long">${scenario.name}</bdi>`],
      ['sha256', html`<code class="long">${scenario.sha256}</code>`],
      ['seed', document.seed],
      ['engine', document.engine],
      ['page by', `interlink-sim ${input.version}`],
      ...inputFacts(inputs),
    ],
    file: 'result.json',
    without: ', all but the time and the machine that it took',
    document: keptResult(document),
    texts: text === undefined ? [] : [{ path: 'scenario', name: `${fileName(view)}.yaml`, text }],
    missing:
      'The result does not hold the text of its scenario, so path, causes and remedies are left out; run it ' +
      'again with this version to have them.',
    buttons:
      input.series === null
        ? null
        : html`<button type="button" data-series="series.csv">Save series.csv</button>`,
  })
}
