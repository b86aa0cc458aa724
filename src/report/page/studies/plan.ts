/** The page of a plan. */
import type { ObjectiveResult } from '../../../sim/result/document.ts'
import type { PlanDocument } from '../../../study/plan/document.ts'
import type { Candidate } from '../../../study/plan/candidates.ts'
import { FATE_WORDS } from '../../charts/marks.ts'
import { command } from '../../command.ts'
import { limitOf, measureOf } from '../../judged.ts'
import { decisionOn } from '../../plan/advice.ts'
import { fateOf, planCharts } from '../../plan/charts.ts'
import { decidingFirst, objectiveName } from '../../plan/objectives.ts'
import { verdictOnPlan } from '../../plan/verdict.ts'
import { fileText, limitText, nounOf, subjectIn, valueText } from '../../plan/words.ts'
import { intervalText } from '../../replications.ts'
import { count, exact, spoken } from '../../terminal/figures.ts'
import { plural } from '../../verdict.ts'
import { heading, symbolOf } from '../heading.ts'
import { type Markup, html } from '../markup.ts'
import { plainName, reproducing, sourceFacts } from '../reproducing.ts'
import { shell } from '../shell.ts'
import { type Cell, type Column, NAMES, chartFrames, chartSection, sortable } from './frame.ts'
import { durationWords, heldScenario } from './held.ts'

/** Objectives with a column of their own. */
const LISTED = 24

const figureText = (result: ObjectiveResult): string =>
  result.value === null ? '–' : spoken(result.value, measureOf(result), [limitOf(result)])

const figureCell = (result: ObjectiveResult | undefined): Cell => {
  if (result === undefined) return { text: '–', value: null }
  const interval = intervalText(result, 'between ')
  return {
    text: html`<span class="${fateOf(result) === 'undecided' ? 'warning' : fateOf(result)}"
        >${FATE_WORDS[fateOf(result)].slice(0, 1)}</span
      >
      ${figureText(result)}${interval === '' ? null : html` <small>(${interval})</small>`}`,
    value: result.value,
  }
}

const standing = ({ objectives }: Candidate): Cell => {
  const failed = objectives.filter(({ met }) => !met)
  const fate =
    failed.length === 0
      ? 'met'
      : failed.every(({ undecided }) => undecided === true)
        ? 'undecided'
        : 'missed'
  return { text: FATE_WORDS[fate], look: fate === 'undecided' ? 'warning' : fate }
}

const remark = (document: PlanDocument, value: number): string => {
  if (value === document.answer) return 'the answer'
  if (value === document.below?.value) return 'one step less'
  return value === document.now ? 'as it is now' : ''
}

const table = (document: PlanDocument): Markup => {
  const asked = decidingFirst(document).slice(0, LISTED)
  const columns: readonly Column[] = [
    { head: nounOf(document), key: nounOf(document).replace(' ', '_'), isNumber: true },
    { head: 'all objectives', key: 'all_objectives', isNumber: false },
    ...asked.map(each => ({ head: objectiveName(each), key: objectiveName(each), isNumber: true })),
    { head: 'seeds', key: 'seeds', isNumber: true },
    { head: 'remark', key: 'remark', isNumber: false },
  ]
  const rows = document.candidates.map((candidate): readonly Cell[] => [
    { text: valueText(document, candidate.value), value: candidate.value },
    standing(candidate),
    ...asked.map(each =>
      figureCell(candidate.objectives.find(own => objectiveName(own) === objectiveName(each))),
    ),
    { text: count(candidate.replications), value: candidate.replications },
    { text: remark(document, candidate.value) },
  ])
  const hidden = document.objectives.length - asked.length
  return html`<section id="figures">
    <h2>Every value that was tried</h2>
    ${sortable('values-tried', 'Values and objectives', columns, rows)}
    ${hidden > 0 ? html`<p class="secondary">${plural(hidden, 'more objective')} in plan.json.</p>` : null}
  </section>`
}

const charts = (document: PlanDocument): Markup => {
  const drawn = planCharts(document)
  const isZoomed = drawn.some(({ near }) => near !== null)
  const picker = html`<p class="tools">
    <label
      >Values
      <select id="values">
        <option value="near">near the answer</option>
        <option value="all">all that were tried</option>
      </select></label
    >
  </p>`
  return chartSection(
    `How ${nounOf(document)} decides`,
    `What each objective comes to at each ${nounOf(document)} of ${subjectIn(document)}. ✓ met, ✗ missed, ◇ undecided; ` +
      `bars: ${exact(document.confidence, 'share')} intervals; shaded: what the limit forbids; dotted: the answer.`,
    html`${isZoomed ? picker : null}${chartFrames(
      drawn.map(({ name, limit, side }, i) => ({
        name,
        about:
          limitText(decidingFirst(document)[i]!) === ''
            ? `${side} ${limit}`
            : limitText(decidingFirst(document)[i]!),
      })),
      'study',
    )}`,
  )
}

const again = (document: PlanDocument, file: string, duration: readonly string[]): string => {
  const { find, interlink, connection, direction, step, replications, confidence, seed } = document
  const subject = interlink === null ? ['--connection', connection] : ['--interlink', interlink]
  return command(
    'plan',
    file,
    '--find',
    find,
    ...subject,
    ...(direction === null ? [] : ['--direction', direction]),
    ...(step === null ? [] : ['--step', fileText(document, step)]),
    '--replications',
    String(replications),
    '--confidence',
    exact(confidence, 'share').replace('\u00a0', ''),
    ...duration,
    '--seed',
    String(seed),
  )
}

/**
 * The page of a plan.
 *
 * @param version  of this program
 * @returns HTML, UTF-8, ended by a line feed
 */
export const planPageOf = (document: PlanDocument, version: string): string => {
  const { scenario, seed, candidates, limits, confidence } = document
  const held = heldScenario(scenario.text)
  const verdict = verdictOnPlan(held, document)
  const file = `${plainName(scenario.name)}.yaml`
  const runs = candidates.reduce((sum, { replications }) => sum + replications, 0)
  return shell({
    symbol: symbolOf(verdict),
    name: scenario.name,
    headline: verdict.headline,
    first: { id: 'figures', words: 'To the table of values' },
    banner: heading({
      name: scenario.name,
      about: ` · plan of the ${nounOf(document)} of ${subjectIn(document)}`,
      verdict,
      advice: decisionOn(document),
      warnings: [],
      facts: [
        html`<b>${count(candidates.length)}</b> values tried of ${valueText(document, limits.least)}
          to ${valueText(document, limits.most)}, ${plural(runs, 'run')}`,
        `each with the same seeds from ${seed} on`,
        `${exact(confidence, 'share')} confidence`,
      ],
    }),
    names: NAMES,
    sections: html`${charts(document)} ${table(document)}
    ${reproducing({
      command: again(document, file, durationWords(held, document.simulated)),
      facts: sourceFacts(document, version),
      file: 'plan.json',
      without: '',
      document,
      texts: [{ path: 'scenario', name: file, text: scenario.text }],
      missing: '',
      buttons: null,
    })}`,
    data: { kind: 'plan', charts: planCharts(document) },
    foot: `seed ${seed} · scenario sha256 ${scenario.sha256} · interlink-sim ${version}`,
  })
}
