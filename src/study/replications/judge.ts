/** Objectives judged on what replications say of them. */
import type { Scenario } from '../../model/scenario.ts'
import type {
  FlowResult,
  Interval,
  ObjectiveResult,
  PortResult,
} from '../../sim/result/document.ts'
import { isWithin, judge } from '../../sim/result/objectives.ts'
import { type HalfWidth, intervalOf } from './interval.ts'
import type { Figure, Pool } from './pool.ts'

/** Finds the flow or port that a result is about. */
export const figuresIn = (
  flows: readonly FlowResult[],
  ports: readonly PortResult[],
): ((result: ObjectiveResult) => Figure) => {
  const flowAt = new Map(flows.map((it, i) => [`${it.interlink} ${it.direction}`, i]))
  const portAt = new Map(ports.map((it, i) => [`${it.connection} ${it.direction}`, i]))
  return result =>
    'interlink' in result
      ? { flow: flowAt.get(`${result.interlink} ${result.direction}`)!, metric: result.metric }
      : { port: portAt.get(`${result.connection} ${result.direction}`)!, metric: result.metric }
}

/** The interval, widened to the pooled value: what all frames together say is possible, too. */
const widened = ({ low, high }: Interval, value: number): readonly [number, number] => [
  Math.min(low, value),
  Math.max(high, value),
]

/**
 * Judges every objective: met when the whole interval is on the right side of the limit, undecided when
 * the limit is inside it. A single replication is judged as the run that it is.
 *
 * @param flows  pooled
 * @param ports  pooled
 */
export const judgeReplications = (
  scenario: Scenario,
  pool: Pool,
  flows: readonly FlowResult[],
  ports: readonly PortResult[],
  halfWidth: HalfWidth,
): readonly ObjectiveResult[] => {
  const figureOf = figuresIn(flows, ports)
  return judge(scenario, flows, ports).map(({ index, result }, i): ObjectiveResult => {
    const missedAlone = pool.missedAlone[i]!
    const figure = figureOf(result)
    const interval = intervalOf(figure.metric, pool.sampleOf(figure), halfWidth)
    if (result.value === null || interval === null) {
      const alone = { ...result, low: null, high: null, missedAlone }
      // Of several replications one alone has the figure.
      return result.value === null || pool.count === 1
        ? alone
        : { ...alone, met: false, undecided: true }
    }
    const objective = scenario.objectives[index]!
    const [low, high] = widened(interval, result.value)
    const [lowIs, highIs] = [isWithin(objective, low), isWithin(objective, high)]
    return {
      ...result,
      met: lowIs && highIs,
      ...(lowIs === highIs ? {} : { undecided: true as const }),
      low,
      high,
      missedAlone,
    }
  })
}
