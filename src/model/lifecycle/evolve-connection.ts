/** A connection after an event. */
import { match } from 'ts-pattern'
import type { ConnectionLife } from './connection.ts'
import type { OrderEvent, ResourceEvent } from './events.ts'
import { misfit } from './misfit.ts'

/** A connection after a step of its order. */
export const afterOrderStep = (life: ConnectionLife, event: OrderEvent): ConnectionLife => {
  if (life.kind !== 'ordered') throw misfit(event)
  const { id, terms, order } = life
  const loa = order.kind === 'loa-issued' ? order.loa : null
  return match(event)
    .returnType<ConnectionLife>()
    .with({ kind: 'loaIssued' }, each => ({
      ...life,
      order: { kind: 'loa-issued', loa: each.loa },
    }))
    .with({ kind: 'loaExpired' }, () => {
      if (loa === null) throw misfit(event)
      return { ...life, order: { kind: 'loa-expired', loa } }
    })
    .with({ kind: 'patched' }, ({ at }) => {
      if (loa === null) throw misfit(event)
      return { ...life, order: { kind: 'patched', loa, patchedAt: at } }
    })
    .with({ kind: 'linkDetected' }, ({ at }) => ({
      kind: 'resource',
      id,
      terms,
      detectedAt: at,
      phase: 'created',
      locked: false,
      faults: [],
    }))
    .exhaustive()
}

/** A connection that exists after what happened to it. */
export const afterResourceEvent = (life: ConnectionLife, event: ResourceEvent): ConnectionLife => {
  if (life.kind !== 'resource') throw misfit(event)
  const { id, terms, detectedAt, faults } = life
  // A `switch`: faults begin and end through years, a thousand times over.
  switch (event.kind) {
    case 'connectionConfiguring':
      return { ...life, phase: 'configuring' }
    case 'connectionConfigured':
      return { ...life, phase: 'active' }
    case 'connectionFailed':
      return { ...life, phase: 'failed' }
    case 'connectionDisabled':
      return { ...life, phase: 'disabled' }
    case 'connectionEnabled':
      return { ...life, phase: 'active' }
    case 'connectionLocked':
      return { ...life, locked: true }
    case 'connectionUnlocked':
      return { ...life, locked: false }
    case 'connectionDeleted':
      return { kind: 'deleted', id, terms, detectedAt, deletedAt: event.at }
    case 'faultBegan':
      return { ...life, faults: [...faults, event.fault] }
    case 'faultEnded':
      return { ...life, faults: faults.filter(each => each.id !== event.fault) }
    default:
      return event satisfies never
  }
}
