/** The order of a connection: how it comes to be, where its port is found, and what it costs. */
import type { Letter } from './letter.ts'
import type { Price } from './price.ts'
import type { Provisioning } from './provisioning.ts'

/** What a connection knows of its order. */
export interface Order {
  /** Null where the connection is there from the start. */
  readonly provisioning: Provisioning | null
  /** Where the provider's port is found. */
  readonly loa: Letter
  /** Null where the scenario names none. */
  readonly price: Price | null
}
