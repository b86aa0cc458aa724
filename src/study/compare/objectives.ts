/** Objectives of both sides beside each other. */
import type { ObjectiveResult } from '../../sim/result/document.ts'
import type { ComparedFigure, ComparedObjective, SideOutcome } from './document.ts'
import { figureKey } from './ledger.ts'

/** What an objective is about, without how it turned out. */
export const figureIn = (result: ObjectiveResult | ComparedObjective): ComparedFigure =>
  'interlink' in result
    ? { interlink: result.interlink, direction: result.direction, metric: result.metric }
    : { connection: result.connection, direction: result.direction, metric: result.metric }

const outcomeOf = (result: ObjectiveResult): SideOutcome => {
  const { below, above, value, met, undecided, low = null, high = null } = result
  return {
    ...(below === undefined ? {} : { below }),
    ...(above === undefined ? {} : { above }),
    value,
    low,
    high,
    met,
    ...(undecided === undefined ? {} : { undecided }),
  }
}

/** Objectives by what they ask: the figure, the side of the limit, and which of several alike. */
const byQuestion = (
  results: readonly ObjectiveResult[],
): ReadonlyMap<string, { readonly figure: ComparedFigure; readonly outcome: SideOutcome }> => {
  const alike = new Map<string, number>()
  return new Map(
    results.map(result => {
      const figure = figureIn(result)
      const kind = `${figureKey(figure)} ${result.below === undefined ? 'above' : 'below'}`
      const nth = alike.get(kind) ?? 0
      alike.set(kind, nth + 1)
      return [`${kind} ${nth}`, { figure, outcome: outcomeOf(result) }]
    }),
  )
}

/** Pairs objectives that ask the same, whatever their limits: A's in their order, then those of B alone. */
export const besideEachOther = (
  a: readonly ObjectiveResult[],
  b: readonly ObjectiveResult[],
): readonly ComparedObjective[] => {
  const [ofA, ofB] = [byQuestion(a), byQuestion(b)]
  return [...new Set([...ofA.keys(), ...ofB.keys()])].map(question => {
    const [left, right] = [ofA.get(question), ofB.get(question)]
    const { figure } = (left ?? right)!
    return { ...figure, a: left?.outcome ?? null, b: right?.outcome ?? null }
  })
}
