/** The page of a comparison. */
import { towards } from '../../../model/direction.ts'
import { dimensionOf } from '../../../model/objective.ts'
import type {
  CompareDocument,
  ComparedObjective,
  Difference,
  SideOutcome,
} from '../../../study/compare/document.ts'
import { CHANGE_WORDS } from '../../charts/compare.ts'
import { command } from '../../command.ts'
import { apartText, compareCharts, ranked, sideText, unchanged } from '../../compare/charts.ts'
import { decisionOn } from '../../compare/advice.ts'
import { verdictOnComparison } from '../../compare/verdict.ts'
import { onlyInWarnings, windowWarnings } from '../../compare/warnings.ts'
import { intervalInWords } from '../../compare/words.ts'
import { metricName } from '../../judged.ts'
import { count, exact, figure } from '../../terminal/figures.ts'
import { plural } from '../../verdict.ts'
import { heading, symbolOf } from '../heading.ts'
import { type Markup, html } from '../markup.ts'
import { inputFacts, plainName, reproducing } from '../reproducing.ts'
import { shell } from '../shell.ts'
import { type Cell, type Column, NAMES, chartFrames, chartSection, sortable } from './frame.ts'
import { durationWords, heldScenario } from './held.ts'

/** Rows of the table. */
const LISTED = 2_000

const SEEDS = 2 ** 32

/** Letters of a sum at the foot of a sheet, which has room for one line; the page has all. */
const SUM = 16

const COLUMNS: readonly Column[] = [
  { head: 'in B', key: 'in_b', isNumber: false },
  { head: 'of', key: 'of', isNumber: false },
  { head: 'direction', key: 'direction', isNumber: false },
  { head: 'figure', key: 'figure', isNumber: false },
  { head: 'A', key: 'a', isNumber: true },
  { head: 'B', key: 'b', isNumber: true },
  { head: 'B − A', key: 'b_minus_a', isNumber: true },
  { head: 'how sure', key: 'interval', isNumber: false },
]

const LOOKS = { better: 'met', worse: 'missed', other: '', same: 'dim', undecided: 'dim' } as const

const idOf = (each: Difference | ComparedObjective): string =>
  'interlink' in each ? each.interlink : `port of ${each.connection}`

const rowOf = (difference: Difference): readonly Cell[] => {
  const { verdict, direction, metric, a, b, mean } = difference
  return [
    { text: CHANGE_WORDS[verdict], look: LOOKS[verdict] },
    { text: html`<bdi>${idOf(difference)}</bdi>` },
    { text: towards(direction) },
    { text: metricName(metric) },
    { text: sideText(a, b, metric), value: a },
    { text: sideText(b, a, metric), value: b },
    { text: apartText(difference), value: mean },
    { text: intervalInWords(difference) },
  ]
}

const figures = (document: CompareDocument): Markup => {
  const rows = ranked(document)
  const hidden = rows.length - LISTED
  return html`<section id="figures">
    <h2>Every figure</h2>
    <p class="secondary">
      Means over ${plural(document.replications, 'seed')}, the same for A and B; those that change
      most first. Of shares, B − A is in points of 1 %.
    </p>
    ${
      rows.length === 0
        ? html`<p class="empty">A and B have no traffic of the same InterLink and direction.</p>`
        : sortable('differences', 'Figures of A and B', COLUMNS, rows.slice(0, LISTED).map(rowOf))
    }
    ${hidden > 0 ? html`<p class="secondary">${count(hidden)} more in compare.json.</p>` : null}
  </section>`
}

const limitText = ({ below, above }: SideOutcome, metric: ComparedObjective['metric']): string =>
  `${below === undefined ? 'above' : 'below'} ${exact(below ?? above!, dimensionOf(metric))}`

const outcomeCell = (outcome: SideOutcome | null, metric: ComparedObjective['metric']): Markup => {
  if (outcome === null) return html`<td class="dim">– not judged</td>`
  const { value, met, undecided, below, above } = outcome
  const [look, words] =
    undecided === true
      ? (['warning', '! undecided'] as const)
      : met
        ? (['met', '✓ met'] as const)
        : (['missed', '✗ missed'] as const)
  const text = value === null ? '–' : figure(value, dimensionOf(metric), [below ?? above!])
  return html`<td><span class="${look}">${words}</span>: ${text}</td>`
}

const objectives = ({ objectives: all }: CompareDocument): Markup | null =>
  all.length === 0
    ? null
    : html`<section id="objectives">
        <h2>Objectives</h2>
        <div class="scroll" tabindex="0" role="region" aria-label="Objectives of A and B">
          <table class="plain">
            <thead>
              <tr>
                ${['subject', 'direction', 'measure', 'limit', 'A', 'B'].map(head => html`<th scope="col">${head}</th>`)}
              </tr>
            </thead>
            <tbody>
              ${all.slice(0, LISTED).map(each => {
                const { a, b, metric, direction } = each
                const limits = [a, b].flatMap(side =>
                  side === null ? [] : [limitText(side, metric)],
                )
                return html`<tr>
                  <th scope="row"><bdi>${idOf(each)}</bdi></th>
                  <td>${towards(direction)}</td>
                  <td>${metricName(metric)}</td>
                  <td>${[...new Set(limits)].join(' / ')}</td>
                  ${outcomeCell(a, metric)}${outcomeCell(b, metric)}
                </tr>`
              })}
            </tbody>
          </table>
        </div>
      </section>`

