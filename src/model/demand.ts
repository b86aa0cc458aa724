/** What is wished: traffic that sources offer to InterLinks. Sources are open-loop (no feedback). */
import type { BitsPerSecond, Bytes, Ps } from '../units.ts'
import type { Direction } from './direction.ts'

/** IP version of a frame's packet. */
export type Family = 'ipv4' | 'ipv6'
/** Both families, in the order of events and lists. */
export const FAMILIES: readonly Family[] = ['ipv4', 'ipv6']

/** A frame size of a mix and how often it is drawn, relative to the others. */
export interface WeightedSize {
  /** Bytes from destination address to FCS, 64 … 9216. */
  readonly size: Bytes
  /** Positive; only ratios matter. */
  readonly weight: number
}

/** Frame sizes of a source, drawn independently; a single entry is a fixed size. At most 256. */
export type FrameSizes = readonly WeightedSize[]

/** The simple Internet mix: 64, 594 and 1518 bytes, 7 : 4 : 1. */
export const IMIX: FrameSizes = [
  { size: 64 as Bytes, weight: 7 },
  { size: 594 as Bytes, weight: 4 },
  { size: 1518 as Bytes, weight: 1 },
]

/** A positive fraction, exact. */
export interface Ratio {
  readonly numerator: bigint
  readonly denominator: bigint
}

/** How frames come to be. Rates count frame bytes n. */
export type Source =
  | {
      readonly kind: 'cbr'
      readonly rate: BitsPerSecond
      readonly frame: FrameSizes
      readonly phase: Ps
    }
  | { readonly kind: 'poisson'; readonly rate: BitsPerSecond; readonly frame: FrameSizes }
  | {
      readonly kind: 'onoff'
      readonly peak: BitsPerSecond
      /** Mean duration of an on-period. */
      readonly on: Ps
      /** Mean duration of an off-period. */
      readonly off: Ps
      readonly frame: FrameSizes
      /** Pareto shape of both durations, above 1; null: exponential. */
      readonly shape: number | null
    }
  | {
      /** Poisson, at a rate that was measured: each sample holds until the next one. */
      readonly kind: 'csv'
      /** Key of the table among the scenario's inputs: its path as written. */
      readonly file: string
      /** Name of its column of instants. */
      readonly time: string
      /** Name of its column of rates. */
      readonly column: string
      /** What a rate of 1 in the file is. */
      readonly unit: BitsPerSecond
      /** Multiplies the rates. */
      readonly scale: number
      /** Compresses the time axis, and leaves the rates. */
      readonly speedup: Ratio
      readonly frame: FrameSizes
    }
  | {
      readonly kind: 'pcap'
      /** Key of the capture among the scenario's inputs: its path as written. */
      readonly file: string
      /** Compresses the capture's time axis. */
      readonly speedup: Ratio
    }

/**
 * One source and what it feeds in one direction, emitting in [`start`, `stop`): an InterLink, or for
 * each frame the InterLink that a VPC prefers when it is emitted.
 */
export type Demand = {
  readonly direction: Direction
  readonly family: Family
  readonly start: Ps
  /** Null: to the end of the run. */
  readonly stop: Ps | null
  readonly source: Source
} & ({ readonly interlink: string } | { readonly vpc: string })
