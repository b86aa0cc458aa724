/**
 * What must be bought so that every objective is met: the smallest bandwidth, burst, queue or port speed.
 *
 * Each value that is tried is run with the same seeds (common random numbers), so that two of them differ by
 * what differs, not by chance; and as often as it takes to be sure, at most as often as asked.
 */
import { isDrawn } from '../model/chance.ts'
import type { Direction } from '../model/direction.ts'
import type { Scenario } from '../model/scenario.ts'
import { InterruptedError } from '../sim/invariant.ts'
import type { ObjectiveResult } from '../sim/result/document.ts'
import type { RunInput } from '../sim/run.ts'
import { toSeconds } from '../units.ts'
import { Candidates } from './plan/candidates.ts'
import type { PlanDocument, PlanFailure } from './plan/document.ts'
import { type Values, stepAt, textOf, valuesOf } from './plan/grid.ts'
import { PlanError, type PlanQuestion } from './plan/question.ts'
import { type Outcome, search } from './plan/search.ts'
import { halfWidthFor } from './replications/interval.ts'
import { seedOf } from './replications/question.ts'
import { startPlayers } from './replications/players.ts'
import { StoppedError } from './stopped.ts'

export { PlanError } from './plan/question.ts'

/** How far a plan has come. */
export interface PlanProgress {
  /** Share of the work that is done, 0 … 1; an estimate. */
  readonly share: number
  /** Values tried. */
  readonly evaluations: number
}

/** What is asked besides the answer. */
export interface PlanOptions {
  /** At most so many threads, where that is sooner done; default: none but this one. */
  readonly threads?: number
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: PlanProgress) => void
}

const isAsked =
  ({ direction }: PlanQuestion) =>
  (objective: ObjectiveResult): boolean =>
    direction === null || objective.direction === direction

const aboutNothing = (direction: Direction | null): PlanError =>
  new PlanError(
    ['objectives'],
    direction === null
      ? 'no objectives with anything to judge: nothing says what is enough; add some'
      : `no objective with anything to judge is about ${direction}; add one`,
  )

/** @throws PlanError where nothing is asked for */
const checkObjectives = ({ loaded, direction }: PlanQuestion): void => {
  const { objectives } = loaded.scenario
  if (objectives.length === 0) throw aboutNothing(null)
  if (direction === null || objectives.some(each => (each.direction ?? direction) === direction)) {
    return
  }
  throw aboutNothing(direction)
}

/** @throws PlanError where the rules refuse the value */
const scenarioWith = (
  { loaded, find }: PlanQuestion,
  { path }: Values,
  value: number,
): Scenario => {
  const result = loaded.vary([{ path, value: textOf(find, value) }])
  if (result.ok) return { ...result.loaded.scenario, seed: loaded.scenario.seed }
  const [fault] = result.faults
  throw new PlanError(
    path,
    `${textOf(find, value)} is refused: ${fault?.message ?? 'it is no value'}`,
  )
}

const failureOf = (
  outcome: Exclude<Outcome, { readonly kind: 'found' }>,
  values: Values,
  candidates: Candidates,
): PlanFailure => {
  const at = (step: number, objective: number): ObjectiveResult =>
    candidates.at(step).objectives[objective]!
  if (outcome.kind === 'unmet') {
    const { objectives } = outcome
    return { kind: 'unmet', objectives: objectives.map(each => at(values.count - 1, each)) }
  }
  const { lower, upper } = outcome
  return {
    kind: 'excluded',
    lower: { objective: at(lower.from - 1, lower.objective), from: values.at(lower.from) },
    upper: { objective: at(lower.from, upper.objective), upTo: values.at(upper.upTo) },
  }
}

const documentOf = (
  question: PlanQuestion,
  values: Values,
  candidates: Candidates,
  outcome: Outcome,
  replications: number,
): PlanDocument => {
  const { loaded, find, subject, direction, confidence } = question
  const { scenario, sha256, text, inputs } = loaded
  const interlink = find === 'portSpeed' ? null : subject
  const last = values.count - 1
  const [step, isFound] = outcome.kind === 'found' ? [outcome.step, true] : [last, false]
  const below = isFound && step > 0 ? candidates.at(step - 1) : null
  return {
    format: 'interlink-sim/plan',
    version: 1,
    scenario: { name: scenario.name, sha256, text },
    inputs: inputs.map(({ file, sha256: hash }) => ({ file, sha256: hash })),
    simulated: { warmup: toSeconds(scenario.warmup), duration: toSeconds(scenario.duration) },
    seed: scenario.seed,
    find,
    interlink,
    connection:
      interlink === null
        ? subject
        : scenario.world.interlinks.find(({ id }) => id === interlink)!.connection,
    direction,
    step: values.step,
    limits: { least: values.at(0), most: values.at(last), by: values.most },
    confidence,
    replications,
    now: values.now,
    answer: isFound ? values.at(step) : null,
    failure: outcome.kind === 'found' ? null : failureOf(outcome, values, candidates),
    objectives: candidates.at(step).objectives,
    below:
      below === null
        ? null
        : { value: below.value, missed: below.objectives.filter(({ met }) => !met) },
    evaluations: candidates.count,
    candidates: candidates.all(),
  }
}

/** About how many values are tried. */
const triesOf = ({ count }: Values): number => 2 + (32 - Math.clz32(count - 1))

/**
 * Finds the smallest value at which every objective is met.
 *
 * @returns the document; the same for any number of threads
 * @throws PlanError        when there is nothing to find, or the scenario's rules refuse a value
 * @throws StoppedError     when `signal` aborts
 * @throws ReplicationError when a replication failed; `cause` is what it threw
 * @throws whatever a callback throws
 */
export const plan = async (
  question: PlanQuestion,
  options: PlanOptions = {},
): Promise<PlanDocument> => {
  checkObjectives(question)
  const values = valuesOf(question)
  const { loaded, kernel, confidence } = question
  const { signal, onProgress, threads = 1 } = options
  const { scenario, sha256, inputs } = loaded
  // Where nothing is drawn, all replications are alike.
  const cap = isDrawn(scenario) ? question.replications : 1
  const input: RunInput = { scenario, sha256, inputs }
  const tries = triesOf(values)
  const players = await startPlayers({ input, kernel }, tries * cap, threads, signal)
  const stopped = (): StoppedError => new StoppedError(candidates.count, tries)
  const candidates: Candidates = new Candidates({
    scenarioAt: step => scenarioWith(question, values, values.at(step)),
    valueAt: values.at,
    play: players.play,
    ahead: players.ahead,
    cap,
    halfWidth: halfWidthFor(confidence),
    isAsked: isAsked(question),
    fail: error => (error instanceof InterruptedError ? stopped() : null),
    seedOf: index => seedOf({ input }, index),
  })
  const tell = (): void => {
    const { count: evaluations } = candidates
    onProgress?.({ share: Math.min(0.99, evaluations / (tries + 1)), evaluations })
  }
  try {
    const outcome = await players.unlessStopped(
      search({ steps: values.count, start: stepAt(values, values.now) }, async (step, enough) => {
        const verdicts = await candidates.probe(step, enough)
        if (verdicts.length === 0) throw aboutNothing(question.direction)
        tell()
        return verdicts
      }),
      stopped,
    )
    return documentOf(question, values, candidates, outcome, cap)
  } finally {
    await players.end()
  }
}
