/** The figures of a result: one for each chart of its page, and what is not drawn. */
import type { ChartFlow } from '../charts/data.ts'
import { chartDataOf } from '../page/chart-data.ts'
import { type PageInput, type View, byWeight, viewOf } from '../page/view.ts'
import { count } from '../terminal/figures.ts'
import { allocationFigures } from './allocation.ts'
import { delayPartsFigure, lossFigure } from './causes.ts'
import { delayFigures } from './delays.ts'
import { type Figure, type Figures, type Omitted, gathered } from './figure.ts'
import { intervalFigures } from './intervals.ts'
import { objectivesFigure, theoryFigure } from './judged.ts'
import { availabilityFigure, provisioningFigure } from './life.ts'
import { FLOWS_DRAWN, flowFigures } from './over-time.ts'
import { pathFigures } from './path.ts'

/** Letters of a scenario's name that a footer has room for. */
const NAME = 80

const footerOf = ({ document, input }: View): string => {
  const { name, sha256 } = document.scenario
  const short = name.length > NAME ? `${name.slice(0, NAME - 1)}…` : name
  return `${short} · seed ${document.seed} · scenario sha256 ${sha256} · interlink-sim ${input.version}`
}

/** Figures of flows, and those that there are too many of. */
const ofFlows = (view: View): readonly (Figure | Omitted)[] => {
  const data = chartDataOf(view)
  const named = new Map(data.flows.map(flow => [`${flow.id} ${flow.direction}`, flow]))
  const ranked = byWeight(view.document.flows, view.judged).flatMap(
    ({ interlink, direction }): readonly ChartFlow[] =>
      named.get(`${interlink} ${direction}`) === undefined
        ? []
        : [named.get(`${interlink} ${direction}`)!],
  )
  const left = view.document.flows.length - FLOWS_DRAWN
  return [
    ...flowFigures(data, ranked),
    ...(left > 0
      ? [
          {
            what: `over-time and burstiness of ${count(left)} more flows`,
            why: `those of the ${FLOWS_DRAWN} that matter most are drawn`,
          },
        ]
      : []),
    ...delayFigures(data),
  ]
}

/** The figures of a view of a result, in the order of the page. */
export const figuresOf = (view: View): Figures => {
  const { context } = view
  const provisioning = context === null ? null : provisioningFigure(context)
  const all: readonly (Figure | Omitted)[] = [
    ...(context === null
      ? [{ what: 'path and allocation', why: 'the scenario is not known' }]
      : [...pathFigures(view, context), ...allocationFigures(view, context)]),
    objectivesFigure(view),
    ...ofFlows(view),
    lossFigure(view),
    delayPartsFigure(view),
    theoryFigure(view),
    ...intervalFigures(view),
    ...(provisioning === null ? [] : [provisioning]),
    availabilityFigure(view),
  ]
  return gathered(all, footerOf(view))
}

/** The figures of what a page is made of. */
export const figuresOfInput = (input: PageInput): Figures => figuresOf(viewOf(input))
