/** What is left of a lane once it is played: plain figures. */
import type { Scenario } from '../../model/scenario.ts'
import type { LaneResult } from '../kernel/result.ts'
import type { FlowCounters } from '../meter/flow.ts'
import type { Life } from '../life/timeline.ts'
import { availableShare } from './availability.ts'
import { type FlowFigures, type PortFigures, flowResult, portResult } from './flow.ts'

/** What the document says of a lane, and what it sums over all of them. */
export interface LaneFigures {
  /** In the order of its flows. */
  readonly flows: readonly FlowFigures[]
  readonly port: PortFigures
  /** What figures of several runs are pooled from, in the order of its flows; null: nobody asked. */
  readonly counters: readonly FlowCounters[] | null
  /** Frames emitted, warm-up included. */
  readonly emitted: number
  readonly events: number
}

/**
 * The figures of a lane of a scenario.
 *
 * @param keepsCounters  whether counters are wanted, too: they are some hundred times as large
 */
export const laneFigures = (
  result: LaneResult,
  scenario: Scenario,
  life: Life,
  keepsCounters: boolean,
): LaneFigures => {
  const { lane, emitted, events } = result
  const { connections, interlinks } = scenario.world
  const interlinkOf = new Map(interlinks.map(each => [each.id, each]))
  const kept: FlowCounters[] = []
  return {
    flows: lane.flows.map(({ interlink: id, families }, i) => {
      const counters = result.meters[i]!.counters()
      if (keepsCounters) kept.push(counters)
      const available = availableShare(life, scenario, id, families)
      return flowResult(result, i, counters, interlinkOf.get(id)!, available)
    }),
    port: portResult(
      result,
      connections.find(({ id }) => id === lane.connection)!,
    ),
    counters: keepsCounters ? kept : null,
    emitted,
    events,
  }
}
