/** The time axis of a file, compressed by a speedup: exact, then rounded up to the picosecond. */
import type { Ratio } from '../../model/demand.ts'
import { HORIZON, PS_PER_SECOND, ceilDiv } from '../../units.ts'

/** Below this many seconds an instant is a whole number of ps below 2^53. */
const PLAIN_SECONDS = 9_000

/**
 * The instant of a record on its source's clock.
 *
 * @param seconds  of the record since the first one, whole
 * @param picos    the rest, whole picoseconds, 0 … 10^12 - 1
 * @param speedup  divides the instant
 * @returns whole ps, rounded up; Infinity beyond 2^53 ps, where no run gets
 */
export const instantOf = (seconds: number, picos: number, speedup: Ratio): number => {
  if (speedup.numerator === speedup.denominator && seconds < PLAIN_SECONDS) {
    return seconds * PS_PER_SECOND + picos
  }
  const instant = BigInt(seconds) * BigInt(PS_PER_SECOND) + BigInt(picos)
  const time = ceilDiv(instant * speedup.denominator, speedup.numerator)
  return time > BigInt(HORIZON) ? Infinity : Number(time)
}
