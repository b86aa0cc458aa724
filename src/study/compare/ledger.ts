/** Figures of one side, replication by replication. */
import type { FlowMetric, PortMetric } from '../../model/objective.ts'
import type { Scenario } from '../../model/scenario.ts'
import { flowValue, portValue } from '../../sim/result/objectives.ts'
import type { ReplicationFigures } from '../replications.ts'
import type { ComparedFigure } from './document.ts'

/** Of every flow, whatever is asked. */
export const USUAL: readonly FlowMetric[] = ['delay.mean', 'delay.p99', 'loss', 'throughput']

/** Metrics that may be compared. */
export interface Metrics {
  readonly flow: readonly FlowMetric[]
  readonly port: readonly PortMetric[]
}

/** The usual metrics and those that an objective of any of the scenarios names. */
export const metricsOf = (scenarios: readonly Scenario[]): Metrics => {
  const flow = new Set(USUAL)
  const port = new Set<PortMetric>()
  for (const { subject } of scenarios.flatMap(({ objectives }) => objectives)) {
    if (subject.kind === 'interlink') flow.add(subject.metric)
    else port.add(subject.metric)
  }
  return { flow: [...flow], port: [...port] }
}

/** The name of a figure, which no other figure has. */
export const figureKey = (figure: ComparedFigure): string =>
  'interlink' in figure
    ? `interlink ${figure.interlink} ${figure.direction} ${figure.metric}`
    : `connection ${figure.connection} ${figure.direction} ${figure.metric}`

/** Keeps the figures of every replication. */
export class Ledger {
  declare private readonly metrics: Metrics
  declare private readonly values: Map<string, (number | null)[]>

  constructor(metrics: Metrics) {
    this.metrics = metrics
    this.values = new Map()
  }

  /** Adds the next replication. */
  add({ flows, ports }: ReplicationFigures): void {
    const { metrics } = this
    for (const flow of flows) {
      const { interlink, direction } = flow
      for (const metric of metrics.flow) {
        this.note({ interlink, direction, metric }, flowValue(metric, flow))
      }
    }
    for (const port of ports) {
      const { connection, direction } = port
      for (const metric of metrics.port) {
        this.note({ connection, direction, metric }, portValue(metric, port))
      }
    }
  }

  /** By replication, null where it has no such figure; of a flow or port that this side has not, none. */
  valuesOf(figure: ComparedFigure): readonly (number | null)[] {
    return this.values.get(figureKey(figure)) ?? []
  }

  private note(figure: ComparedFigure, value: number | null): void {
    const key = figureKey(figure)
    const values = this.values.get(key)
    if (values === undefined) this.values.set(key, [value])
    else values.push(value)
  }
}
