/** Arrival curves of a capture: the least bursts with which it keeps to given rates. */
import type { Capture } from '../../formats/pcap/read.ts'
import type { Ratio } from '../../model/demand.ts'
import { type BitsPerSecond, PS_PER_SECOND, bitsPerSecond } from '../../units.ts'
import { BIT, type Curve, type Line, RATE } from '../../theory/curve.ts'
import { denominatorOf, durationOf } from '../exact.ts'
import { instantOf } from '../source/axis.ts'
import { replayedSize } from '../source/replay.ts'
import { ZERO } from '../zero.ts'
import type { SizeRange } from './sizes.ts'

/** The mean rate of a capture and so many doublings of it are looked at, besides rates that matter. */
const DOUBLINGS = 3
/** Beyond this a numerator over the rate might be rounded, and no port is as fast. */
const RATE_MAX = 1e15
/** A level above this, ps, might be rounded: the rate is hopeless, and its line is left out. */
const LEVEL_MAX = 2 ** 52

/** What is replayed of a capture and counts. */
export interface Replayed {
  readonly capture: Capture
  readonly speedup: Ratio
  /** Largest frame n that is admitted, bytes; at most 2^16 - 1. */
  readonly largest: number
  /** Nothing later is replayed, ps on the capture's clock. */
  readonly end: number
}

/** A way of counting bytes, n + `overhead`, and rates of servers that count like that, bit/s. */
export interface Counting {
  readonly overhead: number
  readonly servers: readonly number[]
}

/** Frames looked at at a time. */
const BLOCK = 4096

/**
 * A server of some rate that the capture's frames go through: what it has to do, in ps, is a whole number and
 * a fraction over the rate's denominator (`exact.ts`).
 */
class Level {
  declare readonly rate: BitsPerSecond
  declare private readonly overhead: number
  declare private readonly denominator: number
  /** How long a frame of n bytes takes, by n: whole, -1 before one was seen; part. */
  declare private readonly costWhole: Float64Array
  declare private readonly costPart: Float64Array
  declare private whole: number
  declare private part: number
  declare private mostWhole: number
  declare private mostPart: number

  /** @param largest  n of the largest frame */
  constructor(rate: BitsPerSecond, overhead: number, largest: number) {
    this.rate = rate
    this.overhead = overhead
    this.denominator = denominatorOf(rate)
    this.costWhole = new Float64Array(largest + 1).fill(-1)
    this.costPart = new Float64Array(largest + 1)
    this.whole = ZERO
    this.part = ZERO
    this.mostWhole = ZERO
    this.mostPart = ZERO
  }

  /** Frames arrive: n of each, and how long after the one before, ps. */
  add(sizes: Uint16Array, gaps: Float64Array, count: number): void {
    const { costWhole, costPart, denominator } = this
    let { whole, part, mostWhole, mostPart } = this
    for (let i = 0; i < count; i++) {
      const size = sizes[i]!
      if (costWhole[size] === -1) this.price(size)
      whole -= gaps[i]!
      if (whole < 0) {
        whole = 0
        part = 0
      }
      whole += costWhole[size]!
      part += costPart[size]!
      if (part >= denominator) {
        part -= denominator
        whole += 1
      }
      if (whole > mostWhole || (whole === mostWhole && part > mostPart)) {
        mostWhole = whole
        mostPart = part
      }
    }
    this.whole = whole
    this.part = part
    this.mostWhole = mostWhole
    this.mostPart = mostPart
  }

  /** The rate and the least burst; nothing where that cannot be told exactly. */
  line(): readonly Line[] {
    if (this.mostWhole > LEVEL_MAX) return []
    const rate = BigInt(this.rate) * RATE
    // The denominator divides the rate.
    const part = (rate / BigInt(this.denominator)) * BigInt(this.mostPart)
    return [{ rate, burst: rate * BigInt(this.mostWhole) + part }]
  }

  private price(size: number): void {
    const { whole, part } = durationOf(8n * BigInt(size + this.overhead), this.rate)
    this.costWhole[size] = whole
    this.costPart[size] = part
  }
}

/** Lets a capture's frames, up to the end of the run, go through servers. */
const playThrough = (
  { capture, speedup, largest, end }: Replayed,
  levels: readonly Level[],
): void => {
  const { count, bytes, seconds, picos } = capture
  const sizes = new Uint16Array(BLOCK)
  const gaps = new Float64Array(BLOCK)
  let before = 0
  let filled = 0
  for (let i = 0; i < count; i++) {
    const size = replayedSize(bytes[i]!)
    if (size > largest) continue
    const time = instantOf(seconds[i]!, picos[i]!, speedup)
    if (time > end) break
    sizes[filled] = size
    gaps[filled] = time - before
    before = time
    if (++filled < BLOCK) continue
    for (const level of levels) level.add(sizes, gaps, filled)
    filled = 0
  }
  for (const level of levels) level.add(sizes, gaps, filled)
}

/** A capture's frames as they count. */
export interface CaptureCurves {
  readonly sizes: SizeRange
  /** Per way of counting. */
  readonly curves: readonly Curve[]
}

/**
 * The curves of a capture: for its mean rate, twice and four times that, for rates of servers that it
 * meets, and for 0, as it ends. The most that a server of a rate ever has to do is the least burst with
 * which the capture keeps to the rate (Le Boudec and Thiran, section 1.2.2: a leaky bucket's level).
 *
 * @returns null where no frame is admitted
 */
export const captureCurves = (
  replayed: Replayed,
  countings: readonly Counting[],
): CaptureCurves | null => {
  const { capture, speedup, largest } = replayed
  let [min, max, frames, bytes, last] = [Infinity, 0, 0, 0, 0]
  for (let i = 0; i < capture.count; i++) {
    const size = replayedSize(capture.bytes[i]!)
    if (size > largest) continue
    min = Math.min(min, size)
    max = Math.max(max, size)
    frames++
    bytes += size
    last = i
  }
  if (frames === 0) return null
  const length = instantOf(capture.seconds[last]!, capture.picos[last]!, speedup)
  const mean = Math.ceil((8 * bytes * PS_PER_SECOND) / length)
  const means = Array.from({ length: DOUBLINGS }, (_, k) => mean * 2 ** k)
  const levels = countings.map(({ overhead, servers }) =>
    [...new Set([...servers, ...means])]
      .filter(rate => rate > 0 && rate <= RATE_MAX)
      .map(rate => new Level(bitsPerSecond(rate), overhead, max)),
  )
  playThrough(replayed, levels.flat())
  const curves = countings.map(({ overhead }, i): Curve => [
    { rate: 0n, burst: 8n * BigInt(bytes + frames * overhead) * BIT },
    ...levels[i]!.flatMap(level => level.line()),
  ])
  return { sizes: { min, max }, curves }
}
