/** What a page shows of a sweep: its combinations, gathered one after the other in their order. */
import type { ObjectiveResult } from '../../sim/result/document.ts'
import {
  type Standing,
  type SweepDocument,
  amountsOf,
  standingOf,
} from '../../study/sweep/document.ts'
import type { FlowFigures, Outcome } from '../../study/sweep/outcome.ts'
import type { StandingLetter, SweepAxis, SweepChart, SweepFigure } from '../charts/sweep.ts'
import { limitOf } from '../judged.ts'
import { measureIn } from '../measure.ts'
import { shortNames } from './names.ts'

/** Combinations that a page shows; of more, the first. */
export const SHOWN_MAX = 20_000
/** Letters of everything that is said against combinations. */
const ERRORS_MAX = 600_000
/** Letters of what is said against one. */
const ERROR_LETTERS = 400
/** Limits that are drawn on a figure. */
const LIMITS = 3
/** Digits of figures on a page; the files have all. */
const DIGITS = 7

const LETTERS: Readonly<Record<Standing, StandingLetter>> = {
  met: 'm',
  undecided: 'u',
  missed: 'x',
  unjudged: 'n',
  refused: 'r',
  failed: 'f',
}

const highest = (values: readonly (number | null)[]): number | null =>
  values.reduce<number | null>(
    (most, value) => (value === null ? most : Math.max(most ?? value, value)),
    null,
  )

/** A figure of a combination, made of its flows. */
interface Kind {
  readonly key: string
  readonly name: string
  readonly measure: SweepFigure['measure']
  /** The metric whose limits it is held against; null: none. */
  readonly metric: string | null
  readonly of: (flows: readonly FlowFigures[]) => number | null
}

const KINDS: readonly Kind[] = [
  {
    key: 'worst_loss',
    name: 'worst loss',
    measure: 'share',
    metric: 'loss',
    of: flows => highest(flows.map(({ loss }) => loss)),
  },
  {
    key: 'worst_delay_p99',
    name: 'worst p99',
    measure: 'time',
    metric: 'delay.p99',
    of: flows => highest(flows.map(({ delayP99 }) => delayP99)),
  },
  {
    key: 'worst_delay_mean',
    name: 'worst mean delay',
    measure: 'time',
    metric: 'delay.mean',
    of: flows => highest(flows.map(({ delayMean }) => delayMean)),
  },
  {
    key: 'longest_delay',
    name: 'longest delay',
    measure: 'time',
    metric: 'delay.max',
    of: flows => highest(flows.map(({ delayMax }) => delayMax)),
  },
  {
    key: 'delivered',
    name: 'delivered, all flows',
    measure: 'rate',
    metric: null,
    of: flows =>
      flows.length === 0 ? null : flows.reduce((sum, { throughput }) => sum + throughput, 0),
  },
]

/** Letters of a path's name. */
const NAME = 48

const shortened = (name: string): string =>
  name.length > NAME ? `${name.slice(0, NAME - 1)}…` : name

const axesOf = ({ vary }: SweepDocument): readonly SweepAxis[] => {
  const names = shortNames(vary.map(({ path }) => path))
  return vary.map(({ path, values }, axis) => {
    const texts = values.map(String)
    const found = amountsOf({ values: values.map((value, i) => ({ value, text: texts[i]! })) })
    const dimension = found?.dimension ?? null
    const isMeasured = dimension === 'rate' || dimension === 'size' || dimension === 'duration'
    return {
      path,
      name: shortened(names[axis]!),
      values: texts,
      amounts: isMeasured ? found!.amounts : null,
      measure: isMeasured ? measureIn(dimension) : null,
    }
  })
}

/** Takes outcomes in their order. */
export class SweepGatherer {
  declare private readonly letters: StandingLetter[]
  declare private readonly met: (readonly [number, number] | null)[]
  declare private readonly figures: (number | null)[][]
  declare private readonly limits: Set<number>[]
  declare private readonly errors: Record<number, string>
  declare private room: number

  constructor() {
    this.letters = []
    this.met = []
    this.figures = KINDS.map(() => [])
    this.limits = KINDS.map(() => new Set())
    this.errors = {}
    this.room = ERRORS_MAX
  }

  /** Takes the outcome of the next combination; beyond `SHOWN_MAX` nothing is kept. */
  take(outcome: Outcome): void {
    const index = this.letters.length
    if (index >= SHOWN_MAX) return
    this.letters.push(LETTERS[standingOf(outcome)])
    const isPlayed = outcome.kind === 'played'
    const objectives = isPlayed ? outcome.objectives : []
    this.met.push(
      objectives.length === 0
        ? null
        : [objectives.filter(({ met }) => met).length, objectives.length],
    )
    KINDS.forEach(({ of }, i) => {
      const value = isPlayed ? of(outcome.flows) : null
      this.figures[i]!.push(value === null ? null : Number(value.toPrecision(DIGITS)))
    })
    this.notice(objectives)
    if (!isPlayed) this.hear(index, outcome.error)
  }

  /** The chart of a sweep whose outcomes were taken. */
  chart(document: SweepDocument): SweepChart {
    return {
      axes: axesOf(document),
      standings: this.letters.join(''),
      figures: KINDS.map(({ key, name, measure }, i) => ({
        key,
        name,
        measure,
        values: this.figures[i]!,
        limits: [...this.limits[i]!].toSorted((a, b) => a - b),
      })),
      met: this.met,
      errors: this.errors,
    }
  }

  private notice(objectives: readonly ObjectiveResult[]): void {
    for (const result of objectives) {
      const i = KINDS.findIndex(({ metric }) => metric === result.metric)
      const found = this.limits[i]
      if (found !== undefined && result.below !== undefined && found.size < LIMITS) {
        found.add(limitOf(result))
      }
    }
  }

  private hear(index: number, error: string): void {
    const short = error.slice(0, ERROR_LETTERS)
    this.room -= short.length
    if (this.room > 0) this.errors[index] = short
  }
}
