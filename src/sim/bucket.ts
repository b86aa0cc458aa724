/**
 * The token buckets of a lane: the one exact rule that shapers and policers share.
 *
 * A bucket of rate r and depth B holds min(B, r·(t - y)) at instant t. Its whole state is y, the
 * instant at which it would have been empty, kept as whole picoseconds plus a fraction over the
 * rate's denominator (`exact.ts`). Full means y = t - B/r; taking L moves y by L/r; the bucket holds
 * L from y + L/r on, and the first whole picosecond at which it does is the ceiling of that. All of it is
 * additions and comparisons of integers below 2^53, hence exact, and the fraction carries from frame
 * to frame, hence no drift.
 *
 * @see RFC 2697 §3, green bucket only; `docs/decisions/token-bucket.md`
 */
import { type BitsPerSecond, type Bytes, PS_PER_SECOND } from '../units.ts'
import { denominatorOf, durationOf, nearest } from './exact.ts'

/** Later than any instant of a run: what must wait until then is never released in it. */
export const NEVER: number = Infinity

/** What a bucket is made from. */
export interface BucketSpec {
  readonly rate: BitsPerSecond
  /** Depth (CBS), counted bytes. */
  readonly burst: Bytes
  /** Counted bytes beyond the frame's n: -18, 4 or 24. */
  readonly overhead: number
}

/** Numbers come into loops through an array (`docs/decisions/v8.md`): of a bucket y and -B/r, and L/r. */
const REGISTERS = new Float64Array(16)
const WHOLE = 0
const PART = 1
const DEPTH_WHOLE = 2
const DEPTH_PART = 3
const DENOMINATOR = 4
const COST_WHOLE = 5
const COST_PART = 6

/**
 * So many frames may add to the fraction before it is carried over. Meanwhile y lies less than `RUN` + 1 ps
 * above its whole part, and what is decided by that much is decided. One ps more, because a sum beyond
 * 2^53 may be rounded by so much.
 */
const RUN = 64
const SLACK = RUN + 2

/** Takes frames of one size for as long as each surely conforms. @returns the first that may not */
const takeAlike = (times: Float64Array, from: number, to: number): number => {
  const depthWhole = REGISTERS[DEPTH_WHOLE]!
  const depthPart = REGISTERS[DEPTH_PART]!
  const costWhole = REGISTERS[COST_WHOLE]! + SLACK
  const costPart = REGISTERS[COST_PART]!
  let whole = REGISTERS[WHOLE]!
  let part = REGISTERS[PART]!
  let i = from
  for (; i < to; i++) {
    const now = times[i]!
    const full = now + depthWhole
    if (whole <= full) {
      if (whole > full - SLACK) break
      whole = full
      part = depthPart
    }
    if (whole + costWhole > now) break
    whole += costWhole - SLACK
    part += costPart
  }
  REGISTERS[WHOLE] = whole
  REGISTERS[PART] = part
  return i
}

/** As `takeAlike`, where costs differ: those of a bucket begin at `base`. */
const takeMixed = (
  times: Float64Array,
  classes: Int32Array,
  costWhole: Float64Array,
  costPart: Float64Array,
  base: number,
  from: number,
  to: number,
): number => {
  const depthWhole = REGISTERS[DEPTH_WHOLE]!
  const depthPart = REGISTERS[DEPTH_PART]!
  let whole = REGISTERS[WHOLE]!
  let part = REGISTERS[PART]!
  let i = from
  for (; i < to; i++) {
    const now = times[i]!
    const full = now + depthWhole
    if (whole <= full) {
      if (whole > full - SLACK) break
      whole = full
      part = depthPart
    }
    const k = base + classes[i]!
    const next = whole + costWhole[k]!
    if (next + SLACK > now) break
    whole = next
    part += costPart[k]!
  }
  REGISTERS[WHOLE] = whole
  REGISTERS[PART] = part
  return i
}

/** Carries whole picoseconds over from the fraction. */
const normalise = (): void => {
  const carry = Math.floor(REGISTERS[PART]! / REGISTERS[DENOMINATOR]!)
  REGISTERS[WHOLE] = REGISTERS[WHOLE]! + carry
  REGISTERS[PART] = REGISTERS[PART]! - carry * REGISTERS[DENOMINATOR]!
}

