/**
 * Drafts: what a scenario file says, with units resolved to base units and nothing else decided.
 *
 * Fields that a file may leave out are optional here. `createScenario` adds the defaults and applies
 * the rules; a draft itself promises nothing beyond its types. Lists are in the order of the file.
 */
import type { CalendarInstant } from '../calendar.ts'
import type { RateUnit } from '../quantity.ts'
import type { BitsPerSecond, Bytes, Millimetres, NanoDb, NanoDbm, Ps } from '../units.ts'
import type { Family, WeightedSize } from './demand.ts'
import type { DemarcationInfo } from './demarcation-info.ts'
import type { Direction } from './direction.ts'
import type { EventDraft, FaultDraft } from './event-draft.ts'
import type { Layer } from './frame.ts'
import type { MediumName } from './media.ts'
import type { Peering } from './peering.ts'
import type { Price } from './price.ts'
import type { ProvisioningDraft } from './provisioning-draft.ts'
import type { Engine } from './scenario.ts'
import type { Enforcement, Organization, PrefixFilter, Region } from './world.ts'

/** A point of presence as drafted. */
export interface PopDraft {
  readonly id: string
  readonly region: Region
  readonly city?: string | undefined
}

/** A VPC as drafted. */
export interface VpcDraft {
  readonly id: string
  /** Default: the Organization's first Project. */
  readonly project?: string | undefined
  readonly region: Region
}

/** A piece of a cable as drafted. */
export type SegmentDraft =
  | {
      readonly id: string
      readonly kind: 'fibre'
      readonly length: Millimetres
      /** Of the whole segment, as measured. Default: what the medium's light loses in it. */
      readonly loss?: NanoDb | undefined
    }
  | {
      readonly id: string
      readonly kind: 'connector' | 'splice'
      readonly loss?: NanoDb | undefined
    }

/**
 * The cable, by length or by segments, and by what it takes to cross it, one way; the latter wins
 * over what the length implies.
 */
export interface CrossConnectDraft {
  readonly length?: Millimetres | undefined
  readonly segments?: readonly SegmentDraft[] | undefined
  readonly propagation?: Ps | undefined
}

/** An optic as drafted. */
export interface OpticDraft {
  readonly tx?: NanoDbm | undefined
}

/** A connection as drafted. */
export interface ConnectionDraft {
  readonly id: string
  readonly pop: string
  readonly project?: string | undefined
  readonly portSpeed: BitsPerSecond
  readonly media?: MediumName | undefined
  readonly crossConnect?: CrossConnectDraft | undefined
  readonly optics?:
    | { readonly customer?: OpticDraft | undefined; readonly provider?: OpticDraft | undefined }
    | undefined
  readonly queue?: Bytes | undefined
  readonly availableBandwidths?: readonly BitsPerSecond[] | undefined
  readonly provisioning?: ProvisioningDraft | undefined
  readonly loa?: { readonly [key in keyof DemarcationInfo]?: string | undefined } | undefined
  readonly price?: Price | undefined
}

/** A shaper as drafted. */
export interface ShaperDraft {
  readonly rate: BitsPerSecond
  readonly burst?: Bytes | undefined
  readonly queue?: Bytes | undefined
}

/** An InterLink as drafted. */
export interface InterlinkDraft {
  readonly id: string
  readonly type?: 'self-hosted' | undefined
  readonly connection: string
  readonly project?: string | undefined
  readonly region?: Region | undefined
  readonly vlan?: number | undefined
  readonly bandwidth: BitsPerSecond
  readonly burst?: Bytes | undefined
  readonly queue?: Bytes | undefined
  readonly enforce?:
    | { readonly toCustomer?: Enforcement | undefined; readonly toCloud?: Enforcement | undefined }
    | undefined
  readonly customerShaper?: ShaperDraft | undefined
  /** Bytes. */
  readonly mtu?: number | undefined
  readonly countAs?: Layer | undefined
  readonly vpc?: string | undefined
  readonly configuring?: Ps | undefined
  /** The policy of each family; default: one of each, which lets every prefix pass. */
  readonly routing?: { readonly [family in Family]?: PrefixFilter | undefined } | undefined
  /** Default: whether a family has a policy. */
  readonly propagation?: boolean | undefined
  readonly bgp?:
    | { readonly [key in keyof Peering]?: Exclude<Peering[key], null> | undefined }
    | undefined
}

/** Frame sizes as drafted: one size, the simple Internet mix, or a mix of their own. */
export type FrameDraft = 'imix' | Bytes | readonly WeightedSize[]

/** When and for which family a source emits. */
interface EmissionDraft {
  readonly family?: Family | undefined
  readonly start?: Ps | undefined
  readonly stop?: Ps | undefined
}

/** A source as drafted. */
export type SourceDraft = EmissionDraft &
  (
    | {
        readonly kind: 'cbr'
        readonly rate: BitsPerSecond
        readonly frame: FrameDraft
        readonly phase?: Ps | undefined
      }
    | { readonly kind: 'poisson'; readonly rate: BitsPerSecond; readonly frame: FrameDraft }
    | {
        readonly kind: 'onoff'
        readonly peak: BitsPerSecond
        readonly on: Ps
        readonly off: Ps
        readonly frame: FrameDraft
        readonly shape?: number | undefined
      }
    | {
        readonly kind: 'csv'
        readonly file: string
        readonly time?: string | undefined
        readonly column: string
        readonly unit?: RateUnit | undefined
        readonly scale?: number | undefined
        readonly speedup?: number | undefined
        readonly frame: FrameDraft
      }
    | { readonly kind: 'pcap'; readonly file: string; readonly speedup?: number | undefined }
  )

/** Traffic as drafted. */
export interface DemandDraft {
  /** Exactly one of the two is needed. */
  readonly interlink?: string | undefined
  readonly vpc?: string | undefined
  readonly direction: Direction
  readonly source: SourceDraft
}

/** A limit as written, `2ms`: only the metric says what it must measure. */
export type LimitDraft = string | number

/** An objective as drafted: exactly one subject and one limit are needed, all four are optional. */
export interface ObjectiveDraft {
  readonly interlink?: string | undefined
  readonly connection?: string | undefined
  readonly direction?: Direction | undefined
  readonly metric: string
  readonly below?: LimitDraft | undefined
  readonly above?: LimitDraft | undefined
}

/** What exists, as drafted. */
export interface WorldDraft {
  readonly organization: Organization
  readonly pops: readonly PopDraft[]
  readonly vpcs: readonly VpcDraft[]
  readonly connections: readonly ConnectionDraft[]
  readonly interlinks: readonly InterlinkDraft[]
}

/** A scenario as drafted. */
export interface ScenarioDraft extends WorldDraft {
  readonly name: string
  readonly seed?: number | undefined
  readonly engine?: Engine | undefined
  readonly start?: CalendarInstant | undefined
  readonly duration: Ps
  readonly warmup?: Ps | undefined
  readonly seriesInterval?: Ps | undefined
  readonly traffic: readonly DemandDraft[]
  readonly objectives: readonly ObjectiveDraft[]
  readonly events?: readonly EventDraft[] | undefined
  readonly faults?: readonly FaultDraft[] | undefined
}
