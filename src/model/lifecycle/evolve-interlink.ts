/** An InterLink after an event. */
import { match } from 'ts-pattern'
import type { Family } from '../demand.ts'
import type { Session } from './bgp.ts'
import type { InterlinkEvent, UsableEvent } from './events.ts'
import type { InterlinkLife, UsableInterlink } from './interlink.ts'
import { misfit } from './misfit.ts'
import { type FamilyRouting, routingBy } from './routing.ts'

/** An InterLink after a step of its own life. */
export const afterInterlinkEvent = (life: InterlinkLife, event: InterlinkEvent): InterlinkLife => {
  const { id, terms, labels } = life
  const lock = (locked: boolean): InterlinkLife => {
    if (life.kind === 'deprovisioning' || life.kind === 'deleted') throw misfit(event)
    return { ...life, locked }
  }
  return match(event)
    .returnType<InterlinkLife>()
    .with({ kind: 'interlinkConfigured' }, () => {
      if (life.kind !== 'configuring') throw misfit(event)
      return { ...life, kind: 'usable', attachment: { kind: 'detached' }, propagation: false }
    })
    .with({ kind: 'interlinkFailed' }, () => {
      if (life.kind !== 'configuring') throw misfit(event)
      return { kind: 'failed', id, terms, labels, locked: life.locked }
    })
    .with({ kind: 'interlinkLocked' }, () => lock(true))
    .with({ kind: 'interlinkUnlocked' }, () => lock(false))
    .with({ kind: 'deprovisioningBegan' }, () => ({ kind: 'deprovisioning', id, terms, labels }))
    .with({ kind: 'interlinkDeleted' }, () => ({ kind: 'deleted', id, terms, labels }))
    .exhaustive()
}

/** A configured InterLink after what happened to it. */
export const afterUsableEvent = (life: InterlinkLife, event: UsableEvent): InterlinkLife => {
  if (life.kind !== 'usable') throw misfit(event)
  const route = (family: Family, routes: FamilyRouting): UsableInterlink => ({
    ...life,
    routing:
      family === 'ipv4'
        ? { ipv4: routes, ipv6: life.routing.ipv6 }
        : { ipv4: life.routing.ipv4, ipv6: routes },
  })
  /** With the routes of a family changed, which a policy must filter. */
  const within = (
    family: Family,
    changed: (routes: Extract<FamilyRouting, { kind: 'policy' }>) => FamilyRouting,
  ): UsableInterlink => {
    const routes = life.routing[family]
    if (routes.kind === 'blocked') throw misfit(event)
    return route(family, changed(routes))
  }
  const session = (family: Family, to: Session): UsableInterlink =>
    within(family, routes => ({ ...routes, session: to }))
  // A `switch`: sessions are lost and come back through years of faults, a thousand times over.
  switch (event.kind) {
    case 'interlinkUpdated':
      return { ...life, labels: event.labels }
    case 'vpcAttached':
      return { ...life, attachment: { kind: 'attached', vpc: event.vpc } }
    case 'vpcDetached':
      return { ...life, attachment: { kind: 'detached' } }
    case 'policyAttached':
      return route(event.family, routingBy(event.policy))
    case 'policyDetached':
      return route(event.family, { kind: 'blocked' })
    case 'policySet':
      return within(event.family, routes => ({ ...routes, policy: event.policy }))
    case 'propagationEnabled':
      return { ...life, propagation: true }
    case 'propagationDisabled':
      return { ...life, propagation: false }
    case 'sessionUp':
      return session(event.family, { kind: 'up' })
    case 'sessionDown':
      return session(event.family, { kind: 'lost', owner: event.owner })
    default:
      return event satisfies never
  }
}
