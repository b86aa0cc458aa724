/** How sure figures are: means over replications with their intervals, a figure of a result each. */
import type { FlowResult, Interval } from '../../sim/result/document.ts'
import { unitFor } from '../charts/figures.ts'
import { flowName } from '../loss-cause.ts'
import { FIGURES } from '../page/replications.ts'
import { type View, byWeight } from '../page/view.ts'
import { seedsText } from '../replications.ts'
import { figure } from '../terminal/figures.ts'
import { linearAxis } from './axis.ts'
import type { Figure, Omitted } from './figure.ts'
import { lineIn, shown } from './flow-row.ts'
import { PAPER } from './paper.ts'
import { rowsOf } from './rows.ts'

const LISTED = 20

type Kind = (typeof FIGURES)[number]

/** Flows with an interval of a figure, with it. */
const known = (
  flows: readonly FlowResult[],
  key: Kind[0],
): readonly { readonly flow: FlowResult; readonly interval: Interval }[] =>
  flows.flatMap(flow => {
    const interval = flow.confidence?.[key]
    return interval === null || interval === undefined ? [] : [{ flow, interval }]
  })

const figureOf = (
  view: View,
  flows: readonly FlowResult[],
  [key, label, dimension]: Kind,
): Figure | Omitted => {
  const name = `intervals-${key.replace('.', '-')}`
  const found = known(flows, key)
  if (found.length === 0) return { what: name, why: 'no flow has an interval of it' }
  const most = Math.max(...found.map(({ interval }) => interval.high))
  if (most === 0) return { what: name, why: 'it is 0 throughout' }
  const [factor, unit] =
    dimension === 'share' ? [0.01, '%'] : unitFor(most, dimension === 'rate' ? 'rate' : 'time')
  const axis = linearAxis(`${label}, ${unit}`, most * 1.04, factor)
  const rows = found.map(({ flow, interval: { mean, low, high } }) => {
    const line = lineIn(view, flow)
    const fill = line?.color ?? PAPER.text
    return {
      label: flowName(flow),
      line,
      marks: [
        { kind: 'range', from: axis.place(low), to: axis.place(high), fill },
        { kind: 'dot', at: axis.place(mean), fill },
      ] as const,
      told:
        figure(mean, dimension) +
        (low === high ? '' : ` (${figure(low, dimension)} to ${figure(high, dimension)})`),
    }
  })
  return {
    name,
    title: `How sure is it? ${label[0]!.toUpperCase()}${label.slice(1)}`,
    subtitle: `${seedsText(view.document)}. The mean over replications, and the interval that holds the true mean with that confidence.`,
    legend: [
      { name: 'mean', colour: PAPER.text, look: { kind: 'dot' } },
      { name: 'interval', colour: PAPER.text, look: { kind: 'line', width: 5, dash: 'none' } },
    ],
    ...shown(rowsOf(rows, axis)),
  }
}

/** A figure for each kind; none of a single run. */
export const intervalFigures = (view: View): readonly (Figure | Omitted)[] => {
  const { document, judged } = view
  if (document.replications === undefined) return []
  const kept = new Set(byWeight(document.flows, judged).slice(0, LISTED))
  const flows = document.flows.filter(flow => kept.has(flow))
  return FIGURES.map(kind => figureOf(view, flows, kind))
}
