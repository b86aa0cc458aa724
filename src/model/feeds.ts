/** What traffic feeds: entries that feed alike are looked at once, however many there are. */
import type { Demand } from './demand.ts'
import { interlinksByVpc } from './fed-by.ts'
import type { Scenario } from './scenario.ts'

/** Traffic that feeds the same InterLinks in one direction and family. */
export interface Feed {
  /** The first entry of traffic that does. */
  readonly index: number
  readonly demand: Demand
  /** The InterLinks that it may take, in the order of `interlinks`. */
  readonly interlinks: readonly string[]
}

/** Finds what traffic feeds. */
export const feedsOf = (
  traffic: readonly Demand[],
  scope: Pick<Scenario, 'world' | 'events'>,
): readonly Feed[] => {
  const attached = interlinksByVpc(scope)
  const feeds = new Map<string, Feed>()
  for (const [index, demand] of traffic.entries()) {
    const { direction, family } = demand
    const target = 'vpc' in demand ? `vpc ${demand.vpc}` : `interlink ${demand.interlink}`
    const key = `${direction} ${family} ${target}`
    if (feeds.has(key)) continue
    const interlinks = 'vpc' in demand ? (attached.get(demand.vpc) ?? []) : [demand.interlink]
    feeds.set(key, { index, demand, interlinks })
  }
  return [...feeds.values()]
}
