/** The summary of `sweep`: verdict, some of the combinations, and where all of them are. */
import type { SweepDocument } from '../../../study/sweep/document.ts'
import { command } from '../../command.ts'
import { verdictOnSweep } from '../../sweep/verdict.ts'
import { plural } from '../../verdict.ts'
import { footLine, marked, warningLines } from '../lines.ts'
import type { Surface } from '../style.ts'
import { NBSP, printable, proseWidth, shown, wrap } from '../text.ts'
import { combinationTable } from './table.ts'

/** What a summary is made of. */
export interface SweepSummaryInput {
  readonly document: SweepDocument
  /** The sweep file as the user named it. */
  readonly file: string
  /** Options that change what is written, as words. */
  readonly options: readonly string[]
  /** Of this program. */
  readonly version: string
  /** Warnings about the scenario, one line each. */
  readonly warnings: readonly string[]
  /** The scenario file. */
  readonly scenario: string
  /** Files that were written, those beside the first one without their folder. */
  readonly wrote: readonly string[]
}

/** `which-burst: 6 combinations of burst-sizing, each run once with seed 1` */
const playedLine = ({ document }: SweepSummaryInput, surface: Surface): readonly string[] => {
  const { name, scenario, combinations, replications, seed } = document
  const of = name === scenario.name ? '' : ` of ${printable(scenario.name)}`
  const how =
    replications === 1
      ? `each run once, with seed${NBSP}${seed}`
      : `each run ${plural(replications, 'time')}, with the same seeds from${NBSP}${seed} on`
  return wrap(
    `${printable(name)}: ${plural(combinations.count, 'combination')}${of}, ${how}`,
    proseWidth(surface),
    '',
    '  ',
  )
}

/**
 * Draws the summary.
 *
 * @returns lines, each ended by a line feed
 */
export const renderSweep = (input: SweepSummaryInput, surface: Surface): string => {
  const { document, options, version, warnings, wrote } = input
  const [file, scenario] = [printable(input.file), printable(input.scenario)]
  const verdict = verdictOnSweep(document)
  const sections: readonly (readonly string[])[] = [
    [
      ...marked(surface, verdict.standing, verdict.headline),
      ...(verdict.cause === '' ? [] : wrap(printable(verdict.cause), proseWidth(surface), '  ')),
    ],
    playedLine(input, surface),
    combinationTable(document, surface),
    warningLines(warnings, scenario, surface),
    [
      ...footLine(surface, 'wrote', wrote.map(printable).join('  ')),
      ...footLine(
        surface,
        'again',
        command('sweep', file, ...options),
        `same bytes on any machine, v${version}`,
      ),
    ],
  ]
  const lines = sections.filter(section => section.length > 0).map(section => section.join('\n'))
  return `${shown(surface, lines.join('\n\n'))}\n`
}
