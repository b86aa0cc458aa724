/**
 * Sums of bytes × picoseconds, exact whatever the order in which they are added: two limbs in a
 * float64 array, `[at]` counting 2^26 byte·ps and `[at + 1]` the rest.
 *
 * Exact below 2^79 byte·ps, which is 64 MiB waiting for 2 h 30 min.
 */
import { nearest } from '../exact.ts'

/** Slots of an array that one sum takes. */
export const AREA_SLOTS = 2

const LIMB = 2 ** 26
/** The lower limb is carried before it can lose a unit: each term adds less than 2^52 to it. */
const CARRY = 2 ** 52

/**
 * Adds `size` × `duration`.
 *
 * @param size      bytes, whole, at most 2^26
 * @param duration  whole ps
 */
export const addArea = (sums: Float64Array, at: number, size: number, duration: number): void => {
  const high = Math.floor(duration / LIMB)
  sums[at] = sums[at]! + size * high
  let low = sums[at + 1]! + size * (duration - high * LIMB)
  if (low >= CARRY) {
    const carried = Math.floor(low / LIMB)
    sums[at] += carried
    low -= carried * LIMB
  }
  sums[at + 1] = low
}

/** A sum as it is: byte · ps. */
export const exactArea = (sums: Float64Array, at: number): bigint =>
  BigInt(sums[at]!) * BigInt(LIMB) + BigInt(sums[at + 1]!)

/** A sum divided by a duration (whole ps, positive): bytes, rounded once. */
export const areaOver = (sums: Float64Array, at: number, duration: number): number => {
  const high = sums[at]!
  const low = sums[at + 1]!
  const sum = high * LIMB + low
  if (sum <= Number.MAX_SAFE_INTEGER) return sum / duration
  return nearest(exactArea(sums, at), BigInt(duration))
}