/** Takes a frame if it conforms. @returns whether it does */
const takeExactly = (now: number, costWhole: number, costPart: number): boolean => {
  const full = now + REGISTERS[DEPTH_WHOLE]!
  const isFull =
    REGISTERS[WHOLE]! < full ||
    (REGISTERS[WHOLE] === full && REGISTERS[PART]! < REGISTERS[DEPTH_PART]!)
  let whole = (isFull ? full : REGISTERS[WHOLE]!) + costWhole
  let part = (isFull ? REGISTERS[DEPTH_PART]! : REGISTERS[PART]!) + costPart
  if (part >= REGISTERS[DENOMINATOR]!) {
    part -= REGISTERS[DENOMINATOR]!
    whole += 1
  }
  // What lies beyond 2^53 ps may be rounded, but not to less than that.
  if (whole > now || (whole === now && part > 0)) return false
  REGISTERS[WHOLE] = whole
  REGISTERS[PART] = part
  return true
}

/** Several token buckets, each addressed by its index. All start full at instant 0. */
export class Buckets {
  /** How many classes of frames there are. */
  declare readonly classes: number
  declare private readonly horizon: number
  /** y of each bucket: whole picoseconds, and the fraction's numerator. */
  declare readonly emptyWhole: Float64Array
  declare readonly emptyPart: Float64Array
  /** r, bit/s, and B, counted bytes, of each bucket. */
  declare private readonly rates: Float64Array
  declare private readonly bursts: Float64Array
  /** -B/r of each bucket, in the same form. */
  declare private readonly depthWhole: Float64Array
  declare private readonly depthPart: Float64Array
  declare readonly denominator: Float64Array
  /** L/r for each bucket and frame class. */
  declare readonly costWhole: Float64Array
  declare readonly costPart: Float64Array
  /** 1 where the frame takes the whole bucket. */
  declare readonly drains: Uint8Array
  /** y after the frame last asked about: whole, part. */
  declare private readonly staged: Float64Array

  /**
   * @param specs    one per bucket, null where the index has none; rates at most 1 Tbit/s, so that a picosecond is worth less than
   *   a byte, and B/r at most 2^53 ps
   * @param sizes    frame size n of each class, bytes; counted, none above any bucket's depth
   *   unless no frame of that class is ever asked about
   * @param horizon  last instant of the run, at most 2^53 ps
   */
  constructor(specs: readonly (BucketSpec | null)[], sizes: Float64Array, horizon: number) {
    const count = specs.length
    this.classes = sizes.length
    this.horizon = horizon
    this.emptyWhole = new Float64Array(count)
    this.emptyPart = new Float64Array(count)
    this.rates = new Float64Array(count)
    this.bursts = new Float64Array(count)
    this.depthWhole = new Float64Array(count)
    this.depthPart = new Float64Array(count)
    this.denominator = new Float64Array(count)
    this.costWhole = new Float64Array(count * sizes.length)
    this.costPart = new Float64Array(count * sizes.length)
    this.drains = new Uint8Array(count * sizes.length)
    this.staged = new Float64Array(2)
    specs.forEach((spec, i) => {
      if (spec === null) return
      const { rate, burst, overhead } = spec
      const denominator = denominatorOf(rate)
      const depth = durationOf(8n * BigInt(burst), rate)
      this.rates[i] = rate
      this.bursts[i] = burst
      this.denominator[i] = denominator
      this.depthWhole[i] = -depth.whole - (depth.part > 0 ? 1 : 0)
      this.depthPart[i] = depth.part > 0 ? denominator - depth.part : 0
      this.emptyWhole[i] = this.depthWhole[i]!
      this.emptyPart[i] = this.depthPart[i]!
      sizes.forEach((size, k) => {
        const counted = Math.max(0, size + overhead)
        const cost = durationOf(8n * BigInt(counted), rate)
        this.costWhole[i * sizes.length + k] = cost.whole
        this.costPart[i * sizes.length + k] = cost.part
        this.drains[i * sizes.length + k] = counted === burst ? 1 : 0
      })
    })
  }

  /**
   * The first instant, not before `now`, at which the bucket holds a frame, given that everything
   * taken so far is taken. Nothing changes until `take`.
   *
   * @param bucket      index of the bucket
   * @param frameClass  class of the frame
   * @param now         when the frame reaches the bucket; never before the previous call's
   * @returns whole ps, or `NEVER` when that is after the end of the run
   */
  conformsAt(bucket: number, frameClass: number, now: number): number {
    const { staged, horizon } = this
    let whole = this.emptyWhole[bucket]!
    let part = this.emptyPart[bucket]!
    // Full is full: y never lies further back than B/r.
    const fullWhole = now + this.depthWhole[bucket]!
    const fullPart = this.depthPart[bucket]!
    if (whole < fullWhole || (whole === fullWhole && part < fullPart)) {
      whole = fullWhole
      part = fullPart
    }
    const k = bucket * this.classes + frameClass
    const cost = this.costWhole[k]!
    if (cost <= horizon - whole) {
      whole += cost
      part += this.costPart[k]!
      const denominator = this.denominator[bucket]!
      if (part >= denominator) {
        part -= denominator
        whole += 1
      }
      if (part === 0 ? whole <= horizon : whole < horizon) {
        const instant = part === 0 ? whole : whole + 1
        staged[0] = whole
        staged[1] = part
        if (instant <= now) return now
        if (this.drains[k] === 1) {
          // Only now was the bucket full; the fraction of a picosecond before is not saved up.
          staged[0] = instant
          staged[1] = 0
        }
        return instant
      }
    }
    // Beyond the end of the run, where no arithmetic is needed: it stays there.
    staged[0] = horizon + 2
    staged[1] = 0
    return NEVER
  }

