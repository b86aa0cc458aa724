/** The token bucket that departures are held to, counted exactly and slowly. */
import { type Layer, countedOverhead } from '../model/frame.ts'
import { ceilDiv } from '../units.ts'

/** A token bucket (RFC 2697 and MEF 10: CIR and CBS). It starts full. */
export interface TokenBucket {
  /** Committed information rate, whole bit/s, from 1 to 2^53 - 1. */
  readonly cir: number
  /** Committed burst size: its depth, whole bytes as it counts them, from 1 to 2^53 - 1. */
  readonly cbs: number
  /**
   * What it counts of a frame of so many `bytes`: those alone (`frame`, the default), or, where they are
   * the frame from destination address to FCS, the wire (`l1`: 24 more), the tagged frame (`l2`: 4
   * more) or the IP packet (`l3`: 18 less, at least 0).
   */
  readonly countAs?: Layer | 'frame'
}

/** A shaper: a bucket and what may wait for it. */
export interface ShaperSpec extends TokenBucket {
  /** Waiting bytes that it may hold, from 0 to 2^53 - 1: a frame that would bring them above it is dropped. */
  readonly queue: number
}

/** Counted bytes of a frame. */
export const countedBytes = (bytes: number, { countAs = 'frame' }: TokenBucket): number =>
  countAs === 'frame' ? bytes : Math.max(0, bytes + countedOverhead(countAs))

const whole = (name: string, value: number, least: number): void => {
  if (Number.isSafeInteger(value) && value >= least) return
  throw new RangeError(`${name} ${value} is not a whole number from ${least} to 2^53 - 1`)
}

/** @throws RangeError where a bucket has a number that it cannot have */
export const checkBucket = ({ cir, cbs }: TokenBucket): void => {
  whole('cir', cir, 1)
  whole('cbs', cbs, 1)
}

/** @throws RangeError where a shaper has a number that it cannot have */
export const checkShaper = (spec: ShaperSpec): void => {
  checkBucket(spec)
  whole('queue', spec.queue, 0)
}

/** Tokens are counted in 10^-12 bit: what 1 bit/s fills in a picosecond. */
const PER_BIT = 1_000_000_000_000n

/** Tokens of counted bytes. */
export const tokensOf = (counted: number): bigint => 8n * BigInt(counted) * PER_BIT

/** Bytes of tokens, the float64 nearest to it. */
export const bytesOf = (tokens: bigint): number => Number(tokens) / 8e12

/**
 * A token bucket by the book: tokens are a whole number of 10^-12 bit, topped up at each visit. It is
 * written to be seen to be right; `sim/bucket.ts`, which shares nothing with it, is written to be fast.
 *
 * @see RFC 2697 §3, green bucket only
 */
export class TokenLedger {
  declare private readonly rate: bigint
  declare private readonly depth: bigint
  declare private level: bigint
  declare private time: bigint

  /** Full at instant 0. */
  constructor(bucket: TokenBucket) {
    this.rate = BigInt(bucket.cir)
    this.depth = tokensOf(bucket.cbs)
    this.level = this.depth
    this.time = 0n
  }

  /** Tokens at an instant, ps, not before the last one taken at; below 0 where more was taken than there was. */
  at(time: bigint): bigint {
    const level = this.level + this.rate * (time - this.time)
    return level > this.depth ? this.depth : level
  }

  /** The first whole picosecond, not before `time`, at which counted bytes are held, if it is as deep. */
  conformsAt(counted: number, time: bigint): bigint {
    const missing = tokensOf(counted) - this.at(time)
    return missing <= 0n ? time : time + ceilDiv(missing, this.rate)
  }

  /** Takes counted bytes at an instant, whether it holds them or not. */
  take(counted: number, time: bigint): void {
    this.level = this.at(time) - tokensOf(counted)
    this.time = time
  }
}
