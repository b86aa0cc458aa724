/**
 * The least step of a grid at which every objective is met.
 *
 * Of each objective it is found out on which side it holds: from some step on, up to some step, or both.
 * Between those that ask for more the least step is found by bisection; where one that asks for less is
 * missed there, the two exclude each other.
 */

/** What is known of an objective at a step; `undecided`: not within the replications allowed. */
export type Verdict = 'met' | 'missed' | 'undecided'

/** Tells enough verdicts of a step to be sure of what is asked. */
export type Enough = (verdicts: readonly Verdict[]) => boolean

/**
 * Judges a step.
 *
 * @param enough  more is found out until it says yes, or no more can be
 * @returns a verdict of each objective; there is at least one, and of each step as many
 */
export type Probe = (step: number, enough: Enough) => Promise<readonly Verdict[]>

/** What a search is about. */
export interface Grid {
  /** How many steps there are, at least 1: 0 … steps - 1. */
  readonly steps: number
  /** The step looked at first between both ends. */
  readonly start: number
  /**
   * `quick`: a step is left as soon as its verdicts are decided. `sure`: everything that can be known of each
   * step is found out, and the answer is expected at `start` or near it.
   */
  readonly mode: 'quick' | 'sure'
}

/** How a search ends. */
export type Outcome =
  /** The least step at which all are met; one step below, where there is one, `binding` is not. */
  | { readonly kind: 'found'; readonly step: number; readonly binding: number | null }
  /** One is met from a step on only, the other only up to a step before it. */
  | {
      readonly kind: 'excluded'
      readonly lower: { readonly objective: number; readonly from: number }
      readonly upper: { readonly objective: number; readonly upTo: number }
    }
  /** Objectives that no step seen meets. */
  | { readonly kind: 'unmet'; readonly objectives: readonly number[] }

/** Steps tried between both ends where an objective is met at neither. */
const INSIDE = 7

const isMet = (verdict: Verdict | undefined): boolean => verdict === 'met'

const decided =
  (which: readonly number[]): Enough =>
  verdicts =>
    which.every(each => verdicts[each] !== 'undecided')

/** Whether all of some are met, or one is surely not. */
const settled =
  (which: readonly number[]): Enough =>
  verdicts =>
    which.every(each => isMet(verdicts[each])) || which.some(each => verdicts[each] === 'missed')

/** One of some objectives that is not met, surely where one is; undefined where all are met. */
const failing = (verdicts: readonly Verdict[], which: readonly number[]): number | undefined =>
  which.find(each => verdicts[each] === 'missed') ?? which.find(each => !isMet(verdicts[each]))

/** A step between two that are not neighbours: far apart, in the middle of their orders of magnitude. */
const between = (low: number, high: number): number => {
  const middle =
    high + 1 > 4 * (low + 1) ? Math.round(Math.sqrt((low + 1) * (high + 1))) - 1 : (low + high) >> 1
  return Math.min(high - 1, Math.max(low + 1, middle))
}

/** An objective that is met from a step on, and missed one step before. */
interface Lower {
  readonly objective: number
  readonly from: number
}

class Search {
  declare private readonly grid: Grid
  declare private readonly probe: Probe
  /** What keeps the answer from being less; null: nothing yet. */
  declare private lower: Lower | null

  constructor(grid: Grid, probe: Probe) {
    this.grid = grid
    this.probe = probe
    this.lower = null
  }

  async run(): Promise<Outcome> {
    const last = this.grid.steps - 1
    const atFirst = await this.atEnd(0)
    const all = atFirst.map((_, i) => i)
    if (all.every(each => isMet(atFirst[each]))) return { kind: 'found', step: 0, binding: null }
    const atLast = last === 0 ? atFirst : await this.atEnd(last)
    const nowhere = all.filter(each => !isMet(atFirst[each]) && !isMet(atLast[each]))
    const inside = await this.findInside(nowhere, last)
    const unmet = nowhere.filter(each => !inside.has(each))
    if (unmet.length > 0) return { kind: 'unmet', objectives: unmet }
    const rising = all.filter(each => !isMet(atFirst[each]) && isMet(atLast[each]))
    if (rising.length > 0) await this.raise(rising, 0, last)
    for (const [objective, step] of inside) await this.raiseInto(objective, step)
    for (;;) {
      const { from } = this
      const verdicts = await this.judge(from, all)
      const missed = failing(verdicts, all)
      if (missed === undefined) {
        return { kind: 'found', step: from, binding: this.lower?.objective ?? null }
      }
      if (!isMet(atLast[missed])) return this.excluded(missed, inside.get(missed) ?? 0)
      if (from === last) return { kind: 'unmet', objectives: [missed] }
      // Met behind, but not here.
      await this.raise([missed], from, last)
    }
  }

