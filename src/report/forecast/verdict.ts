/** The verdict on a forecast: what fails first, and when. */
import { match } from 'ts-pattern'
import { towards } from '../../model/direction.ts'
import type { ForecastDocument } from '../../study/forecast/document.ts'
import { instantIn, longDate, monthName } from '../dates.ts'
import { dateOf } from '../../calendar.ts'
import { plural } from '../verdict.ts'
import { type Row, rowsOf, subjectText } from './rows.ts'

/** What a verdict says. */
export interface ForecastVerdict {
  readonly standing: 'met' | 'missed' | 'warning'
  readonly headline: string
}

const monthAndYear = (day: string): string => {
  const { month, year } = dateOf(instantIn(day))
  return `${monthName(month)} ${year}`
}

/** What becomes of it: `it loses more than 0.1 % to cloud`. */
const consequence = ({ what, limit, direction, kind }: Row): string => {
  const way = towards(direction)
  if (kind === 'allocation') return `more than its ${limit} is offered ${way} in the busiest hours`
  return match(what)
    .with('loss', () => `it loses more than ${limit} ${way}`)
    .with('throughput', () => `it delivers less than ${limit} ${way}`)
    .with('utilisation', () => `it is used more than ${limit} ${way}`)
    .otherwise(() => `its ${what} ${way} is beyond ${limit}`)
}

/** The verdict. */
export const verdictOnForecast = (document: ForecastDocument): ForecastVerdict => {
  const { objectives, to, from } = document
  const rows = rowsOf(document)
  const until = monthAndYear(to)
  const judged = rows.filter(({ kind }) => kind === 'objective')
  const failing = judged.filter(({ failsOn }) => failsOn !== null)
  const [first] = failing
  const full = rows.find(({ kind, failsOn }) => kind === 'allocation' && failsOn !== null)
  if (first !== undefined) {
    const already = first.failsOn === from
    const when = already ? 'already now' : `from ${longDate(instantIn(first.failsOn!))} on`
    const rest = judged.length - failing.length
    const others =
      judged.length === 1
        ? ''
        : rest === 0
          ? ` None of ${plural(judged.length, 'objective')} holds to ${until}.`
          : ` ${rest} of ${plural(judged.length, 'objective')} hold to ${until}.`
    return {
      standing: 'missed',
      headline: `${subjectText(first)} fails first: ${when} ${consequence(first)}.${others}`,
    }
  }
  const what =
    objectives.length === 0
      ? 'Nothing is asked'
      : objectives.length === 1
        ? 'The only objective holds'
        : `All ${plural(objectives.length, 'objective')} hold`
  if (full !== undefined) {
    return {
      standing: 'warning',
      headline:
        `${what}${objectives.length === 0 ? '' : ` to ${until}`}, but from ` +
        `${longDate(instantIn(full.failsOn!))} on ${subjectText(full)} is full: ${consequence(full)}.`,
    }
  }
  return {
    standing: objectives.length === 0 ? 'warning' : 'met',
    headline:
      objectives.length === 0
        ? `Nothing is asked; no bandwidth and no port is full by ${until}.`
        : `${what} to ${until}, and no bandwidth and no port is full by then.`,
  }
}
