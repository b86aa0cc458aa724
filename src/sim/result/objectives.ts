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
