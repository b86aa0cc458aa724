/** What the charts of a page are drawn from: what its script finds in it. */
import type { Direction } from '../../model/direction.ts'

/** A point of a curve: delay in seconds, and the share of frames that are later. */
export type LaterThan = readonly [delay: number, share: number]

/** A flow as charts know it. Series are packed (`packed.ts`); rates as bytes per point. */
export interface ChartFlow {
  readonly id: string
  readonly direction: Direction
  /** Index of the colour of its InterLink, and how often all colours were taken before. */
  readonly colour: number
  readonly again: number
  /** bit/s. */
  readonly bandwidth: number
  /** Depth of its bucket and room of its queue, bytes; null where the scenario is not known. */
  readonly burst: number | null
  readonly queue: number | null
  /** Whether excess waits at the limiter of the provider's port; else it is dropped. */
  readonly isShaped: boolean | null
  /** Counted bits of one bit of its frames, on average. */
  readonly counted: number
  readonly lost: number
  readonly offeredFrames: number
  /** The delays that are known exactly, and the bins between them; empty where no frame arrived. */
  readonly later: readonly LaterThan[]
  /** Delays in seconds: p50, p90, p99, p99.9, max; null where no frame arrived. */
  readonly quantiles: readonly (number | null)[]
  /** Limits on its delay: at most `share` of the frames may be later. */
  readonly limits: readonly {
    readonly name: string
    readonly delay: number
    readonly share: number
    readonly met: boolean
  }[]
  /** Index of its port. */
  readonly port: number
  /** Stretches with drops, those of most frames, in the order of time. */
  readonly lossSpans: readonly {
    readonly from: number
    readonly to: number
    readonly frames: number
  }[]
  /** Mean offered rate and drops of coarse slices of the window, for a table. */
  readonly slices: {
    readonly interval: number
    readonly offered: readonly number[]
    readonly dropped: readonly number[]
  }
  /** Null where the page holds no series. */
  readonly series: {
    readonly offered: string
    readonly delivered: string
    readonly dropped: string
    readonly queue: string
    readonly bucket: string
  } | null
}

/** A port as charts know it; utilisation in millionths. */
export interface ChartPort {
  readonly connection: string
  readonly direction: Direction
  readonly speed: number
  readonly series: { readonly utilisation: string; readonly queue: string } | null
}

/** All of it. */
export interface ChartData {
  /** Seconds that a point of a series stands for; how many intervals of the run it is the mean of. */
  readonly interval: number
  readonly merged: number
  readonly points: number
  /** Seconds measured. */
  readonly duration: number
  /** The seed of the run whose series these are, where there were several; else null. */
  readonly seedAlone: number | null
  readonly flows: readonly ChartFlow[]
  readonly ports: readonly ChartPort[]
  /** Index of the flow that charts open on. */
  readonly worst: number
}
