/** A scenario as it would be if a connection were not there. */
import type { Demand } from '../../model/demand.ts'
import type { Scenario } from '../../model/scenario.ts'
import type { ScheduledEvent } from '../../model/scheduled-event.ts'

/**
 * A connection is absent: its InterLinks carry nothing from the start, and what is offered to one is
 * offered to its VPC, which sends it over those InterLinks that it has besides. They stay in the world, so
 * that frames for which there is no other way are seen to be dropped where they would have gone.
 *
 * @param connection  id of one of the scenario's connections
 */
export const withoutConnection = (scenario: Scenario, connection: string): Scenario => {
  const { world, events, traffic } = scenario
  const absent = new Map(
    world.interlinks
      .filter(interlink => interlink.connection === connection)
      .map(interlink => [interlink.id, interlink]),
  )
  const happens = (event: ScheduledEvent): boolean =>
    'interlink' in event ? !absent.has(event.interlink) : event.connection !== connection
  const rerouted = (demand: Demand): Demand => {
    if (!('interlink' in demand)) return demand
    const attachment = absent.get(demand.interlink)?.attachment
    if (attachment?.kind !== 'attached') return demand
    const { interlink: _, ...rest } = demand
    return { ...rest, vpc: attachment.vpc }
  }
  return {
    ...scenario,
    world: {
      ...world,
      interlinks: world.interlinks.map(interlink =>
        absent.has(interlink.id) ? { ...interlink, propagation: false } : interlink,
      ),
    },
    events: events.filter(happens),
    traffic: traffic.map(rerouted),
  }
}
