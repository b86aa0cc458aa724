/** Statuses of a dedicated connection in the API's words (v1beta1, `DedicatedConnectionStatus`). */
import { match } from 'ts-pattern'
import type { ConnectionLife } from './connection.ts'

/** Every word the API has. */
export type ConnectionStatus =
  | 'unknown_status'
  | 'created'
  | 'configuring'
  | 'failed'
  | 'active'
  | 'disabled'
  | 'deleted'
  | 'locked'

/** What a connection of the model can be; `unknown_status` is what a reader shows who knows no better. */
export type ConnectionStatusReached = Exclude<ConnectionStatus, 'unknown_status'>

/** The status of a connection; null while it is only an order and the API does not show it. */
export const connectionStatusOf = (connection: ConnectionLife): ConnectionStatusReached | null =>
  match(connection)
    .returnType<ConnectionStatusReached | null>()
    .with({ kind: 'ordered' }, () => null)
    .with({ kind: 'deleted' }, () => 'deleted')
    .with({ kind: 'resource', locked: true }, () => 'locked')
    .with({ kind: 'resource' }, ({ phase }) => phase)
    .exhaustive()
