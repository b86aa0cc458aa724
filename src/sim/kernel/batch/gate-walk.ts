/** A source's gate as time passes through it, stretch by stretch. */
import type { Gate } from '../../life/gate.ts'

/** Where in a gate a source has come to. */
export class GateWalk {
  declare private readonly gate: Gate
  declare private at: number
  /** What the gate does now: `OPEN`, `ELSEWHERE` or the index of a cause. */
  declare cause: number
  /** When that changes, ps; Infinity: never. */
  declare change: number

  constructor(gate: Gate) {
    this.gate = gate
    this.at = 0
    this.cause = gate.causes[0]!
    this.change = gate.instants[1] ?? Infinity
  }

  /** Moves on to what the gate does at an instant, never before the previous call's. */
  pass(now: number): void {
    const { instants, causes } = this.gate
    while (this.at + 1 < instants.length && instants[this.at + 1]! <= now) this.at++
    this.cause = causes[this.at]!
    this.change = instants[this.at + 1] ?? Infinity
  }
}
