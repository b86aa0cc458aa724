/** Why a draft is refused: each reason a value, with where it stands and what is needed to explain it. */
import { match } from 'ts-pattern'
import type { Dimension, QuantityFault } from '../quantity.ts'
import type { BitsPerSecond, Bytes, Millimetres, Ms, Ps } from '../units.ts'
import type { Family } from './demand.ts'
import type { EventKind, MannerKey, Subject, SubjectKey } from './event-draft.ts'
import type { Layer } from './frame.ts'
import type { Lead } from './lead.ts'
import type { Medium, MediumName } from './media.ts'
import type { Path } from './path.ts'
import type { Engine } from './scenario.ts'
import type { Region } from './world.ts'

/** Lists of a scenario whose entries others refer to by id. */
export type Collection = 'pops' | 'vpcs' | 'connections' | 'interlinks'

/** What an objective may be about. */
export type SubjectKind = 'interlink' | 'connection'

/** A violated rule. `path` is where in the document; quantities are in base units. */
export type Rejection = { readonly path: Path } & (
  | { readonly kind: 'no-projects'; readonly organization: string }
  | { readonly kind: 'duplicate-project'; readonly project: string; readonly first: Path }
  | {
      readonly kind: 'unknown-project'
      readonly project: string
      readonly organization: string
      readonly known: readonly string[]
    }
  | {
      readonly kind: 'unknown-reference'
      readonly collection: Collection
      readonly id: string
      readonly known: readonly string[]
    }
  | {
      readonly kind: 'not-the-connections-region'
      readonly interlink: string
      readonly region: Region
      readonly connection: string
      readonly pop: string
      readonly needed: Region
    }
  | {
      readonly kind: 'not-the-vpcs-region'
      readonly interlink: string
      readonly region: Region
      /** Where the InterLink's connection ends; null where that is not known. */
      readonly pop: string | null
      readonly vpc: string
      readonly vpcRegion: Region
    }
  | { readonly kind: 'no-port-speed'; readonly asked: BitsPerSecond }
  | {
      readonly kind: 'medium-of-another-speed'
      readonly connection: string
      readonly medium: Medium
      readonly portSpeed: BitsPerSecond
      /** The media of that speed, the default first. */
      readonly known: readonly MediumName[]
    }
  | {
      readonly kind: 'length-and-segments'
      readonly connection: string
      readonly segments: Path
    }
  | { readonly kind: 'no-segments'; readonly connection: string }
  | {
      readonly kind: 'cable-too-long'
      readonly connection: string
      /** Of all its fibres. */
      readonly length: Millimetres
      readonly max: Millimetres
    }
  | {
      readonly kind: 'duplicate-segment'
      readonly connection: string
      readonly segment: string
      readonly first: Path
    }
  | { readonly kind: 'empty-catalogue'; readonly connection: string }
  | {
      readonly kind: 'offered-above-port'
      readonly offered: BitsPerSecond
      readonly connection: string
      readonly portSpeed: BitsPerSecond
    }
  | {
      readonly kind: 'not-offered'
      readonly asked: BitsPerSecond
      readonly connection: string
      readonly offered: readonly BitsPerSecond[]
    }
  | { readonly kind: 'not-a-step'; readonly rate: BitsPerSecond; readonly step: BitsPerSecond }
  | {
      readonly kind: 'oversubscribed'
      readonly connection: string
      readonly portSpeed: BitsPerSecond
      readonly asked: BitsPerSecond
      /** What the other InterLinks leave; not below 0. */
      readonly free: BitsPerSecond
      readonly holders: readonly string[]
      readonly held: BitsPerSecond
      /** What the connection offers; null: any size. */
      readonly offered: readonly BitsPerSecond[] | null
    }
  | {
      readonly kind: 'vlan-taken'
      readonly vlan: number
      readonly connection: string
      readonly holder: string
      /** The lowest VLAN id that nobody asks for; null when there is none. */
      readonly free: number | null
    }
  | { readonly kind: 'no-vlan-left'; readonly connection: string }
  | {
      readonly kind: 'burst-below-frame'
      readonly burst: Bytes
      readonly least: Bytes
      readonly interlink: string
      readonly mtu: Bytes
      readonly countAs: Layer
    }
  | {
      readonly kind: 'burst-never-filled'
      readonly burst: Bytes
      readonly most: Bytes
      readonly rate: BitsPerSecond
    }
  | {
      readonly kind: 'quantity-out-of-range'
      readonly dimension: Exclude<Dimension, 'share'>
      readonly value: number
      readonly min: number
      readonly max: number
    }
  | { readonly kind: 'no-time'; readonly example: string }
  | {
      readonly kind: 'number-out-of-range'
      readonly value: number
      readonly whole: boolean
      /** The smallest value, or what it must be above where `open`. */
      readonly min: number
      readonly open: boolean
      readonly max: number
      readonly unit: string
    }
  | {
      readonly kind: 'beyond-horizon'
      readonly engine: Engine
      readonly warmup: Ps
      readonly duration: Ps
    }
  | {
      readonly kind: 'too-many-intervals'
      readonly interval: Ps
      readonly duration: Ps
      readonly intervals: number
    }
  | { readonly kind: 'mix-length'; readonly count: number }
  | { readonly kind: 'stops-before-start'; readonly start: Ps; readonly stop: Ps }
  | { readonly kind: 'empty-file-name'; readonly source: 'csv' | 'pcap' }
  | { readonly kind: 'rates-of-time'; readonly column: string }
  | {
      readonly kind: 'series-above-limit'
      readonly file: string
      /** The highest rate of the series, as the file has it, and on which line. */
      readonly highest: number
      readonly line: number
      /** The same in bit/s, after unit and scale. */
      readonly rate: number
      readonly max: BitsPerSecond
    }
  | { readonly kind: 'propagation-without-policy'; readonly interlink: string }
  | { readonly kind: 'p90-below-median'; readonly p90: Ms; readonly median: Ms }
  | { readonly kind: 'patch-outlasts-loa'; readonly patch: Lead; readonly validity: Ms }
  | {
      /** Of keys of which exactly one is needed, none or both are there. */
      readonly kind: 'subjects'
      /** What has them: `the objective`, or a kind of event. */
      readonly what: string
      readonly keys: readonly [string, string]
      readonly count: 0 | 2
    }
  | {
      readonly kind: 'key-missing'
      readonly key: string
      /** A value that would do. */
      readonly example: string
    }
  | {
      readonly kind: 'not-its-subject'
      readonly event: EventKind
      /** What such an event happens to: one of these. */
      readonly to: readonly Subject[]
      /** What it is said to happen to. */
      readonly named: SubjectKey
      /** Keys that say so. */
      readonly wrong: readonly SubjectKey[]
      /** Keys that would have to be there; either of `segment` and `end` will do. */
      readonly lacks: readonly SubjectKey[]
      /** Kinds that happen to what is named. */
      readonly others: readonly EventKind[]
    }
  | {
      readonly kind: 'not-its-key'
      readonly event: EventKind
      readonly key: MannerKey
      /** The keys of such an event. */
      readonly keys: readonly string[]
      /** Kinds that have the key. */
      readonly holders: readonly EventKind[]
    }
  | {
      readonly kind: 'unknown-segment'
      readonly connection: string
      readonly segment: string
      readonly known: readonly string[]
    }
  | {
      readonly kind: 'network-of-another-family'
      readonly network: string
      readonly family: Family
      /** Whether the event names the family; else it is that of the first network. */
      readonly isNamed: boolean
    }
  | {
      readonly kind: 'no-vpc-of-its-own'
      readonly interlink: string
      readonly known: readonly string[]
    }
  | {
      readonly kind: 'vpc-attached'
      readonly interlink: string
      readonly at: Ps
      /** The VPC that is attached then. */
      readonly vpc: string
    }
  | { readonly kind: 'no-policy-then'; readonly interlink: string; readonly at: Ps }
  | { readonly kind: 'vpc-without-interlink'; readonly vpc: string }
  | { readonly kind: 'limits'; readonly count: 0 | 2 }
  | {
      readonly kind: 'unknown-metric'
      readonly metric: string
      readonly subject: SubjectKind
      readonly known: readonly string[]
    }
  | { readonly kind: 'limit-unreadable'; readonly metric: string; readonly fault: QuantityFault }
)

