/** Arrival curves of sources that keep a pace: cbr always, on-off in its on-periods. */
import type { BitsPerSecond } from '../../units.ts'
import { PS_PER_SECOND, ceilDiv } from '../../units.ts'
import type { FrameSizes } from '../../model/demand.ts'
import { BIT, type Curve, type Line, RATE } from '../../theory/curve.ts'
import { type SizeRange, perByte } from './sizes.ts'

/**
 * Frames leave when the bits of those before have had their time at `rate`, rounded up to the picosecond: in
 * any window no more than one frame and the rate, for a picosecond longer where rounding moves frames.
 *
 * @param frame     all sizes that are sent
 * @param admitted  those that count
 * @param overhead  bytes counted beyond n
 */
export const pacedLine = (
  rate: BitsPerSecond,
  frame: FrameSizes,
  admitted: SizeRange,
  overhead: number,
): Line => {
  const { over, under } = perByte(admitted, overhead, 0)
  const counted = ceilDiv(BigInt(rate) * RATE * over, under)
  const isWhole = frame.every(
    ({ size }) => (8n * BigInt(size) * BigInt(PS_PER_SECOND)) % BigInt(rate) === 0n,
  )
  const burst = 8n * BigInt(admitted.max + overhead) * BIT + (isWhole ? 0n : counted)
  return { rate: counted, burst }
}

/**
 * On-periods of at least `on` ps, each at a pace, at least `off` ps apart.
 *
 * Of the k on-periods that a window of t meets, (k - 1)(on + off) ≤ t + on, and silence between them takes
 * (k - 1)·off of it. Each brings b + r·(its time): b + r·t + (k - 1)(b - r·off) in all.
 *
 * @param pace  b and r of an on-period
 * @returns no bound where periods may be of any length
 */
export const burstyCurve = (pace: Line, on: number, off: number): Curve => {
  if (on <= 0 || off <= 0) return []
  const more = pace.burst - pace.rate * BigInt(off)
  if (more <= 0n) return [pace]
  const cycle = BigInt(on) + BigInt(off)
  return [
    {
      rate: pace.rate + ceilDiv(more, cycle),
      burst: pace.burst + ceilDiv(more * BigInt(on), cycle),
    },
  ]
}
