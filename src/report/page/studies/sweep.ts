/** The page of a sweep. */
import type { SweepDocument } from '../../../study/sweep/document.ts'
import { type Measure, told } from '../../charts/figures.ts'
import {
  STANDING_WORDS,
  type StandingLetter,
  type SweepChart,
  layoutOf,
  placesOf,
} from '../../charts/sweep.ts'
import { command } from '../../command.ts'
import { SHOWN_MAX } from '../../sweep/chart.ts'
import { verdictOnSweep } from '../../sweep/verdict.ts'
import { count } from '../../terminal/figures.ts'
import { plural } from '../../verdict.ts'
import { heading, symbolOf } from '../heading.ts'
import { type Content, type Markup, html } from '../markup.ts'
import { plainName, reproducing, sourceFacts } from '../reproducing.ts'
import { shell } from '../shell.ts'
import { type Cell, type Column, NAMES, chartFrames, chartSection, sortable } from './frame.ts'

/** Rows of the table. */
const LISTED = 2_000

const LOOKS: Readonly<Record<StandingLetter, string>> = {
  m: 'met',
  u: 'warning',
  x: 'missed',
  n: 'dim',
  r: 'dim',
  f: 'missed',
}

/** Combinations of the table: those that meet everything first, then the others, as many as there is room for. */
const listed = ({ standings }: SweepChart): readonly number[] => {
  const all = [...standings].map((letter, index) => ({ letter, index }))
  const first = all.filter(({ letter }) => letter === 'm')
  const rest = all.filter(({ letter }) => letter !== 'm')
  return [...first, ...rest]
    .slice(0, LISTED)
    .map(({ index }) => index)
    .toSorted((a, b) => a - b)
}

const columnsOf = ({ axes, figures, errors }: SweepChart): readonly Column[] => [
  { head: '#', key: 'combination', isNumber: true },
  ...axes.map(({ path, name, amounts }) => ({ head: name, key: path, isNumber: amounts !== null })),
  { head: 'all objectives', key: 'standing', isNumber: false },
  ...figures.map(({ name, key }) => ({ head: name, key, isNumber: true })),
  ...(Object.keys(errors).length === 0 ? [] : [{ head: 'because', key: 'error', isNumber: false }]),
]

const rowOf = (chart: SweepChart, index: number): readonly Cell[] => {
  const { axes, figures, standings, met, errors } = chart
  const letter = standings[index] as StandingLetter
  const found = met[index]
  return [
    { text: count(index), value: index },
    ...placesOf(axes, index).map((place, axis): Cell => {
      const { amounts, values } = axes[axis]!
      const text = html`<bdi>${values[place]!.slice(0, 80)}</bdi>`
      return amounts === null ? { text } : { text, value: amounts[place]! }
    }),
    {
      text: html`${STANDING_WORDS[letter]}${
        letter === 'm' || found === null || found === undefined
          ? null
          : html` <small>${found[0]} of ${found[1]}</small>`
      }`,
      look: LOOKS[letter],
    },
    ...figures.map(({ values, measure }): Cell => {
      const value = values[index] ?? null
      return { text: value === null ? '–' : told(value, measure, 3), value }
    }),
    ...(Object.keys(errors).length === 0 ? [] : [{ text: errors[index] ?? '', look: 'because' }]),
  ]
}

const table = (chart: SweepChart, all: number): Markup => {
  const rows = listed(chart)
  const hidden = all - rows.length
  const left =
    hidden === 0
      ? ''
      : `${count(rows.length)} of ${count(all)} combinations, those that meet every objective first; all are in sweep.csv, flow by flow.`
  return html`<section id="figures">
    <h2>Combinations</h2>
    ${left === '' ? null : html`<p class="secondary">${left}</p>`}
    ${sortable(
      'combinations',
      'Combinations',
      columnsOf(chart),
      rows.map(index => rowOf(chart, index)),
      html`<button type="button" data-rows="sweep-page.csv">
        Save all ${count(chart.standings.length)}
      </button>`,
    )}
  </section>`
}

const select = (
  id: string,
  label: string,
  options: readonly (readonly [string, string])[],
): Markup =>
  html`<label
    >${label}
    <select id="${id}">
      ${options.map(([value, text]) => html`<option value="${value}">${text}</option>`)}
    </select></label
  > `

/** Pickers: which figure, and a value of every path that no chart shows. */
const pickers = (chart: SweepChart): Markup => {
  const { x, y, each } = layoutOf(chart.axes)
  const shown = new Set<number | null>([x, y, each])
  return html`<p class="tools">
    ${select('figure', 'Figure', [
      ['', 'objectives met'],
      ...chart.figures.map(
        ({ key, name, limits, measure }) =>
          [
            key,
            [name, limitsText(limits, measure)].filter(text => text !== '').join(', '),
          ] as const,
      ),
    ])}${chart.axes.map(({ name, values }, axis) =>
      shown.has(axis)
        ? null
        : select(
            `axis-${axis}`,
            name.slice(0, 60),
            values.map((text, i) => [String(i), text.slice(0, 60)] as const),
          ),
    )}
  </p>`
}

