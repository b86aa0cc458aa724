/** What is known of a lane before its sources are opened: who is in it. */
import { type Family, FAMILIES } from '../model/demand.ts'
import { DIRECTIONS, type Direction } from '../model/direction.ts'
import { fedBy } from '../model/fed-by.ts'
import type { Scenario } from '../model/scenario.ts'
import { interlinksOn } from '../model/world.ts'
import { type Window, windowOf } from './meter/window.ts'

/** A lane's connection, its flows and whose frames they carry. */
export interface LaneOutline {
  readonly connection: string
  readonly direction: Direction
  readonly window: Window
  /** Flows that traffic names, in the order of `interlinks`. */
  readonly flows: readonly {
    readonly interlink: string
    /** Families of its sources. */
    readonly families: readonly Family[]
  }[]
  /** By flow, and within a flow in the order of `traffic`. */
  readonly sources: readonly {
    readonly flow: number
    /** Its entry in the scenario's `traffic`. */
    readonly demand: number
  }[]
}

/** Who is in the lane of a connection and direction. */
export const outlineLane = (
  scenario: Scenario,
  connection: string,
  direction: Direction,
): LaneOutline => {
  const all = interlinksOn(scenario.world, connection)
  const demandsOf = new Map<string, number[]>(all.map(({ id }) => [id, []]))
  scenario.traffic.forEach((demand, i) => {
    if (demand.direction !== direction) return
    for (const id of fedBy(demand, scenario)) demandsOf.get(id)?.push(i)
  })
  const fed = [...demandsOf].filter(([, demands]) => demands.length > 0)
  return {
    connection,
    direction,
    window: windowOf(scenario),
    flows: fed.map(([interlink, demands]) => ({
      interlink,
      families: FAMILIES.filter(family =>
        demands.some(demand => scenario.traffic[demand]!.family === family),
      ),
    })),
    sources: fed.flatMap(([, demands], flow) => demands.map(demand => ({ flow, demand }))),
  }
}

/** All lanes of a scenario, in the order of the file: both directions of each connection. */
export const outlineLanes = (scenario: Scenario): readonly LaneOutline[] =>
  scenario.world.connections.flatMap(({ id }) =>
    DIRECTIONS.map(direction => outlineLane(scenario, id, direction)),
  )
