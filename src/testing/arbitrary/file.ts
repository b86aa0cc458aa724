/**
 * A scenario as an object: what a file would say, quantities as text with their units, as `check` takes
 * it. Only the keys that are generated; `docs/scenario.md` has them all.
 */
import type { Direction } from '../../model/direction.ts'
import type { Family } from '../../model/demand.ts'
import type { Layer } from '../../model/frame.ts'
import type { Enforcement } from '../../model/world.ts'

/** The port, the cable and the other port. */
export interface ConnectionFile {
  readonly pop: string
  readonly project?: string
  readonly portSpeed: string
  readonly crossConnect?: {
    readonly length?: string
    readonly segments?: readonly {
      readonly id: string
      readonly kind: 'fibre' | 'connector'
      readonly length?: string
    }[]
  }
  readonly queue?: string
}

/** A routing policy of a family. */
export interface PolicyFile {
  readonly in: readonly string[]
  readonly out: readonly string[]
}

/** A VLAN with a bandwidth. */
export interface InterlinkFile {
  readonly connection: string
  readonly project?: string
  readonly vlan?: number
  readonly bandwidth: string
  readonly burst?: string
  readonly queue?: string
  readonly enforce?: { readonly [direction in Direction]?: Enforcement }
  readonly customerShaper?: {
    readonly rate: string
    readonly burst?: string
    readonly queue?: string
  }
  readonly mtu?: number
  readonly countAs?: Layer
  readonly vpc?: string
  readonly configuring?: string
  readonly routing?: { readonly [family in Family]?: PolicyFile }
  readonly bgp?: {
    readonly bfd?: string
    readonly establish?: string
    readonly preference?: 'low' | 'medium' | 'high'
  }
}

/** What is there before anything is sent. */
export interface WorldFile {
  readonly organization: { readonly id: string; readonly projects: readonly string[] }
  readonly pops: Readonly<Record<string, { readonly region: string }>>
  readonly vpcs: Readonly<Record<string, { readonly project?: string; readonly region: string }>>
  readonly connections: Readonly<Record<string, ConnectionFile>>
  readonly interlinks: Readonly<Record<string, InterlinkFile>>
}

/** Sizes of frames. */
export type FrameFile = string | readonly { readonly size: string; readonly weight: number }[]

/** What sends frames; sources that read files are not generated. */
export type SourceFile = {
  readonly frame: FrameFile
  readonly family?: Family
  readonly start?: string
  readonly stop?: string
} & (
  | { readonly kind: 'cbr'; readonly rate: string; readonly phase?: string }
  | { readonly kind: 'poisson'; readonly rate: string }
  | {
      readonly kind: 'onoff'
      readonly peak: string
      readonly on: string
      readonly off: string
      readonly shape?: number
    }
)

/** The kinds of source that are generated. */
export type SourceKind = SourceFile['kind']

/** An entry of `traffic`. */
export type DemandFile = {
  readonly direction: Direction
  readonly source: SourceFile
} & ({ readonly interlink: string } | { readonly vpc: string })

/** An entry of `events`. */
export interface EventFile {
  readonly at: string
  readonly kind: string
  readonly connection?: string
  readonly segment?: string
  readonly end?: 'customer' | 'provider'
  readonly interlink?: string
  readonly family?: Family
  readonly owner?: 'customer' | 'provider'
  readonly loss?: string
  readonly policy?: PolicyFile
}

/** A whole scenario. */
export interface ScenarioFile extends WorldFile {
  readonly name: string
  readonly seed: number
  readonly duration: string
  readonly warmup?: string
  readonly traffic: readonly DemandFile[]
  readonly events?: readonly EventFile[]
}
