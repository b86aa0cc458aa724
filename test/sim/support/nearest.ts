/** Whether a float64 is the nearest there is to a fraction. */
import { expect } from 'vitest'

/** The float64 as far from `value` as `steps` of their order. */
const neighbour = (value: number, steps: bigint): number => {
  const bits = new BigInt64Array(new Float64Array([value]).buffer)
  return new Float64Array(BigInt64Array.of(bits[0]! + steps).buffer)[0]!
}

/** How far a float64 of at least 2^-100 is from a fraction, in units of 2^-160 ÷ denominator. */
const distance = (value: number, numerator: bigint, denominator: bigint): bigint => {
  // Multiplied by a power of two it is the same float64, and whole.
  const scaled = BigInt(value * 2 ** 160) * denominator - (numerator << 160n)
  return scaled < 0n ? -scaled : scaled
}

/** Expects that neither neighbour of `actual` is nearer to a fraction than it is. */
export const expectNearest = (actual: number, numerator: bigint, denominator: bigint): void => {
  const apart = distance(actual, numerator, denominator)
  for (const steps of [-1n, 1n]) {
    const other = distance(neighbour(actual, steps), numerator, denominator)
    expect(apart <= other).toBe(true)
  }
}
