/** The charts of a plan: one for each objective, those that decide first. */
import { dimensionOf } from '../../model/objective.ts'
import type { ObjectiveResult } from '../../sim/result/document.ts'
import type { Candidate } from '../../study/plan/candidates.ts'
import type { PlanDocument } from '../../study/plan/document.ts'
import type { Fate } from '../charts/marks.ts'
import type { PlanChart, PlanPoint } from '../charts/plan.ts'
import { limitOf } from '../judged.ts'
import { measureIn } from '../measure.ts'
import { decidingFirst, objectiveName } from './objectives.ts'
import { nounOf, objectiveText, valueText } from './words.ts'

/** Objectives with a chart of their own. */
const DRAWN = 12

/** Steps on either side of the answer that can be told apart in one chart. */
const STEPS_NEAR = 16

/** How an objective stands. */
export const fateOf = ({ met, undecided }: ObjectiveResult): Fate =>
  met ? 'met' : undecided === true ? 'undecided' : 'missed'

const roleOf = (document: PlanDocument, value: number): PlanPoint['role'] => {
  if (value === document.answer) return 'answer'
  if (value === document.below?.value) return 'below'
  return value === document.now ? 'now' : null
}

const pointOf = (
  document: PlanDocument,
  { value, replications, objectives }: Candidate,
  name: string,
): PlanPoint | null => {
  const result = objectives.find(each => objectiveName(each) === name)
  if (result === undefined) return null
  return {
    value,
    text: valueText(document, value),
    figure: result.value,
    low: result.low ?? null,
    high: result.high ?? null,
    fate: fateOf(result),
    seeds: replications,
    role: roleOf(document, value),
  }
}

/** The values around the answer, where there are so many steps that neighbours would be one point. */
const nearOf = ({ answer, step, candidates }: PlanDocument): PlanChart['near'] => {
  if (answer === null || step === null) return null
  const [least, most] = [candidates[0]!.value, candidates.at(-1)!.value]
  if ((most - least) / step <= 2 * STEPS_NEAR) return null
  const within = candidates.filter(({ value }) => Math.abs(value - answer) <= STEPS_NEAR * step)
  return within.length < 2 ? null : [within[0]!.value, within.at(-1)!.value]
}

/** The charts of a plan. */
export const planCharts = (document: PlanDocument): readonly PlanChart[] =>
  decidingFirst(document)
    .slice(0, DRAWN)
    .map(result => ({
      name: objectiveText(result),
      measure: measureIn(dimensionOf(result.metric)),
      limit: limitOf(result),
      side: result.below === undefined ? 'above' : 'below',
      noun: nounOf(document),
      of: document.find === 'burst' || document.find === 'queue' ? 'size' : 'rate',
      points: document.candidates.flatMap(candidate => {
        const point = pointOf(document, candidate, objectiveName(result))
        return point === null ? [] : [point]
      }),
      near: nearOf(document),
    }))
