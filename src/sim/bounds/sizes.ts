/** How frames of a flow count in different ways, at most. */
import type { Fraction } from '../../theory/fraction.ts'

/** The smallest and the largest frame n of a flow that its MTU admits, bytes. */
export interface SizeRange {
  readonly min: number
  readonly max: number
}

/** The range of several; null of none. */
export const rangeOf = (ranges: readonly (SizeRange | null)[]): SizeRange | null =>
  ranges.reduce((a, b) => {
    if (a === null || b === null) return a ?? b
    return { min: Math.min(a.min, b.min), max: Math.max(a.max, b.max) }
  }, null)

/**
 * Bytes counted in one way, n + `over`, for each byte counted in another, n + `under`, at most: those of the
 * smallest frame where the first way adds more, else those of the largest.
 */
export const perByte = ({ min, max }: SizeRange, over: number, under: number): Fraction => {
  const size = over >= under ? min : max
  return { over: BigInt(size + over), under: BigInt(size + under) }
}
