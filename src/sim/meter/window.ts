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

/** Where each slice begins and the last one ends, whole ps: SLICES equal parts, rounded down. */
export const sliceStarts = ({ from, to }: Window): readonly number[] =>
  Array.from(
    { length: SLICES + 1 },
    (_, k) => from + Number((BigInt(to - from) * BigInt(k)) / BigInt(SLICES)),
  )

/** The slice that an instant of a measured frame falls in; the very end belongs to the last one. */
export const sliceAt = (window: Window, starts: readonly number[], instant: number): number => {
  const share = (instant - window.from) / (window.to - window.from)
  let slice = Math.min(SLICES - 1, Math.floor(share * SLICES))
  while (slice > 0 && instant < starts[slice]!) slice--
  while (slice + 1 < SLICES && instant >= starts[slice + 1]!) slice++
  return slice
}

/** How many intervals of the series cover the window. */
export const intervalCount = ({ from, to, interval }: Window): number =>
  Math.ceil((to - from) / interval)

/**
 * The interval of the series that an instant of a measured frame falls in; the very end of the window
 * belongs to the last one.
 */
export const intervalAt = (window: Window, instant: number): number =>
  Math.min(intervalCount(window) - 1, Math.floor((instant - window.from) / window.interval))
