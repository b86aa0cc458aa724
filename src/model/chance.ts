/** What of a run is drawn, and so differs between seeds. */
import type { Scenario } from './scenario.ts'

/** Whether any order of a run is drawn: its instants then depend on the seed. */
export const drawsOrders = ({ start, world }: Pick<Scenario, 'start' | 'world'>): boolean =>
  start !== null &&
  world.connections.some(
    ({ provisioning }) =>
      provisioning !== null &&
      [provisioning.loa, provisioning.patch, provisioning.turnUp].some(
        ({ kind }) => kind !== 'certain',
      ),
  )

/** Whether runs of a scenario differ in their seeds: fluid draws no frames. */
export const isDrawn = (scenario: Pick<Scenario, 'engine' | 'start' | 'world'>): boolean =>
  scenario.engine === 'packet' || drawsOrders(scenario)
