/** A source and its gate, as time passes through them. */
import type { LaneSource } from '../lane.ts'
import type { Gate } from '../life/gate.ts'
import type { EmissionSource } from '../source/source.ts'

/** One source of a flow. */
export class Tap {
  /** Its number in the lane. */
  declare readonly index: number
  declare readonly source: EmissionSource
  // What it has emitted and nobody has taken.
  declare private readonly times: Float64Array
  declare private readonly classes: Int32Array
  declare private head: number
  declare private end: number
  // Its gate. Time only rises: it is passed through once, from its first instant to its last.
  declare private readonly gate: Gate
  /** Which of the gate's instants holds. */
  declare private gateAt: number
  /** What drops every frame now; `OPEN`: nothing; `ELSEWHERE`: frames are none of this lane's. */
  declare cause: number
  /** When that changes, ps; Infinity: never. */
  declare change: number

  /** @param block  how many frames `time` and `take` ask the source for at once; 0: they are not used */
  constructor(index: number, { source, gate }: LaneSource, block: number) {
    this.index = index
    this.source = source
    this.times = new Float64Array(block)
    this.classes = new Int32Array(block)
    this.head = 0
    this.end = 0
    this.gate = gate
    this.gateAt = 0
    this.cause = gate.causes[0]!
    this.change = gate.instants[1] ?? Infinity
  }

  /** The instant of the next frame, ps; Infinity: the source has ended. */
  time(): number {
    if (this.head === this.end) {
      this.head = 0
      this.end = this.source.fill(this.times, this.classes, 0, this.times.length, Infinity)
      if (this.end === 0) return Infinity
    }
    return this.times[this.head]!
  }

  /** Takes the next frame; `time` must have been asked before. @returns its class */
  take(): number {
    return this.classes[this.head++]!
  }

  /** Moves the gate on to what it is now. */
  passGate(now: number): void {
    const { instants, causes } = this.gate
    let at = this.gateAt
    while (at + 1 < instants.length && instants[at + 1]! <= now) at++
    this.gateAt = at
    this.cause = causes[at]!
    this.change = instants[at + 1] ?? Infinity
  }
}