  /**
   * Takes a frame from a bucket if it conforms when it comes.
   *
   * @param times  `times[at]` is when the frame reaches the bucket, ps; never before the previous call's
   * @returns whether it does; nothing is taken where it does not
   */
  takesAt(bucket: number, frameClass: number, times: Float64Array, at: number): boolean {
    const now = times[at]!
    const whole = this.emptyWhole[bucket]!
    const part = this.emptyPart[bucket]!
    const fullWhole = now + this.depthWhole[bucket]!
    const fullPart = this.depthPart[bucket]!
    const isFull = whole < fullWhole || (whole === fullWhole && part < fullPart)
    const k = bucket * this.classes + frameClass
    const denominator = this.denominator[bucket]!
    let nextWhole = (isFull ? fullWhole : whole) + this.costWhole[k]!
    let nextPart = (isFull ? fullPart : part) + this.costPart[k]!
    if (nextPart >= denominator) {
      nextPart -= denominator
      nextWhole += 1
    }
    // What lies beyond 2^53 ps may be rounded, but not to less than that.
    if (nextWhole > now || (nextWhole === now && nextPart > 0)) return false
    this.emptyWhole[bucket] = nextWhole
    this.emptyPart[bucket] = nextPart
    return true
  }

  /** Takes the frame that `conformsAt` was last asked about from that bucket. */
  take(bucket: number): void {
    this.emptyWhole[bucket] = this.staged[0]!
    this.emptyPart[bucket] = this.staged[1]!
  }

  /**
   * Takes frames from a bucket, one after the other, for as long as each conforms when it comes.
   *
   * @param times    when each reaches the bucket, ps, never falling
   * @param classes  their classes
   * @param from     the first of them
   * @param to       the one behind the last
   * @returns the first that must wait, of which nothing is taken; `to`: none
   */
  takeWhile(
    bucket: number,
    times: Float64Array,
    classes: Int32Array,
    from: number,
    to: number,
  ): number {
    const base = bucket * this.classes
    REGISTERS[WHOLE] = this.emptyWhole[bucket]!
    REGISTERS[PART] = this.emptyPart[bucket]!
    REGISTERS[DEPTH_WHOLE] = this.depthWhole[bucket]!
    REGISTERS[DEPTH_PART] = this.depthPart[bucket]!
    REGISTERS[DENOMINATOR] = this.denominator[bucket]!
    REGISTERS[COST_WHOLE] = this.costWhole[base]!
    REGISTERS[COST_PART] = this.costPart[base]!
    let next = from
    while (next < to) {
      const stop = Math.min(to, next + RUN)
      next =
        this.classes === 1
          ? takeAlike(times, next, stop)
          : takeMixed(times, classes, this.costWhole, this.costPart, base, next, stop)
      normalise()
      if (next === stop) continue
      const k = base + classes[next]!
      if (!takeExactly(times[next]!, this.costWhole[k]!, this.costPart[k]!)) break
      next++
    }
    this.emptyWhole[bucket] = REGISTERS[WHOLE]
    this.emptyPart[bucket] = REGISTERS[PART]
    return next
  }

  /**
   * What a bucket holds.
   *
   * @param whole    y of the bucket after what has been taken from it: whole ps, …
   * @param part     … and the fraction's numerator
   * @param instant  whole ps, not before y
   * @returns counted bytes, rounded once
   */
  level(bucket: number, whole: number, part: number, instant: number): number {
    const burst = this.bursts[bucket]!
    const denominator = this.denominator[bucket]!
    const fullWhole = instant + this.depthWhole[bucket]!
    if (whole < fullWhole || (whole === fullWhole && part <= this.depthPart[bucket]!)) return burst
    // r·(t - y), in bytes: 8·10^12 of bit/s · ps make one, and y's fraction counts denominators.
    const elapsed = BigInt(instant - whole) * BigInt(denominator) - BigInt(part)
    const scale = 8n * BigInt(PS_PER_SECOND) * BigInt(denominator)
    return nearest(BigInt(this.rates[bucket]!) * elapsed, scale)
  }
}
