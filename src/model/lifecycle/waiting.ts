/** Whom everything waits for: the customer or the provider, by the demarcation. */
import { match } from 'ts-pattern'
import type { Owner } from '../demarcation.ts'
import { type ConnectionLife, physicalLinkOf } from './connection.ts'
import type { InterlinkLife } from './interlink.ts'
import { connectivityOf } from './link-status.ts'
import { orderWaitsFor } from './order.ts'
import { FAMILIES } from '../demand.ts'
import { sessionOf } from './routing.ts'

/** Whom a connection waits for; null: nobody. */
export const connectionWaitsFor = (connection: ConnectionLife): Owner | null =>
  match(connection)
    .returnType<Owner | null>()
    .with({ kind: 'ordered' }, ({ order }) => orderWaitsFor(order.kind))
    .with({ kind: 'deleted' }, () => null)
    .with({ locked: true }, () => 'provider')
    .with({ phase: 'active' }, active => {
      const link = physicalLinkOf(active)
      return link.kind === 'up' ? null : link.owner
    })
    .with({ kind: 'resource' }, () => 'provider')
    .exhaustive()

/** Whom an InterLink waits for, its connection apart; null: nobody. */
export const interlinkWaitsFor = (interlink: InterlinkLife): Owner | null =>
  match(interlink)
    .returnType<Owner | null>()
    .with({ kind: 'deleted' }, () => null)
    .with({ kind: 'deprovisioning' }, { kind: 'configuring' }, { kind: 'failed' }, () => 'provider')
    .with({ locked: true }, () => 'provider')
    .with({ kind: 'usable' }, ({ routing }) => {
      if (connectivityOf(routing) === 'active') return null
      const sessions = FAMILIES.map(family => sessionOf(routing, family))
      const lost = sessions.find(session => session?.kind === 'lost')
      return lost?.kind === 'lost' ? lost.owner : 'customer'
    })
    .exhaustive()
