/** Answers to the commands of a connection that exists. Which status allows what is our own model. */
import { match } from 'ts-pattern'
import { ownerOf } from '../demarcation.ts'
import type { ConnectionCommand } from './commands.ts'
import type { ConnectionLife, ConnectionPhase } from './connection.ts'
import type { ConnectionStatusReached } from './connection-status.ts'
import { type Decision, accept, refuse } from './decision.ts'
import { type Estate, livingOn } from './estate.ts'
import { lostSessionsOn } from './lost-sessions.ts'

const PHASES: readonly ConnectionPhase[] = [
  'created',
  'configuring',
  'failed',
  'active',
  'disabled',
]

const decideDeletion = (
  estate: Estate,
  { at, connection }: ConnectionCommand,
  status: ConnectionStatusReached,
): Decision => {
  const needed: readonly ConnectionPhase[] = ['created', 'failed', 'active', 'disabled']
  if (!needed.some(each => each === status)) {
    return refuse({ kind: 'connection-status', connection, status, needed })
  }
  const interlinks = livingOn(estate, connection).map(({ id }) => id)
  return interlinks.length > 0
    ? refuse({ kind: 'connection-in-use', connection, interlinks })
    : accept({ kind: 'connectionDeleted', at, connection })
}

const decideOnResource = (
  estate: Estate,
  resource: Extract<ConnectionLife, { kind: 'resource' }>,
  command: ConnectionCommand,
): Decision => {
  const { at, connection } = command
  const { phase, locked, faults } = resource
  const status = locked ? 'locked' : phase
  /** What the provider does in these phases, whether the connection is locked or not. */
  const within = (needed: readonly ConnectionPhase[], decide: () => Decision): Decision =>
    needed.includes(phase)
      ? decide()
      : refuse({ kind: 'connection-status', connection, status: phase, needed })
  return match(command)
    .with({ kind: 'connectionConfiguring' }, ({ kind }) =>
      within(['created', 'failed'], () => accept({ kind, at, connection })),
    )
    .with({ kind: 'connectionConfigured' }, ({ kind }) =>
      within(['created', 'configuring'], () => accept({ kind, at, connection })),
    )
    .with({ kind: 'connectionFailed' }, ({ kind }) =>
      within(['created', 'configuring'], () => accept({ kind, at, connection })),
    )
    .with({ kind: 'disableConnection' }, () =>
      within(['active'], () =>
        accept(...lostSessionsOn(estate, connection, at, ownerOf('provider-port')), {
          kind: 'connectionDisabled',
          at,
          connection,
        }),
      ),
    )
    .with({ kind: 'enableConnection' }, () =>
      within(['disabled'], () => accept({ kind: 'connectionEnabled', at, connection })),
    )
    .with({ kind: 'lockConnection' }, () =>
      locked
        ? refuse({ kind: 'connection-status', connection, status, needed: PHASES })
        : accept({ kind: 'connectionLocked', at, connection }),
    )
    .with({ kind: 'unlockConnection' }, () =>
      locked
        ? accept({ kind: 'connectionUnlocked', at, connection })
        : refuse({ kind: 'connection-status', connection, status, needed: ['locked'] }),
    )
    .with({ kind: 'deleteConnection' }, () => decideDeletion(estate, command, status))
    .with({ kind: 'faultBegan' }, ({ kind, fault }) => {
      if (faults.some(({ id }) => id === fault.id)) {
        return refuse({ kind: 'fault-known', connection, fault: fault.id })
      }
      const lost =
        fault.light === 'lost' ? lostSessionsOn(estate, connection, at, ownerOf(fault.element)) : []
      return accept(...lost, { kind, at, connection, fault })
    })
    .with({ kind: 'faultEnded' }, ({ kind, fault }) =>
      faults.some(({ id }) => id === fault)
        ? accept({ kind, at, connection, fault })
        : refuse({
            kind: 'fault-unknown',
            connection,
            fault,
            known: faults.map(({ id }) => id),
          }),
    )
    .exhaustive()
}

/** Answers a command of a connection. */
export const decideConnection = (estate: Estate, command: ConnectionCommand): Decision => {
  const connection = estate.connections.find(({ id }) => id === command.connection)
  return match(connection)
    .with(undefined, () =>
      refuse({
        kind: 'unknown-subject',
        subject: 'connection',
        id: command.connection,
        known: estate.connections.map(({ id }) => id),
      }),
    )
    .with({ kind: 'ordered' }, ({ id, order }) =>
      refuse({ kind: 'no-connection-yet', connection: id, stage: order.kind }),
    )
    .with({ kind: 'deleted' }, ({ id }) =>
      refuse({ kind: 'connection-status', connection: id, status: 'deleted', needed: PHASES }),
    )
    .with({ kind: 'resource' }, resource => decideOnResource(estate, resource, command))
    .exhaustive()
}
