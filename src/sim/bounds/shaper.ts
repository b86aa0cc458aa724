/** How long a frame may wait in a shaper, and how much may wait there. */
import { PS_PER_SECOND, ceilDiv } from '../../units.ts'
import { BIT, type Curve, RATE, excess, scaled } from '../../theory/curve.ts'
import type { Fraction } from '../../theory/fraction.ts'
import { type SizeRange, perByte } from './sizes.ts'

/** A token bucket with a queue. */
export interface ShaperTerms {
  /** bit/s. */
  readonly rate: number
  /** Depth, counted bytes. */
  readonly burst: number
  /** What may wait, bytes of n. */
  readonly queue: number
  /** Bytes counted beyond n. */
  readonly overhead: number
}

/** What a shaper does at most. */
export interface ShaperBound {
  /** Longest wait, whole ps. */
  readonly wait: bigint
  /** Most that waits, bytes of n. */
  readonly backlog: number
}

/**
 * What a frame takes of the bucket for each of its bits, at most: a frame as large as the bucket is deep
 * leaves it empty at a whole picosecond, and what would have flowed in before that is lost.
 */
const drainOf = ({ rate, burst, overhead }: ShaperTerms, { max }: SizeRange): Fraction => {
  const bits = 8n * BigInt(burst) * BigInt(PS_PER_SECOND)
  return { over: max + overhead === burst ? bits + BigInt(rate) : bits, under: bits }
}

/**
 * Bounds of a shaper: of its arrivals, if these have a curve, and of its queue.
 *
 * A shaper of rate r and depth b serves b + r·t in any time that begins with a full bucket, so the delay is
 * at most the horizontal deviation of that from α (theorem 1.4.2; greedy shapers: 1.5.1), here sup of
 * (α(t) - b - r·t)/r. Frames that were dropped make arrivals fewer. A release is rounded up once.
 *
 * The queue: all that waits, the frame itself included, is within it, and the bucket holds nothing less
 * than nothing: (queue, as counted) ÷ rate.
 *
 * @param arrivals  in counted bytes
 */
export const shaperBound = (arrivals: Curve, sizes: SizeRange, terms: ShaperTerms): ShaperBound => {
  const { rate, burst, queue, overhead } = terms
  const drain = drainOf(terms, sizes)
  const counted = perByte(sizes, overhead, 0)
  const full = ceilDiv(
    8n * BigInt(queue) * counted.over * drain.over * BigInt(PS_PER_SECOND),
    counted.under * drain.under * BigInt(rate),
  )
  const most = excess(scaled(arrivals, drain), rate)
  if (most === null) return { wait: full, backlog: queue }
  const { over, under } = most
  const beyond = over - 8n * BigInt(burst) * BIT * under
  if (beyond <= 0n) return { wait: 0n, backlog: 0 }
  const wait = ceilDiv(beyond, under * BigInt(rate) * RATE)
  // The first of those that wait may find all its tokens there but one.
  const waiting = beyond + 8n * BigInt(sizes.max + overhead) * BIT * under
  const plain = perByte(sizes, 0, overhead)
  const backlog = (waiting * plain.over) / (8n * BIT * under * plain.under)
  return {
    wait: wait < full ? wait : full,
    backlog: backlog < BigInt(queue) ? Number(backlog) : queue,
  }
}
