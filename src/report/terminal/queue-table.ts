/** The table of queues in which something waited that is worth a look. */
import type { Context } from '../context.ts'
import type { Judged } from '../judged.ts'
import { type Waiting, filled, notableQueues } from '../waiting.ts'
import { BLANK, type Cell, type Column, layOut, left, plain, right } from './columns.ts'
import { UNITS, count, exact, figure, significant, spoken } from './figures.ts'
import { SPARKLINE_SLICES, resample, sparkline } from './sparkline.ts'
import { type Surface, paint, symbolsOf } from './style.ts'
import { NBSP, proseWidth, wrap } from './text.ts'

/** Queues with a line of their own; of more, those that made a miss and the fullest. */
const LISTED = 8
/** Narrower surfaces have no sparkline; below the second, each queue is told in words. */
const LINE_MIN = 90
const TABLE_MIN = 60

const COLUMNS: Readonly<Record<'mark' | 'subject' | 'kind' | 'room' | 'peak' | 'share', Column>> = {
  mark: left(1, 1),
  subject: left(1, 21),
  kind: left(2, 8),
  room: right(2, 9),
  peak: right(2, 9),
  share: right(2, 6),
}
const LINE: Column = left(2, SPARKLINE_SLICES)

const share = (queue: Waiting): string => significant(filled(queue), UNITS.share[0]!, 3, [1])

/** Full height is the queue's room, where a good part of it was taken; else the fullest slice. */
const topOf = ({ room, peak, slices }: Waiting): number =>
  peak * 3 >= room ? room : Math.max(...slices, Number.MIN_VALUE)

const lineOf = (surface: Surface, queue: Waiting): string =>
  sparkline(
    surface,
    resample(queue.slices, SPARKLINE_SLICES).map(bytes => bytes / topOf(queue)),
  )

const rowOf = (surface: Surface, queue: Waiting): readonly Cell[] => [
  queue.isMissed ? { text: symbolsOf(surface).missed, tone: 'missed' } : BLANK,
  plain(queue.subject),
  plain(queue.kind),
  plain(exact(queue.room, 'size')),
  plain(figure(queue.peak, 'size', [queue.room])),
  plain(share(queue)),
  plain(lineOf(surface, queue)),
]

const HEADS = ['', 'what waits', 'queue of', 'room', 'peak', 'full %', 'bytes waiting']

/** What the table's last column is drawn on. */
const note = ({ document }: Context, listed: readonly Waiting[]): string => {
  const slice = spoken(document.simulated.duration / SPARKLINE_SLICES, 'duration')
  const isOwn = listed.filter(({ room, peak }) => peak * 3 < room).length
  const top =
    isOwn === 0
      ? 'top = room'
      : isOwn === listed.length
        ? 'top = its fullest column'
        : 'top = room, or its fullest column where less than a third of the room was taken'
  return `bytes waiting: ${slice} a column, mean; ${top}`
}

const rest = (surface: Surface, others: readonly Waiting[]): readonly string[] => {
  if (others.length === 0) return []
  const text = `${count(others.length)} more queues were at most ${share(others[0]!)}${NBSP}% full`
  return wrap(text, proseWidth(surface), ` ${symbolsOf(surface).cut} `, '   ')
}

const inWords = (surface: Surface, queue: Waiting): readonly string[] => {
  const mark = queue.isMissed ? symbolsOf(surface).missed : ' '
  const text =
    `${queue.subject}, ${queue.kind}: at most ${figure(queue.peak, 'size', [queue.room])} of ` +
    `${exact(queue.room, 'size')} waiting`
  const [first = '', ...others] = wrap(text, proseWidth(surface), ` ${mark} `, '   ')
  return [
    first.replace(mark, () => paint(surface, queue.isMissed ? 'missed' : null, mark)),
    ...others,
  ]
}

/** Draws the queues of a run in which something waited that is worth a look; nothing where there is none. */
export const queueTable = (
  context: Context,
  judged: readonly Judged[],
  surface: Surface,
): readonly string[] => {
  const queues = notableQueues(context, judged)
  const listed = queues.slice(0, LISTED)
  if (listed.length === 0) return []
  const others = rest(surface, queues.slice(LISTED))
  const heads = HEADS.map((text): Cell => (text === '' ? BLANK : { text, tone: 'secondary' }))
  const rows = [heads, ...listed.map(queue => rowOf(surface, queue))]
  // Ids give way to marks that are words, so that what follows keeps its place.
  const spare = COLUMNS.subject.width + 1 - symbolsOf(surface).missed.length
  const columns = Object.values({ ...COLUMNS, subject: { ...COLUMNS.subject, width: spare } })
  for (const isLined of [true, false]) {
    if (surface.width < (isLined ? LINE_MIN : TABLE_MIN)) continue
    const { width, lines } = layOut(
      surface,
      isLined ? [...columns, LINE] : columns,
      isLined ? rows : rows.map(row => row.slice(0, -1)),
    )
    if (width > surface.width) continue
    const said = isLined ? wrap(note(context, listed), proseWidth(surface), ' ') : []
    return [...lines, ...others, ...said.map(line => paint(surface, 'secondary', line))]
  }
  return [...listed.flatMap(queue => inWords(surface, queue)), ...others]
}
