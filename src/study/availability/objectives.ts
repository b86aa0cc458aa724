/** Objectives of availability, judged on the interval of the mean. */
import type { Objective } from '../../model/objective.ts'
import type { AvailabilityObjective, AvailabilitySubject } from './document.ts'
import type { Estimate } from './estimate.ts'

/** An objective that was judged, and where it stands in the scenario's list. */
export interface JudgedAvailability {
  readonly index: number
  readonly result: AvailabilityObjective
}

const verdict = (
  { side, limit }: Objective,
  { low, high }: Estimate,
): Pick<AvailabilityObjective, 'met' | 'undecided'> => {
  const met = side === 'above' ? low > limit : high < limit
  const missed = side === 'above' ? high <= limit : low >= limit
  return { met, ...(met || missed ? {} : { undecided: true }) }
}

/**
 * Judges the objectives that name the availability of an InterLink, for each family of it that has
 * figures. Strictly, as in a run: a mean that is the limit, for certain, misses it.
 */
export const judgeAvailability = (
  objectives: readonly Objective[],
  subjects: readonly AvailabilitySubject[],
): readonly JudgedAvailability[] =>
  objectives.flatMap((objective, index) => {
    const { subject, side, limit } = objective
    if (subject.kind !== 'interlink' || subject.metric !== 'availability') return []
    return subjects.flatMap(each => {
      if (!('interlink' in each)) return []
      if (subject.interlink !== '*' && subject.interlink !== each.interlink) return []
      const { interlink, family, availability } = each
      const result: AvailabilityObjective = {
        interlink,
        family,
        metric: 'availability',
        ...(side === 'below' ? { below: limit } : { above: limit }),
        value: availability.mean,
        low: availability.low,
        high: availability.high,
        ...verdict(objective, availability),
      }
      return [{ index, result }]
    })
  })
