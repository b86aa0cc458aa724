/** The charts of a forecast: one for each objective, bandwidth and port, those that fail first before the rest. */
import { DAY_MS } from '../../calendar.ts'
import { dimensionOf } from '../../model/objective.ts'
import type {
  AllocationForecast,
  ForecastDocument,
  ObjectiveForecast,
} from '../../study/forecast/document.ts'
import { daysTo } from '../../study/forecast/course.ts'
import type { Day, ForecastChart } from '../charts/forecast.ts'
import { instantIn, longDate } from '../dates.ts'
import { limitOf } from '../judged.ts'
import { measureIn } from '../measure.ts'
import { type Row, rowsOf } from './rows.ts'

/** Charts at most. */
const DRAWN = 12
/** Letters of an id. */
const LETTERS = 60

const dayOf = (day: string): Day => {
  const at = instantIn(day)
  return { at, text: longDate(at) }
}

const maybe = (day: string | null): Day | null => (day === null ? null : dayOf(day))

type Course = readonly (number | null)[]

/** A course as it is so many days later: between two months on the straight line; null where nobody looked. */
const later = (days: readonly Day[], course: Course, shift: number): Course =>
  days.map(({ at }) => {
    const wanted = at + shift * DAY_MS
    const i = days.findLastIndex(each => each.at <= wanted)
    const [before, after] = [days[i], days[i + 1]]
    const [low, high] = [course[i], course[i + 1]]
    if (before === undefined || typeof low !== 'number') return null
    if (before.at === wanted) return low
    if (after === undefined || typeof high !== 'number') return null
    return low + ((high - low) * (wanted - before.at)) / (after.at - before.at)
  })

/** Demand of a busy week is that of a later week as usual: courses of weeks that are busy, and calm. */
const around = (
  { trend, growth }: ForecastDocument,
  days: readonly Day[],
  course: Course,
): Pick<ForecastChart, 'busy' | 'calm'> => {
  if (trend === null || growth === 0) return { busy: [], calm: [] }
  const [busy, calm] = [trend.level.high, trend.level.low].map(level =>
    level > 0 ? later(days, course, daysTo(growth, level)) : days.map(() => null),
  )
  return { busy: busy!, calm: calm! }
}

const datesOf = ({
  failsOn,
  earliest,
  latest,
  orderBy,
}: Row): Pick<ForecastChart, 'failsOn' | 'earliest' | 'latest' | 'orderBy'> => ({
  failsOn: maybe(failsOn),
  earliest: maybe(earliest),
  latest: maybe(latest),
  orderBy: maybe(orderBy),
})

/** What a row is called: `data ▶ to cloud, loss`. */
export const rowName = ({ subject, isPort, direction, what }: Row): string => {
  const id = subject.length > LETTERS ? `${subject.slice(0, LETTERS - 1)}…` : subject
  const name = isPort ? `port of ${id}` : id
  return `${name} ${direction === 'toCloud' ? '▶ to cloud' : '◀ to customer'}, ${what}`
}

/** The document's own entry of a row. */
const entryOf = (
  document: ForecastDocument,
  row: Row,
): ObjectiveForecast | AllocationForecast | undefined => {
  const all: readonly (ObjectiveForecast | AllocationForecast)[] =
    row.kind === 'objective' ? document.objectives : document.allocations
  return all.find(each => each.course === row.course)
}

const chartOf = (document: ForecastDocument, days: readonly Day[], row: Row): ForecastChart => {
  const entry = entryOf(document, row)
  const isObjective = entry !== undefined && 'metric' in entry
  return {
    name: rowName(row),
    measure: isObjective ? measureIn(dimensionOf(entry.metric)) : 'share',
    limit: isObjective ? limitOf(entry) : 1,
    side: isObjective && entry.below === undefined ? 'above' : 'below',
    days,
    values: row.course,
    ...around(document, days, row.course),
    ...datesOf(row),
  }
}

/** Rows, those that fail first before the rest, then those of which a busy week fails. */
export const byUrgency = (document: ForecastDocument): readonly Row[] => {
  const rows = rowsOf(document)
  const when = ({ failsOn, earliest }: Row): string =>
    failsOn ?? (earliest === null ? '~~' : `~${earliest}`)
  return rows.toSorted((a, b) => (when(a) === when(b) ? 0 : when(a) < when(b) ? -1 : 1))
}

/** The charts of a forecast. */
export const forecastCharts = (document: ForecastDocument): readonly ForecastChart[] => {
  const days = document.months.map(dayOf)
  return byUrgency(document)
    .slice(0, DRAWN)
    .map(row => chartOf(document, days, row))
}
