/** The document of `sweep`: what came of all combinations together. */
import { type Dimension, parseQuantity } from '../../quantity.ts'
import { type Axis, type AxisValue, combinationAt, combinationsOf } from './axes.ts'
import type { LoadedSweep } from './load.ts'
import type { Outcome } from './outcome.ts'

/** How a combination stands: what its objectives say, or why they say nothing. */
export type Standing = 'met' | 'undecided' | 'missed' | 'unjudged' | 'refused' | 'failed'

/** A combination in short. */
export interface CombinationSummary {
  /** Its number, from 0, in the order of the rows. */
  readonly combination: number
  /** By path, as the sweep file has them. */
  readonly values: readonly AxisValue['value'][]
  readonly standing: Standing
  /** The highest of all flows, a share of 1; null where none was played. */
  readonly lossWorst: number | null
  /** The longest of all flows, seconds; null where nothing was delivered. */
  readonly delayP99Worst: number | null
  readonly error: string | null
}

/** What is found. */
export interface SweepDocument {
  readonly format: 'interlink-sim/sweep'
  readonly version: 1
  readonly name: string
  readonly scenario: { readonly name: string; readonly sha256: string }
  readonly inputs: readonly { readonly file: string; readonly sha256: string }[]
  /** Of the first replication of each combination; the others follow it. */
  readonly seed: number
  readonly replications: number
  readonly vary: readonly {
    readonly path: string
    readonly values: readonly AxisValue['value'][]
  }[]
  /** How many combinations there are, and how they stand. */
  readonly combinations: { readonly count: number } & Readonly<Record<Standing, number>>
  /** What is said against the first combination that is refused or failed; null: there is none. */
  readonly firstError: string | null
  /** Of one varied path whose values have an order: the smallest one with which all objectives are met. */
  readonly smallest: { readonly path: string; readonly value: AxisValue['value'] } | null
  /** Some combinations in order: the first that meet all objectives, and the first of the others. */
  readonly listed: readonly CombinationSummary[]
}

/** Combinations that are listed at most, and how many of them are kept for those that meet all objectives. */
const LISTED = 12
const LISTED_MET = 8

/** What values may measure. */
const DIMENSIONS: readonly Dimension[] = [
  'rate',
  'size',
  'duration',
  'share',
  'length',
  'attenuation',
  'power',
  'time span',
]

/** How a combination stands. */
export const standingOf = (outcome: Outcome): Standing => {
  if (outcome.kind !== 'played') return outcome.kind
  const { objectives } = outcome
  if (objectives.length === 0) return 'unjudged'
  const failed = objectives.filter(({ met }) => !met)
  if (failed.length === 0) return 'met'
  return failed.every(({ undecided }) => undecided === true) ? 'undecided' : 'missed'
}

const highest = (values: readonly (number | null)[]): number | null =>
  values.reduce<number | null>(
    (most, value) => (value === null ? most : Math.max(most ?? value, value)),
    null,
  )

/** What values measure, so that they can be put in order: numbers, or quantities of one kind; null: neither. */
export const amountsOf = ({
  values,
}: Pick<Axis, 'values'>): {
  readonly dimension: Dimension | null
  readonly amounts: readonly number[]
} | null => {
  const numbers = values.flatMap(({ value }) => (typeof value === 'number' ? [value] : []))
  if (numbers.length === values.length) return { dimension: null, amounts: numbers }
  for (const dimension of DIMENSIONS) {
    const parsed = values.map(({ text }) => parseQuantity(text, dimension))
    const amounts = parsed.flatMap(each => (each.ok ? [each.value] : []))
    if (amounts.length === values.length) return { dimension, amounts }
  }
  return null
}

/** Takes the outcomes of a sweep in their order and says what they come to. */
export class SweepTally {
  declare private readonly sweep: LoadedSweep
  declare private readonly counts: Record<Standing, number>
  declare private readonly met: CombinationSummary[]
  declare private readonly others: CombinationSummary[]
  /** Of a single axis: the smallest amount that meets all objectives, and which value it is. */
  declare private smallest: { readonly amount: number; readonly index: number } | null
  declare private readonly amounts: readonly number[] | null
  declare private taken: number
  declare private firstError: string | null

  constructor(sweep: LoadedSweep) {
    this.sweep = sweep
    this.counts = { met: 0, undecided: 0, missed: 0, unjudged: 0, refused: 0, failed: 0 }
    this.met = []
    this.others = []
    this.smallest = null
    this.amounts = sweep.axes.length === 1 ? (amountsOf(sweep.axes[0]!)?.amounts ?? null) : null
    this.taken = 0
    this.firstError = null
  }

  /** Takes the outcome of the next combination. */
  take(outcome: Outcome): void {
    const index = this.taken++
    const standing = standingOf(outcome)
    this.counts[standing]++
    if (outcome.kind !== 'played') this.firstError ??= outcome.error
    const amount = this.amounts?.[index]
    if (standing === 'met' && amount !== undefined) {
      if (this.smallest === null || amount < this.smallest.amount) this.smallest = { amount, index }
    }
    const [list, most] = standing === 'met' ? [this.met, LISTED] : [this.others, LISTED]
    if (list.length < most) list.push(this.summary(index, standing, outcome))
  }

  document(): SweepDocument {
    const { sweep, counts, smallest, firstError } = this
    const { loaded, axes, replications, name } = sweep
    const { scenario, sha256, inputs } = loaded
    const axis = axes[0]!
    return {
      format: 'interlink-sim/sweep',
      version: 1,
      name,
      scenario: { name: scenario.name, sha256 },
      inputs: inputs.map(({ file, sha256: hash }) => ({ file, sha256: hash })),
      seed: scenario.seed,
      replications,
      vary: axes.map(({ name: path, values }) => ({
        path,
        values: values.map(({ value }) => value),
      })),
      combinations: { count: combinationsOf(axes), ...counts },
      firstError,
      smallest:
        smallest === null ? null : { path: axis.name, value: axis.values[smallest.index]!.value },
      listed: this.listed(),
    }
  }

  private listed(): readonly CombinationSummary[] {
    const { met, others } = this
    const ofMet = Math.max(LISTED_MET, LISTED - others.length)
    const first = met.slice(0, ofMet)
    return [...first, ...others.slice(0, LISTED - first.length)].toSorted(
      (a, b) => a.combination - b.combination,
    )
  }

  private summary(index: number, standing: Standing, outcome: Outcome): CombinationSummary {
    const flows = outcome.kind === 'played' ? outcome.flows : []
    return {
      combination: index,
      values: combinationAt(this.sweep.axes, index).map(({ value }) => value),
      standing,
      lossWorst: highest(flows.map(({ loss }) => loss)),
      delayP99Worst: highest(flows.map(({ delayP99 }) => delayP99)),
      error: outcome.kind === 'played' ? null : outcome.error,
    }
  }
}
