/** The table of objectives: limit, value, verdict, and where in the file a missed one stands. */
import type { ReplicationsReport } from '../../sim/result/document.ts'
import type { Judged, Locate } from '../judged.ts'
import {
  BLANK,
  type Cell,
  type Column,
  type Layout,
  layOut,
  left,
  plain,
  right,
} from './columns.ts'
import { type ObjectiveRow, objectiveRows } from './objective-rows.ts'
import { type Surface, paint, symbolsOf } from './style.ts'
import { wrap } from './text.ts'

const COLUMNS: readonly Column[] = [
  left(1, 1),
  left(1, 6),
  left(1, 11),
  left(2, 13),
  right(2, 5),
  right(2, 9),
  left(3, 18),
  left(2, 0),
]

/** Likewise where a connection is absent: it stands between value and verdict. */
const WITHOUT_COLUMNS: readonly Column[] = COLUMNS.toSpliced(6, 1, left(2, 7), left(3, 15))

/** The same columns, none wider than what stands in it. */
const close = (columns: readonly Column[]): readonly Column[] =>
  columns.map(column => ({ ...column, width: 0 }))

const HEADINGS = ['objective', '', '', '', 'limit', 'value', 'verdict', '']
const WITHOUT_HEADINGS = HEADINGS.toSpliced(5, 1, 'worst', 'without')

const headOf = (headings: readonly string[]): readonly Cell[] =>
  headings.map(text => (text === '' ? BLANK : { text, tone: 'secondary' }))

const cells = (
  surface: Surface,
  row: ObjectiveRow,
  place: string,
  hasWithout: boolean,
): readonly Cell[] => [
  { text: symbolsOf(surface)[row.mark], tone: row.mark },
  plain(row.id),
  plain(row.direction),
  plain(row.metric),
  plain(row.limit),
  plain(row.value),
  ...(hasWithout ? [plain(row.without)] : []),
  plain(row.verdict),
  plain(place),
]

/** A row as a few lines, for terminals in which the table does not fit. */
const stacked = (surface: Surface, row: ObjectiveRow, place: string): readonly string[] => {
  const symbol = symbolsOf(surface)[row.mark]
  const subject = [row.id, row.direction, row.metric].filter(text => text !== '').join(' ')
  const [first = '', ...rest] = wrap(subject, surface.width, ` ${symbol} `, '   ')
  const measured = [
    row.value,
    row.limit === '' ? '' : `limit ${row.limit}`,
    row.without === '' ? '' : `without ${row.without}`,
    row.verdict,
    place,
  ].filter(text => text !== '')
  return [
    first.replace(symbol, () => paint(surface, row.mark, symbol)),
    ...rest,
    ...wrap(measured.join(', '), surface.width, '     '),
  ]
}

const basename = (file: string): string => file.split(/[\\/]/).at(-1)!

/**
 * Draws the objectives of a run, or each at its worst of several runs without a connection.
 *
 * @param judged  at least one
 * @param file    the scenario as the user named it; its folder is left out where it does not fit
 * @param of      the replications that were judged; null: a single run
 */
export const objectiveTable = (
  judged: readonly Judged[],
  locate: Locate,
  file: string,
  surface: Surface,
  of: ReplicationsReport | null = null,
): readonly string[] => {
  const { rows, missedLeft } = objectiveRows(judged, symbolsOf(surface).none, of)
  const place = (row: ObjectiveRow, name: string): string => {
    const found = row.index === null ? null : locate(['objectives', row.index])
    return found === null ? '' : `${name}:${found.line}:${found.column}`
  }
  const hasWithout = rows.some(({ without }) => without !== '')
  const usual = hasWithout ? WITHOUT_COLUMNS : COLUMNS
  const head = headOf(hasWithout ? WITHOUT_HEADINGS : HEADINGS)
  const more =
    missedLeft === 0
      ? []
      : wrap('--quiet lists every missed objective', surface.width, '   ').map(line =>
          paint(surface, 'secondary', line),
        )
  const set = (columns: readonly Column[], name: string | null): Layout =>
    layOut(surface, columns, [
      head,
      ...rows.map(row => cells(surface, row, name === null ? '' : place(row, name), hasWithout)),
    ])
  const name = basename(file)
  for (const layout of [set(usual, file), set(usual, name), set(close(usual), name)]) {
    if (layout.width <= surface.width) return [...layout.lines, ...more]
  }
  for (const layout of [set(usual, null), set(close(usual), null)]) {
    if (layout.width > surface.width) continue
    const [first = '', ...lines] = layout.lines
    const places = rows.map(row => place(row, file))
    const placed = lines.flatMap((line, index) => {
      const where = places[index]!
      // Neighbours that stand at one place share its line.
      if (where === '' || where === places[index + 1]) return [line]
      return [line, ...wrap(where, surface.width, '     ')]
    })
    return [first, ...placed, ...more]
  }
  return [...rows.flatMap(row => stacked(surface, row, place(row, file))), ...more]
}
