/**
 * Arrival curves: what may arrive in any stretch of time, at most.
 *
 * A curve α bounds a flow when in any closed window of length t no more than α(t) arrives. Here it is the
 * least of some straight lines b + r·t, each a token bucket's (Le Boudec and Thiran, "Network Calculus",
 * LNCS 2050, section 1.2; theorems are those of its section 1.4). A closed window counts frames whole as
 * they arrive, so what packets add to a fluid is in b.
 *
 * All arithmetic is of whole numbers; what is not whole is rounded up, which keeps a bound a bound.
 */
import { ceilDiv } from '../units.ts'
import type { Fraction } from './fraction.ts'

/** At most `burst` + `rate` · t in any closed window of t ps. */
export interface Line {
  /** Whole 10^-6 bit/s. */
  readonly rate: bigint
  /** Whole 10^-18 bit, which a rate of 1 fills in 1 ps. */
  readonly burst: bigint
}

/** The least of its lines; without any it bounds nothing. */
export type Curve = readonly Line[]

/** A rate of 1 bit/s. */
export const RATE = 1_000_000n
/** An amount of 1 bit. */
export const BIT = 1_000_000_000_000_000_000n

/**
 * The line of a token bucket: what leaves it in any window (RFC 2697 §3, green; MEF 10 calls both CIR, CBS).
 *
 * @param rate   bit/s
 * @param depth  bytes
 */
export const bucketLine = (rate: number, depth: number): Line => ({
  rate: BigInt(rate) * RATE,
  burst: 8n * BigInt(depth) * BIT,
})

/** A curve in other bytes, of which there are at most `ratio` for each of its own. */
export const scaled = (curve: Curve, { over, under }: Fraction): Curve =>
  curve.map(({ rate, burst }) => ({
    rate: ceilDiv(rate * over, under),
    burst: ceilDiv(burst * over, under),
  }))

/**
 * A curve of the same frames, each later by between 0 and `most` ps (and something that is alike for all):
 * α(t + most), for what leaves in a window arrived in one that is longer by `most` (as in theorem 1.4.3).
 */
export const delayed = (curve: Curve, most: bigint): Curve =>
  curve.map(({ rate, burst }) => ({ rate, burst: burst + rate * most }))

/** Where a curve passes from one line to the next. */
interface Bend {
  /** ps. */
  readonly at: Fraction
  readonly from: Line
  readonly to: Line
}

const compare = (a: Fraction, b: Fraction): number => {
  const difference = a.over * b.under - b.over * a.under
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** The line that is least from 0 on. */
const firstOf = (curve: Curve): Line =>
  curve.reduce((a, b) => (b.burst < a.burst || (b.burst === a.burst && b.rate < a.rate) ? b : a))

/** When two lines are equal; the first bursts less and is faster. */
const meetingOf = (a: Line, b: Line): Fraction => ({
  over: b.burst - a.burst,
  under: a.rate - b.rate,
})

/** The bends of a curve, in the order of time. */
const bendsOf = (curve: Curve): readonly Bend[] => {
  const order = (a: Line, b: Line): number => {
    const difference = a.burst === b.burst ? a.rate - b.rate : a.burst - b.burst
    return difference < 0n ? -1 : difference > 0n ? 1 : 0
  }
  const least: Line[] = []
  for (const line of curve.toSorted(order)) {
    // What bursts more and is no slower is never the least, nor what is overtaken before its turn.
    if (least.length > 0 && line.rate >= least.at(-1)!.rate) continue
    while (least.length > 1) {
      const [a, b] = least.slice(-2) as [Line, Line]
      if (compare(meetingOf(a, line), meetingOf(a, b)) > 0) break
      least.pop()
    }
    least.push(line)
  }
  return least.slice(1).map((to, i) => ({ at: meetingOf(least[i]!, to), from: least[i]!, to }))
}

/** The curve of flows together: the sum of theirs, which bends wherever one of them does. */
export const together = (curves: readonly Curve[]): Curve => {
  if (curves.some(curve => curve.length === 0)) return []
  let line: Line = { rate: 0n, burst: 0n }
  const change = (add: Line, less: Line): void => {
    line = { rate: line.rate + add.rate - less.rate, burst: line.burst + add.burst - less.burst }
  }
  for (const curve of curves) change(firstOf(curve), { rate: 0n, burst: 0n })
  const lines = [line]
  for (const { from, to } of curves.flatMap(bendsOf).toSorted((a, b) => compare(a.at, b.at))) {
    change(to, from)
    lines.push(line)
  }
  return lines
}

/**
 * By how much a flow exceeds what a server of a constant rate does in the same time, at most: sup of
 * α(t) - rate·t. It is the backlog that such a server can have (theorem 1.4.1), and the time it takes for
 * that is the longest from a bit's arrival to its end (theorem 1.4.2).
 *
 * A concave curve is farthest above the server where it ceases to be steeper: at 0 or at a bend.
 *
 * @param rate  of the server, bit/s
 * @returns 10^-18 bit, exactly; null: there is no bound
 */
export const excess = (curve: Curve, rate: number): Fraction | null => {
  if (curve.length === 0) return null
  const server = BigInt(rate) * RATE
  const first = firstOf(curve)
  if (first.rate <= server) return { over: first.burst, under: 1n }
  const bend = bendsOf(curve).find(({ to }) => to.rate <= server)
  if (bend === undefined) return null
  const { at, to } = bend
  return { over: to.burst * at.under - (server - to.rate) * at.over, under: at.under }
}