/** Names that a sentence lists. */
const NAMED = 12

const sameText = (names: readonly string[]): string => {
  if (names.length === 0) return ''
  const more = names.length > NAMED ? ` and ${count(names.length - NAMED)} more` : ''
  return `The same in every figure and seed: ${names.slice(0, NAMED).join(', ')}${more}.`
}

const charts = (document: CompareDocument): Markup => {
  const drawn = compareCharts(document)
  const same = unchanged(document)
  const subjects = new Set(ranked(document).map(each => `${idOf(each)} ${each.direction}`)).size
  const hidden = subjects - drawn.length - same.length
  const intro = html`By how much each figure of B is above A's, in per cent of A (of B where A has
    nothing), with its ${exact(document.confidence, 'share')} interval. Right of the line B has
    more, left of it less; ✓ better, ✗ worse, ◇ not told.
    ${hidden > 0 ? `${plural(hidden, 'more flow')} in the table. ` : ''}<bdi
      >${sameText(same)}</bdi
    >`
  const nothing = subjects === 0 ? 'Nothing can be compared.' : 'Nothing differs in any seed.'
  return chartSection(
    'What differs',
    intro,
    drawn.length === 0
      ? html`<p class="empty">${nothing}</p>`
      : chartFrames(
          drawn.map(({ name }) => ({ name, about: '' })),
          'compare',
        ),
  )
}

/** The files as they are saved from the page, by names that tell them apart. */
const filesOf = ({ a, b }: CompareDocument): readonly [string, string] => {
  const [first, second] = [plainName(a.scenario.name), plainName(b.scenario.name)]
  return first === second
    ? [`${first}-a.yaml`, `${second}-b.yaml`]
    : [`${first}.yaml`, `${second}.yaml`]
}

const again = (document: CompareDocument): string => {
  const { a, b, replications, confidence, seed } = document
  const [fromA, fromB] = [a, b].map(({ scenario, simulated }) =>
    durationWords(heldScenario(scenario.text), simulated),
  )
  return command(
    'compare',
    ...filesOf(document),
    '--replications',
    String(replications),
    '--confidence',
    exact(confidence, 'share').replace('\u00a0', ''),
    ...(fromA!.length > 0 ? fromA! : fromB!),
    '--seed',
    String(seed),
  )
}

const side = (name: 'a' | 'b', { a, b }: CompareDocument) => {
  const { scenario, inputs } = { a, b }[name]
  return [
    [
      name.toUpperCase(),
      html`<bdi class="long">${scenario.name}</bdi>, sha256
        <code class="long">${scenario.sha256}</code>`,
    ] as const,
    ...inputFacts(inputs),
  ]
}

/**
 * The page of a comparison.
 *
 * @param version  of this program
 * @returns HTML, UTF-8, ended by a line feed
 */
export const comparePageOf = (document: CompareDocument, version: string): string => {
  const { a, b, seed, replications, confidence } = document
  const verdict = verdictOnComparison(document)
  const name = `${a.scenario.name} and ${b.scenario.name}`
  const files = filesOf(document)
  return shell({
    symbol: symbolOf(verdict),
    name,
    headline: verdict.headline,
    first: { id: 'figures', words: 'To the table of figures' },
    banner: heading({
      name,
      about: ' · A and B compared',
      verdict,
      advice: decisionOn(document),
      warnings: [...onlyInWarnings(document), ...windowWarnings(document)],
      facts: [
        html`<b>A</b> <bdi>${a.scenario.name.slice(0, 80)}</bdi>,
          ${exact(a.simulated.duration, 'duration')} measured`,
        html`<b>B</b> <bdi>${b.scenario.name.slice(0, 80)}</bdi>,
          ${exact(b.simulated.duration, 'duration')} measured`,
        `${plural(replications, 'seed')} (${seed} to ${(seed + replications - 1) % SEEDS}), the same for both`,
        `${exact(confidence, 'share')} confidence`,
      ],
    }),
    names: NAMES,
    sections: html`${charts(document)} ${figures(document)} ${objectives(document)}
    ${reproducing({
      command: again(document),
      facts: [
        ...side('a', document),
        ...side('b', document),
        ['seed', seed],
        ['page by', `interlink-sim ${version}`],
      ],
      file: 'compare.json',
      without: '',
      document,
      texts: (['a', 'b'] as const).flatMap((each, i) => {
        const { text } = document[each].scenario
        return text === undefined ? [] : [{ path: `${each}.scenario`, name: files[i]!, text }]
      }),
      missing: '',
      buttons: null,
    })}`,
    data: { kind: 'compare', charts: compareCharts(document) },
    foot: `seed ${seed} · sha256 of A ${a.scenario.sha256.slice(0, SUM)}… · of B ${b.scenario.sha256.slice(0, SUM)}… · interlink-sim ${version}`,
  })
}
