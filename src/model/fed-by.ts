/** Which InterLinks the frames of a source may take. */
import type { Demand } from './demand.ts'
import type { Scenario } from './scenario.ts'

/**
 * The InterLinks that a source may feed, in the order of `interlinks`: the one that it names, or all
 * that are attached to its VPC at some instant of the run.
 */
export const fedBy = (
  demand: Demand,
  {
    world,
    events,
  }: { readonly world: Pick<Scenario['world'], 'interlinks'> } & Pick<Scenario, 'events'>,
): readonly string[] => {
  if ('interlink' in demand) return [demand.interlink]
  const later = new Set(
    events.flatMap(event =>
      'interlink' in event && event.change.kind === 'attachVpc' && event.change.vpc === demand.vpc
        ? [event.interlink]
        : [],
    ),
  )
  return world.interlinks
    .filter(
      ({ id, attachment }) =>
        (attachment.kind === 'attached' && attachment.vpc === demand.vpc) || later.has(id),
    )
    .map(({ id }) => id)
}
