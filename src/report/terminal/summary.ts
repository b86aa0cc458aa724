/** The summary of a run: verdict, cause, figures, objectives, and what to do next. */
import type { Scenario } from '../../model/scenario.ts'
import type { ResultDocument } from '../../sim/result/document.ts'
import { type Context, totals } from '../context.ts'
import { type Judged, type Locate, judgedIn } from '../judged.ts'
import { replicationWarnings } from '../replications.ts'
import { failureWarnings } from '../failures.ts'
import { verdictWithFailures } from '../failure-verdict.ts'
import { type Verdict, plural } from '../verdict.ts'
import { failureLines } from './failures.ts'
import { count } from './figures.ts'
import { flowTable } from './flow-table.ts'
import { connectionLine, runLine } from './heading.ts'
import { flowToShow, histogram } from './histogram.ts'
import { billLines, lifeLines } from './life.ts'
import { footLine, marked, warningLines } from './lines.ts'
import { again, nextStep } from './next.ts'
import { objectiveTable } from './objective-table.ts'
import { outageLines } from './outages.ts'
import { queueTable } from './queue-table.ts'
import type { Surface } from './style.ts'
import { unseenLines } from './unseen.ts'
import { printable, proseWidth, shown, wrap } from './text.ts'

/** What a summary is made of. */
export interface SummaryInput {
  /** As it was run, overrides included. */
  readonly scenario: Scenario
  readonly document: ResultDocument
  readonly locate: Locate
  /** The scenario file as the user named it. */
  readonly file: string
  /** Options that change what is simulated, other than the seed, as words: `--duration`, `2s`. */
  readonly options?: readonly string[]
  /** Of this program. */
  readonly version: string
  /** Warnings about the scenario, one line each. */
  readonly warnings?: readonly string[]
  /** Files that were written. */
  readonly wrote?: readonly string[]
}

const verdictLines = (surface: Surface, verdict: Verdict): readonly string[] => [
  ...marked(surface, verdict.standing, verdict.headline),
  ...(verdict.cause === '' ? [] : wrap(verdict.cause, proseWidth(surface), '  ')),
]

const conservation = (context: Context, surface: Surface): readonly string[] => {
  const { offered, delivered, dropped, inFlight } = totals(context)
  const replications = context.document.replications?.count ?? 1
  const among = replications === 1 ? '' : `, in ${plural(replications, 'replication')}`
  return wrap(
    `${plural(offered, 'frame')} offered = ${count(delivered)} delivered + ` +
      `${count(dropped)} dropped + ${count(inFlight)} in flight${among}`,
    proseWidth(surface),
    '',
    '  ',
  )
}

/** Series are of one run: of which, where there were several. */
const seriesRemark = ({ replications, seed }: ResultDocument, wrote: readonly string[]): string =>
  replications !== undefined && replications.count > 1 && wrote.includes('series.csv')
    ? `series of seed ${seed} alone`
    : ''

/** The connections with their tables, and what the tables' words mean. */
const blocks = (
  context: Context,
  judged: readonly Judged[],
  surface: Surface,
): readonly (readonly string[])[] => {
  const { connections } = context.scenario.world
  const run = runLine(context, surface)
  const table = flowTable(context, judged, surface)
  // The table's words are explained once, below its last block.
  const last = connections.findLast(({ id }) => table.blocks.has(id))
  const described = connections.map(connection => ({
    line: connectionLine(context, connection, surface),
    rows: [
      ...(table.blocks.get(connection.id) ?? [' nothing is offered on it']),
      ...(connection === last ? table.notes : []),
    ],
  }))
  const [only, ...others] = described
  return only !== undefined && others.length === 0
    ? [[...run, ...only.line], only.rows]
    : [run, ...described.map(({ line, rows }) => [...line, ...rows])]
}

/**
 * Draws the summary of a run.
 *
 * @returns lines, each ended by a line feed; no line is wider than the surface unless a single id
 *   or word is
 */
export const renderSummary = (input: SummaryInput, surface: Surface): string => {
  const { scenario, document, locate, version, warnings = [], wrote = [] } = input
  const context: Context = { scenario, document }
  const invocation = { file: printable(input.file), options: input.options ?? [] }
  const judged = judgedIn(context)
  const flow = flowToShow(context, judged)
  const next = nextStep(context, judged, locate, invocation)
  const sections: readonly (readonly string[])[] = [
    verdictLines(surface, verdictWithFailures(context, judged)),
    ...blocks(context, judged, surface),
    lifeLines(context, invocation.file, surface),
    outageLines(context, surface),
    queueTable(context, judged, surface),
    flow === null ? [] : histogram(surface, flow),
    unseenLines(context, surface),
    judged.length === 0
      ? []
      : objectiveTable(judged, locate, invocation.file, surface, document.replications ?? null),
    failureLines(context, locate, invocation.file, surface),
    warningLines(
      [...replicationWarnings(context), ...failureWarnings(context), ...warnings],
      invocation.file,
      surface,
    ),
    [
      ...conservation(context, surface),
      ...billLines(context, surface),
      ...(wrote.length === 0
        ? []
        : footLine(
            surface,
            'wrote',
            wrote.map(printable).join('  '),
            seriesRemark(document, wrote),
          )),
      ...footLine(surface, 'next', next.command, next.remark),
      ...footLine(
        surface,
        'again',
        again(context, invocation),
        `same bytes on any machine, v${version}`,
      ),
    ],
  ]
  const lines = sections.filter(section => section.length > 0).map(section => section.join('\n'))
  return `${shown(surface, lines.join('\n\n'))}\n`
}
