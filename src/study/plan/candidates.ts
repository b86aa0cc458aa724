/** Values that are tried, each run with the same seeds until enough is known of it. */
import type { Scenario } from '../../model/scenario.ts'
import { windowOf } from '../../sim/meter/window.ts'
import type { ObjectiveResult } from '../../sim/result/document.ts'
import { ReplicationError } from '../replications/fault.ts'
import type { HalfWidth } from '../replications/interval.ts'
import { judgeReplications } from '../replications/judge.ts'
import { inOrder } from '../replications/order.ts'
import { Pool } from '../replications/pool.ts'
import { BATCH } from '../replications/question.ts'
import type { Replication } from '../replications/replication.ts'
import type { Enough, Verdict } from './search.ts'

/** A value and what is known of it. */
export interface Candidate {
  /** bit/s or bytes. */
  readonly value: number
  /** How often it was run. */
  readonly replications: number
  /** The objectives that are asked for. */
  readonly objectives: readonly ObjectiveResult[]
}

/** How candidates are played. */
export interface Manner {
  readonly scenarioAt: (step: number) => Scenario
  readonly valueAt: (step: number) => number
  /** Plays a replication. */
  readonly play: (scenario: Scenario, index: number) => Promise<Replication>
  /** How many may be under way at once. */
  readonly ahead: number
  /** How often a candidate is run at most. */
  readonly cap: number
  readonly halfWidth: HalfWidth
  /** Whether an objective is asked for. */
  readonly isAsked: (objective: ObjectiveResult) => boolean
  /** What ended the plan from outside, if anything did. */
  readonly fail: (error: unknown) => unknown
  readonly seedOf: (index: number) => number
}

const verdictOf = ({ met, undecided }: ObjectiveResult): Verdict =>
  met ? 'met' : undecided === true ? 'undecided' : 'missed'

/** One candidate while it is played. */
class Trial {
  declare readonly scenario: Scenario
  declare pool: Pool | null
  declare objectives: readonly ObjectiveResult[]

  constructor(scenario: Scenario) {
    this.scenario = scenario
    this.pool = null
    this.objectives = []
  }

  get count(): number {
    return this.pool?.count ?? 0
  }

  get verdicts(): readonly Verdict[] {
    return this.objectives.map(verdictOf)
  }

  add(replication: Replication): void {
    if (this.pool === null) this.pool = new Pool(replication)
    else this.pool.add(replication)
  }

  judge({ halfWidth, isAsked }: Manner): void {
    const pool = this.pool!
    const flows = pool.flowResults(windowOf(this.scenario))
    const ports = pool.portResults()
    const judged = judgeReplications(this.scenario, pool, flows, ports, halfWidth)
    this.objectives = judged.filter(isAsked)
  }
}

/** All candidates of a plan. */
export class Candidates {
  declare private readonly manner: Manner
  declare private readonly trials: Map<number, Trial>

  constructor(manner: Manner) {
    this.manner = manner
    this.trials = new Map()
  }

  /** How many values were tried. */
  get count(): number {
    return this.trials.size
  }

  /** How often any of them was run. */
  get replications(): number {
    return [...this.trials.values()].reduce((sum, { count }) => sum + count, 0)
  }

  /**
   * Runs a candidate again until enough is known of it.
   *
   * As with replications in general, that is looked at after `BATCH` of them and as many again, and at the
   * last one. Some of the next are under way by then, so that no thread waits.
   *
   * @throws ReplicationError when one failed
   */
  async probe(step: number, enough: Enough): Promise<readonly Verdict[]> {
    const { manner } = this
    const { cap, ahead, play, fail, seedOf } = manner
    const trial = this.trialAt(step)
    const from = trial.count
    if (from > 0 && enough(trial.verdicts)) return trial.verdicts
    await inOrder(
      cap - from,
      () => ahead,
      index => play(trial.scenario, from + index),
      replication => {
        trial.add(replication)
        if (trial.count % BATCH !== 0 && trial.count !== cap) return false
        trial.judge(manner)
        return enough(trial.verdicts)
      },
      (error, index) =>
        fail(error) ?? new ReplicationError(error, seedOf(from + index), from + index),
    )
    return trial.verdicts
  }

  /** What is known of a step that was tried. */
  at(step: number): Candidate {
    const { count, objectives } = this.trials.get(step)!
    return { value: this.manner.valueAt(step), replications: count, objectives }
  }

  /** All that were tried, rising. */
  all(): readonly Candidate[] {
    return [...this.trials.keys()].sort((a, b) => a - b).map(step => this.at(step))
  }

  private trialAt(step: number): Trial {
    const known = this.trials.get(step)
    if (known !== undefined) return known
    const trial = new Trial(this.manner.scenarioAt(step))
    this.trials.set(step, trial)
    return trial
  }
}
