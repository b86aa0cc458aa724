/** Time that passes only when it is told to, for implementations that read clocks and set timers. */
import { setImmediate as afterMicrotasks } from 'node:timers'
import type { Arrival, Fate } from './passage.ts'

interface Timer {
  readonly at: number
  readonly callback: () => void
}

/** Lets everything happen that is only waiting for promises. */
const settle = (): Promise<void> =>
  new Promise(resolve => {
    afterMicrotasks(resolve)
  })

/**
 * A clock and its timers, deterministic: put `milliseconds` in the place of `performance.now`, and
 * `setTimeout` and `clearTimeout` in those of their namesakes.
 */
export class VirtualClock {
  /** Whole ps since the clock was made. */
  declare now: number
  declare private readonly timers: Map<number, Timer>
  declare private count: number

  constructor() {
    this.now = 0
    this.timers = new Map()
    this.count = 0
  }

  /** As `performance.now`: milliseconds with their fraction, rounded once to a float64. */
  readonly milliseconds = (): number => this.now / 1e9

  /** As Node's, without arguments for the callback: whole milliseconds, fractions cut off, at least one; fires exactly then. */
  readonly setTimeout = (callback: () => void, delay = 1): number => {
    const whole = delay >= 1 && delay < 2 ** 31 ? Math.trunc(delay) : 1
    this.count += 1
    this.timers.set(this.count, { at: this.now + whole * 1e9, callback })
    return this.count
  }

  readonly clearTimeout = (timer: number): void => {
    this.timers.delete(timer)
  }

  private next(): readonly [number, Timer] | undefined {
    let first: readonly [number, Timer] | undefined
    for (const entry of this.timers) {
      if (first === undefined || entry[1].at < first[1].at) first = entry
    }
    return first
  }

  /**
   * Time passes until an instant, ps, not before now: timers up to it, and at it, fire in their order,
   * each followed by all that waits for promises.
   *
   * @throws RangeError (the promise is rejected) where the instant is before now
   */
  async advanceTo(instant: number): Promise<void> {
    if (!(instant >= this.now)) throw new RangeError(`${instant} ps is before now, ${this.now} ps`)
    await settle()
    for (let timer = this.next(); timer !== undefined && timer[1].at <= instant;) {
      this.timers.delete(timer[0])
      this.now = timer[1].at
      timer[1].callback()
      await settle()
      timer = this.next()
    }
    this.now = instant
  }

  /**
   * Offers each frame when it arrives, and notes when the promise that answers it is fulfilled: that is
   * its departure; `'dropped'` is a drop.
   *
   * @param arrivals  in the order of arrival, none before now
   * @param until     how long time passes at most for the last frames to leave, ps
   * @returns their fates; undefined for those that have not left by then
   * @throws whatever a promise is rejected with
   */
  async offerAll(
    arrivals: readonly Arrival[],
    offer: (arrival: Arrival) => Promise<'dropped' | void>,
    until: number = Number.MAX_SAFE_INTEGER,
  ): Promise<(Fate | undefined)[]> {
    const fates: (Fate | undefined)[] = arrivals.map(() => undefined)
    const failures: unknown[] = []
    for (const [index, arrival] of arrivals.entries()) {
      await this.advanceTo(arrival.arrival)
      offer(arrival).then(
        answer => {
          fates[index] = answer === 'dropped' ? answer : this.now
        },
        (error: unknown) => failures.push(error),
      )
      await settle()
    }
    for (
      let timer = this.next();
      timer !== undefined && timer[1].at <= until;
      timer = this.next()
    ) {
      await this.advanceTo(timer[1].at)
    }
    if (failures.length > 0) throw failures[0]
    return fates
  }
}
