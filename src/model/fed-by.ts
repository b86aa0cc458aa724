/** Which InterLinks the frames of a source may take. */
import type { Demand } from './demand.ts'
import type { Scenario } from './scenario.ts'

/** What says which InterLinks are attached to which VPC, and when. */
type Scope = { readonly world: Pick<Scenario['world'], 'interlinks'> } & Pick<Scenario, 'events'>

/**
 * By VPC, the InterLinks that are attached to it at some instant of the run, in the order of
 * `interlinks`; a VPC to which none ever is has no entry.
 */
export const interlinksByVpc = ({
  world,
  events,
}: Scope): ReadonlyMap<string, readonly string[]> => {
  const later = new Map<string, string[]>()
  for (const event of events) {
    if (!('interlink' in event) || event.change.kind !== 'attachVpc') continue
    const vpcs = later.get(event.interlink)
    if (vpcs === undefined) later.set(event.interlink, [event.change.vpc])
    else vpcs.push(event.change.vpc)
  }
  const attached = new Map<string, string[]>()
  for (const { id, attachment } of world.interlinks) {
    const first = attachment.kind === 'attached' ? [attachment.vpc] : []
    for (const vpc of new Set([...first, ...(later.get(id) ?? [])])) {
      const interlinks = attached.get(vpc)
      if (interlinks === undefined) attached.set(vpc, [id])
      else interlinks.push(id)
    }
  }
  return attached
}

/**
 * The InterLinks that a source may feed, in the order of `interlinks`: the one that it names, or all
 * that are attached to its VPC at some instant of the run.
 */
export const fedBy = (demand: Demand, scope: Scope): readonly string[] =>
  'interlink' in demand ? [demand.interlink] : (interlinksByVpc(scope).get(demand.vpc) ?? [])
