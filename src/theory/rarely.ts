/** Whether a queue is seldom longer than something, so that what happens then may be left out. */
import { exp } from '../portable.ts'

/** Frames of one size. */
export interface Work {
  /** Frames per second. */
  readonly arrivals: number
  /** What one brings, bits. */
  readonly bits: number
}

/** ln 10^6: one frame in a million. */
const RARE = 13.815510557964274
/** Beyond this `exp` is not defined; frames are then as large as what is asked about. */
const EXPONENT_MAX = 700

/**
 * Whether no more than one frame in a million finds more than so much work in a server's queue, by
 * the inequality of Lundberg and Kingman: P(V > x) ≤ e^(-θx) for every θ ≥ 0 with Σλ(e^(θs) - 1) ≤ θr
 * (J. F. C. Kingman, "Inequalities in the theory of queues", J. R. Stat. Soc. B 32, 1970). With θ =
 * ln(10^6)/x no equation need be solved.
 *
 * A token bucket lacks just what a server of its rate would still have to do.
 *
 * @param works   Poisson, all together
 * @param rate    of the server, bit/s
 * @param most    x, bits
 */
export const isRarelyAbove = (works: readonly Work[], rate: number, most: number): boolean => {
  if (most <= 0) return false
  const theta = RARE / most
  if (works.some(({ bits }) => theta * bits > EXPONENT_MAX)) return false
  const growth = works.reduce(
    (sum, { arrivals, bits }) => sum + arrivals * (exp(theta * bits) - 1),
    0,
  )
  return growth <= theta * rate
}
