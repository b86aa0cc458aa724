/**
 * The cable of a lane, as the frames meet it that the port puts on it, one after the other.
 *
 * A cut loses whatever is on the wire at some instant while it lasts; of several, the first counts.
 * A bit error loses a frame with probability 1 - (1 - p)^bits = 1 - e^-h, h = -bits·ln(1 - p), where p
 * is the ratio in force when its first bit leaves. Instead of a draw for each frame there is one budget,
 * exponential of mean 1, from which each frame takes its h; the frame that finds no more than that is
 * lost, and a new budget is drawn. This is exact, and frames are lost independently of each other:
 * P(budget ≤ h) = 1 - e^-h, and what is left to a frame that passes is again exponential of mean 1,
 * whatever was taken before (the exponential has no memory). Subtracting rounds: it moves the
 * probability of a frame by less than 1e-14.
 *
 * Frames take from the budget in the order in which they begin; those lost in a cut take nothing.
 */
import { minusLogOfRest, taggedBits } from '../../model/bit-errors.ts'
import { type Lane, laneName } from '../lane.ts'
import { LOST, type Wire } from '../life/wire.ts'
import { nextExponential } from '../random/exponential.ts'
import { type Stream, openStream } from '../random/stream.ts'

/** Whether a wire ever makes bit errors. */
const errs = ({ ratios }: Wire): boolean => ratios.some(ratio => ratio > 0 && ratio !== LOST)

/** What a cable does to frames; each is asked about by the order of their first bits. */
export class Cable {
  declare private readonly wire: Wire
  /** Which of the wire's instants holds. */
  declare private at: number
  /** When that changes, ps; Infinity: never. */
  declare private change: number
  /** A frame that is at the far end by then is whole, ps; -Infinity: it must be asked about. */
  declare clearUntil: number
  /** What the ratio in force adds to h with each bit: -ln(1 - p). */
  declare private hazard: number
  /** Null where no bit is ever read wrong. */
  declare private readonly stream: Stream | null
  declare private budget: number

  constructor(lane: Pick<Lane, 'connection' | 'direction' | 'seed' | 'wire'>) {
    const { wire, seed } = lane
    this.wire = wire
    this.at = 0
    this.stream = errs(wire) ? openStream(seed, `bit errors ${laneName(lane)}`) : null
    this.budget = this.stream === null ? Infinity : nextExponential(this.stream)
    this.change = 0
    this.clearUntil = 0
    this.hazard = 0
    this.settle()
  }

  /**
   * When a frame is lost in a cut: one that lasts at some instant of [`start`, `arrival`).
   *
   * @param start    first bit, whole ps, never before the previous call's
   * @param arrival  last bit at the far end, whole ps, after `start`
   * @returns whole ps, before `arrival`; Infinity: it is not
   */
  cutAt(start: number, arrival: number): number {
    const { instants, ratios } = this.wire
    if (start >= this.change) {
      while (this.at + 1 < instants.length && instants[this.at + 1]! <= start) this.at++
      this.settle()
    }
    if (ratios[this.at] === LOST) return start
    for (let next = this.at + 1; next < instants.length; next++) {
      const instant = instants[next]!
      if (instant >= arrival) break
      if (ratios[next] === LOST) return instant
    }
    return Infinity
  }

  /** Whether a bit error loses the frame of `size` bytes that `cutAt` has just let pass. */
  corrupts(size: number): boolean {
    const { hazard, stream } = this
    if (hazard === 0 || stream === null) return false
    this.budget -= taggedBits(size) * hazard
    if (this.budget > 0) return false
    this.budget = nextExponential(stream)
    return true
  }

  /** Takes over what holds since the instant that has been reached. */
  private settle(): void {
    const { instants, ratios } = this.wire
    const ratio = ratios[this.at]!
    this.change = instants[this.at + 1] ?? Infinity
    this.clearUntil = ratio === 0 ? this.change : -Infinity
    this.hazard = ratio === LOST ? 0 : minusLogOfRest(ratio)
  }
}
