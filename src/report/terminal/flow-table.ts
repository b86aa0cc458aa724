/**
 * The table of flows: one block per connection, all in the same columns.
 *
 * What does not fit is dropped in the order sparkline, peak, offered; where even that is too wide,
 * each flow gets a few lines of its own.
 */
import type { FlowResult, PortResult } from '../../sim/result/document.ts'
import type { Context } from '../context.ts'
import type { Judged } from '../judged.ts'
import { BLANK, type Cell, type Column, layOut, left, plain, right } from './columns.ts'
import { type FlowFigures, type RowFigures, flowFigures } from './flow-figures.ts'
import { type FlowRow, type Mark, groupsByConnection } from './flow-groups.ts'
import { spoken } from './figures.ts'
import { restLines } from './flow-rest.ts'
import { stackedGroup } from './flow-stack.ts'
import { SPARKLINE_SLICES, resample, sparkline } from './sparkline.ts'
import { type Surface, paint, symbolsOf } from './style.ts'
import { proseWidth, wrap } from './text.ts'

/** Below this width each flow gets lines of its own. */
const TABLE_MIN = 60

type Key = 'mark' | 'id' | keyof RowFigures | 'line'

const COLUMNS: Readonly<Record<Key, Column>> = {
  mark: left(1, 1),
  id: left(1, 6),
  bandwidth: right(1, 9),
  offered: right(2, 7),
  peak: right(2, 6),
  delivered: right(2, 9),
  used: right(1, 6),
  lost: right(1, 6),
  late: right(2, 6),
  line: left(2, 25),
}

/** The column of ids gives way to marks that are words, so that the columns after it keep their place. */
const idColumn = (surface: Surface): Column => ({
  ...COLUMNS.id,
  width: COLUMNS.id.width + 1 - symbolsOf(surface).missed.length,
})

const DROPPED_IN_ORDER: readonly (readonly Key[])[] = [
  [],
  ['line'],
  ['line', 'peak'],
  ['line', 'peak', 'offered'],
]

/** The table, in pieces. */
export interface FlowTable {
  /** Lines per connection id, heading and all; none for a connection without traffic. */
  readonly blocks: ReadonlyMap<string, readonly string[]>
  /** What the table's words and marks mean. */
  readonly notes: readonly string[]
}

/** The mark of a row, or nothing. */
const markCell = (surface: Surface, mark: Mark): Cell =>
  mark === null ? BLANK : { text: symbolsOf(surface)[mark], tone: mark }

const flowLine = (surface: Surface, flow: FlowResult): string =>
  sparkline(
    surface,
    resample(flow.slices.offered, SPARKLINE_SLICES).map(rate => rate / flow.bandwidth),
    resample(flow.slices.dropped, SPARKLINE_SLICES).map(frames => frames > 1e-9),
  )

const portLine = (surface: Surface, port: PortResult): string =>
  sparkline(surface, resample(port.slices.utilisation, SPARKLINE_SLICES))

type Row = Readonly<Record<Key, Cell>>

const row = (mark: Cell, id: string, figures: RowFigures, line: string): Row => ({
  mark,
  id: plain(id),
  bandwidth: plain(figures.bandwidth),
  offered: plain(figures.offered),
  peak: plain(figures.peak),
  delivered: plain(figures.delivered),
  used: plain(figures.used),
  lost: plain(figures.lost),
  late: plain(figures.late),
  line: plain(line),
})

const heading = (figures: FlowFigures): Row => {
  const texts = {
    mark: figures.rateUnit.name,
    id: '',
    bandwidth: 'bandwidth',
    offered: 'offered',
    peak: 'peak',
    delivered: 'delivered',
    used: 'used %',
    lost: 'lost %',
    late: `p99 ${figures.lateUnit.name}`,
    line: 'offered; top = bandwidth',
  }
  const cells = Object.entries(texts).map(([key, text]): [string, Cell] => [
    key,
    text === '' ? BLANK : { text, tone: 'secondary' },
  ])
  return Object.fromEntries(cells) as Row
}

/** What a row is called: its InterLink, and how excess is treated where that differs. */
const rowName = ({ flow, treatment }: FlowRow): string =>
  treatment === null ? flow.interlink : `${flow.interlink} (${treatment})`

const notes = (
  context: Context,
  surface: Surface,
  { lined, lossy, whole }: Readonly<Record<'lined' | 'lossy' | 'whole', boolean>>,
): string[] => {
  const slice = spoken(context.document.simulated.duration / SPARKLINE_SLICES, 'duration')
  const mark = lossy ? `, ${symbolsOf(surface).loss} where frames were lost` : ''
  const text = [
    'p99: 99 of 100 frames are at most this late',
    ...(lined ? [`sparkline: ${slice} a column${mark}`] : []),
  ].join('; ')
  return [text, ...(whole ? [] : ['--format json has every flow, at full precision'])]
    .flatMap(note => wrap(note, proseWidth(surface), ' '))
    .map(line => paint(surface, 'secondary', line))
}

/** Draws the flows of a run. */
export const flowTable = (
  context: Context,
  judged: readonly Judged[],
  surface: Surface,
): FlowTable => {
  const groups = groupsByConnection(context, judged)
  const listed = [...groups.values()].flat().flatMap(group => group.rows.map(({ flow }) => flow))
  const figures = flowFigures(context, listed, judged, symbolsOf(surface).none)
  const lossy = listed.some(flow => flow.slices.dropped.some(frames => frames > 0))
  const whole = listed.length === context.document.flows.length

  const rows: Row[] = [heading(figures)]
  const plans = [...groups].map(([id, ofConnection]) => ({
    id,
    groups: ofConnection.map(group => {
      const from = rows.length
      for (const entry of group.rows) {
        rows.push(
          row(
            markCell(surface, entry.mark),
            rowName(entry),
            figures.ofFlow(entry.flow),
            flowLine(surface, entry.flow),
          ),
        )
      }
      const port = rows.length
      if (group.port !== null) {
        const mark = markCell(surface, group.portMark)
        rows.push(row(mark, 'port', figures.ofPort(group.port), portLine(surface, group.port)))
      }
      return { group, from, port, to: rows.length }
    }),
  }))

  for (const dropped of DROPPED_IN_ORDER) {
    if (surface.width < TABLE_MIN) break
    const keys = (Object.keys(COLUMNS) as Key[]).filter(key => !dropped.includes(key))
    const layout = layOut(
      surface,
      keys.map(key => (key === 'id' ? idColumn(surface) : COLUMNS[key])),
      rows.map(cells => keys.map(key => cells[key])),
    )
    if (layout.width > surface.width) continue
    const [head = '', ...lines] = layout.lines
    const blocks = plans
      .filter(plan => plan.groups.length > 0)
      .map((plan): [string, string[]] => [
        plan.id,
        [
          head,
          ...plan.groups.flatMap(({ group, from, port, to }) => [
            ...wrap(group.heading, proseWidth(surface), ' '),
            ...lines.slice(from - 1, port - 1),
            ...restLines(surface, figures, group.rests, judged),
            ...lines.slice(port - 1, to - 1),
          ]),
        ],
      ])
    const lined = keys.includes('line')
    return { blocks: new Map(blocks), notes: notes(context, surface, { lined, lossy, whole }) }
  }
  const stacks = [...groups]
    .filter(([, ofConnection]) => ofConnection.length > 0)
    .map(([id, ofConnection]): [string, string[]] => [
      id,
      ofConnection.flatMap(group => stackedGroup(surface, figures, group, judged)),
    ])
  return { blocks: new Map(stacks), notes: notes(context, surface, { lined: false, lossy, whole }) }
}
