/** Frame sizes of a source, drawn independently of each other and of the instants. */
import type { FrameSizes } from '../../model/demand.ts'
import { type Stream, nextWord } from '../random/stream.ts'
import { type Weighted, choose, weighted } from '../random/weighted.ts'

/** Numbers the distinct frame sizes of a lane: small whole numbers for arrays to be indexed by. */
export class FrameClasses {
  private readonly numberOf = new Map<number, number>()

  /** The class of frames of `size` bytes, a new one at first sight. */
  of(size: number): number {
    const known = this.numberOf.get(size)
    if (known !== undefined) return known
    const next = this.numberOf.size
    this.numberOf.set(size, next)
    return next
  }

  /** Frame size n of each class, bytes. */
  sizes(): Float64Array {
    // A capture may claim frames of 2^32 - 1 bytes; they are dropped as oversize, but counted.
    return Float64Array.from(this.numberOf.keys())
  }
}

/** Draws classes of frames. */
export class SizeDraw {
  declare private readonly classes: Int32Array
  /** Null where there is one class. */
  declare private readonly table: Weighted | null
  declare private readonly stream: Stream
  /** Mean size, bytes. */
  declare readonly mean: number

  /** @param stream  its own: nothing else draws from it */
  constructor(frame: FrameSizes, classes: FrameClasses, stream: Stream) {
    const weights = frame.map(({ weight }) => weight)
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    this.classes = Int32Array.from(frame, ({ size }) => classes.of(size))
    this.table = frame.length === 1 ? null : weighted(weights)
    this.stream = stream
    this.mean = frame.reduce((sum, { size, weight }) => sum + size * weight, 0) / total
  }

  /** Writes the classes of the next `count` frames from `base` on. */
  fill(into: Int32Array, base: number, count: number): void {
    if (this.table === null) into.fill(this.classes[0]!, base, base + count)
    else this.draw(this.table, into, base, base + count)
  }

  private draw({ choice, threshold }: Weighted, into: Int32Array, from: number, to: number): void {
    const { classes, stream } = this
    let s0 = stream[0]!
    let s1 = stream[1]!
    let s2 = stream[2]!
    let s3 = stream[3]!
    for (let i = from; i < to; i++) {
      // One step of the stream (`nextWord`), in locals, and `choose`.
      const scrambled = Math.imul(s1, 5)
      const word = Math.imul((scrambled << 7) | (scrambled >>> 25), 9)
      const shifted = s1 << 9
      s2 ^= s0
      s3 ^= s1
      s1 ^= s2
      s0 ^= s3
      s2 ^= shifted
      s3 = (s3 << 11) | (s3 >>> 21)
      const column = word & 255
      const side = word >>> 8 < threshold[column]! ? 0 : 1
      into[i] = classes[choice[2 * column + side]!]!
    }
    stream[0] = s0
    stream[1] = s1
    stream[2] = s2
    stream[3] = s3
  }

  /** The class of the next frame. */
  next(): number {
    const { table, classes, stream } = this
    return classes[table === null ? 0 : choose(table, nextWord(stream))]!
  }
}
