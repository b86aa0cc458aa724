/** Flows for narrow terminals: a few lines each instead of a row. */
import type { Judged } from '../judged.ts'
import type { FlowFigures } from './flow-figures.ts'
import type { FlowGroup, Mark } from './flow-groups.ts'
import { restLines } from './flow-rest.ts'
import { type Surface, paint, symbolsOf } from './style.ts'
import { NBSP, wrap } from './text.ts'

/** Draws one direction of a connection. */
export const stackedGroup = (
  surface: Surface,
  figures: FlowFigures,
  group: FlowGroup,
  judged: readonly Judged[],
): readonly string[] => {
  const symbols = symbolsOf(surface)
  const rate = figures.rateUnit.name
  const title = (mark: Mark, text: string): string[] => {
    const symbol = mark === null ? ' ' : symbols[mark]
    const [first = '', ...rest] = wrap(text, surface.width, ` ${symbol} `, '   ')
    return [
      mark === null ? first : first.replace(symbol, () => paint(surface, mark, symbol)),
      ...rest,
    ]
  }
  const percent = (text: string): string => (text === symbols.none ? text : `${text}${NBSP}%`)
  const detail = (parts: readonly string[]): string[] =>
    wrap(parts.join(', '), surface.width, '     ')
  return [
    ...wrap(group.heading, surface.width, ' '),
    ...group.rows.flatMap(({ flow, mark, treatment }) => {
      const row = figures.ofFlow(flow)
      const how = treatment === null ? '' : `, ${treatment}`
      const late =
        row.late === symbols.none ? row.late : `${row.late}${NBSP}${figures.lateUnit.name}`
      return [
        ...title(mark, `${flow.interlink} ${row.bandwidth}${NBSP}${rate}${how}`),
        ...detail([
          `offered${NBSP}${row.offered}`,
          `peak${NBSP}${row.peak}`,
          `delivered${NBSP}${row.delivered}${NBSP}${rate}`,
        ]),
        ...detail([
          `used${NBSP}${percent(row.used)}`,
          `lost${NBSP}${percent(row.lost)}`,
          `p99${NBSP}${late}`,
        ]),
      ]
    }),
    ...restLines(surface, figures, group.rests, judged),
    ...(group.port === null
      ? []
      : (row => [
          ...title(group.portMark, `port ${row.bandwidth}${NBSP}${rate}`),
          ...detail([`used${NBSP}${percent(row.used)}`, `lost${NBSP}${percent(row.lost)}`]),
        ])(figures.ofPort(group.port))),
  ]
}
