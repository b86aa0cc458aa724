/** The page of a forecast. */
import { DAY_MS } from '../../../calendar.ts'
import { towards } from '../../../model/direction.ts'
import type { ForecastDocument } from '../../../study/forecast/document.ts'
import { readGrowth } from '../../../study/forecast/words.ts'
import { command } from '../../command.ts'
import { instantIn, timeInWords } from '../../dates.ts'
import { actOn } from '../../forecast/advice.ts'
import { byUrgency, forecastCharts } from '../../forecast/charts.ts'
import type { Row } from '../../forecast/rows.ts'
import { verdictOnForecast } from '../../forecast/verdict.ts'
import { dateIn, gapWarnings, historyNotes, playedLine } from '../../forecast/words.ts'
import { count } from '../../terminal/figures.ts'
import { printable } from '../../terminal/text.ts'
import { plural } from '../../verdict.ts'
import { heading, sentence, symbolOf } from '../heading.ts'
import { type Markup, html } from '../markup.ts'
import { plainName, reproducing, sourceFacts } from '../reproducing.ts'
import { shell } from '../shell.ts'
import { type Cell, type Column, NAMES, chartFrames, chartSection, sortable } from './frame.ts'

/** Rows of a table. */
const LISTED = 1_000

const COLUMNS: readonly Column[] = [
  { head: 'to the horizon', key: 'standing', isNumber: false },
  { head: 'of', key: 'of', isNumber: false },
  { head: 'direction', key: 'direction', isNumber: false },
  { head: 'figure', key: 'figure', isNumber: false },
  { head: 'limit', key: 'limit', isNumber: false },
  { head: 'fails on', key: 'fails_on', isNumber: false },
  { head: 'in a busy week', key: 'earliest', isNumber: false },
  { head: 'in a calm week', key: 'latest', isNumber: false },
  { head: 'order by', key: 'order_by', isNumber: false },
]

/** A day, sorted and saved as the document has it. */
const dayCell = (day: string | null, from: string): Cell => ({
  text:
    day === null ? '–' : html`<time datetime="${day}">${day === from ? 'now' : dateIn(day)}</time>`,
  value: day ?? '',
})

const standing = ({ failsOn, earliest }: Row): Cell => {
  if (failsOn !== null) return { text: '✗ fails', look: 'missed' }
  return earliest === null
    ? { text: '✓ holds', look: 'met' }
    : { text: '! fails in a busy week', look: 'warning' }
}

const table = (document: ForecastDocument): Markup => {
  const { from } = document
  const rows = byUrgency(document)
  const cells = rows
    .slice(0, LISTED)
    .map((row): readonly Cell[] => [
      standing(row),
      { text: html`<bdi>${row.isPort ? `port of ${row.subject}` : row.subject}</bdi>` },
      { text: towards(row.direction) },
      { text: row.what },
      { text: row.limit },
      dayCell(row.failsOn, from),
      dayCell(row.earliest, from),
      dayCell(row.latest, from),
      dayCell(row.orderBy, ''),
    ])
  const hidden = rows.length - LISTED
  return html`<section id="figures">
    <h2>When it fails</h2>
    <p class="secondary">
      The first day whose demand, for a week, does not meet the limit; earlier where a week is as
      busy, later where it is as calm, as 95 of 100 are. Order by: another connection is active then
      in nine of ten cases.
    </p>
    ${sortable('dates', 'Dates', COLUMNS, cells)}
    ${hidden > 0 ? html`<p class="secondary">${count(hidden)} more in forecast.json.</p>` : null}
  </section>`
}

