/** The measured window of a run, and how it is cut for series and slices. */
import { type Ps } from '../../units.ts'

/** Slices of the window that the result document carries, for pictures one line high. */
export const SLICES = 25

/** [from, to) in simulated time, whole ps. */
export interface Window {
  readonly from: number
  readonly to: number
  /** Width of an interval of the series; the last one may reach past the end. */
  readonly interval: number
}

/** The window of a scenario: after its warm-up, as long as its duration. */
export const windowOf = (scenario: {
  readonly warmup: Ps
  readonly duration: Ps
  readonly seriesInterval: Ps
}): Window => ({
  from: scenario.warmup,
  to: scenario.warmup + scenario.duration,
  interval: scenario.seriesInterval,
})

/** Where slice `k` begins, 0 … SLICES, whole ps: equal slices, rounded down. */
export const sliceStart = ({ from, to }: Window, k: number): number =>
  from + Number((BigInt(to - from) * BigInt(k)) / BigInt(SLICES))

/** How many intervals of the series cover the window. */
export const intervalCount = ({ from, to, interval }: Window): number =>
  Math.ceil((to - from) / interval)

/**
 * The interval of the series that an instant of a measured frame falls in; the very end of the window
 * belongs to the last one.
 */
export const intervalAt = (window: Window, instant: number): number =>
  Math.min(intervalCount(window) - 1, Math.floor((instant - window.from) / window.interval))
