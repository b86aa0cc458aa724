/** The shaper that others are compared with. */
import { type ShaperSpec, TokenLedger, checkShaper, countedBytes } from './bucket.ts'
import type { Fate } from './passage.ts'

/** A shaper that holds every law, exactly and slowly: an oracle. */
export class ReferenceShaper {
  declare private readonly spec: ShaperSpec
  declare private readonly ledger: TokenLedger
  /** Those that leave after the last arrival, in order. */
  declare private waiting: { readonly departure: number; readonly bytes: number }[]
  declare private last: number

  /** Full at instant 0. @throws RangeError where the shaper has a number that it cannot have */
  constructor(spec: ShaperSpec) {
    checkShaper(spec)
    this.spec = spec
    this.ledger = new TokenLedger(spec)
    this.waiting = []
    this.last = 0
  }

  private heldAt(instant: number): number {
    this.waiting = this.waiting.filter(({ departure }) => departure > instant)
    return this.waiting.reduce((sum, { bytes }) => sum + bytes, 0)
  }

  /** Bytes that may still wait at an instant, ps, not before the last arrival. */
  roomAt(instant: number): number {
    return this.spec.queue - this.heldAt(instant)
  }

  /** When the first of those leaves that wait, ps; null: none waits. */
  nextDeparture(): number | null {
    return this.waiting[0]?.departure ?? null
  }

  /**
   * Takes a frame.
   *
   * @param arrival  ps, never falling
   * @returns when it leaves, ps, or that it is dropped: it has to wait and finds no room, or is larger
   *   than the bucket
   */
  offer(arrival: number, bytes: number): Fate {
    const counted = countedBytes(bytes, this.spec)
    const held = this.heldAt(arrival)
    if (counted > this.spec.cbs) return 'dropped'
    const departure = Number(this.ledger.conformsAt(counted, BigInt(Math.max(arrival, this.last))))
    if (departure > arrival && held + bytes > this.spec.queue) return 'dropped'
    this.ledger.take(counted, BigInt(departure))
    this.last = departure
    this.waiting.push({ departure, bytes })
    return departure
  }
}