const history = (document: ForecastDocument): Markup =>
  html`<section id="history">
    <h2>What it rests on</h2>
    <p>${sentence(played(document))}</p>
    ${historyNotes(document).map(note => html`<p>${sentence(note)}</p>`)}
    <div class="scroll" tabindex="0" role="region" aria-label="Measured series">
      <table class="plain">
        <thead>
          <tr>
            ${['series', 'column', 'from', 'to', 'length', 'a sample each', 'gaps'].map(head => html`<th scope="col">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${document.history.slice(0, LISTED).map(
            ({ file, column, from, to, length, spacing, gaps }) =>
              html`<tr>
                <th scope="row"><bdi>${file}</bdi></th>
                <td><bdi>${column}</bdi></td>
                <td>${from ?? '–'}</td>
                <td>${to ?? '–'}</td>
                <td>${timeInWords(length)}</td>
                <td>${timeInWords(spacing)}</td>
                <td>
                  ${gaps.count === 0 ? 'none' : `${count(gaps.count)}, the longest of ${timeInWords(gaps.longest)}`}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`

const charts = (document: ForecastDocument): Markup => {
  const drawn = forecastCharts(document)
  const hidden = byUrgency(document).length - drawn.length
  const band =
    document.trend === null || document.growth === 0
      ? ''
      : ' Dashed: a week as busy, dotted: as calm as 95 of 100 are; grey: between the days on which they fail.'
  return chartSection(
    'As demand grows',
    `Each figure beside its limit, month by month.${band} ${hidden > 0 ? `${plural(hidden, 'more line')} in the table.` : ''}`,
    drawn.length === 0
      ? html`<p class="empty">The scenario has no objective, and nothing that could be full.</p>`
      : chartFrames(
          drawn.map(({ name, failsOn, earliest }) => ({
            name,
            about:
              failsOn === null
                ? earliest === null
                  ? '✓ holds'
                  : `! a busy week fails from ${earliest.text} on`
                : `✗ fails on ${failsOn.text}`,
          })),
          'study',
        ),
  )
}

const daysBetween = (from: string, to: string): number =>
  Math.round((instantIn(to) - instantIn(from)) / DAY_MS)

/** A growth that reads as exactly this share again: `40%/y`. */
const growthWord = (growth: number): string => {
  const percent = growth * 100
  const texts = [String(percent), percent.toPrecision(16), percent.toPrecision(17)]
  return `${texts.find(text => readGrowth(`${text}%/y`) === growth) ?? texts[0]!}%/y`
}

const again = (document: ForecastDocument, file: string): string =>
  command(
    'forecast',
    file,
    '--growth',
    growthWord(document.growth),
    '--horizon',
    `${daysBetween(document.from, document.to)}d`,
    '--from',
    document.from,
    '--seed',
    String(document.seed),
  )

/** What was played, without the name. */
const played = (document: ForecastDocument): string =>
  playedLine(document).slice(printable(document.scenario.name).length + 2)

/** What to do, where there is something. */
const advised = (document: ForecastDocument): string => {
  const act = actOn(document)
  return act === '' ? 'Nothing has to be ordered inside the horizon.' : sentence(act)
}

/**
 * The page of a forecast.
 *
 * @param version  of this program
 * @returns HTML, UTF-8, ended by a line feed
 */
export const forecastPageOf = (document: ForecastDocument, version: string): string => {
  const { scenario, seed, from, to, objectives, allocations } = document
  const verdict = { ...verdictOnForecast(document), cause: '' }
  const file = `${plainName(scenario.name)}.yaml`
  return shell({
    symbol: symbolOf(verdict),
    name: scenario.name,
    headline: verdict.headline,
    first: { id: 'figures', words: 'To the table of dates' },
    banner: heading({
      name: scenario.name,
      about: ` · forecast from ${dateIn(from)} to ${dateIn(to)}`,
      verdict,
      advice: advised(document),
      warnings: gapWarnings(document),
      facts: [
        sentence(played(document)),
        `${plural(objectives.length, 'objective')}, bandwidths and ports each way: ${count(allocations.length)}`,
      ],
    }),
    names: NAMES,
    sections: html`${charts(document)} ${table(document)} ${history(document)}
    ${reproducing({
      command: again(document, file),
      facts: sourceFacts(document, version),
      file: 'forecast.json',
      without: '',
      document,
      texts: [{ path: 'scenario', name: file, text: scenario.text }],
      missing: '',
      buttons: null,
    })}`,
    data: { kind: 'forecast', charts: forecastCharts(document) },
    foot: `seed ${seed} · scenario sha256 ${scenario.sha256} · interlink-sim ${version}`,
  })
}
