/** One InterLink from creation to deletion. */
import type { BitsPerSecond } from '../../units.ts'
import type { Attachment, Region } from '../world.ts'
import type { Routing } from './routing.ts'

/** What is fixed at creation; whoever wants another one deletes the InterLink and creates it again. */
export interface InterlinkTerms {
  readonly type: 'self-hosted'
  readonly connection: string
  readonly project: string
  readonly region: Region
  readonly bandwidth: BitsPerSecond
  /** VLAN id, 1 … 4094, unique on the connection. */
  readonly vlan: number
}

/** What may change at any time. */
export interface InterlinkLabels {
  /** 1 … 255 characters. */
  readonly name: string
  readonly tags: readonly string[]
  /** The AS number of the customer's router, 1 … 65534; null: one that the provider assigned. */
  readonly peerAsn: number | null
}

/** An InterLink. It holds its VLAN and bandwidth until it is deleted (our own choice). */
export type InterlinkLife = {
  readonly id: string
  readonly terms: InterlinkTerms
  readonly labels: InterlinkLabels
} & (
  | { readonly kind: 'configuring'; readonly locked: boolean; readonly routing: Routing }
  | { readonly kind: 'failed'; readonly locked: boolean }
  | {
      readonly kind: 'usable'
      readonly locked: boolean
      readonly attachment: Attachment
      readonly routing: Routing
      /** Whether routes are propagated between VPC and peer. */
      readonly propagation: boolean
    }
  | { readonly kind: 'deprovisioning' }
  | { readonly kind: 'deleted' }
)

/** An InterLink that is configured, locked or not. */
export type UsableInterlink = Extract<InterlinkLife, { kind: 'usable' }>
