/** From one estate to the next by what has happened. */
import { match } from 'ts-pattern'
import type { ConnectionLife } from './connection.ts'
import type { Estate } from './estate.ts'
import type { Event } from './events.ts'
import { afterOrderStep, afterResourceEvent } from './evolve-connection.ts'
import { afterInterlinkEvent, afterUsableEvent } from './evolve-interlink.ts'
import type { InterlinkLife } from './interlink.ts'
import { misfit } from './misfit.ts'

const withConnection = (
  estate: Estate,
  event: Event & { readonly connection: string },
  change: (life: ConnectionLife) => ConnectionLife,
): Estate => {
  const index = estate.connections.findIndex(({ id }) => id === event.connection)
  const life = estate.connections[index]
  if (life === undefined) throw misfit(event)
  return { ...estate, connections: estate.connections.with(index, change(life)), now: event.at }
}

const withInterlink = (
  estate: Estate,
  event: Event & { readonly interlink: string },
  change: (life: InterlinkLife) => InterlinkLife,
): Estate => {
  const index = estate.interlinks.findIndex(({ id }) => id === event.interlink)
  const life = estate.interlinks[index]
  if (life === undefined) throw misfit(event)
  return { ...estate, interlinks: estate.interlinks.with(index, change(life)), now: event.at }
}

/**
 * The estate after an event. Events come from `decide`, in the order in which it gave them; that they
 * are allowed is not asked again.
 *
 * @throws an error where an event is about something that is not there
 */
export const evolve = (estate: Estate, event: Event): Estate =>
  match(event)
    .returnType<Estate>()
    .with({ kind: 'ordered' }, ({ at, connection, terms }) => ({
      ...estate,
      connections: [
        ...estate.connections,
        { kind: 'ordered', id: connection, terms, order: { kind: 'requested' } },
      ],
      now: at,
    }))
    .with(
      { kind: 'loaIssued' },
      { kind: 'loaExpired' },
      { kind: 'patched' },
      { kind: 'linkDetected' },
      each => withConnection(estate, each, life => afterOrderStep(life, each)),
    )
    .with(
      { kind: 'connectionConfiguring' },
      { kind: 'connectionConfigured' },
      { kind: 'connectionFailed' },
      { kind: 'connectionDisabled' },
      { kind: 'connectionEnabled' },
      { kind: 'connectionLocked' },
      { kind: 'connectionUnlocked' },
      { kind: 'connectionDeleted' },
      { kind: 'faultBegan' },
      { kind: 'faultEnded' },
      each => withConnection(estate, each, life => afterResourceEvent(life, each)),
    )
    .with({ kind: 'interlinkCreated' }, ({ at, interlink, terms, labels, routing }) => ({
      ...estate,
      interlinks: [
        ...estate.interlinks,
        { kind: 'configuring', id: interlink, terms, labels, locked: false, routing },
      ],
      now: at,
    }))
    .with(
      { kind: 'interlinkConfigured' },
      { kind: 'interlinkFailed' },
      { kind: 'interlinkLocked' },
      { kind: 'interlinkUnlocked' },
      { kind: 'deprovisioningBegan' },
      { kind: 'interlinkDeleted' },
      each => withInterlink(estate, each, life => afterInterlinkEvent(life, each)),
    )
    .with(
      { kind: 'interlinkUpdated' },
      { kind: 'vpcAttached' },
      { kind: 'vpcDetached' },
      { kind: 'policyAttached' },
      { kind: 'policyDetached' },
      { kind: 'policySet' },
      { kind: 'propagationEnabled' },
      { kind: 'propagationDisabled' },
      { kind: 'sessionUp' },
      { kind: 'sessionDown' },
      each => withInterlink(estate, each, life => afterUsableEvent(life, each)),
    )
    .exhaustive()

/** The estate after events, in order. */
export const evolveAll = (estate: Estate, events: readonly Event[]): Estate =>
  events.reduce(evolve, estate)
