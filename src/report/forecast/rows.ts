/** What a forecast tells of one thing: an objective, a bandwidth or a port. */
import type { Direction } from '../../model/direction.ts'
import { dimensionOf } from '../../model/objective.ts'
import { isWithin } from '../../sim/result/objectives.ts'
import type {
  AllocationForecast,
  Failure,
  ForecastDocument,
  ObjectiveForecast,
} from '../../study/forecast/document.ts'
import { limitOf, metricName } from '../judged.ts'
import { exact } from '../terminal/figures.ts'

/** A line of the table. */
export interface Row extends Failure {
  readonly kind: 'objective' | 'allocation'
  /** An InterLink, or the port of a connection. */
  readonly subject: string
  readonly isPort: boolean
  readonly direction: Direction
  /** `loss`, `busiest`. */
  readonly what: string
  readonly limit: string
  /** Its value by month, as the document has it. */
  readonly course: readonly (number | null)[]
  /** By month, value ÷ limit: above 1 it fails; of what must be above its limit, the inverse. */
  readonly strains: readonly number[]
  readonly fails: readonly boolean[]
}

const objectiveRow = (each: ObjectiveForecast): Row => {
  const limit = limitOf(each)
  const isBelow = each.below !== undefined
  const side = isBelow ? ('below' as const) : ('above' as const)
  return {
    ...each,
    kind: 'objective',
    subject: 'interlink' in each ? each.interlink : each.connection,
    isPort: 'connection' in each,
    what: metricName(each.metric),
    limit: exact(limit, dimensionOf(each.metric)),
    strains: each.course.map(value =>
      value === null ? 0 : isBelow ? value / limit : value === 0 ? Infinity : limit / value,
    ),
    fails: each.course.map(value => value !== null && !isWithin({ side, limit }, value)),
  }
}

const allocationRow = (each: AllocationForecast): Row => ({
  ...each,
  kind: 'allocation',
  subject: 'interlink' in each ? each.interlink : each.connection,
  isPort: 'connection' in each,
  what: 'busiest',
  limit: exact(each.size, 'rate'),
  strains: each.course,
  fails: each.course.map(share => share > 1),
})

/** Those that fail first come first; the others as they are. */
const byDate = (rows: readonly Row[]): readonly Row[] =>
  rows.toSorted((a, b) => {
    const [first, second] = [a.failsOn ?? '~', b.failsOn ?? '~']
    return first === second ? 0 : first < second ? -1 : 1
  })

/** All objectives, then all bandwidths and ports, each with what fails first before the rest. */
export const rowsOf = ({ objectives, allocations }: ForecastDocument): readonly Row[] => [
  ...byDate(objectives.map(objectiveRow)),
  ...byDate(allocations.map(allocationRow)),
]

/** `data to cloud`, `the port of paris-1 to cloud`. */
export const subjectText = ({ subject, isPort }: Row): string =>
  isPort ? `the port of ${subject}` : subject
