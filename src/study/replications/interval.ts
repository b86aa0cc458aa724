/** What replications let one believe of a mean: Student's t. */
import { type FlowMetric, type PortMetric, dimensionOf } from '../../model/objective.ts'
import type { Interval } from '../../sim/result/document.ts'
import { studentQuantile } from '../student.ts'
import type { Sample } from './samples.ts'

/** How far the mean of a sample may lie from the true one; null of fewer than two replications. */
export type HalfWidth = (sample: Sample) => number | null

/**
 * Half of the interval of a mean: t × s ÷ √n, with n - 1 degrees of freedom.
 *
 * @param confidence  above 0, below 1
 */
export const halfWidthFor = (confidence: number): HalfWidth => {
  // Many figures are of equally many replications.
  const quantiles = new Map<number, number>()
  return ({ count, deviation }) => {
    if (count < 2) return null
    const quantile = quantiles.get(count) ?? studentQuantile(confidence, count - 1)
    quantiles.set(count, quantile)
    return (quantile * deviation) / Math.sqrt(count)
  }
}

/** The most that a metric can be; none is below 0. */
const mostOf = (metric: FlowMetric | PortMetric): number =>
  // Use may exceed 1 by what the bucket held at the start.
  dimensionOf(metric) === 'share' && metric !== 'utilisation' ? 1 : Infinity

/** The interval of the mean of a metric, within what the metric can be; null of fewer than two. */
export const intervalOf = (
  metric: FlowMetric | PortMetric,
  sample: Sample,
  halfWidth: HalfWidth,
): Interval | null => {
  const half = halfWidth(sample)
  if (half === null) return null
  const { mean } = sample
  return { mean, low: Math.max(0, mean - half), high: Math.min(mostOf(metric), mean + half) }
}
