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
  return match(event)
    .returnType<ConnectionLife>()
    .with({ kind: 'connectionConfiguring' }, () => ({ ...life, phase: 'configuring' }))
    .with({ kind: 'connectionConfigured' }, () => ({ ...life, phase: 'active' }))
    .with({ kind: 'connectionFailed' }, () => ({ ...life, phase: 'failed' }))
    .with({ kind: 'connectionDisabled' }, () => ({ ...life, phase: 'disabled' }))
    .with({ kind: 'connectionEnabled' }, () => ({ ...life, phase: 'active' }))
    .with({ kind: 'connectionLocked' }, () => ({ ...life, locked: true }))
    .with({ kind: 'connectionUnlocked' }, () => ({ ...life, locked: false }))
    .with({ kind: 'connectionDeleted' }, ({ at }) => ({
      kind: 'deleted',
      id,
      terms,
      detectedAt,
      deletedAt: at,
    }))
    .with({ kind: 'faultBegan' }, ({ fault }) => ({ ...life, faults: [...faults, fault] }))
    .with({ kind: 'faultEnded' }, ({ fault }) => ({
      ...life,
      faults: faults.filter(each => each.id !== fault),
    }))
    .exhaustive()
}
