/** The summary of `forecast`: verdict, courses, the history they rest on, and what comes next. */
import type { Scenario } from '../../../model/scenario.ts'
import type { ForecastDocument } from '../../../study/forecast/document.ts'
import { command } from '../../command.ts'
import { timeInWords, instantIn, longDate } from '../../dates.ts'
import { type Row, rowsOf } from '../../forecast/rows.ts'
import { verdictOnForecast } from '../../forecast/verdict.ts'
import type { Locate } from '../../judged.ts'
import { plural } from '../../verdict.ts'
import { count, significant, trimmed, UNITS } from '../figures.ts'
import { footLine, marked, warningLines } from '../lines.ts'
import { type Surface, paint, symbolsOf } from '../style.ts'
import { NBSP, printable, proseWidth, shown, wrap } from '../text.ts'
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
}

const percent = (share: number): string =>
  `${trimmed(significant(share, UNITS.share[0]!, 2))}${NBSP}%`

const date = (day: string): string => longDate(instantIn(day))

const DAY = 86_400
const WEEK = 7 * DAY

/** `run-out: the last week of 8 series, growing by 40 % a year from 27 Jan 2005, as the fluid engine plays it` */
const playedLine = ({ document }: ForecastSummaryInput): string => {
  const { scenario, growth, from, to, week, history } = document
  const what =
    week === WEEK
      ? 'the last week'
      : week === DAY
        ? 'the last day'
        : `the last ${timeInWords(week)}`
  const grows =
    growth === 0
      ? 'without growth'
      : `${growth > 0 ? 'growing' : 'shrinking'} by ${percent(Math.abs(growth))} a year`
  return (
    `${printable(scenario.name)}: ${what} of ${count(history.length)} measured series, ${grows} from ` +
    `${date(from)} to ${date(to)}, as the fluid engine plays it`
  )
}

/** What the table means, what the past shows, and what cannot be seen. */
const notes = ({ document }: ForecastSummaryInput, surface: Surface): readonly string[] => {
  const { toCustomer, toCloud, loss } = symbolsOf(surface)
  const key = `${toCustomer} to customer, ${toCloud} to cloud; by month: full height is the limit, ${loss} what fails`
  const { trend, history, week } = document
  const spacing = Math.min(...history.map(each => each.spacing))
  const short =
    week < WEEK
      ? [`less than a week was measured: what a weekend or a Monday brings is not known`]
      : []
  const past =
    trend === null
      ? 'fewer than four whole weeks were measured: how far weeks differ is not known'
      : `history: in ${count(trend.weeks)} weeks the busiest hour grew by ${percent(trend.growth.mean)} a year ` +
        `(95${NBSP}% sure: ${percent(trend.growth.low)} to ${percent(trend.growth.high)}); 95 of 100 weeks have ` +
        `${percent(trend.level.low)} to ${percent(trend.level.high)} of the last one's (busy, calm)`
  return [
    key,
    ...short,
    past,
    `bursts shorter than a sample of ${timeInWords(spacing)} are not seen: run the packet engine for them`,
  ]
}

/** Gaps in what was measured. */
const gapWarnings = ({ document: { history } }: ForecastSummaryInput): readonly string[] =>
  history
    .filter(({ gaps }) => gaps.count > 0)
    .map(
      ({ file, column, gaps }) =>
        `${file}: ${plural(gaps.count, 'gap')} in ${column}, the longest of ${timeInWords(gaps.longest)}; the sample before it holds`,
    )

const firstOf = (rows: readonly Row[]): Row | undefined =>
  rows
    .filter(({ failsOn }) => failsOn !== null)
    .toSorted((a, b) => a.failsOn!.localeCompare(b.failsOn!))[0]

/** What to do, and by when. */
const act = (document: ForecastDocument): string => {
  const first = firstOf(rowsOf(document))
  if (first === undefined) return ''
  // What should have been ordered already is late.
  const order =
    first.orderBy === null
      ? ''
      : first.orderBy < document.from
        ? 'order at once: nine of ten orders come too late already'
        : `order by ${date(first.orderBy)}`
  if (first.isPort) return order === '' ? 'plan a faster port' : `plan a faster port and ${order}`
  return `plan the bandwidth of ${first.subject}${order === '' ? '' : `; if the port is full, ${order}`}`
}

/** The command that comes next, and a remark. */
const nextStep = ({
  document,
  scenario,
  file,
}: ForecastSummaryInput): readonly [string, string] => {
  const first = firstOf(rowsOf(document).filter(({ isPort }) => !isPort))
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
  const { document, file, options, version, warnings } = input
  const { standing, headline } = verdictOnForecast(document)
  const width = proseWidth(surface)
  const [next, remark] = nextStep(input)
  const advice = act(document)
  const sections: readonly (readonly string[])[] = [
    marked(surface, standing, headline),
    wrap(playedLine(input), width, '', '  '),
    courseTable(document, surface),
    ranges(document, surface),
    notes(input, surface).flatMap(text =>
      wrap(text, width, ' ', ' ').map(line => paint(surface, 'secondary', line)),
    ),
    warningLines([...gapWarnings(input), ...warnings], file, surface),
    [
      ...(advice === '' ? [] : footLine(surface, 'act', advice)),
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
