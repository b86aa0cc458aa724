/** What is said of the flows that a table does not list: how many, and the worst of them. */
import { match } from 'ts-pattern'
import type { FlowResult } from '../../sim/result/document.ts'
import { type Judged, flowSubject, judgedOn } from '../judged.ts'
import { count } from './figures.ts'
import type { FlowFigures } from './flow-figures.ts'
import type { Rest } from './flow-groups.ts'
import { type Surface, paint, symbolsOf } from './style.ts'
import { NBSP, proseWidth, wrap } from './text.ts'

/** The flow that has most of something. */
const most = (
  flows: readonly FlowResult[],
  amount: (flow: FlowResult) => number | null,
): FlowResult => flows.reduce((a, b) => ((amount(b) ?? -1) > (amount(a) ?? -1) ? b : a))

/** The largest figures of flows, at least one of which was offered something. */
const worst = (flows: readonly FlowResult[], figures: FlowFigures): string => {
  const used = most(flows, flow => flow.utilisation)
  const lost = most(flows, flow => flow.loss)
  const late = most(flows, flow => flow.delay.p99)
  return [
    `at most ${figures.ofFlow(used).used}${NBSP}% used`,
    ...(lost.loss === 0 ? [] : [`${figures.ofFlow(lost).lost}${NBSP}% lost`]),
    ...(late.delay.p99 === null
      ? []
      : [`p99 ${figures.ofFlow(late).late}${NBSP}${figures.lateUnit.name}`]),
  ].join(', ')
}

/** What holds for flows without a mark. */
const soundness = (flows: readonly FlowResult[], judged: readonly Judged[]): string => {
  if (flows.every(flow => judgedOn(judged, flowSubject(flow)).length > 0)) {
    return 'within their objectives'
  }
  return flows.every(flow => flow.dropped.frames === 0) ? 'without loss' : 'without a miss'
}

const told = ({ mark, flows }: Rest, judged: readonly Judged[], figures: FlowFigures): string => {
  const many = `${count(flows.length)} more`
  const busy = flows.filter(flow => flow.offered.frames > 0)
  if (busy.length === 0) return `${many}, on which nothing was offered`
  return match(mark)
    .with('missed', () => `${many} missed an objective: ${worst(busy, figures)}`)
    .with('warning', () => `${many} lost frames: ${worst(busy, figures)}`)
    .with(null, () => `${many} ${soundness(busy, judged)}: ${worst(busy, figures)}`)
    .exhaustive()
}

/** Draws the flows that are not listed, each mark on lines of its own. */
export const restLines = (
  surface: Surface,
  figures: FlowFigures,
  rests: readonly Rest[],
  judged: readonly Judged[],
): readonly string[] =>
  rests.flatMap(rest => {
    const symbol = rest.mark === null ? symbolsOf(surface).cut : symbolsOf(surface)[rest.mark]
    const text = told(rest, judged, figures)
    const [first = '', ...others] = wrap(text, proseWidth(surface), ` ${symbol} `, '   ')
    return [
      first.replace(symbol, () => paint(surface, rest.mark ?? 'secondary', symbol)),
      ...others,
    ]
  })
