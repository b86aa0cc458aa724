/** Frames that arrive at a shaper: bursts, gaps that its bucket just fills, and others. */
import fc from 'fast-check'
import { ceilDiv } from '../../units.ts'
import { type TokenBucket, checkBucket, countedBytes, tokensOf } from '../bucket.ts'
import type { Arrival } from '../passage.ts'
import { ReferenceShaper } from '../reference.ts'
import { list } from './list.ts'
import { type Range, checkRange, roundly, seldom } from './range.ts'

/** Which frames arrive. */
export interface ArrivalOptions {
  /**
   * The bucket that gaps are measured by; with a queue, some frames fill it to the byte, or come just
   * as one that waits leaves.
   */
  readonly bucket: TokenBucket & { readonly queue?: number }
  /** How many; default 1 … 40. */
  readonly frames?: Range
  /** Their sizes, bytes; default 64 … 1518, as far as the bucket is that deep. */
  readonly sizes?: Range
  /** Instants are multiples of it, ps; default 1. A clock of whole milliseconds reads multiples of 1e9. */
  readonly granularity?: number
}

const ROUND_SIZES = [1000, 100, 64, 500, 1500, 1518, 9000]

/** Arrivals stay below it, ps, so that what waits can leave below 2^53. */
const LATEST = 2 ** 52

/** A gap before a frame. */
type Gap =
  | { readonly kind: 'none' }
  /** As long as CIR takes for the frame ahead, and some ps more or less. */
  | { readonly kind: 'paced'; readonly beside: number }
  /** Until the bucket is full, and some ps more or less. */
  | { readonly kind: 'full'; readonly beside: number }
  /** Until the first frame that waits leaves, and some ps more or less; none where none waits. */
  | { readonly kind: 'release'; readonly beside: number }
  /** In hundredths of the time that CIR takes for the largest frame. */
  | { readonly kind: 'part'; readonly hundredths: number }

const beside = fc.constantFrom(0, 1, -1, 1000, -1000)

const gaps: fc.Arbitrary<Gap> = fc.oneof(
  { withCrossShrink: true },
  { weight: 4, arbitrary: fc.constant({ kind: 'none' as const }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('paced' as const), beside }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('full' as const), beside }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('release' as const), beside }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('part' as const), hundredths: fc.nat(400) }),
  },
)

/**
 * Arrivals for a shaper of a bucket. They shrink to few frames, of 1000 bytes where they may be, all at
 * instant 0.
 *
 * @throws RangeError where bucket or options have numbers that they cannot have
 */
export const arrivals = (options: ArrivalOptions): fc.Arbitrary<readonly Arrival[]> => {
  const { bucket, frames = { min: 1, max: 40 }, granularity = 1 } = options
  checkBucket(bucket)
  const overhead = countedBytes(1000, bucket) - 1000
  const deepest = Math.max(1, Math.min(1518, bucket.cbs - overhead))
  const { sizes = { min: Math.min(64, deepest), max: deepest } } = options
  checkRange('frames', frames, 0, 1e6)
  checkRange('sizes', sizes, 1, 2 ** 30)
  checkRange('granularity', { min: granularity, max: granularity }, 1, LATEST)
  const timeOf = (counted: number): number =>
    Math.min(LATEST, Number(ceilDiv(tokensOf(counted), BigInt(bucket.cir))))
  const gapOf = (gap: Gap, ahead: number, release: number): number => {
    if (gap.kind === 'none') return 0
    if (gap.kind === 'release') return Math.max(0, release + gap.beside)
    if (gap.kind === 'paced') return Math.max(0, timeOf(countedBytes(ahead, bucket)) + gap.beside)
    if (gap.kind === 'full') return Math.max(0, timeOf(bucket.cbs) + gap.beside)
    return Math.floor((timeOf(countedBytes(sizes.max, bucket)) * gap.hundredths) / 100)
  }
  const round = ROUND_SIZES.filter(size => sizes.min <= size && size <= sizes.max)
  const drawn = fc.record({
    gap: gaps,
    bytes: roundly([...round, sizes.max] as [number], fc.integer(sizes)),
    // What is left of the queue's room, a byte less or one too many.
    fill: seldom(fc.constantFrom(0, -1, 1)),
  })
  return list(drawn, frames).map(all => {
    const shaper = new ReferenceShaper({
      ...bucket,
      queue: bucket.queue ?? Number.MAX_SAFE_INTEGER,
    })
    let time = 0
    let ahead = 0
    return all.map(({ gap, bytes: wished, fill }) => {
      const exact = time + gapOf(gap, ahead, (shaper.nextDeparture() ?? time) - time)
      if (exact < LATEST) time = Math.ceil(exact / granularity) * granularity
      const filling = fill === undefined ? 0 : shaper.roomAt(time) + fill
      const bytes = sizes.min <= filling && filling <= sizes.max ? filling : wished
      shaper.offer(time, bytes)
      ahead = bytes
      return { arrival: time, bytes }
    })
  })
}
