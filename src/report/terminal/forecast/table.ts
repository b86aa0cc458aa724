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
/** Ranges of dates told at most. */
const RANGES = 3

const COLUMNS: readonly Column[] = [
  left(1, 1),
  left(1, 6),
  left(1, 1),
  left(1, 8),
  right(2, 7),
  left(2, CELLS),
  left(2, 11),
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

const dateText = (day: string): string => longDate(instantIn(day))

/** When it fails; where only a busy week does inside the horizon, when that is. */
const whenText = ({ failsOn, earliest }: Row, from: string): string => {
  const day = failsOn ?? earliest
  return day === null ? '' : day === from ? 'now' : dateText(day)
}

const MARKS = ['missed', 'warning', 'met'] as const

const markOf = ({ failsOn, earliest }: Row): (typeof MARKS)[number] =>
  failsOn !== null ? 'missed' : earliest !== null ? 'warning' : 'met'

/** Draws it. */
export const courseTable = (document: ForecastDocument, surface: Surface): readonly string[] => {
  const symbols = symbolsOf(surface)
  const rows = rowsOf(document)
  const ranked = MARKS.flatMap(mark => rows.filter(row => markOf(row) === mark))
  const open = ranked.filter(row => markOf(row) !== 'met').length
  const listed = ranked.slice(0, Math.max(LISTED, Math.min(open, 2 * LISTED)))
  const months = drawn(document.months)
  const nameOf = ({ subject, isPort }: Row): string => (isPort ? `${subject} (port)` : subject)
  const cells = (row: Row) => [
    { text: symbols[markOf(row)], tone: markOf(row) },
    plain(nameOf(row)),
    plain(symbols[row.direction]),
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
  const hidden = rows.length - listed.length
  const more =
    hidden > 0
      ? wrap(`${plural(hidden, 'more line')}; --format json tells of all`, proseWidth(surface), ' ')
      : []
  if (layout.width <= proseWidth(surface)) return [...layout.lines, ...more]
  return [
    ...listed.flatMap(row => {
      const when = whenText(row, document.from)
      const fate = when === '' ? 'holds' : `fails on ${when}`
      return wrap(
        `${nameOf(row)} ${towards(row.direction)} ${row.what} ${row.limit}: ${fate}`,
        proseWidth(surface),
        ` ${symbols[markOf(row)]} `,
        '   ',
      )
    }),
    ...more,
  ]
}

/** How far the dates of what fails may be off, as weeks differ; of many the first. */
export const ranges = (document: ForecastDocument, surface: Surface): readonly string[] =>
  rowsOf(document)
    .filter(row => markOf(row) !== 'met' && row.earliest !== null)
    .slice(0, RANGES)
    .flatMap(row => {
      const { failsOn, earliest, latest } = row
      const early = earliest === document.from ? 'at once' : `from ${dateText(earliest!)} on`
      const late =
        latest === null ? `not before ${dateText(document.to)}` : `from ${dateText(latest)} on`
      const calm = failsOn === null ? '' : `, a calm one ${late}`
      return wrap(
        `${row.isPort ? `the port of ${row.subject}` : row.subject} ${towards(row.direction)}, ${row.what}: ` +
          `a busy week fails ${early}${calm}`,
        proseWidth(surface),
        ' ',
      )
    })
