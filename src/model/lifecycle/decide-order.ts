/** Answers to the commands of an order. */
import { match } from 'ts-pattern'
import { compareInstants } from '../../calendar.ts'
import { checkPort } from '../capacity.ts'
import { Findings } from '../findings.ts'
import { checkReference, projectOf } from '../place.ts'
import type { OrderCommand, OrderConnection } from './commands.ts'
import type { ConnectionLife } from './connection.ts'
import { type Decision, accept, refuse, refuseBy } from './decision.ts'
import { type Estate, placesOf } from './estate.ts'
import { type Order, type OrderStage, nextLoa } from './order.ts'
import type { ConnectionStage } from './refusal.ts'

const decideNew = (estate: Estate, command: OrderCommand & OrderConnection): Decision => {
  const { at, connection, pop, portSpeed, availableBandwidths, patchedBy } = command
  if (estate.connections.some(({ id }) => id === connection)) {
    return refuse({ kind: 'id-taken', subject: 'connection', id: connection })
  }
  const findings = new Findings()
  const path = ['connections', connection]
  const places = placesOf(estate)
  checkReference(findings, [...path, 'pop'], 'pops', pop, places.pops)
  checkPort(findings, { id: connection, pop, portSpeed, availableBandwidths })
  const project = projectOf(findings, path, command.project, places)
  const terms = {
    pop,
    project,
    portSpeed,
    availableBandwidths: availableBandwidths ?? null,
    patchedBy,
  }
  return refuseBy(findings) ?? accept({ kind: 'ordered', at, connection, terms })
}

const stageOf = (connection: ConnectionLife): ConnectionStage =>
  connection.kind === 'ordered' ? connection.order.kind : connection.kind

type OrderAt<S extends OrderStage> = Extract<Order, { kind: S }>

/** Decides a step that only these stages of an order allow. */
const step = <S extends OrderStage>(
  connection: ConnectionLife,
  needed: readonly S[],
  decide: (order: OrderAt<S>) => Decision,
): Decision => {
  const stage = stageOf(connection)
  return connection.kind === 'ordered' && needed.some(each => each === stage)
    ? decide(connection.order as OrderAt<S>)
    : refuse({ kind: 'out-of-turn', connection: connection.id, stage, needed })
}

/** Answers a command of an order. */
export const decideOrder = (estate: Estate, command: OrderCommand): Decision => {
  if (command.kind === 'order') return decideNew(estate, command)
  const { at, connection: id } = command
  const connection = estate.connections.find(each => each.id === id)
  if (connection === undefined) {
    const known = estate.connections.map(each => each.id)
    return refuse({ kind: 'unknown-subject', subject: 'connection', id, known })
  }
  return match(command)
    .with({ kind: 'loaIssued' }, ({ expiresAt, demarcationInfo }) =>
      step(connection, ['requested', 'loa-expired'], order => {
        if (!(compareInstants(expiresAt, at) > 0)) {
          return refuse({ kind: 'loa-without-validity', connection: id, at, expiresAt })
        }
        const loa = { number: nextLoa(order), issuedAt: at, expiresAt, demarcationInfo }
        return accept({ kind: 'loaIssued', at, connection: id, loa })
      }),
    )
    .with({ kind: 'loaExpired' }, () =>
      step(connection, ['loa-issued'], ({ loa: { expiresAt } }) =>
        compareInstants(at, expiresAt) < 0
          ? refuse({ kind: 'loa-still-valid', connection: id, at, expiresAt })
          : accept({ kind: 'loaExpired', at, connection: id }),
      ),
    )
    .with({ kind: 'patched' }, () =>
      step(connection, ['loa-issued'], ({ loa: { expiresAt } }) =>
        compareInstants(at, expiresAt) > 0
          ? refuse({ kind: 'loa-void', connection: id, at, expiresAt })
          : accept({ kind: 'patched', at, connection: id }),
      ),
    )
    .with({ kind: 'linkDetected' }, () =>
      step(connection, ['patched'], () => accept({ kind: 'linkDetected', at, connection: id })),
    )
    .exhaustive()
}
