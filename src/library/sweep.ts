/** `sweep`: a scenario with all combinations of some values. */
import { availableParallelism } from 'node:os'
import { findPath } from '../scenario/find-path.ts'
import type { Loaded } from '../scenario/load.ts'
import { readYaml } from '../scenario/yaml.ts'
import type { ObjectiveResult } from '../sim/result/document.ts'
import { THREADS_MAX } from '../sim/threads/shares.ts'
import { REPLICATIONS_MAX } from '../study/replications/question.ts'
import { sweep as play } from '../study/sweep.ts'
import { type Axis, type AxisValue, combinationAt, combinationsOf } from '../study/sweep/axes.ts'
import type { FlowFigures, Outcome } from '../study/sweep/outcome.ts'
import { gatherTeam } from '../study/sweep/team.ts'
import { checkWhole } from './checks.ts'

/** How far a sweep has come. */
export interface SweepProgress {
  /** Combinations done, and how many there are. */
  readonly done: number
  readonly total: number
}

/** What is asked of a sweep. */
export interface SweepOptions {
  /**
   * Values by path: `{ 'interlinks.web.bandwidth': ['1Gbps', '2Gbps'] }`, list items by number
   * (`traffic.0.source.rate`), values as a scenario file would have them.
   */
  readonly vary: Readonly<Record<string, readonly AxisValue['value'][]>>
  /** How often each combination is run, with seeds that follow the scenario's, 1 … 100,000; default 1. */
  readonly replications?: number
  /** At most so many threads, 1 … 1024; default: as many as there are cores. All give the same figures. */
  readonly threads?: number
  /** Ends the sweep early: its iteration throws a `StoppedError`. */
  readonly signal?: AbortSignal
  /** Told after each combination, in whatever order they are done. */
  readonly onProgress?: (progress: SweepProgress) => void
}

/** A combination and what came of it. */
export interface SweepCombination {
  /** Its number, from 0: the last path turns fastest. */
  readonly combination: number
  /** By path. */
  readonly values: Readonly<Record<string, AxisValue['value']>>
  /** Empty where it was refused or failed. */
  readonly flows: readonly FlowFigures[]
  readonly objectives: readonly ObjectiveResult[]
  /** Why the rules refuse it, or how a run of it failed; null: it was played. */
  readonly error: string | null
}

/** @throws RangeError when a path leads nowhere, or has no values */
const axesOf = ({ text }: Loaded, vary: SweepOptions['vary']): readonly Axis[] => {
  const root = readYaml(text).root!
  return Object.entries(vary).map(([name, values]) => {
    if (values.length === 0) throw new RangeError(`${name} has no values`)
    const found = findPath(root, name)
    if (!found.ok) throw new RangeError(`${name}: ${found.problem}; ${found.remedy}`)
    return {
      name,
      path: found.path,
      values: values.map(value => ({ value, text: String(value) })),
    }
  })
}

const combinationOf = (
  axes: readonly Axis[],
  combination: number,
  outcome: Outcome,
): SweepCombination => {
  const values = Object.fromEntries(
    combinationAt(axes, combination).map(({ value }, axis) => [axes[axis]!.name, value]),
  )
  return outcome.kind === 'played'
    ? { combination, values, flows: outcome.flows, objectives: outcome.objectives, error: null }
    : { combination, values, flows: [], objectives: [], error: outcome.error }
}

/** Outcomes that come in any order and are waited for in theirs. */
class Inbox {
  readonly #outcomes = new Map<number, Outcome>()
  #wake: () => void = () => {}

  put(index: number, outcome: Outcome): void {
    this.#outcomes.set(index, outcome)
    this.#wake()
  }

  /** @param ended  rejects when no more will come */
  async take(index: number, ended: Promise<unknown>): Promise<Outcome> {
    while (!this.#outcomes.has(index)) {
      const woken = new Promise<void>(resolve => {
        this.#wake = resolve
      })
      await Promise.race([woken, ended])
    }
    const outcome = this.#outcomes.get(index)!
    this.#outcomes.delete(index)
    return outcome
  }
}

/**
 * Plays all combinations of values, in threads that last, and yields them in their order.
 *
 * A combination that the rules refuse is one with an `error`. Leaving the iteration early ends the sweep.
 *
 * @throws StoppedError when `signal` aborts
 * @throws RangeError   when a path leads nowhere, or an option has a value that it cannot have
 * @throws whatever a callback throws
 */
export async function* sweep(
  loaded: Loaded,
  options: SweepOptions,
): AsyncGenerator<SweepCombination, void, void> {
  const { vary, replications = 1, threads, signal, onProgress } = options
  checkWhole('replications', replications, REPLICATIONS_MAX)
  if (threads !== undefined) checkWhole('threads', threads, THREADS_MAX)
  const axes = axesOf(loaded, vary)
  const total = combinationsOf(axes)
  const leaving = new AbortController()
  const stop = signal === undefined ? leaving.signal : AbortSignal.any([signal, leaving.signal])
  const team = await gatherTeam(
    loaded,
    replications,
    total,
    threads ?? availableParallelism(),
    stop,
  )
  const inbox = new Inbox()
  let done = 0
  const take = (index: number, outcome: Outcome): void => {
    inbox.put(index, outcome)
    onProgress?.({ done: ++done, total })
  }
  const playing = play({ loaded, axes }, { team, isKnown: () => false, take, signal: stop })
  playing.catch(() => {})
  try {
    for (let index = 0; index < total; index++) {
      yield combinationOf(axes, index, await inbox.take(index, playing))
    }
  } finally {
    leaving.abort()
    await team.end()
  }
}
