/** The course of every objective, bandwidth and port, month by month. */
import { dateOf } from '../../../calendar.ts'
import { towards } from '../../../model/direction.ts'
import type { ForecastDocument } from '../../../study/forecast/document.ts'
import { instantIn, longDate, monthName } from '../../dates.ts'
import { type Row, rowsOf } from '../../forecast/rows.ts'
import { plural } from '../../verdict.ts'
import { type Column, layOut, left, plain, right } from '../columns.ts'
import { sparkline } from '../sparkline.ts'
import { type Surface, symbolsOf } from '../style.ts'
import { proseWidth, wrap } from '../text.ts'

/** Lines of the table, and characters of a course, at most. */
const LISTED = 12
const CELLS = 37

const COLUMNS: readonly Column[] = [
  left(1, 1),
  left(1, 6),
  left(1, 11),
  left(1, 8),
  right(2, 7),
  left(2, CELLS),
  left(2, 0),
]

/** Which months are drawn: of many every second, third, … */
const drawn = <T>(months: readonly T[]): readonly T[] => {
  const step = Math.ceil(months.length / CELLS)
  return months.filter((_, i) => i % step === 0)
}

/** Years below their first month: `Mar 2026  2027        2028`. */
const axis = (days: readonly string[]): string => {
  let text = ''
  days.forEach((day, i) => {
    const { month, year } = dateOf(instantIn(day))
    const before = i === 0 ? null : dateOf(instantIn(days[i - 1]!)).year
    const label = i === 0 ? `${monthName(month)} ${year}` : String(year)
    if (year === before || text.length > i - (i === 0 ? 0 : 1)) return
    text = text.padEnd(i) + label
  })
  return text
}

const whenText = ({ failsOn, earliest, latest }: Row, from: string): string => {
  const date = (day: string): string => longDate(instantIn(day))
  const about =
    earliest === null || earliest === latest
      ? ''
      : latest === null
        ? ` (${date(earliest)} at the earliest)`
        : ` (${date(earliest)} to ${date(latest)})`
  if (failsOn === null) return earliest === null ? '' : `perhaps ${date(earliest)}`
  return `${failsOn === from ? 'now' : date(failsOn)}${about}`
}

/** Draws it. */
export const courseTable = (document: ForecastDocument, surface: Surface): readonly string[] => {
  const symbols = symbolsOf(surface)
  const rows = rowsOf(document)
  const failing = rows.filter(({ failsOn, earliest }) => failsOn !== null || earliest !== null)
  const calm = rows.filter(each => !failing.includes(each))
  const listed = [...failing, ...calm].slice(
    0,
    Math.max(LISTED, Math.min(failing.length, 2 * LISTED)),
  )
  const months = drawn(document.months)
  const mark = ({ failsOn, earliest }: Row): 'missed' | 'warning' | 'met' =>
    failsOn !== null ? 'missed' : earliest !== null ? 'warning' : 'met'
  const cells = (row: Row) => [
    { text: symbols[mark(row)], tone: mark(row) },
    plain(row.isPort ? `${row.subject} (port)` : row.subject),
    plain(towards(row.direction)),
    plain(row.what),
    plain(row.limit),
    plain(sparkline(surface, drawn(row.strains), drawn(row.fails))),
    plain(whenText(row, document.from)),
  ]
  const heads = ['', 'of', '', 'figure', 'limit', axis(months), 'fails on']
  const layout = layOut(surface, COLUMNS, [
    heads.map(text => ({ text, tone: 'secondary' as const })),
    ...listed.map(cells),
  ])
  const left_ = rows.length - listed.length
  const more =
    left_ > 0
      ? wrap(`${plural(left_, 'more line')}; --format json tells of all`, proseWidth(surface), ' ')
      : []
  if (layout.width <= Math.max(surface.width, 0)) return [...layout.lines, ...more]
  return [
    ...listed.flatMap(row => {
      const when = whenText(row, document.from)
      const words = `${row.isPort ? `${row.subject} (port)` : row.subject} ${towards(row.direction)} ${row.what} limit ${row.limit}: ${when === '' ? 'holds' : `fails on ${when}`}`
      return wrap(words, proseWidth(surface), ` ${symbols[mark(row)]} `, '   ')
    }),
    ...more,
  ]
}
