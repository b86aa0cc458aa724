/** The worst that becomes of each objective over all failures. */
import type { Scenario } from '../../model/scenario.ts'
import type { FailureEntry, ObjectiveResult, WorstCase } from '../../sim/result/document.ts'
import { attributed, subjectKey } from '../../sim/result/objectives.ts'

/** Missed is worse than undecided, which is worse than met. */
const rank = ({ met, undecided }: ObjectiveResult): number => (met ? 0 : undecided === true ? 1 : 2)

/** Whether the first of two results of one objective on one flow or port is worse. */
const isWorse = (a: ObjectiveResult, b: ObjectiveResult): boolean => {
  if (rank(a) !== rank(b)) return rank(a) > rank(b)
  // Of what is missed, nothing that arrives is worst; of what is met, nothing offered is best.
  if (a.value === null || b.value === null) {
    return a.value === b.value ? false : (a.value === null) !== a.met
  }
  return a.below === undefined ? a.value < b.value : a.value > b.value
}

/** Where a flow or port stands in a result, before those that stand behind it. */
const placesIn = ({ world }: Scenario): ReadonlyMap<string, number> =>
  new Map(
    [
      ...world.interlinks.map(({ id }) => `flow ${id}`),
      ...world.connections.map(({ id }) => `port ${id}`),
    ].flatMap((subject, i) => [
      [`${subject} toCustomer`, 2 * i] as const,
      [`${subject} toCloud`, 2 * i + 1] as const,
    ]),
  )

/**
 * Each objective, on each flow or port on which any failure judges it, as it is at its worst.
 *
 * @returns in the order of objectives and, within one, of flows or ports
 */
export const worstCasesOf = (
  scenario: Scenario,
  failures: readonly FailureEntry[],
): readonly WorstCase[] => {
  const places = placesIn(scenario)
  const worst = new Map<string, { readonly index: number; readonly result: WorstCase }>()
  for (const { connection, objectives } of failures) {
    for (const { index, result } of attributed(scenario, objectives)) {
      const key = `${index} ${subjectKey(result)}`
      const known = worst.get(key)
      if (known !== undefined && !isWorse(result, known.result)) continue
      worst.set(key, { index, result: { ...result, without: connection } })
    }
  }
  return [...worst.values()]
    .toSorted(
      (a, b) =>
        a.index - b.index || places.get(subjectKey(a.result))! - places.get(subjectKey(b.result))!,
    )
    .map(({ result }) => result)
}
