/** What becomes of objectives when a connection is not there, as a report sees it. */
import type { WorstCase } from '../sim/result/document.ts'
import { attributed, subjectKey } from '../sim/result/objectives.ts'
import { groupBy } from '../group.ts'
import type { Context } from './context.ts'
import { type Judged, worstFirst } from './judged.ts'
import { capWarning } from './replications.ts'

/** A run without one of the connections. */
export interface Failure {
  /** The one that is absent. */
  readonly connection: string
  readonly judged: readonly Judged[]
  /** Those of them that are not met, the worst first. */
  readonly failed: readonly Judged[]
}

/** Every such run, in the order of the file; none where they were not asked for. */
export const failuresIn = ({ scenario, document }: Context): readonly Failure[] =>
  (document.failures ?? []).map(({ connection, objectives }) => {
    const judged = attributed(scenario, objectives)
    return { connection, judged, failed: worstFirst(judged) }
  })

/** Those in which an objective is not met, the one with most of them first. */
export const badFailuresIn = (context: Context): readonly Failure[] =>
  failuresIn(context)
    .filter(({ failed }) => failed.length > 0)
    .toSorted((a, b) => b.failed.length - a.failed.length)

/** The one with most objectives that are not met; undefined where all are met in all. */
export const worstFailureIn = (context: Context): Failure | undefined => badFailuresIn(context)[0]

/** What stands for a failure: its worst miss; where that is a delay of nothing, the worst loss. */
export const leadOf = ({ failed }: Failure): Judged => {
  const [worst] = failed
  if (worst!.result.value !== null) return worst!
  return (
    failed.find(({ result }) => result.metric === 'loss' && result.undecided !== true) ?? worst!
  )
}

/** Each objective at its worst; `without` is `any` where all failures are alike. */
export const worstCasesIn = (context: Context): readonly Judged[] => {
  const { scenario, document } = context
  const failures = failuresIn(context)
  const keyOf = ({ index, result }: Judged): string => `${index} ${subjectKey(result)}`
  const results = groupBy(
    failures.flatMap(({ judged }) => judged),
    keyOf,
  )
  return attributed(scenario, document.worstCases ?? []).map(worst => {
    const { value, met } = worst.result
    const alike = results
      .get(keyOf(worst))!
      .filter(({ result }) => result.value === value && result.met === met)
    if (failures.length === 1 || alike.length < failures.length) return worst
    const anyOne: WorstCase = { ...worst.result, without: 'any' }
    return { ...worst, result: anyOne }
  })
}

/** What is to be warned of, a line each. */
export const failureWarnings = ({ scenario, document }: Context): readonly string[] => {
  const { failures } = document
  if (failures === undefined) return []
  if (scenario.objectives.length === 0) {
    return ['objectives: there are none, so a lost connection breaks none; add some']
  }
  return failures.flatMap(({ connection, replications = {} }) =>
    capWarning(replications).map(warning => `without ${connection}: ${warning}`),
  )
}