  /** What is known of the first or the last step: on which side objectives hold. */
  private atEnd(step: number): Promise<readonly Verdict[]> {
    const { start, mode } = this.grid
    const isAnswer = mode === 'sure' && start === step
    return this.probe(step, verdicts => !isAnswer && !verdicts.includes('undecided'))
  }

  /** Whether some objectives are all met at a step. */
  private judge(step: number, which: readonly number[]): Promise<readonly Verdict[]> {
    return this.probe(step, this.grid.mode === 'sure' ? () => false : settled(which))
  }

  /** The least step that is not ruled out. */
  private get from(): number {
    return this.lower?.from ?? 0
  }

  /** Rules out steps at which some objectives are not all met. `low`, `high`: as `least` has them */
  private async raise(which: readonly number[], low: number, high: number): Promise<void> {
    const from = await this.least(which, low, high, 'from')
    const verdicts = await this.judge(from - 1, which)
    this.lower = { objective: failing(verdicts, which)!, from }
  }

  /** The same for an objective that is met at a step inside of the grid. */
  private async raiseInto(objective: number, step: number): Promise<void> {
    const { from } = this
    if (step <= from) return
    const verdicts = await this.judge(from, [objective])
    if (!isMet(verdicts[objective])) await this.raise([objective], from, step)
  }

  /** An objective is met at a step, but not as far as the others ask. */
  private async excluded(objective: number, met: number): Promise<Outcome> {
    const lower = this.lower!
    const first = await this.least([objective], Math.min(met, lower.from - 1), lower.from, 'upTo')
    return { kind: 'excluded', lower, upper: { objective, upTo: first - 1 } }
  }

  /** Steps at which objectives are met that are met at neither end, as far as a few steps tell. */
  private async findInside(
    which: readonly number[],
    last: number,
  ): Promise<ReadonlyMap<number, number>> {
    const found = new Map<number, number>()
    // The eighth root: as many steps apart in their orders of magnitude.
    const ratio = Math.sqrt(Math.sqrt(Math.sqrt(last + 1)))
    const steps: number[] = []
    for (let times = ratio; steps.length < INSIDE; times *= ratio) steps.push(Math.round(times) - 1)
    const tried = new Set([this.grid.start, ...steps].filter(step => step > 0 && step < last))
    for (const step of tried) {
      const open = which.filter(each => !found.has(each))
      if (open.length === 0) break
      const verdicts = await this.probe(step, decided(open))
      for (const each of open) if (isMet(verdicts[each])) found.set(each, step)
    }
    return found
  }

  /**
   * The least step at which all of some objectives are met, or, `upTo`, the first at which they are not.
   *
   * @param low   a step at which they are not; `upTo`: are
   * @param high  a later one at which they are; `upTo`: are not
   */
  private async least(
    which: readonly number[],
    low: number,
    high: number,
    until: 'from' | 'upTo',
  ): Promise<number> {
    const { start, mode } = this.grid
    let [below, above] = [low, high]
    const narrow = async (step: number): Promise<void> => {
      const verdicts = await this.judge(step, which)
      const met = which.every(each => isMet(verdicts[each]))
      if (met === (until === 'from')) above = step
      else below = step
    }
    if (start > low && start < high) await narrow(start)
    // Where the answer is near, from there further and further away.
    const isOpen = (): boolean => above - below > 1 && (below === low || above === high)
    for (let reach = 1; mode === 'sure' && isOpen(); reach *= 2) {
      const step = above === high ? below + reach : above - reach
      await narrow(Math.min(above - 1, Math.max(below + 1, step)))
    }
    while (above - below > 1) await narrow(between(below, above))
    return above
  }
}

/**
 * Searches a grid: quickly, and from what that finds on once more to be sure.
 *
 * Where an objective is met, then missed and then met again as steps rise, the step found is one at
 * which all are met and below which one is missed, though not always the least of them.
 *
 * @throws whatever `probe` throws
 */
export const search = async (
  { steps, start }: Pick<Grid, 'steps' | 'start'>,
  probe: Probe,
): Promise<Outcome> => {
  const quick = await new Search({ steps, start, mode: 'quick' }, probe).run()
  if (quick.kind !== 'found') return quick
  return new Search({ steps, start: quick.step, mode: 'sure' }, probe).run()
}
