/** What a source emits, as rates that are constant between instants. */
import type { FrameSizes } from '../../../model/demand.ts'

/** Frames of one size. */
export interface SizeShare {
  /** n, bytes. */
  readonly size: number
  /** Of all frames, those of this size. */
  readonly share: number
}

/** A source of fluid. Everything is per ps, and counts frames n. */
export interface Rates {
  /** When each stretch begins, ps, rising; the last one lasts to the end of the run. */
  readonly instants: Float64Array
  /** Frame bytes. */
  readonly bytes: Float64Array
  readonly frames: Float64Array
  /** The same of those that the MTU admits. */
  readonly admittedBytes: Float64Array
  readonly admittedFrames: Float64Array
  /** What the admitted frames are, over all of it. */
  readonly mix: readonly SizeShare[]
  /** How long a sample of what was measured holds, ps: nothing shorter is seen; null: nothing was measured. */
  readonly sampling: number | null
}

/** Shares of the sizes of a mix. */
export const sharesOf = (frame: FrameSizes): readonly SizeShare[] => {
  const total = frame.reduce((sum, { weight }) => sum + weight, 0)
  return frame.map(({ size, weight }) => ({ size, share: weight / total }))
}

const meanSize = (mix: readonly SizeShare[]): number =>
  mix.reduce((sum, { size, share }) => sum + size * share, 0)

/**
 * Rates of a source whose frames are a mix.
 *
 * @param instants  when each stretch begins, ps
 * @param bits      frame bits per second in each
 * @param largest   frame that the MTU admits, bytes
 */
export const mixedRates = (
  instants: Float64Array,
  bits: Float64Array,
  frame: FrameSizes,
  largest: number,
  sampling: number | null,
): Rates => {
  const all = sharesOf(frame)
  const admitted = all.filter(({ size }) => size <= largest)
  const mean = meanSize(all)
  const frameShare = admitted.reduce((sum, { share }) => sum + share, 0)
  const byteShare = meanSize(admitted) / mean
  const bytes = bits.map(rate => rate / 8e12)
  return {
    instants,
    bytes,
    frames: bytes.map(rate => rate / mean),
    admittedBytes: frameShare === 1 ? bytes : bytes.map(rate => rate * byteShare),
    admittedFrames: bytes.map(rate => (rate / mean) * frameShare),
    mix: admitted.map(({ size, share }) => ({ size, share: share / frameShare })),
    sampling,
  }
}
