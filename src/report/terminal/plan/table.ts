/** The values that were tried, those next to the answer: what the deciding objective came to at each. */
import type { Candidate } from '../../../study/plan/candidates.ts'
import type { PlanDocument } from '../../../study/plan/document.ts'
import { limitOf, measureOf, metricName } from '../../judged.ts'
import { decidingFirst, objectiveName } from '../../plan/objectives.ts'
import { nounOf, valueText } from '../../plan/words.ts'
import { intervalText } from '../../replications.ts'
import { type Cell, type Column, layOut, left, plain, right } from '../columns.ts'
import { count, exact, spoken } from '../figures.ts'
import { titled } from '../lines.ts'
import { type Surface, symbolsOf } from '../style.ts'
import { proseWidth, wrap } from '../text.ts'

/** Values told at most. */
const LISTED = 7

const COLUMNS: readonly Column[] = [right(1, 9), left(2, 8), left(2, 24), right(2, 3), left(2, 0)]

/** The candidates next to the answer by their rank, and what the scenario has now. */
const listed = ({ candidates, answer, failure, now }: PlanDocument): readonly Candidate[] => {
  const about = answer ?? (failure?.kind === 'excluded' ? failure.lower.from : null)
  const centre =
    about === null ? candidates.length - 1 : candidates.findIndex(({ value }) => value === about)
  const near = candidates
    .map((each, rank) => ({ each, off: each.value === now ? 1 : Math.abs(rank - centre + 0.5) }))
    .toSorted((a, b) => a.off - b.off)
    .slice(0, LISTED)
    .map(({ each }) => each)
  return candidates.filter(each => near.includes(each))
}

/** @param shown  name of the objective that the table shows */
const remarkOn = (
  document: PlanDocument,
  { value, objectives }: Candidate,
  shown: string,
): string => {
  const { answer, below, now } = document
  const failed = objectives.filter(({ met }) => !met)
  const missed = failed.some(({ undecided }) => undecided !== true)
  const word = failed.length === 0 ? 'met' : missed ? 'missed' : 'undecided'
  // Where what the table shows is met, what is not is named.
  const isShown = failed.length === 0 || failed.some(each => objectiveName(each) === shown)
  const verdict = isShown ? word : `${word} (${metricName(failed[0]!.metric)})`
  if (value === answer) return `${verdict}: the answer`
  if (value === below?.value) return `${verdict}: one step too small`
  return value === now ? `${verdict}: as it is now` : verdict
}

/** Draws the table. */
export const candidateTable = (document: PlanDocument, surface: Surface): readonly string[] => {
  const decides = decidingFirst(document)[0]!
  const name = objectiveName(decides)
  const rows = listed(document).map((candidate): readonly Cell[] => {
    const result = candidate.objectives.find(each => objectiveName(each) === name)!
    const isMet = candidate.objectives.every(({ met }) => met)
    const mark = isMet ? ('met' as const) : ('missed' as const)
    const interval = intervalText(result, '')
    return [
      plain(valueText(document, candidate.value)),
      plain(
        result.value === null
          ? symbolsOf(surface).none
          : spoken(result.value, measureOf(result), [limitOf(result)]),
      ),
      plain(interval === '' ? '' : `(${interval})`),
      plain(count(candidate.replications)),
      { text: `${symbolsOf(surface)[mark]} ${remarkOn(document, candidate, name)}`, tone: mark },
    ]
  })
  const heads = [nounOf(document), 'value', '', 'seeds', 'all objectives']
  const title = titled(surface, `${name}, ${exact(document.confidence, 'share')} confidence`)
  const layout = layOut(surface, COLUMNS, [
    heads.map(text => ({ text, tone: 'secondary' as const })),
    ...rows,
  ])
  if (layout.width <= proseWidth(surface)) return [...title, ...layout.lines]
  return [
    ...title,
    ...rows.flatMap(cells => {
      const [value, amount, interval, seeds, verdict] = cells.map(({ text }) => text)
      const told = [amount, interval].filter(text => text !== '').join(' ')
      return wrap(`${value}: ${told}, ${seeds} seeds, ${verdict}`, proseWidth(surface), ' ', '   ')
    }),
  ]
}
