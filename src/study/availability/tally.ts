/** What all replications say of one subject, added up. */
import type { Owner } from '../../model/demarcation.ts'
import { type Quantiles, quantilesOf } from '../quantiles.ts'
import { causeText } from './breakdown.ts'
import type { Sink } from './measure.ts'

const SECONDS_PER_MINUTE = 60

/** How long one cause kept a subject down. */
export interface CauseSum {
  readonly connection: string
  /** As the timeline of a run names it: `mmr: cut`. */
  readonly cause: string
  readonly owner: Owner
  /** Over all replications. */
  readonly minutes: number
}

/** Adds up, replication by replication. */
export class Tally implements Sink {
  /** Replications so far. */
  count = 0
  /** Outages in all of them; one lasts until the subject carries again. */
  outages = 0
  /** Mean minutes of down time of a replication, and the sum of squared deviations from it. */
  mean = 0
  #squares = 0
  #undetected = 0
  readonly #byOwner: Record<Owner, number> = { customer: 0, provider: 0 }
  readonly #causes = new Map<string, { -readonly [K in keyof CauseSum]: CauseSum[K] }>()
  readonly #longest: Float64Array
  #now = 0
  #outage = 0
  #longestNow = 0

  /** @param replications  how many there will be */
  constructor(replications: number) {
    this.#longest = new Float64Array(replications)
  }

  readonly down: Sink['down'] = (seconds, owner, cause, connection, isNew) => {
    const minutes = seconds / SECONDS_PER_MINUTE
    this.#byOwner[owner] += minutes
    this.#now += minutes
    if (isNew) {
      this.outages++
      this.#outage = 0
    }
    this.#outage += minutes
    this.#longestNow = Math.max(this.#longestNow, this.#outage)
    const key = `${connection}\n${cause}`
    const known = this.#causes.get(key)
    if (known === undefined) {
      this.#causes.set(key, { connection, cause: causeText(cause), owner, minutes })
    } else known.minutes += minutes
  }

  readonly undetected: Sink['undetected'] = seconds => {
    this.#undetected += seconds / SECONDS_PER_MINUTE
  }

  /** A replication has ended. */
  close(): void {
    this.#longest[this.count++] = this.#longestNow
    const deviation = this.#now - this.mean
    this.mean += deviation / this.count
    this.#squares += deviation * (this.#now - this.mean)
    this.#now = 0
    this.#longestNow = 0
  }

  /** Standard deviation of the minutes of down time between replications; at least two of them. */
  get deviation(): number {
    return Math.sqrt(this.#squares / (this.count - 1))
  }

  /** Mean minutes of a replication in which frames are sent and lost. */
  get undetectedMean(): number {
    return this.#undetected / this.count
  }

  /** Mean minutes of down time of a replication that are somebody's. */
  meanOf(owner: Owner): number {
    return this.#byOwner[owner] / this.count
  }

  /** What kept it down, the longest first. */
  get causes(): readonly CauseSum[] {
    return [...this.#causes.values()].toSorted((a, b) => b.minutes - a.minutes)
  }

  /** Minutes that the longest outage of a replication lasts. */
  get longest(): Quantiles<number> {
    return quantilesOf(Float64Array.from(this.#longest).sort())
  }
}
