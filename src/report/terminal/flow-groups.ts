/** Which flows a table lists, and under which heading: one group per connection and direction. */
import { DIRECTIONS, type Direction } from '../../model/direction.ts'
import type { FlowResult, PortResult } from '../../sim/result/document.ts'
import {
  type Context,
  type Treatment,
  explained,
  flowsOn,
  interlinkOf,
  offeredRate,
  portOf,
  towards,
  treatmentOf,
} from '../context.ts'
import { type Judged, subjectOf } from '../judged.ts'

/** Flows up to this number are all listed. */
const ALL_LISTED = 24
/** Of more, the busiest are listed beside those that lost frames or missed an objective. */
const BUSIEST_LISTED = 12

/** What the mark in front of a row says. */
export type Mark = 'missed' | 'warning' | null

/** A row of the table. */
export interface FlowRow {
  readonly flow: FlowResult
  readonly mark: Mark
  /** How excess is treated, where the rows of a group differ in it. */
  readonly treatment: Treatment | null
}

/** A direction of a connection. */
export interface FlowGroup {
  readonly heading: string
  readonly direction: Direction
  readonly rows: readonly FlowRow[]
  /** Flows that are not listed. */
  readonly left: number
  readonly port: PortResult | null
  readonly portMark: Mark
}

const judgedOn = (
  judged: readonly Judged[],
  kind: 'flow' | 'port',
  id: string,
  direction: Direction,
): readonly Judged[] =>
  judged.filter(({ result }) => {
    const subject = subjectOf(result)
    return subject.kind === kind && subject.id === id && subject.direction === direction
  })

const missedAny = (judged: readonly Judged[]): boolean => judged.some(({ result }) => !result.met)

/** Missed, or frames lost that no objective allows. */
const markOf = (flow: FlowResult, judged: readonly Judged[]): Mark => {
  const own = judgedOn(judged, 'flow', flow.interlink, flow.direction)
  if (missedAny(own)) return 'missed'
  const allowed = own.some(({ result }) => result.metric === 'loss')
  return flow.dropped.frames > 0 && !allowed ? 'warning' : null
}

/** The flows that are listed, in any order. */
const listed = (context: Context, judged: readonly Judged[]): ReadonlySet<FlowResult> => {
  const { flows } = context.document
  if (flows.length <= ALL_LISTED) return new Set(flows)
  const use = (flow: FlowResult): number => offeredRate(context, flow) / flow.bandwidth
  const busiest = flows.toSorted((a, b) => use(b) - use(a)).slice(0, BUSIEST_LISTED)
  const troubled = flows.filter(
    flow => flow.dropped.frames > 0 || markOf(flow, judged) === 'missed',
  )
  return new Set([...busiest, ...troubled])
}

/** The groups of one connection; a direction without traffic has none. */
export const groupsOf = (
  context: Context,
  judged: readonly Judged[],
  connection: string,
): readonly FlowGroup[] => {
  const shown = listed(context, judged)
  return DIRECTIONS.flatMap((direction): FlowGroup[] => {
    const flows = flowsOn(context, connection, direction)
    if (flows.length === 0) return []
    const treatments = flows.map(flow =>
      treatmentOf(interlinkOf(context, flow.interlink), direction),
    )
    const differ = treatments.some(treatment => treatment !== treatments[0])
    const rows = flows
      .map((flow, index) => ({
        flow,
        mark: markOf(flow, judged),
        treatment: differ ? treatments[index]! : null,
      }))
      .filter(({ flow }) => shown.has(flow))
    const excess = differ
      ? 'shaped (excess waits) or policed (excess is dropped), as each row says'
      : explained(treatments[0]!)
    return [
      {
        heading: `${towards(direction)}: ${excess}`,
        direction,
        rows,
        left: flows.length - rows.length,
        port: portOf(context, connection, direction) ?? null,
        portMark: missedAny(judgedOn(judged, 'port', connection, direction)) ? 'missed' : null,
      },
    ]
  })
}
