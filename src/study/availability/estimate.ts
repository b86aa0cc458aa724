/** What replications let one believe of a mean: Student's t, and what to say when nothing happened. */
import { ln } from '../../portable.ts'
import { studentQuantile } from '../student.ts'

/** A mean and its confidence interval. */
export interface Estimate {
  readonly mean: number
  readonly low: number
  readonly high: number
}

/** A year of 365.25 days, minutes. */
export const MINUTES_PER_YEAR = 525_960

/** Replications of minutes of down time. */
export interface Sample {
  /** Replications, at least one. */
  readonly count: number
  /** Years that each lasts. */
  readonly years: number
  /** Means per year. */
  readonly mean: number
  /** Standard deviation of minutes per year between replications; of one replication it says nothing. */
  readonly deviation: number
  /** Outages in all replications. */
  readonly outages: number
  /** What an outage takes at most, on average, minutes; 0: there can be none. */
  readonly outageMean: number
}

const within = (value: number): number => Math.max(0, Math.min(MINUTES_PER_YEAR, value))

/**
 * Down time, minutes per year. Where no replication had an outage the mean is 0 and its upper bound is
 * that of the rule of three: outages that come at a rate above -ln(1 - confidence) ÷ (replications ×
 * years) would have been seen with the confidence, and each takes `outageMean` on average.
 *
 * @param confidence  above 0, below 1
 */
export const minutesEstimate = (sample: Sample, confidence: number): Estimate => {
  const { count, years, mean, deviation, outages, outageMean } = sample
  if (outages === 0) {
    const rate = -ln(1 - confidence) / (count * years)
    return { mean, low: 0, high: within(rate * outageMean) }
  }
  if (count === 1) return { mean, low: 0, high: MINUTES_PER_YEAR }
  const half = (studentQuantile(confidence, count - 1) * deviation) / Math.sqrt(count)
  return { mean, low: within(mean - half), high: within(mean + half) }
}

/** The share of time of minutes per year. */
export const availabilityOf = (minutes: number): number =>
  Math.max(0, Math.min(1, (MINUTES_PER_YEAR - minutes) / MINUTES_PER_YEAR))

/** The share of time up that goes with an estimate of minutes down. */
export const availabilityEstimate = ({ mean, low, high }: Estimate): Estimate => ({
  mean: availabilityOf(mean),
  low: availabilityOf(high),
  high: availabilityOf(low),
})