/** The other places that a rejection rests on: when one of them is damaged, the rule says nothing. */
export const groundsOf = (rejection: Rejection): readonly Path[] =>
  match(rejection)
    .returnType<readonly Path[]>()
    .with({ kind: 'unknown-project' }, () => [['organization', 'projects']])
    .with({ kind: 'unknown-reference' }, why => [[why.collection, why.id]])
    .with({ kind: 'not-the-connections-region' }, why => [['pops', why.pop, 'region']])
    .with({ kind: 'not-the-vpcs-region' }, why => [
      ['interlinks', why.interlink, 'region'],
      ['vpcs', why.vpc, 'region'],
      ...(why.pop === null ? [] : [['pops', why.pop, 'region']]),
    ])
    .with({ kind: 'medium-of-another-speed' }, why => [
      ['connections', why.connection, 'portSpeed'],
    ])
    .with({ kind: 'length-and-segments' }, why => [why.segments])
    .with({ kind: 'duplicate-segment' }, why => [why.first])
    .with({ kind: 'not-offered' }, why => [['connections', why.connection, 'availableBandwidths']])
    .with({ kind: 'limit-unreadable' }, why => [[...why.path.slice(0, -1), 'metric']])
    .with({ kind: 'burst-below-frame' }, why => [
      ['interlinks', why.interlink, 'mtu'],
      ['interlinks', why.interlink, 'countAs'],
    ])
    .with({ kind: 'beyond-horizon' }, { kind: 'too-many-intervals' }, () => [
      ['duration'],
      ['warmup'],
      ['engine'],
    ])
    .with({ kind: 'stops-before-start' }, why => [[...why.path.slice(0, -1), 'start']])
    .with({ kind: 'rates-of-time' }, why => [[...why.path.slice(0, -1), 'time']])
    .with({ kind: 'series-above-limit' }, why =>
      ['file', 'time', 'column', 'unit', 'scale'].map(key => [...why.path.slice(0, -1), key]),
    )
    .with({ kind: 'propagation-without-policy' }, why => [['interlinks', why.interlink, 'routing']])
    .with({ kind: 'p90-below-median' }, why => [[...why.path.slice(0, -1), 'median']])
    .with({ kind: 'patch-outlasts-loa' }, why => [
      [...why.path, 'median'],
      [...why.path, 'p90'],
      [...why.path.slice(0, -1), 'loaValidity'],
    ])
    .with({ kind: 'subjects' }, why => {
      const holder = why.count === 0 ? why.path : why.path.slice(0, -1)
      return [...why.keys, 'kind'].map(key => [...holder, key])
    })
    .with({ kind: 'key-missing' }, { kind: 'not-its-key' }, { kind: 'not-its-subject' }, why => [
      [...why.path.slice(0, -1), 'kind'],
    ])
    .with({ kind: 'unknown-segment' }, why => [['connections', why.connection, 'crossConnect']])
    .with({ kind: 'network-of-another-family' }, ({ path, isNamed }) =>
      isNamed ? [[...path.slice(0, 2), 'family']] : [path.slice(0, -2)],
    )
    .with({ kind: 'no-vpc-of-its-own' }, why => [['interlinks', why.interlink, 'vpc']])
    .with({ kind: 'vpc-attached' }, { kind: 'no-policy-then' }, why => [
      ['events'],
      ['interlinks', why.interlink],
    ])
    .with({ kind: 'vpc-without-interlink' }, () => [['interlinks'], ['events']])
    .with({ kind: 'limits' }, why => [
      [...why.path, 'below'],
      [...why.path, 'above'],
    ])
    .with(
      { kind: 'no-projects' },
      { kind: 'duplicate-project' },
      { kind: 'no-port-speed' },
      { kind: 'no-segments' },
      { kind: 'cable-too-long' },
      { kind: 'empty-catalogue' },
      { kind: 'offered-above-port' },
      { kind: 'not-a-step' },
      { kind: 'oversubscribed' },
      { kind: 'vlan-taken' },
      { kind: 'no-vlan-left' },
      { kind: 'burst-never-filled' },
      { kind: 'quantity-out-of-range' },
      { kind: 'no-time' },
      { kind: 'number-out-of-range' },
      { kind: 'mix-length' },
      { kind: 'empty-file-name' },
      { kind: 'unknown-metric' },
      () => [],
    )
    .exhaustive()
