/** The summary of `plan`: verdict, the values next to the answer, and what comes next. */
import type { Scenario } from '../../../model/scenario.ts'
import type { PlanDocument } from '../../../study/plan/document.ts'
import { REPLICATIONS_MAX } from '../../../study/replications/question.ts'
import { command } from '../../command.ts'
import type { Locate } from '../../judged.ts'
import { noteOn } from '../../plan/advice.ts'
import { verdictOnPlan } from '../../plan/verdict.ts'
import { fileText, pathOf } from '../../plan/words.ts'
import { plural } from '../../verdict.ts'
import { footLine, marked, warningLines } from '../lines.ts'
import type { Surface } from '../style.ts'
import { NBSP, printable, proseWidth, shown, wrap } from '../text.ts'
import { candidateTable } from './table.ts'

/** What a summary is made of. */
export interface PlanSummaryInput {
  readonly scenario: Scenario
  readonly document: PlanDocument
  readonly locate: Locate
  /** The scenario file as the user named it. */
  readonly file: string
  /** Options that were given, other than the seed, as words: `--find`, `burst`. */
  readonly options: readonly string[]
  /** Of this program. */
  readonly version: string
  /** Warnings about the scenario, one line each. */
  readonly warnings: readonly string[]
  /** Files that were written, those beside the first one without their folder; default: none. */
  readonly wrote?: readonly string[]
}

/** `hybrid-paris: 18 values tried, each with the same seeds from 1 on, 356 runs` */
const triedLine = ({ document }: PlanSummaryInput, surface: Surface): readonly string[] => {
  const { scenario, candidates, seed, step } = document
  const runs = candidates.reduce((sum, { replications }) => sum + replications, 0)
  const steps = step === null ? '' : `, steps of ${fileText(document, step)}`
  return wrap(
    `${printable(scenario.name)}: ${plural(candidates.length, 'value')} tried${steps}, each with the ` +
      `same seeds from${NBSP}${seed} on, ${plural(runs, 'run')}`,
    proseWidth(surface),
    '',
    '  ',
  )
}

/** What to do next: a command, and a remark on it, which may be empty. */
const nextStep = ({
  document,
  file,
  locate,
  options,
}: PlanSummaryInput): readonly [string, string] => {
  const { answer, now, failure, limits, connection, replications } = document
  const path = pathOf(document)
  const place = (at: readonly string[]): string => {
    const found = locate(at) ?? locate(at.slice(0, -1))
    return found === null ? file : `${file}:${found.line}`
  }
  const run = command('run', file, '--replications', String(replications))
  if (answer === now) return [run, 'every figure of it, with intervals']
  if (answer !== null) {
    return [
      `set ${path.join('.')} to ${fileText(document, answer)} in ${place(path)}, then ${run}`,
      '',
    ]
  }
  const isOpen =
    failure?.kind === 'unmet' && failure.objectives.every(({ undecided }) => undecided === true)
  if (isOpen) {
    const rest = options.filter(
      (word, i) => word !== '--replications' && options[i - 1] !== '--replications',
    )
    const more = String(Math.min(REPLICATIONS_MAX, 4 * replications))
    return [command('plan', file, ...rest, '--replications', more), 'narrows the intervals']
  }
  const isPort = failure?.kind === 'unmet' && limits.by === 'port'
  if (isPort) {
    return [
      command('plan', file, '--find', 'portSpeed', '--connection', connection),
      'a faster port',
    ]
  }
  return [
    `change an objective in ${place(['objectives'])}, then ${command('plan', file, ...options)}`,
    '',
  ]
}

/**
 * Draws the summary.
 *
 * @returns lines, each ended by a line feed; no line is wider than the surface unless a single id or
 *   word is
 */
export const renderPlan = (given: PlanSummaryInput, surface: Surface): string => {
  const input = { ...given, file: printable(given.file) }
  const { scenario, document, file, options, version, warnings, wrote = [] } = input
  const verdict = verdictOnPlan(scenario, document)
  const [next, remark] = nextStep(input)
  const about = noteOn(document)
  const seed = ['--seed', String(document.seed)]
  const sections: readonly (readonly string[])[] = [
    [
      ...marked(surface, verdict.standing, verdict.headline),
      ...wrap(verdict.cause, proseWidth(surface), '  '),
    ],
    triedLine(input, surface),
    candidateTable(document, surface),
    warningLines(warnings, file, surface),
    [
      ...(about === '' ? [] : footLine(surface, 'note', about)),
      ...(wrote.length === 0 ? [] : footLine(surface, 'wrote', wrote.map(printable).join('  '))),
      ...footLine(surface, 'next', next, remark),
      ...footLine(
        surface,
        'again',
        command('plan', file, ...options, ...seed),
        `same bytes on any machine, v${version}`,
      ),
    ],
  ]
  const lines = sections.filter(section => section.length > 0).map(section => section.join('\n'))
  return `${shown(surface, lines.join('\n\n'))}\n`
}
