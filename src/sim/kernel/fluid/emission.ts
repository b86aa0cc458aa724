/** What the sources of a flow emit: rates, through gates, up to where frames enter the path. */
import { ELSEWHERE, type Gate, OPEN } from '../../life/gate.ts'
import { CAUSE } from '../../meter/flow.ts'
import type { Window } from '../../meter/window.ts'
import { type FluidMeter, PLACES } from './flow-meter.ts'
import type { Rates, SizeShare } from './rates.ts'

/** A source of a flow. */
export interface FluidSource {
  readonly rates: Rates
  /** When its frames may enter, whatever their size. */
  readonly gate: Gate
  /** When it ends, ps; Infinity: with the run. */
  readonly stop: number
}

/** Takes what enters the path at a constant rate in [`begin`, `end`), ps. */
export type TakeEntry = (
  begin: number,
  end: number,
  frames: number,
  bytes: number,
  isMeasured: boolean,
) => void

/** One source while time passes. */
class Spring {
  declare private readonly source: FluidSource
  /** Which stretch of its rates holds; -1: none has begun. */
  declare private at: number
  declare private gateAt: number
  /** When anything of it changes next, ps. */
  declare change: number
  /** Frames that have entered. */
  declare entered: number

  constructor(source: FluidSource) {
    this.source = source
    this.at = -1
    this.gateAt = 0
    this.change = 0
    this.entered = 0
    this.moveTo(0)
  }

  get mix(): readonly SizeShare[] {
    return this.source.rates.mix
  }

  /** What stops its frames now, as gates say it. */
  get cause(): number {
    return this.source.gate.causes[this.gateAt]!
  }

  moveTo(now: number): void {
    const { rates, gate, stop } = this.source
    const { instants } = rates
    while (this.at + 1 < instants.length && instants[this.at + 1]! <= now) this.at++
    while (this.gateAt + 1 < gate.instants.length && gate.instants[this.gateAt + 1]! <= now) {
      this.gateAt++
    }
    if (now >= stop) this.at = instants.length
    this.change = Math.min(
      this.at < instants.length ? (instants[this.at + 1] ?? Infinity) : Infinity,
      gate.instants[this.gateAt + 1] ?? Infinity,
      now < stop ? stop : Infinity,
    )
  }

  /** A rate of it, per ps. */
  rate(which: 'bytes' | 'frames' | 'admittedBytes' | 'admittedFrames'): number {
    return this.source.rates[which][this.at] ?? 0
  }
}

/** Frames that have entered, by size: the mix of all sources together. */
const mixOf = (springs: readonly Spring[]): readonly SizeShare[] => {
  const frames = new Map<number, number>()
  let total = 0
  for (const { entered, mix } of springs) {
    total += entered
    for (const { size, share } of mix) frames.set(size, (frames.get(size) ?? 0) + entered * share)
  }
  return total === 0 ? [] : [...frames].map(([size, each]) => ({ size, share: each / total }))
}

/**
 * Lets the sources of a flow emit from simulated time 0 to the end of the run.
 *
 * @param perInterval  takes bytes offered in each interval of the series
 * @returns the mix of what has entered
 */
export const emit = (
  sources: readonly FluidSource[],
  window: Window,
  meter: FluidMeter,
  perInterval: Float64Array,
  take: TakeEntry,
): readonly SizeShare[] => {
  const springs = sources.map(source => new Spring(source))
  for (let now = 0; now < window.to;) {
    const isMeasured = now >= window.from
    let next = isMeasured ? window.to : window.from
    for (const { change } of springs) next = Math.min(next, change)
    const time = next - now
    let frames = 0
    let bytes = 0
    for (const spring of springs) {
      const offeredFrames = spring.rate('frames') * time
      const { cause } = spring
      if (offeredFrames === 0 || cause === ELSEWHERE) continue
      const offeredBytes = spring.rate('bytes') * time
      meter.offer(now, next, offeredFrames, offeredBytes, isMeasured, perInterval)
      if (cause !== OPEN) {
        meter.drop(cause, PLACES.sender, now, next, offeredFrames, offeredBytes, isMeasured)
        continue
      }
      const enters = spring.rate('admittedFrames') * time
      const bytesEntering = spring.rate('admittedBytes') * time
      meter.drop(
        CAUSE.oversize,
        PLACES.sender,
        now,
        next,
        offeredFrames - enters,
        offeredBytes - bytesEntering,
        isMeasured,
      )
      spring.entered += enters
      frames += enters
      bytes += bytesEntering
    }
    if (frames > 0) take(now, next, frames, bytes, isMeasured)
    now = next
    for (const spring of springs) if (spring.change <= now) spring.moveTo(now)
  }
  return mixOf(springs)
}