/** `limit 0.1 %`; empty where there is none. */
const limitsText = (limits: readonly number[], measure: Measure): string =>
  limits.length === 0 ? '' : `limit ${limits.map(limit => told(limit, measure, 4)).join(', ')}`

const KEY =
  '✓ met, ✗ missed, ! undecided, – not judged; one stroke through a cell: refused by the rules, two: a run failed.'

const charts = (document: SweepDocument, chart: SweepChart): Markup => {
  const { axes, figures, standings } = chart
  const { x, y, each } = layoutOf(axes)
  const isEmpty = [...standings].every(letter => letter === 'r' || letter === 'f')
  const [title, intro, inside]: readonly [string, string, Content] =
    y === null
      ? [
          `What ${axes[x]!.name} does`,
          'The worst of all flows at each value. ✓ all objectives met, ✗ one or more missed, ◇ undecided, ● not judged.',
          isEmpty
            ? html`<p class="empty">
                No combination was played, so there is nothing to draw; the table says why.
              </p>`
            : chartFrames(
                figures.map(({ name, limits: own, measure }) => ({
                  name,
                  about: limitsText(own, measure),
                })),
                'study',
              ),
        ]
      : [
          `What ${axes[x]!.name} and ${axes[y]!.name} do`,
          `${KEY} Stronger colour: a larger figure.`,
          html`${pickers(chart)}${chartFrames(
            each === null
              ? [{ name: `${axes[y]!.name} by ${axes[x]!.name}`, about: '' }]
              : axes[each]!.values.map(text => ({
                  name: `${axes[each]!.name} ${text.slice(0, 60)}`,
                  about: `${axes[y]!.name} by ${axes[x]!.name}`,
                })),
            each === null ? 'heat' : 'study',
          )}`,
        ]
  const all = document.combinations.count
  const cut =
    all > SHOWN_MAX
      ? ` The first ${count(SHOWN_MAX)} of ${count(all)} combinations; all are in sweep.csv.`
      : ''
  return chartSection(title, `${intro}${cut}`, html`${inside}`)
}

/** `20 combinations = 8 met + 4 missed + 8 refused`. */
const standings = ({ combinations }: SweepDocument): Markup => {
  const parts = (
    [
      ['met', combinations.met],
      ['missed', combinations.missed],
      ['undecided', combinations.undecided],
      ['not judged', combinations.unjudged],
      ['refused', combinations.refused],
      ['failed', combinations.failed],
    ] as const
  ).filter(([, many]) => many > 0)
  return html`<b>${count(combinations.count)}</b>
    ${combinations.count === 1 ? 'combination' : 'combinations'} =
    ${parts.map(([word, many], i) => html`${i === 0 ? '' : ' + '}<b>${count(many)}</b> ${word}`)}`
}

/** The sweep file as the document tells it; JSON is YAML, too. */
const sweepText = ({ scenario, name, replications, vary }: SweepDocument): string =>
  JSON.stringify(
    {
      scenario: `${plainName(scenario.name)}.yaml`,
      name,
      replications,
      vary: Object.fromEntries(vary.map(({ path, values }) => [path, values])),
    },
    null,
    2,
  )

const decision = ({ combinations, smallest }: SweepDocument): string => {
  if (smallest !== null) return `Set ${smallest.path} to ${String(smallest.value)}.`
  if (combinations.met > 0)
    return 'Take the cheapest of the combinations that meet every objective.'
  return combinations.unjudged > 0
    ? 'State an objective, and the sweep says which combinations are good enough.'
    : 'Nothing that was tried is enough: vary further, or change what is asked.'
}

/**
 * The page of a sweep.
 *
 * @param chart    its combinations
 * @param version  of this program
 * @returns HTML, UTF-8, ended by a line feed
 */
export const sweepPageOf = (
  document: SweepDocument,
  chart: SweepChart,
  version: string,
): string => {
  const { scenario, seed, replications, combinations, vary, name } = document
  const verdict = verdictOnSweep(document)
  return shell({
    symbol: symbolOf(verdict),
    name,
    headline: verdict.headline,
    first: { id: 'figures', words: 'To the table of combinations' },
    banner: heading({
      name,
      about: ` · sweep of ${vary
        .map(({ path }) => path)
        .join(' × ')
        .slice(0, 200)}`,
      verdict,
      advice: decision(document),
      warnings: [],
      facts: [standings(document), `${plural(replications, 'run')} each, seeds from ${seed} on`],
    }),
    names: NAMES,
    sections: html`${charts(document, chart)} ${table(chart, combinations.count)}
    ${reproducing({
      command: command('sweep', `${plainName(name)}-sweep.json`, '--out', 'out'),
      facts: sourceFacts(document, version),
      file: 'sweep.json',
      without: '; sweep.csv, sweep.ndjson and sweep.parquet stand beside it',
      document,
      texts: [],
      missing: '',
      buttons: null,
      about: html`<details>
        <summary>The sweep file, beside the scenario</summary>
        <pre tabindex="0"><code>${sweepText(document).slice(0, 100_000)}</code></pre>
      </details>`,
    })}`,
    data: { kind: 'sweep', ...chart },
    foot: `seed ${seed} · scenario sha256 ${scenario.sha256} · interlink-sim ${version}`,
  })
}
