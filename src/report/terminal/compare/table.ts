/** The table of figures: what surely changes, the most important first, and how many do not. */
import { towards } from '../../../model/direction.ts'
import { dimensionOf } from '../../../model/objective.ts'
import type { ChangeVerdict, CompareDocument, Difference } from '../../../study/compare/document.ts'
import { type Change, changesIn } from '../../compare/changes.ts'
import { intervalInWords } from '../../compare/words.ts'
import { metricName } from '../../judged.ts'
import { type Cell, type Column, layOut, left, plain, right } from '../columns.ts'
import { count, exact, figure } from '../figures.ts'
import { type Surface, symbolsOf } from '../style.ts'
import { NBSP, displayWidth, proseWidth, wrap } from '../text.ts'

/** Changes that are sure have a line each up to this number. */
const SURE_LISTED = 16
/** Lines are filled up to this number with differences that cannot be told. */
const FILLED = 6
/** Below this share of the larger one two figures may look alike. */
const ALIKE = 1e-4

const WORDS: Readonly<Record<ChangeVerdict, string>> = {
  better: 'better',
  worse: 'worse',
  other: 'another',
  same: 'the same',
  undecided: 'not told',
}

const MARKS = {
  better: 'met',
  worse: 'missed',
  other: 'none',
  same: 'none',
  undecided: 'none',
} as const satisfies Record<ChangeVerdict, string>

/** A line of the table; texts of one line. */
interface Row {
  readonly mark: (typeof MARKS)[ChangeVerdict]
  readonly id: string
  readonly direction: string
  readonly metric: string
  readonly a: string
  readonly b: string
  readonly difference: string
  readonly interval: string
  readonly verdict: string
}

const rowOf = (difference: Difference, none: string): Row => {
  const { a, b, mean, direction, metric, verdict } = difference
  const dimension = dimensionOf(metric)
  const areApart =
    a !== null && b !== null && Math.abs(a - b) > ALIKE * Math.max(Math.abs(a), Math.abs(b))
  const value = (own: number | null, other: number | null): string =>
    own === null ? none : figure(own, dimension, areApart ? [other!] : [])
  const sign = mean === null || mean === 0 ? '' : mean > 0 ? '+' : '-'
  return {
    mark: MARKS[verdict],
    id: 'interlink' in difference ? difference.interlink : `port of ${difference.connection}`,
    direction: towards(direction),
    metric: metricName(metric),
    a: value(a, b),
    b: value(b, a),
    difference: mean === null ? none : `${sign}${figure(Math.abs(mean), dimension)}`,
    interval: intervalInWords(difference),
    verdict: WORDS[verdict],
  }
}

/** What a row shows, from left to right. */
const FIELDS = ['id', 'direction', 'metric', 'a', 'b', 'difference', 'interval', 'verdict'] as const
type Field = (typeof FIELDS)[number]

/** The heading of intervals says `between` for all. */
const cellText = (row: Row, field: Field): string =>
  field === 'interval' ? row.interval.replace(/^between /, '') : row[field]

const NUMBERS: ReadonlySet<Field> = new Set(['a', 'b', 'difference'])

const columnOf = (field: Field, texts: readonly string[]): Column => {
  const width = Math.max(...texts.map(displayWidth))
  if (NUMBERS.has(field)) return right(2, width)
  return left(field === 'interval' || field === 'verdict' ? 2 : 1, width)
}

/** How many have no line of their own, and what becomes of them. */
const rest = (
  many: number,
  noun: 'more' | 'figures',
  what: string,
  surface: Surface,
): readonly string[] =>
  many === 0 ? [] : wrap(`${count(many)} ${noun}: ${what}`, proseWidth(surface), '   ', '     ')

const stacked = (rows: readonly Row[], surface: Surface): readonly string[] =>
  rows.flatMap(({ mark, id, direction, metric, a, b, interval, verdict }) =>
    wrap(
      `${id} ${direction} ${metric}: A ${a}, B ${b}, ${interval}: ${verdict}`,
      proseWidth(surface),
      ` ${symbolsOf(surface)[mark]} `,
      '   ',
    ),
  )

/** Draws it. */
export const compareTable = (document: CompareDocument, surface: Surface): readonly string[] => {
  const changes = changesIn(document)
  const sure = [...changes('better'), ...changes('worse'), ...changes('other')].toSorted(
    (x, y) => y.weight - x.weight,
  )
  const undecided = changes('undecided')
  const listed = sure.slice(0, SURE_LISTED)
  const open = undecided.slice(0, Math.max(0, FILLED - listed.length))
  const { none } = symbolsOf(surface)
  const rows = [...listed, ...open].map(({ difference }: Change) => rowOf(difference, none))
  const { replications, confidence } = document
  const seeds = `${count(replications)} seeds`
  const noun = rows.length === 0 ? 'figures' : 'more'
  const below = [
    ...rest(sure.length - listed.length, noun, 'surely changed, each less than these', surface),
    ...rest(undecided.length - open.length, noun, `no difference that ${seeds} can tell`, surface),
    ...rest(changes('same').length, noun, `the same with each of ${seeds}`, surface),
  ]
  if (rows.length === 0) return below
  const heads: Readonly<Record<Field, string>> = {
    id: 'figure',
    direction: '',
    metric: '',
    a: 'A',
    b: 'B',
    difference: 'B - A',
    interval: `between (${exact(confidence, 'share')}${NBSP}sure)`,
    verdict: `in${NBSP}B`,
  }
  // What B has more or less is in the interval, too: its mean is the first to go.
  for (const fields of [FIELDS, FIELDS.filter(field => field !== 'difference')]) {
    const columns = fields.map(field =>
      columnOf(field, [heads[field], ...rows.map(row => cellText(row, field))]),
    )
    const head: readonly Cell[] = fields.map(field => ({ text: heads[field], tone: 'secondary' }))
    const layout = layOut(
      surface,
      [left(1, 1), ...columns],
      [
        [plain(''), ...head],
        ...rows.map(row => [
          {
            text: symbolsOf(surface)[row.mark],
            tone: row.mark === 'none' ? ('secondary' as const) : row.mark,
          },
          ...fields.map(field => plain(cellText(row, field))),
        ]),
      ],
    )
    if (layout.width <= proseWidth(surface)) return [...layout.lines, ...below]
  }
  return [...stacked(rows, surface), ...below]
}
