/** The summary of `forecast`: verdict, courses, the history they rest on, and what comes next. */
import type { Scenario } from '../../../model/scenario.ts'
import type { ForecastDocument } from '../../../study/forecast/document.ts'
import { command } from '../../command.ts'
import { actOn, firstFailure } from '../../forecast/advice.ts'
import { gapWarnings, historyNotes, playedLine } from '../../forecast/words.ts'
import { rowsOf } from '../../forecast/rows.ts'
import { verdictOnForecast } from '../../forecast/verdict.ts'
import type { Locate } from '../../judged.ts'
import { footLine, marked, warningLines } from '../lines.ts'
import { type Surface, paint, symbolsOf } from '../style.ts'
import { printable, proseWidth, shown, wrap } from '../text.ts'
import { courseTable, ranges } from './table.ts'

/** What a summary is made of. */
export interface ForecastSummaryInput {
  readonly scenario: Scenario
  readonly document: ForecastDocument
  readonly locate: Locate
  /** The scenario file as the user named it. */
  readonly file: string
  /** Options that were given, other than the seed, as words: `--growth`, `40%/y`. */
  readonly options: readonly string[]
  /** Of this program. */
  readonly version: string
  /** Warnings about the scenario, one line each. */
  readonly warnings: readonly string[]
  /** Files that were written, those beside the first one without their folder; default: none. */
  readonly wrote?: readonly string[]
}

/** What the table means, what the past shows, and what cannot be seen. */
const notes = ({ document }: ForecastSummaryInput, surface: Surface): readonly string[] => {
  const { toCustomer, toCloud, loss } = symbolsOf(surface)
  const key = `${toCustomer} to customer, ${toCloud} to cloud; by month: full height is the limit, ${loss} what fails`
  return [key, ...historyNotes(document)]
}

/** The command that comes next, and a remark. */
const nextStep = ({
  document,
  scenario,
  file,
}: ForecastSummaryInput): readonly [string, string] => {
  const first = firstFailure(rowsOf(document).filter(({ isPort }) => !isPort))
  if (first === undefined) return [command('run', file), 'every frame of it, bursts included']
  const about = ['--find', 'bandwidth', '--interlink', first.subject]
  return scenario.objectives.length > 0
    ? [command('plan', file, ...about), 'what it needs today; scale the sources for a later day']
    : [command('run', file, '--engine', 'fluid'), '']
}

/**
 * Draws the summary.
 *
 * @returns lines, each ended by a line feed; no line is wider than the surface unless a single id or
 *   word is
 */
export const renderForecast = (given: ForecastSummaryInput, surface: Surface): string => {
  const input = { ...given, file: printable(given.file) }
  const { document, file, options, version, warnings, wrote = [] } = input
  const { standing, headline } = verdictOnForecast(document)
  const width = proseWidth(surface)
  const [next, remark] = nextStep(input)
  const advice = actOn(document)
  const sections: readonly (readonly string[])[] = [
    marked(surface, standing, headline),
    wrap(playedLine(document), width, '', '  '),
    courseTable(document, surface),
    ranges(document, surface),
    notes(input, surface).flatMap(text =>
      wrap(text, width, ' ', ' ').map(line => paint(surface, 'secondary', line)),
    ),
    warningLines([...gapWarnings(document), ...warnings], file, surface),
    [
      ...(advice === '' ? [] : footLine(surface, 'act', advice)),
      ...(wrote.length === 0 ? [] : footLine(surface, 'wrote', wrote.map(printable).join('  '))),
      ...footLine(surface, 'next', next, remark),
      ...footLine(
        surface,
        'again',
        command('forecast', file, ...options, '--seed', String(document.seed)),
        `same bytes on any machine, v${version}`,
      ),
    ],
  ]
  const lines = sections.filter(section => section.length > 0).map(section => section.join('\n'))
  return `${shown(surface, lines.join('\n\n'))}\n`
}
