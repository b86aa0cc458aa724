/** Objectives as they turned out: how far each is from its limit, and where in the file it stands. */
import type { Direction } from '../model/direction.ts'
import { type FlowMetric, type PortMetric, dimensionOf } from '../model/objective.ts'
import type { FlowResult, ObjectiveResult, PortResult } from '../sim/result/document.ts'
import { type Judgement, judge } from '../sim/result/objectives.ts'
import type { Context } from './context.ts'
import { groupBy } from '../group.ts'
import { oncePer } from './once.ts'
import type { Dimension } from './terminal/figures.ts'

/** A result and the position of its objective in the scenario's list. */
export type Judged = Judgement

/** Where something stands in a file, counted from 1. */
interface Place {
  readonly line: number
  readonly column: number
}

/** Finds where a path of a scenario stands in its file; null for what the file leaves to a default. */
export type Locate = (path: readonly (string | number)[]) => Place | null

/** Every objective of a run, judged, in the order of the file. */
export const judgedIn = ({ scenario, document }: Context): readonly Judged[] => {
  const judged = judge(scenario, document.flows, document.ports)
  // Replications are judged on their intervals, which the document alone has.
  if (document.replications === undefined) return judged
  return judged.map(({ index }, i) => ({ index, result: document.objectives[i]! }))
}

/** What an objective is about, whether a flow or a port. */
export interface Subject {
  readonly kind: 'flow' | 'port'
  /** Of the InterLink or of the connection. */
  readonly id: string
  readonly direction: Direction
}

/** A flow as what an objective is about. */
export const flowSubject = ({
  interlink,
  direction,
}: Pick<FlowResult, 'interlink' | 'direction'>): Subject => ({
  kind: 'flow',
  id: interlink,
  direction,
})

/** A port as what an objective is about. */
export const portSubject = ({
  connection,
  direction,
}: Pick<PortResult, 'connection' | 'direction'>): Subject => ({
  kind: 'port',
  id: connection,
  direction,
})

/** The flow or the port that a result judges. */
export const subjectOf = (result: ObjectiveResult): Subject =>
  'interlink' in result ? flowSubject(result) : portSubject(result)

const bySubject = oncePer((judged: readonly Judged[]) =>
  groupBy(judged, ({ result }) => {
    const { kind, id, direction } = subjectOf(result)
    return `${kind} ${id} ${direction}`
  }),
)

/** What was judged on one flow or port, in the order of the file. */
export const judgedOn = (
  judged: readonly Judged[],
  { kind, id, direction }: Subject,
): readonly Judged[] => bySubject(judged).get(`${kind} ${id} ${direction}`) ?? []

/** The limits that were set on one figure of a flow or port. */
export const limitsOn = (
  judged: readonly Judged[],
  subject: Subject,
  metric: FlowMetric | PortMetric,
): readonly number[] =>
  judgedOn(judged, subject)
    .filter(({ result }) => result.metric === metric)
    .map(({ result }) => limitOf(result))

/** The limit, in base units. */
export const limitOf = (result: ObjectiveResult): number => result.below ?? result.above!

/** What a result's value measures. */
export const measureOf = (result: ObjectiveResult): Dimension => dimensionOf(result.metric)

/**
 * How far a result is from its limit: 0 is at ease, 1 at the limit, more is missed. What could not
 * be measured is infinitely far when it misses, at ease when it is met.
 */
export const strain = (result: ObjectiveResult): number => {
  const { value, met } = result
  if (value === null) return met ? 0 : Number.POSITIVE_INFINITY
  const limit = limitOf(result)
  const ratio = result.below === undefined ? limit / value : value / limit
  if (Number.isNaN(ratio)) return met ? 0 : 1
  return ratio
}

/** Objectives, the most strained first; those equally strained in the order of the file. */
export const byStrain = (judged: readonly Judged[]): readonly Judged[] =>
  judged.toSorted((a, b) => {
    const [first, second] = [strain(a.result), strain(b.result)]
    return first === second ? 0 : second - first
  })

/** Objectives that are not met, the worst first; those that are only undecided after those missed. */
export const worstFirst = (judged: readonly Judged[]): readonly Judged[] => {
  const failed = byStrain(judged.filter(({ result }) => !result.met))
  const isOpen = ({ result }: Judged): boolean => result.undecided === true
  return [...failed.filter(each => !isOpen(each)), ...failed.filter(isOpen)]
}

/** A metric's name for a column: `delay p99`. */
export const metricName = (metric: FlowMetric | PortMetric): string =>
  metric.replace('.', ' ').replace(/([A-Z])/, letter => ` ${letter.toLowerCase()}`)

const STATISTICS: Readonly<Record<string, string>> = {
  mean: 'mean',
  p50: 'median',
  p90: 'p90',
  p99: 'p99',
  p999: 'p99.9',
  max: 'longest',
}

/** A delay or wait in words: `p99 delay`, `longest shaper wait`. */
export const delayNoun = (metric: FlowMetric | PortMetric): string => {
  const [quantity = '', statistic = ''] = metric.split('.')
  return `${STATISTICS[statistic] ?? statistic} ${quantity.replace('Wait', ' wait')}`
}
