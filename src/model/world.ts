/**
 * What exists: the organization, places, ports, cables and InterLinks of one scenario.
 *
 * Immutable values without clock, I/O or randomness. The `World` of a scenario that
 * `createScenario` accepts holds every rule of the product; nothing after it checks them again.
 */
import type { BitsPerSecond, Bytes, Millimetres, NanoDb, NanoDbm, Ps } from '../units.ts'
import type { DemarcationInfo } from './demarcation-info.ts'
import type { Family } from './demand.ts'
import type { Layer } from './frame.ts'
import type { Medium } from './media.ts'
import type { Peering } from './peering.ts'
import type { Price } from './price.ts'
import type { Provisioning } from './provisioning.ts'

/** The provider's regions that offer self-hosted InterLinks. */
export type Region = 'fr-par' | 'nl-ams' | 'pl-waw'
/** All regions. */
export const REGIONS: readonly Region[] = ['fr-par', 'nl-ams', 'pl-waw']

/** The customer's Organization; its first Project is the default one. */
export interface Organization {
  readonly id: string
  readonly projects: readonly string[]
}

/** A point of presence: the data centre where both routers meet. */
export interface Pop {
  readonly id: string
  readonly region: Region
  readonly city: string | null
}

/** A virtual private cloud, owned by a Project, in one region. */
export interface Vpc {
  readonly id: string
  readonly project: string
  readonly region: Region
}

/** A piece of a cross-connect; `loss` is that of the light that passes it, in either direction. */
export type Segment =
  | {
      readonly id: string
      readonly kind: 'fibre'
      readonly length: Millimetres
      readonly loss: NanoDb
    }
  | { readonly id: string; readonly kind: 'connector' | 'splice'; readonly loss: NanoDb }

/**
 * The cable between both ports: its segments from the customer's port to the provider's, at least
 * one. `length` is that of all its fibre, `propagation` one way, ps.
 */
export interface CrossConnect {
  readonly length: Millimetres
  readonly propagation: Ps
  readonly segments: readonly Segment[]
}

/** What is plugged into a port; `tx` is the average power that it launches, on each lane. */
export interface Optic {
  readonly tx: NanoDbm
}

/** A dedicated connection: a port of the provider, the cable to it and the customer's port. */
export interface Connection {
  readonly id: string
  readonly pop: string
  readonly project: string
  readonly portSpeed: BitsPerSecond
  /** What both optics are. */
  readonly media: Medium
  readonly crossConnect: CrossConnect
  readonly optics: { readonly customer: Optic; readonly provider: Optic }
  /**
   * Whether the scenario says what the light passes: `media`, segments, `optics`, or an event that
   * degrades it. Where it says nothing of them, all are defaults, and a run takes the cable as lit.
   */
  readonly lightPath: 'stated' | 'assumed'
  /** Buffer in front of the port's serialiser, each direction. */
  readonly queue: Bytes
  /** The sizes of InterLink that the connection offers; null when any will do. */
  readonly availableBandwidths: readonly BitsPerSecond[] | null
  /** How it is ordered; null where it is there from the start. */
  readonly provisioning: Provisioning | null
  /** Where the provider's port is found. */
  readonly loa: DemarcationInfo
  /** Null where the scenario names none. */
  readonly price: Price | null
}

/** What the limiter does with excess: a shaper delays, a policer drops. */
export type Enforcement = 'shape' | 'police'

/** A token-bucket shaper. `burst` is the bucket's depth (CBS), `queue` what may wait (frame bytes). */
export interface Shaper {
  readonly rate: BitsPerSecond
  readonly burst: Bytes
  readonly queue: Bytes
}

/** Whether an InterLink reaches a VPC; without one it carries nothing. */
export type Attachment =
  | { readonly kind: 'attached'; readonly vpc: string }
  | { readonly kind: 'detached' }

/** Which prefixes pass, as CIDR texts of one family (RFC 4632, RFC 4291). */
export interface PrefixFilter {
  /** Accepted from the peer, the customer's router. */
  readonly in: readonly string[]
  /** Announced to it. */
  readonly out: readonly string[]
}

/** The policy of each family; null: none, and the family's routes are blocked. */
export type Policies = Readonly<Record<Family, PrefixFilter | null>>

/** A partition of a connection: a VLAN with an allocated bandwidth. */
export interface Interlink {
  readonly id: string
  readonly type: 'self-hosted'
  readonly connection: string
  readonly project: string
  readonly region: Region
  /** VLAN id, 1 … 4094, unique on the connection. */
  readonly vlan: number
  readonly bandwidth: BitsPerSecond
  /** Depth of the token bucket (CBS), counted bytes. */
  readonly burst: Bytes
  /** What the shaper may hold, frame bytes. */
  readonly queue: Bytes
  readonly enforce: { readonly toCustomer: Enforcement; readonly toCloud: Enforcement }
  /** On the customer's router, towards the cloud. */
  readonly customerShaper: Shaper | null
  /** Largest IP packet. */
  readonly mtu: Bytes
  readonly countAs: Layer
  readonly attachment: Attachment
  /** How long its creation stays in `configuring`. */
  readonly configuring: Ps
  readonly routing: Policies
  readonly bgp: Peering
  /** Whether routes are propagated; never where no family has a policy. */
  readonly propagation: boolean
}

/** Everything that exists, each list in the order of the file. */
export interface World {
  readonly organization: Organization
  readonly pops: readonly Pop[]
  readonly vpcs: readonly Vpc[]
  readonly connections: readonly Connection[]
  readonly interlinks: readonly Interlink[]
}

/** The connection of an InterLink of `world`. */
export const connectionOf = (world: World, interlink: Interlink): Connection =>
  world.connections.find(connection => connection.id === interlink.connection)!

/** The InterLinks of a connection, in the order of the file. */
export const interlinksOn = (world: World, connection: string): readonly Interlink[] =>
  world.interlinks.filter(interlink => interlink.connection === connection)

/** Bandwidth of a connection that no InterLink holds. */
export const freeBandwidth = (world: World, connection: Connection): BitsPerSecond =>
  interlinksOn(world, connection.id).reduce(
    (free, interlink) => (free - interlink.bandwidth) as BitsPerSecond,
    connection.portSpeed,
  )
