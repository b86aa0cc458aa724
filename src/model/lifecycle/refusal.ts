/** Why a command is refused: each reason a value, with what is needed to explain it. */
import type { CalendarInstant } from '../../calendar.ts'
import type { Family } from '../demand.ts'
import type { Rejection } from '../rejection.ts'
import type { FixedField } from './commands.ts'
import type { LinkDownCause } from './connection.ts'
import type { ConnectionStatusReached } from './connection-status.ts'
import type { LinkStatusReached } from './link-status.ts'
import type { OrderStage } from './order.ts'

/** How far a connection has come: a stage of its order, or what it is afterwards. */
export type ConnectionStage = OrderStage | 'resource' | 'deleted'

/** The reason for a refusal. */
export type Refusal =
  | { readonly kind: 'no-instant'; readonly at: CalendarInstant }
  | {
      readonly kind: 'before-last-event'
      readonly at: CalendarInstant
      readonly now: CalendarInstant
    }
  /** What a scenario file would be refused for, too: all of it. */
  | {
      readonly kind: 'against-rules'
      readonly rejections: readonly [Rejection, ...(readonly Rejection[])]
    }
  | {
      readonly kind: 'unknown-subject'
      readonly subject: 'connection' | 'interlink'
      readonly id: string
      readonly known: readonly string[]
    }
  | {
      readonly kind: 'id-taken'
      readonly subject: 'connection' | 'interlink'
      readonly id: string
    }
  | {
      readonly kind: 'out-of-turn'
      readonly connection: string
      readonly stage: ConnectionStage
      readonly needed: readonly OrderStage[]
    }
  | {
      readonly kind: 'loa-without-validity'
      readonly connection: string
      readonly at: CalendarInstant
      readonly expiresAt: CalendarInstant
    }
  | {
      readonly kind: 'loa-still-valid' | 'loa-void'
      readonly connection: string
      readonly at: CalendarInstant
      readonly expiresAt: CalendarInstant
    }
  /** The connection is only an order. */
  | { readonly kind: 'no-connection-yet'; readonly connection: string; readonly stage: OrderStage }
  | {
      readonly kind: 'connection-status'
      readonly connection: string
      readonly status: ConnectionStatusReached
      readonly needed: readonly ConnectionStatusReached[]
    }
  | {
      readonly kind: 'connection-in-use'
      readonly connection: string
      readonly interlinks: readonly string[]
    }
  | { readonly kind: 'fault-known'; readonly connection: string; readonly fault: string }
  | {
      readonly kind: 'fault-unknown'
      readonly connection: string
      readonly fault: string
      readonly known: readonly string[]
    }
  | {
      readonly kind: 'interlink-status'
      readonly interlink: string
      readonly status: LinkStatusReached
      readonly needed: readonly LinkStatusReached[]
    }
  | { readonly kind: 'fixed-field'; readonly interlink: string; readonly field: FixedField }
  | { readonly kind: 'nothing-to-change'; readonly interlink: string }
  | { readonly kind: 'name-length'; readonly interlink: string; readonly length: number }
  | { readonly kind: 'vpc-attached'; readonly interlink: string; readonly vpc: string }
  | { readonly kind: 'no-vpc'; readonly interlink: string }
  | {
      readonly kind: 'policy-attached'
      readonly interlink: string
      readonly family: Family
      readonly policy: string
    }
  | { readonly kind: 'no-policy'; readonly interlink: string; readonly family: Family }
  | { readonly kind: 'propagation-without-policy'; readonly interlink: string }
  | {
      readonly kind: 'propagation-already'
      readonly interlink: string
      readonly propagation: 'on' | 'off'
    }
  | {
      readonly kind: 'session-already'
      readonly interlink: string
      readonly family: Family
      readonly session: 'up' | 'down'
    }
  | {
      readonly kind: 'link-not-up'
      readonly interlink: string
      readonly connection: string
      readonly cause: LinkDownCause
    }
