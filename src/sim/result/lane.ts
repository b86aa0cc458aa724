/** What is left of a lane once it is played: plain figures. */
import type { Scenario } from '../../model/scenario.ts'
import type { LaneResult } from '../kernel/result.ts'
import type { Life } from '../life/timeline.ts'
import { availableShare } from './availability.ts'
import { type FlowFigures, type PortFigures, flowResult, portResult } from './flow.ts'

/** What the document says of a lane, and what it sums over all of them. */
export interface LaneFigures {
  /** In the order of its flows. */
  readonly flows: readonly FlowFigures[]
  readonly port: PortFigures
  /** Frames emitted, warm-up included. */
  readonly emitted: number
  readonly events: number
}

/** The figures of a lane of a scenario. */
export const laneFigures = (result: LaneResult, scenario: Scenario, life: Life): LaneFigures => {
  const { lane, emitted, events } = result
  const { connections, interlinks } = scenario.world
  const interlinkOf = new Map(interlinks.map(each => [each.id, each]))
  return {
    flows: lane.flows.map(({ interlink: id, families }, i) =>
      flowResult(result, i, interlinkOf.get(id)!, availableShare(life, scenario, id, families)),
    ),
    port: portResult(
      result,
      connections.find(({ id }) => id === lane.connection)!,
    ),
    emitted,
    events,
  }
}
