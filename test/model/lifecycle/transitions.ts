/** Which status may follow which in one step, as the decision record states it. */
import type { ConnectionStatusReached } from '../../../src/model/lifecycle/connection-status.ts'
import type { LinkStatusReached } from '../../../src/model/lifecycle/link-status.ts'

type Table<S extends string> = Readonly<Record<S | 'none', readonly S[]>>

export const LINK_TRANSITIONS: Table<LinkStatusReached> = {
  none: ['configuring'],
  configuring: ['failed', 'locked', 'ready'],
  failed: ['deprovisioning', 'locked'],
  // A policy that is attached to an InterLink that is up begins with its session down.
  ready: ['active', 'deprovisioning', 'limited_connectivity', 'locked'],
  active: ['all_down', 'deprovisioning', 'limited_connectivity', 'locked', 'ready'],
  limited_connectivity: ['active', 'all_down', 'deprovisioning', 'locked', 'ready'],
  all_down: ['active', 'deprovisioning', 'limited_connectivity', 'locked', 'ready'],
  // A lock ends where it began, or where the world has gone meanwhile.
  locked: ['active', 'all_down', 'configuring', 'failed', 'limited_connectivity', 'ready'],
  deprovisioning: ['deleted'],
  deleted: [],
}

export const CONNECTION_TRANSITIONS: Table<ConnectionStatusReached> = {
  none: ['created'],
  created: ['active', 'configuring', 'deleted', 'failed', 'locked'],
  configuring: ['active', 'failed', 'locked'],
  failed: ['configuring', 'deleted', 'locked'],
  active: ['deleted', 'disabled', 'locked'],
  disabled: ['active', 'deleted', 'locked'],
  locked: ['active', 'configuring', 'created', 'disabled', 'failed'],
  deleted: [],
}
