/**
 * Which flows a table lists, and under which heading: one group per connection and direction.
 *
 * A few flows are all listed. Of many, those that missed an objective or lost frames are, the worst
 * first where even those are too many, with the one whose delays are drawn and the busiest. Of the
 * others a line says how many there are.
 */
import { DIRECTIONS, type Direction, towards } from '../../model/direction.ts'
import type { FlowResult, PortResult } from '../../sim/result/document.ts'
import {
  type Context,
  type Treatment,
  explained,
  flowsOn,
  interlinkOf,
  offeredRate,
  portOf,
  treatmentOf,
} from '../context.ts'
import { type Judged, type Subject, flowSubject, judgedOn, portSubject, strain } from '../judged.ts'
import { flowToShow } from './histogram.ts'

/** Flows up to this number are all listed. */
const ALL_LISTED = 24
/** Of more, at most this many that missed or lost frames: with the busiest, what a screen or two hold. */
const TROUBLED_LISTED = 64
/** The busiest are added until so many are listed. */
const LISTED_LEAST = 12

/** What the mark in front of a row says. */
export type Mark = 'missed' | 'warning' | null

/** A row of the table. */
export interface FlowRow {
  readonly flow: FlowResult
  readonly mark: Mark
  /** How excess is treated, where the rows of a group differ in it. */
  readonly treatment: Treatment | null
}

/** Flows of one mark that are not listed. */
export interface Rest {
  readonly mark: Mark
  /** At least one. */
  readonly flows: readonly FlowResult[]
}

/** A direction of a connection. */
export interface FlowGroup {
  readonly heading: string
  readonly direction: Direction
  readonly rows: readonly FlowRow[]
  readonly rests: readonly Rest[]
  readonly port: PortResult | null
  readonly portMark: Mark
}

const missedAny = (judged: readonly Judged[], subject: Subject): boolean =>
  judgedOn(judged, subject).some(({ result }) => !result.met)

/** Missed, or frames lost that no objective allows. */
const markOf = (flow: FlowResult, judged: readonly Judged[]): Mark => {
  const subject = flowSubject(flow)
  if (missedAny(judged, subject)) return 'missed'
  const allowed = judgedOn(judged, subject).some(({ result }) => result.metric === 'loss')
  return flow.dropped.frames > 0 && !allowed ? 'warning' : null
}

/** How far beyond its limits a flow is that missed: the most strained of its objectives. */
const worstStrain = (flow: FlowResult, judged: readonly Judged[]): number =>
  Math.max(
    ...judgedOn(judged, flowSubject(flow))
      .filter(({ result }) => !result.met)
      .map(({ result }) => strain(result)),
  )

/** The largest first. */
const descending = (
  flows: readonly FlowResult[],
  size: (flow: FlowResult) => number,
): readonly FlowResult[] => {
  const sizes = new Map(flows.map(flow => [flow, size(flow)]))
  return flows.toSorted((a, b) => {
    const [first, second] = [sizes.get(a)!, sizes.get(b)!]
    return first === second ? 0 : second - first
  })
}

/** The flows that are listed, in any order. */
const chosen = (context: Context, judged: readonly Judged[]): ReadonlySet<FlowResult> => {
  const { flows } = context.document
  if (flows.length <= ALL_LISTED) return new Set(flows)
  const missed = flows.filter(flow => markOf(flow, judged) === 'missed')
  const lossy = flows.filter(flow => flow.dropped.frames > 0 && markOf(flow, judged) !== 'missed')
  const troubled = [
    ...descending(missed, flow => worstStrain(flow, judged)),
    ...descending(lossy, flow => flow.loss),
  ]
  const listed = new Set(troubled.slice(0, TROUBLED_LISTED))
  const latest = flowToShow(context, judged)
  if (latest !== null) listed.add(latest)
  const busiest = descending(flows, flow => offeredRate(context, flow) / flow.bandwidth)
  for (const flow of busiest) {
    if (listed.size >= LISTED_LEAST) break
    listed.add(flow)
  }
  return listed
}

const MARKS: readonly Mark[] = ['missed', 'warning', null]

/**
 * The groups of all connections, by id; a direction without traffic has none.
 *
 * @param judged  every objective of the run
 */
export const groupsByConnection = (
  context: Context,
  judged: readonly Judged[],
): ReadonlyMap<string, readonly FlowGroup[]> => {
  const listed = chosen(context, judged)
  const groupOf = (connection: string, direction: Direction): FlowGroup[] => {
    const flows = flowsOn(context, connection, direction)
    if (flows.length === 0) return []
    const treatments = flows.map(flow =>
      treatmentOf(interlinkOf(context, flow.interlink), direction),
    )
    const differ = treatments.some(treatment => treatment !== treatments[0])
    const excess = differ
      ? 'shaped (excess waits) or policed (excess is dropped), as each row says'
      : explained(treatments[0]!)
    const rows = flows.map((flow, index) => ({
      flow,
      mark: markOf(flow, judged),
      treatment: differ ? treatments[index]! : null,
    }))
    const left = rows.filter(({ flow }) => !listed.has(flow))
    const port = portOf(context, connection, direction) ?? null
    return [
      {
        heading: `${towards(direction)}: ${excess}`,
        direction,
        rows: rows.filter(({ flow }) => listed.has(flow)),
        rests: MARKS.map(mark => ({
          mark,
          flows: left.filter(row => row.mark === mark).map(({ flow }) => flow),
        })).filter(rest => rest.flows.length > 0),
        port,
        portMark: port !== null && missedAny(judged, portSubject(port)) ? 'missed' : null,
      },
    ]
  }
  return new Map(
    context.scenario.world.connections.map(({ id }) => [
      id,
      DIRECTIONS.flatMap(direction => groupOf(id, direction)),
    ]),
  )
}
