/** What of a port's speed is allocated to which InterLink, and what is free. */
import { type Connection, freeBandwidth, interlinksOn } from '../../model/world.ts'
import { unitFor } from '../charts/figures.ts'
import type { Context } from '../context.ts'
import { type View, colourOf } from '../page/view.ts'
import { DRAWN } from '../page/path/path.ts'
import { connectionWords } from '../terminal/heading.ts'
import { count, exact } from '../terminal/figures.ts'
import { linearAxis } from './axis.ts'
import type { Figure, Omitted } from './figure.ts'
import { shown } from './flow-row.ts'
import { slug } from './names.ts'
import { PAPER } from './paper.ts'
import { type Row, rowsOf } from './rows.ts'

/** InterLinks with a row of their own; of more, the largest. */
const LISTED = 24

const figureOf = (view: View, context: Context, connection: Connection): Figure | Omitted => {
  const { world } = context.scenario
  const { id, portSpeed } = connection
  const all = interlinksOn(world, id)
  if (all.length === 0) return { what: `allocation of ${id}`, why: 'it has no InterLink' }
  const kept = new Set(all.toSorted((a, b) => b.bandwidth - a.bandwidth).slice(0, LISTED))
  const listed = all.filter(interlink => kept.has(interlink))
  const free = freeBandwidth(world, connection)
  const others = portSpeed - free - listed.reduce((sum, { bandwidth }) => sum + bandwidth, 0)
  const [factor, unit] = unitFor(portSpeed, 'rate')
  const axis = linearAxis(
    `bandwidth, ${unit}; the port's speed is ${exact(portSpeed, 'rate')}`,
    portSpeed,
    factor,
  )
  let sum = 0
  const next = (bandwidth: number): { readonly from: number; readonly to: number } => {
    const from = axis.place(sum)
    sum += bandwidth
    return { from, to: axis.place(sum) }
  }
  const row = (label: string, told: string, mark: Row['marks'][number]): Row => ({
    label,
    line: null,
    marks: [mark],
    told,
  })
  const rows = [
    ...listed.map(({ id: name, bandwidth }) =>
      row(name, exact(bandwidth, 'rate'), {
        kind: 'bar',
        ...next(bandwidth),
        fill: PAPER.colours[colourOf(view, name).colour]!,
      }),
    ),
    ...(others <= 0
      ? []
      : [
          row(`${count(all.length - listed.length)} more`, exact(others, 'rate'), {
            kind: 'bar',
            ...next(others),
            fill: PAPER.dim,
          }),
        ]),
    ...(free === 0
      ? []
      : [row('free', exact(free, 'rate'), { kind: 'bar', ...next(free), fill: PAPER.line })]),
  ]
  return {
    name: `allocation-${slug(id)}`,
    title: `Allocation of the port of ${id}`,
    subtitle: `${connectionWords(context, connection)}.`,
    legend: [],
    ...shown(rowsOf(rows, axis)),
  }
}

/** A figure for each connection that the page draws. */
export const allocationFigures = (view: View, context: Context): readonly (Figure | Omitted)[] =>
  context.scenario.world.connections
    .slice(0, DRAWN)
    .map(connection => figureOf(view, context, connection))
