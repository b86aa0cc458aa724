/** What a page is made of, and what all of its sections ask. */
import type { Scenario } from '../../model/scenario.ts'
import type { FlowResult, ResultDocument } from '../../sim/result/document.ts'
import type { Context } from '../context.ts'
import { type Judged, type Locate, flowSubject, judgedIn, judgedOn, strain } from '../judged.ts'
import { oncePer } from '../once.ts'
import type { GatheredSeries } from './series/gather.ts'

/** The scenario of a result, read again. */
export interface PageScenario {
  readonly scenario: Scenario
  readonly locate: Locate
  /** The file's text. */
  readonly text: string
  /** Whether the run measured for another time than the file says: `--duration`. */
  readonly hasOtherDuration: boolean
}

/** What a page is made of. */
export interface PageInput {
  readonly document: ResultDocument
  /** Null where the document holds no scenario that can be read. */
  readonly scenario: PageScenario | null
  /** Null where there is none beside the document. */
  readonly series: GatheredSeries | null
  /** Of this program. */
  readonly version: string
}

/** A page on its way: its input, and what was judged. */
export interface View {
  readonly input: PageInput
  readonly document: ResultDocument
  /** Null where the scenario is not known. */
  readonly context: Context | null
  readonly judged: readonly Judged[]
  /** The flows that have a line of their own, in the order of the file. */
  readonly shown: readonly FlowResult[]
}

/** Flows that a page shows one by one; of more, those that matter most. */
const SHOWN_MAX = 200

/** How much a flow matters: a miss first, then what it lost, how strained it is, how busy. */
const weight = (flow: FlowResult, judged: readonly Judged[]): number => {
  const own = judgedOn(judged, flowSubject(flow))
  const missed = own.some(({ result }) => !result.met) ? 1e6 : 0
  const lost = flow.dropped.frames > 0 ? 1e4 * (1 + flow.loss) : 0
  const strained = own.reduce((most, { result }) => Math.max(most, Math.min(10, strain(result))), 0)
  return missed + lost + 100 * strained + flow.utilisation
}

/** Flows, those that matter most first. */
export const byWeight = (
  flows: readonly FlowResult[],
  judged: readonly Judged[],
): readonly FlowResult[] => {
  const weights = new Map(flows.map(flow => [flow, weight(flow, judged)]))
  return flows.toSorted((a, b) => weights.get(b)! - weights.get(a)!)
}

/** The view of a page's input. */
export const viewOf = (input: PageInput): View => {
  const { document, scenario } = input
  const context = scenario === null ? null : { scenario: scenario.scenario, document }
  // Without the scenario, what was judged is known, and where it stands is not.
  const judged =
    context === null
      ? document.objectives.map(result => ({ index: -1, result }))
      : judgedIn(context)
  const kept = new Set(byWeight(document.flows, judged).slice(0, SHOWN_MAX))
  const shown = document.flows.filter(flow => kept.has(flow))
  return { input, document, context, judged, shown }
}

/** Colours of the palette. */
const COLOURS = 5

/** InterLinks that have flows, in the order of the file. */
const idsOf = oncePer(
  (document: ResultDocument): ReadonlyMap<string, number> =>
    new Map([...new Set(document.flows.map(flow => flow.interlink))].map((id, i) => [id, i])),
)

/** The place of an InterLink among those with flows, by which it has its colour and its strength of line. */
export const colourOf = (
  { document }: Pick<View, 'document'>,
  interlink: string,
): { readonly colour: number; readonly again: number } => {
  const place = idsOf(document).get(interlink) ?? 0
  return { colour: place % COLOURS, again: Math.floor(place / COLOURS) }
}
