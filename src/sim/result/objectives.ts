/** Objectives judged on the figures of a run. */
import { match } from 'ts-pattern'
import { groupBy } from '../../group.ts'
import type { Direction } from '../../model/direction.ts'
import type { FlowMetric, Objective, PortMetric } from '../../model/objective.ts'
import type { Scenario } from '../../model/scenario.ts'
import type { FlowResult, ObjectiveResult, PortResult } from './document.ts'

/** A verdict and the objective it belongs to. */
export interface Judgement {
  /** Index in the scenario's objectives. */
  readonly index: number
  readonly result: ObjectiveResult
}

/** The figure of a flow that a metric names; null where it is of no frames. */
export const flowValue = (metric: FlowMetric, flow: FlowResult): number | null =>
  match(metric)
    .with('delay.mean', () => flow.delay.mean)
    .with('delay.p50', () => flow.delay.p50)
    .with('delay.p90', () => flow.delay.p90)
    .with('delay.p99', () => flow.delay.p99)
    .with('delay.p999', () => flow.delay.p999)
    .with('delay.max', () => flow.delay.max)
    .with('shaperWait.mean', () => flow.shaperWait.mean)
    .with('shaperWait.p99', () => flow.shaperWait.p99)
    .with('shaperWait.max', () => flow.shaperWait.max)
    .with('portWait.mean', () => flow.portWait.mean)
    .with('portWait.p99', () => flow.portWait.p99)
    .with('portWait.max', () => flow.portWait.max)
    .with('loss', () => flow.loss)
    .with('throughput', () => flow.throughput)
    .with('utilisation', () => flow.utilisation)
    .with('availability', () => flow.availability)
    .exhaustive()

/** The figure of a port that a metric names. */
export const portValue = (metric: PortMetric, port: PortResult): number =>
  match(metric)
    .with('utilisation', () => port.utilisation)
    .with('queue.max', () => port.queue.max)
    .exhaustive()

/** Whether a value is strictly on the right side of an objective's limit. */
export const isWithin = (
  { side, limit }: Pick<Objective, 'side' | 'limit'>,
  value: number,
): boolean => (side === 'below' ? value < limit : value > limit)

/** A figure of no frames misses where frames were offered, and is met where none were. */
const verdict = (objective: Objective, value: number | null, offered: number) => ({
  ...(objective.side === 'below' ? { below: objective.limit } : { above: objective.limit }),
  value,
  met: value === null ? offered === 0 : isWithin(objective, value),
})

/**
 * Judges every objective on every flow or port that it matches, in the order of the objectives and,
 * within one, of the results.
 *
 * @param flows  all flows of the run
 * @param ports  all ports of the run; one without traffic is matched only by an objective that names its direction
 */
export const judge = (
  scenario: Scenario,
  flows: readonly FlowResult[],
  ports: readonly PortResult[],
): readonly Judgement[] => {
  const interlinks = new Map(scenario.world.interlinks.map(each => [each.id, each]))
  const flowsOf = groupBy(flows, flow => flow.interlink)
  const portsOf = groupBy(ports, port => port.connection)
  const carrying = new Set(
    flows.map(
      ({ interlink, direction }) => `${interlinks.get(interlink)!.connection} ${direction}`,
    ),
  )
  return scenario.objectives.flatMap((objective, index): Judgement[] => {
    const faces = ({ direction }: { readonly direction: Direction }): boolean =>
      objective.direction === null || objective.direction === direction
    return match(objective.subject)
      .with({ kind: 'interlink' }, ({ interlink, metric }) =>
        (interlink === '*' ? flows : (flowsOf.get(interlink) ?? [])).filter(faces).map(flow => ({
          index,
          result: {
            interlink: flow.interlink,
            direction: flow.direction,
            metric,
            ...verdict(objective, flowValue(metric, flow), flow.offered.frames),
          },
        })),
      )
      .with({ kind: 'connection' }, ({ connection, metric }) =>
        (portsOf.get(connection) ?? [])
          .filter(faces)
          .filter(
            ({ direction }) =>
              objective.direction !== null || carrying.has(`${connection} ${direction}`),
          )
          .map(port => ({
            index,
            result: {
              connection,
              direction: port.direction,
              metric,
              ...verdict(objective, portValue(metric, port), 0),
            },
          })),
      )
      .exhaustive()
  })
}

/** Whether an objective is what a result was judged by, as far as the result says. */
const isOf = ({ subject, direction, side, limit }: Objective, result: ObjectiveResult): boolean => {
  if (direction !== null && direction !== result.direction) return false
  if (subject.metric !== result.metric || result[side] !== limit) return false
  return match(subject)
    .with(
      { kind: 'interlink' },
      ({ interlink }) =>
        'interlink' in result && (interlink === '*' || interlink === result.interlink),
    )
    .with(
      { kind: 'connection' },
      ({ connection }) => 'connection' in result && connection === result.connection,
    )
    .exhaustive()
}

/** What a result is about: one flow or port. */
export const subjectKey = (result: ObjectiveResult): string =>
  'interlink' in result
    ? `flow ${result.interlink} ${result.direction}`
    : `port ${result.connection} ${result.direction}`

/**
 * Finds the objective that each result belongs to, where only results are at hand.
 *
 * @param results  all of one run, in their order: an objective has all its results before the next one
 */
export const attributed = (
  { objectives }: Pick<Scenario, 'objectives'>,
  results: readonly ObjectiveResult[],
): readonly Judgement[] => {
  let index = 0
  const seen = new Set<string>()
  return results.map(result => {
    const key = subjectKey(result)
    // Judged before, it is met again by a later objective that asks for the same.
    while (!isOf(objectives[index]!, result) || seen.has(key)) {
      index++
      seen.clear()
    }
    seen.add(key)
    return { index, result }
  })
}
