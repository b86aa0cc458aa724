/**
 * A scenario, and then the same without each of its connections in turn: which objectives still hold when
 * any one of them is lost.
 */
import { InterruptedError } from '../sim/invariant.ts'
import type { Progress } from '../sim/progress.ts'
import type { FailureEntry } from '../sim/result/document.ts'
import type { Simulation } from '../sim/run.ts'
import { FailureError } from './failures/fault.ts'
import { type FailuresQuestion, capOf } from './failures/question.ts'
import { Variant } from './failures/variant.ts'
import { worstCasesOf } from './failures/worst.ts'
import { inOrder } from './replications/order.ts'
import { type Players, startPlayers } from './replications/players.ts'
import { seedOf } from './replications/question.ts'
import type { Replication } from './replications/replication.ts'
import { StoppedError } from './stopped.ts'

/** How it is played, besides what is asked. */
export interface FailEachOptions {
  /**
   * Runs the scenario as it is, once or as often as asked, and tells how far it is.
   *
   * @throws InterruptedError or StoppedError when `signal` aborts
   */
  readonly runWhole: (onProgress: (progress: Progress) => void) => Promise<Simulation>
  /** At most so many threads play variants, where that is sooner done; default: none but this one. */
  readonly threads?: number
  readonly signal?: AbortSignal
  /** Told how far all runs together have come. */
  readonly onProgress?: (progress: Progress) => void
}

/** Milliseconds between two tellings of progress. */
const TOLD_EVERY = 100

/** All variants of a scenario on their way. */
class Failures {
  declare private readonly question: FailuresQuestion
  declare private readonly variants: readonly Variant[]
  /** Runs of each, at most. */
  declare private readonly cap: number
  /** Runs played; of a variant of which enough is known, all. */
  declare private done: number
  declare private frames: number

  constructor(question: FailuresQuestion) {
    const { input, asked } = question
    const { scenario } = input
    this.question = question
    this.variants = scenario.world.connections.map(({ id }) => new Variant(scenario, id, asked))
    this.cap = capOf(question)
    this.done = 0
    this.frames = 0
  }

  /** Runs played, and frames that they emitted. */
  get progress(): { readonly done: number; readonly frames: number } {
    const { done, frames } = this
    return { done, frames }
  }

  /**
   * Plays them all.
   *
   * @param fail  what an error stands for that ended it from outside; null for others
   */
  async play(players: Players, tell: () => void, fail: (error: unknown) => unknown): Promise<void> {
    const { variants, cap, question } = this
    // Where the number of runs is not known before, one variant comes after the other.
    const passes =
      (question.asked?.precision ?? null) === null ? [variants] : variants.map(each => [each])
    let before = 0
    for (const pass of passes) {
      let taken = 0
      let isOver = false
      const variantOf = (run: number): Variant => pass[Math.floor(run / cap)]!
      const begin = async (run: number): Promise<Replication> => {
        const replication = await players.play(variantOf(run).scenario, run % cap)
        // What is left over of a variant of which enough is known was counted with it.
        if (!isOver) this.done++
        this.frames += replication.emitted
        return replication
      }
      await inOrder(
        pass.length * cap,
        () => players.ahead,
        begin,
        replication => {
          const isEnough = variantOf(taken++).add(replication)
          tell()
          return isEnough
        },
        (error, run) =>
          fail(error) ??
          new FailureError(
            error,
            variantOf(run).connection,
            seedOf(question, run % cap),
            run % cap,
          ),
      )
      isOver = true
      before += pass.length * cap
      this.done = before
    }
  }

  /** What came of them. */
  entries(): readonly FailureEntry[] {
    return this.variants.map(each => each.entry())
  }
}

/** The error of the scenario itself; where it was stopped, told in runs of all. */
const wholeError = (error: unknown, total: number): unknown => {
  if (error instanceof StoppedError) return new StoppedError(error.done, total)
  return error instanceof InterruptedError ? new StoppedError(0, total) : error
}

/**
 * Runs a scenario as it is, and then without each of its connections.
 *
 * @returns the result of the scenario as it is, with `failures` and `worstCases`; the same bytes outside
 *   `run` for any number of threads
 * @throws StoppedError when `signal` aborts: of how many runs were done
 * @throws FailureError when a run without a connection failed; `cause` is what it threw
 * @throws whatever `runWhole` or a callback throws
 */
export const failEach = async (
  question: FailuresQuestion,
  { runWhole, threads = 1, signal, onProgress }: FailEachOptions,
): Promise<Simulation> => {
  const { input, kernel } = question
  const { scenario } = input
  const cap = capOf(question)
  const runs = scenario.world.connections.length * cap
  const total = cap + runs
  let simulatedTotal = 0
  let framesOfWhole = 0
  let furthest = 0
  const report = (reached: number, frames: number): void => {
    // What is left over of a variant is under way, but of no use any more.
    furthest = Math.max(furthest, reached)
    const share = furthest
    onProgress?.({ share, simulated: share * simulatedTotal, simulatedTotal, frames })
  }
  const whole = await runWhole(progress => {
    simulatedTotal = (progress.simulatedTotal * total) / cap
    framesOfWhole = progress.frames
    report((progress.share * cap) / total, framesOfWhole)
  }).catch((error: unknown) => {
    throw wholeError(error, total)
  })
  const failures = new Failures(question)
  const players = await startPlayers({ input, kernel }, runs, threads, signal)
  const stopped = (): StoppedError => new StoppedError(cap + failures.progress.done, total)
  const tell = (): void => {
    const { done, frames } = failures.progress
    const underWay = players.underWay()
    const share = Math.min(1, (cap + done + underWay.share) / total)
    report(share, framesOfWhole + frames + underWay.frames)
  }
  let giveUp = (_error: unknown): void => {}
  const failed = new Promise<never>((_, reject) => {
    giveUp = reject
  })
  const teller = setInterval(() => {
    try {
      tell()
    } catch (error) {
      giveUp(error)
    }
  }, TOLD_EVERY)
  try {
    const played = failures.play(players, tell, error =>
      error instanceof InterruptedError ? stopped() : null,
    )
    await players.unlessStopped(Promise.race([played, failed]), stopped)
  } finally {
    clearInterval(teller)
    await players.end()
  }
  const entries = failures.entries()
  const { timeline, availability, outages, billing, eventCount, run, ...rest } = whole
  return {
    ...rest,
    failures: entries,
    worstCases: worstCasesOf(scenario, entries),
    timeline,
    availability,
    outages,
    billing,
    eventCount,
    run,
  }
}
