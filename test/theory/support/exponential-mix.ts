/** Frames whose time on the wire is as nearly exponential as frames of 64 … 9216 bytes allow. */
import type { FrameSizes } from '../../../src/model/demand.ts'
import { bytes } from '../../../src/units.ts'

/** Sizes, and bytes from one to the next: n = 64, 100, …, 9208. */
const SIZES = 255
const STEP = 36

/**
 * Each of 255 sizes stands for the wire times nearest to its own, with the probability that an
 * exponential variate gives them. Weights fall geometrically but for the ends: the smallest frame
 * stands for all that is shorter, the largest for all that is longer.
 *
 * @param mean  of the exponential, bytes of wire
 */
export const exponentialMix = (mean: number): FrameSizes =>
  Array.from({ length: SIZES }, (_, i) => {
    const wire = 88 + STEP * i
    const from = i === 0 ? 0 : wire - STEP / 2
    const to = i === SIZES - 1 ? Infinity : wire + STEP / 2
    return { size: bytes(wire - 24), weight: Math.exp(-from / mean) - Math.exp(-to / mean) }
  })
