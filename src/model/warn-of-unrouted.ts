/** Warnings about InterLinks that carry nothing in a run, or nothing of a family that they are offered. */
import { FAMILIES, type Family } from './demand.ts'
import type { Feed } from './feeds.ts'
import type { Findings } from './findings.ts'
import type { Path } from './path.ts'
import type { Scenario } from './scenario.ts'
import type { Interlink } from './world.ts'

/** What holds of an InterLink at the beginning or by an event: what is wanting never comes. */
interface Ever {
  readonly isAttached: boolean
  readonly isPropagated: boolean
  /** Whether only events give it policies. */
  readonly isLate: boolean
  readonly hasPolicy: Readonly<Record<Family, boolean>>
}

const everOf = (
  { attachment, propagation, routing }: Interlink,
  changes: ReadonlySet<string>,
): Ever => ({
  isAttached: attachment.kind === 'attached' || changes.has('attachVpc'),
  isPropagated: propagation || changes.has('propagationOn'),
  isLate: routing.ipv4 === null && routing.ipv6 === null,
  hasPolicy: {
    ipv4: routing.ipv4 !== null || changes.has('setPolicy ipv4'),
    ipv6: routing.ipv6 !== null || changes.has('setPolicy ipv6'),
  },
})

/** By InterLink, what its events bring about that it may want. */
const changesIn = (events: Scenario['events']): ReadonlyMap<string, ReadonlySet<string>> => {
  const found = new Map<string, Set<string>>()
  for (const event of events) {
    if (!('interlink' in event)) continue
    const { interlink, change } = event
    const key =
      change.kind === 'setPolicy' && change.policy !== null
        ? `setPolicy ${change.family}`
        : change.kind
    const changes = found.get(interlink)
    if (changes === undefined) found.set(interlink, new Set([key]))
    else changes.add(key)
  }
  return found
}

const NONE: ReadonlySet<string> = new Set()

/**
 * The first entry of traffic of each InterLink, `web`, and of each of its families, `web ipv4`. What is
 * offered to a VPC counts where none of its InterLinks may carry it; else it goes to one that does.
 */
const firstTraffic = (
  feeds: readonly Feed[],
  ever: ReadonlyMap<string, Ever>,
): ReadonlyMap<string, Path> => {
  const first = new Map<string, Path>()
  for (const { index, demand, interlinks } of feeds) {
    const { family } = demand
    const isCarried = interlinks.some(id => {
      const it = ever.get(id)
      return it !== undefined && it.isPropagated && it.hasPolicy[family]
    })
    if ('vpc' in demand && isCarried) continue
    const path = ['traffic', index, 'vpc' in demand ? 'vpc' : 'interlink']
    for (const id of interlinks) {
      for (const key of [id, `${id} ${family}`]) if (!first.has(key)) first.set(key, path)
    }
  }
  return first
}

/** Warns of InterLinks that carry nothing, or nothing of a family that they are offered. */
export const warnOfUnrouted = (
  findings: Findings,
  { world, events }: Pick<Scenario, 'world' | 'events'>,
  feeds: readonly Feed[],
): void => {
  const changes = changesIn(events)
  const ever = new Map(
    world.interlinks.map(each => [each.id, everOf(each, changes.get(each.id) ?? NONE)]),
  )
  const first = firstTraffic(feeds, ever)
  for (const [interlink, { isAttached, isPropagated, isLate, hasPolicy }] of ever) {
    const path = ['interlinks', interlink]
    const traffic = first.get(interlink) ?? null
    if (!isAttached) {
      findings.warn({ kind: 'carries-nothing', path, interlink, traffic })
      continue
    }
    const blocked = FAMILIES.filter(family => !hasPolicy[family])
    if (!isPropagated && blocked.length < FAMILIES.length) {
      const at = [...path, 'propagation']
      findings.warn({ kind: 'not-propagated', path: at, interlink, isLate, traffic })
      continue
    }
    for (const family of blocked) {
      const offered = first.get(`${interlink} ${family}`)
      if (offered === undefined) continue
      const at = [...path, 'routing']
      findings.warn({ kind: 'family-blocked', path: at, interlink, family, traffic: offered })
    }
  }
}
