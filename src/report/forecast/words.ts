/** What a forecast rests on, in words. */
import type { ForecastDocument } from '../../study/forecast/document.ts'
import { instantIn, longDate, timeInWords } from '../dates.ts'
import { UNITS, count, significant, trimmed } from '../terminal/figures.ts'
import { NBSP, printable } from '../terminal/text.ts'
import { plural } from '../verdict.ts'

const percent = (share: number): string =>
  `${trimmed(significant(share, UNITS.share[0]!, 2))}${NBSP}%`

/** A day of the document in words. */
export const dateIn = (day: string): string => longDate(instantIn(day))

const DAY = 86_400
const WEEK = 7 * DAY

/** `run-out: the last week of 8 series, growing by 40 % a year from 27 Jan 2005, as the fluid engine plays it` */
export const playedLine = ({
  scenario,
  growth,
  from,
  to,
  week,
  history,
}: ForecastDocument): string => {
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
    `${dateIn(from)} to ${dateIn(to)}, as the fluid engine plays it`
  )
}

/** What the past shows, and what cannot be seen. */
export const historyNotes = ({ trend, history, week }: ForecastDocument): readonly string[] => {
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
    ...short,
    past,
    `bursts shorter than a sample of ${timeInWords(spacing)} are not seen: run the packet engine for them`,
  ]
}

/** Gaps in what was measured. */
export const gapWarnings = ({ history }: ForecastDocument): readonly string[] =>
  history
    .filter(({ gaps }) => gaps.count > 0)
    .map(
      ({ file, column, gaps }) =>
        `${file}: ${plural(gaps.count, 'gap')} in ${column}, the longest of ${timeInWords(gaps.longest)}; the sample before it holds`,
    )
