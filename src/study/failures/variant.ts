/** The scenario without one of its connections, while it is played. */
import type { Scenario } from '../../model/scenario.ts'
import { windowOf } from '../../sim/meter/window.ts'
import type { FailureEntry, ObjectiveResult, PrecisionReport } from '../../sim/result/document.ts'
import { halfWidthFor } from '../replications/interval.ts'
import { judgeReplications } from '../replications/judge.ts'
import { Pool } from '../replications/pool.ts'
import { precisionOf, wantedOf } from '../replications/precision.ts'
import type { Replication } from '../replications/replication.ts'
import type { Asked } from './question.ts'
import { withoutConnection } from './without-connection.ts'

/** A variant that is run once: judged as the run that it is. */
class Single {
  declare private objectives: readonly ObjectiveResult[]

  constructor() {
    this.objectives = []
  }

  add({ whole }: Replication): boolean {
    this.objectives = whole!.objectives
    return false
  }

  entry(connection: string): FailureEntry {
    return { connection, objectives: this.objectives }
  }
}

/** A variant that is run several times: pooled, and judged on intervals. */
class Pooled {
  declare private readonly scenario: Scenario
  declare private readonly asked: Asked
  declare private pool: Pool | null
  declare private wanted: ReturnType<typeof wantedOf>
  declare private precision: PrecisionReport | null

  constructor(scenario: Scenario, asked: Asked) {
    this.scenario = scenario
    this.asked = asked
    this.pool = null
    this.wanted = []
    this.precision = null
  }

  add(replication: Replication): boolean {
    if (this.pool === null) {
      this.pool = new Pool(replication)
      this.wanted = wantedOf(this.scenario, replication.flows, replication.ports)
    } else this.pool.add(replication)
    const { confidence, precision: target, replications: cap } = this.asked
    if (target === null) return false
    this.precision =
      precisionOf(this.wanted, this.pool, halfWidthFor(confidence), target, cap) ?? this.precision
    return this.precision?.reached === true
  }

  entry(connection: string): FailureEntry {
    const { scenario, precision, asked } = this
    const pool = this.pool!
    const flows = pool.flowResults(windowOf(scenario))
    const ports = pool.portResults()
    const halfWidth = halfWidthFor(asked.confidence)
    return {
      connection,
      replications: { count: pool.count, ...(precision === null ? {} : { precision }) },
      objectives: judgeReplications(scenario, pool, flows, ports, halfWidth),
    }
  }
}

/** A variant. */
export class Variant {
  /** The connection that is absent. */
  declare readonly connection: string
  declare readonly scenario: Scenario
  declare private readonly figures: Single | Pooled

  /** @param asked  null: it is run once */
  constructor(scenario: Scenario, connection: string, asked: Asked | null) {
    this.connection = connection
    this.scenario = withoutConnection(scenario, connection)
    this.figures = asked === null ? new Single() : new Pooled(this.scenario, asked)
  }

  /** Adds its next run. @returns whether enough is known before all runs are played */
  add(replication: Replication): boolean {
    return this.figures.add(replication)
  }

  /** What came of it, once it was run. */
  entry(): FailureEntry {
    return this.figures.entry(this.connection)
  }
}
