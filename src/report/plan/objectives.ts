/** Objectives of a plan, one by one over all values that were tried. */
import type { ObjectiveResult } from '../../sim/result/document.ts'
import type { PlanDocument } from '../../study/plan/document.ts'
import { strain } from '../judged.ts'
import { limitText, objectiveText } from './words.ts'

/** What an objective is called beside the others: `loss of data to cloud below 0.1 %`. */
export const objectiveName = (result: ObjectiveResult): string =>
  `${objectiveText(result)} ${limitText(result)}`

/** What decides first: missed one step below the answer, or where nothing is enough; the rest by how close it is. */
export const decidingFirst = (document: PlanDocument): readonly ObjectiveResult[] => {
  const { below, failure, objectives } = document
  const deciding = [
    ...(below?.missed ?? []),
    ...(failure?.kind === 'excluded' ? [failure.lower.objective, failure.upper.objective] : []),
    ...(failure?.kind === 'unmet' ? failure.objectives : []),
  ]
  const others = objectives.toSorted((a, b) => strain(b) - strain(a))
  const byName = new Map([...deciding, ...others].map(each => [objectiveName(each), each]))
  return [...byName.values()]
}
