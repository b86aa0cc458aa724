/** A clock that ticks in bits at a rate, exactly: whole picoseconds and a carried fraction. */
import type { BitsPerSecond } from '../../units.ts'
import { denominatorOf, durationOf } from '../exact.ts'

/** Time since the clock was set, in frames sent at a constant rate. */
export class Pace {
  declare private readonly stepWhole: Map<number, number>
  declare private readonly stepPart: Map<number, number>
  declare private readonly denominator: number
  declare private whole: number
  declare private part: number

  /**
   * @param rate    at which frame bits n × 8 leave
   * @param frames  class and size (bytes) of each frame that may be sent
   */
  constructor(
    rate: BitsPerSecond,
    frames: Iterable<{ readonly frameClass: number; readonly size: number }>,
  ) {
    this.stepWhole = new Map()
    this.stepPart = new Map()
    this.denominator = denominatorOf(rate)
    this.whole = 0
    this.part = 0
    for (const { frameClass, size } of frames) {
      const step = durationOf(8n * BigInt(size), rate)
      this.stepWhole.set(frameClass, step.whole)
      this.stepPart.set(frameClass, step.part)
    }
  }

  /** Sets the clock to 0. */
  reset(): void {
    this.whole = 0
    this.part = 0
  }

  /** Time since 0, rounded up to the picosecond. */
  now(): number {
    return this.part > 0 ? this.whole + 1 : this.whole
  }

  /** Lets the time of one frame pass. */
  advance(frameClass: number): void {
    this.whole += this.stepWhole.get(frameClass)!
    this.part += this.stepPart.get(frameClass)!
    if (this.part >= this.denominator) {
      this.part -= this.denominator
      this.whole += 1
    }
  }
}
