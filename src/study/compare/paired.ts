/**
 * Differences of a figure between two sides whose replications share their seeds: as both meet the same
 * luck, the difference varies less than either.
 *
 * @see Law: Simulation Modeling and Analysis (2015), section 10.2.1, paired-t confidence interval; 11.2,
 *   common random numbers
 */
import { dimensionOf } from '../../model/objective.ts'
import type { HalfWidth } from '../replications/interval.ts'
import { Samples } from '../replications/samples.ts'
import type { ChangeVerdict, ComparedFigure, Difference } from './document.ts'
import { goodDirection } from './goodness.ts'

type Values = readonly (number | null)[]

/** Numbers of the samples below. */
const [OF_A, OF_B, APART] = [0, 1, 2]

/** The furthest apart that two values of a metric can be. */
const mostApart = (metric: ComparedFigure['metric']): number =>
  // Use may exceed 1 by what the bucket held at the start.
  dimensionOf(metric) === 'share' && metric !== 'utilisation' ? 1 : Infinity

const verdictOn = (
  metric: ComparedFigure['metric'],
  low: number | null,
  high: number | null,
): ChangeVerdict => {
  if (low === null || high === null) return 'undecided'
  if (low === 0 && high === 0) return 'same'
  if (low <= 0 && high >= 0) return 'undecided'
  const good = goodDirection(metric)
  if (good === null) return 'other'
  return (good === 'up') === low > 0 ? 'better' : 'worse'
}

/** Mean of those that there are; null of none. */
const meanOf = (values: Values): number | null => {
  const samples = new Samples(1)
  for (const value of values) samples.add(0, value)
  const { count, mean } = samples.of(0)
  return count === 0 ? null : mean
}

/**
 * Compares a figure.
 *
 * @param a      by replication, null where it has none
 * @param b      likewise, in the same order of seeds
 * @param level  how sure the interval is that `halfWidth` gives
 */
export const differenceOf = (
  figure: ComparedFigure,
  a: Values,
  b: Values,
  level: number,
  halfWidth: HalfWidth,
): Difference => {
  const samples = new Samples(3)
  a.forEach((before, i) => {
    const after = b[i] ?? null
    if (before === null || after === null) return
    samples.add(OF_A, before)
    samples.add(OF_B, after)
    samples.add(APART, after - before)
  })
  const { count: pairs, mean, deviation } = samples.of(APART)
  if (pairs === 0) {
    const none = { mean: null, low: null, high: null, level, pairs }
    return { ...figure, a: meanOf(a), b: meanOf(b), ...none, verdict: 'undecided' }
  }
  const half = halfWidth({ count: pairs, mean, deviation })
  const most = mostApart(figure.metric)
  const low = half === null ? null : Math.max(-most, mean - half)
  const high = half === null ? null : Math.min(most, mean + half)
  return {
    ...figure,
    a: samples.of(OF_A).mean,
    b: samples.of(OF_B).mean,
    mean,
    low,
    high,
    level,
    pairs,
    verdict: verdictOn(figure.metric, low, high),
  }
}
