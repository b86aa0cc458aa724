/** Objectives of both sides beside each other: those that a side does not meet, or does not judge. */
import { towards } from '../../../model/direction.ts'
import { dimensionOf } from '../../../model/objective.ts'
import type {
  CompareDocument,
  ComparedObjective,
  SideOutcome,
} from '../../../study/compare/document.ts'
import { parts } from '../../compare/changes.ts'
import { metricName } from '../../judged.ts'
import { layOut, left, plain, right } from '../columns.ts'
import { count, exact, figure } from '../figures.ts'
import { type Surface, symbolsOf } from '../style.ts'
import { displayWidth, proseWidth, wrap } from '../text.ts'

/** Objectives with a line each at most. */
const LISTED = 12

const isTold = ({ a, b }: ComparedObjective): boolean => a?.met !== true || b?.met !== true

const limitText = (outcome: SideOutcome, metric: ComparedObjective['metric']): string =>
  outcome.below === undefined
    ? `> ${exact(outcome.above!, dimensionOf(metric))}`
    : exact(outcome.below, dimensionOf(metric))

/** `0.1 %`, or both where they differ. */
const limits = ({ a, b, metric }: ComparedObjective): string =>
  [...new Set([a, b].flatMap(side => (side === null ? [] : [limitText(side, metric)])))].join(' / ')

const outcomeText = (
  outcome: SideOutcome | null,
  metric: ComparedObjective['metric'],
  none: string,
): string => {
  if (outcome === null) return 'not judged'
  const { value, met, undecided, below, above } = outcome
  const word = undecided === true ? 'undecided' : met ? 'met' : 'missed'
  const text = value === null ? none : figure(value, dimensionOf(metric), [below ?? above!])
  return `${word}: ${text}`
}

/** Draws them; no lines where nothing is asked. */
export const compareObjectives = (
  { objectives }: CompareDocument,
  surface: Surface,
): readonly string[] => {
  if (objectives.length === 0) return []
  const symbols = symbolsOf(surface)
  const width = proseWidth(surface)
  const told = objectives.filter(isTold).toSorted((x, y) => Number(parts(y)) - Number(parts(x)))
  const listed = told.slice(0, LISTED)
  const met = objectives.length - told.length
  const unlisted = told.length - listed.length
  const rows = listed.map(each => {
    const mark =
      each.b === null ? ('none' as const) : each.b.met ? ('met' as const) : ('missed' as const)
    return {
      mark,
      texts: [
        'interlink' in each ? each.interlink : `port of ${each.connection}`,
        towards(each.direction),
        metricName(each.metric),
        limits(each),
        outcomeText(each.a, each.metric, symbols.none),
        outcomeText(each.b, each.metric, symbols.none),
      ],
    }
  })
  const more = [
    ...(unlisted === 0
      ? []
      : [`${count(unlisted)} more are not met by both; --format json tells of all`]),
    ...(met === 0
      ? []
      : [`${count(met)} ${told.length === 0 ? 'objectives' : 'more'}: met by A and by B`]),
  ].flatMap(text => wrap(text, width, '   ', '     '))
  if (rows.length === 0) return more
  const heads = ['objective', '', '', 'limit', 'A', 'B']
  const columns = heads.map((head, i) => {
    const widest = Math.max(displayWidth(head), ...rows.map(({ texts }) => displayWidth(texts[i]!)))
    if (i === 3) return right(2, widest)
    return left(i < 3 ? 1 : 2, widest)
  })
  const layout = layOut(
    surface,
    [left(1, 1), ...columns],
    [
      [plain(''), ...heads.map(text => ({ text, tone: 'secondary' as const }))],
      ...rows.map(({ mark, texts }) => [
        { text: symbols[mark], tone: mark === 'none' ? ('secondary' as const) : mark },
        ...texts.map(plain),
      ]),
    ],
  )
  if (layout.width <= width) return [...layout.lines, ...more]
  return [
    ...rows.flatMap(({ mark, texts: [id, direction, metric, limit, a, b] }) =>
      wrap(
        `${id} ${direction} ${metric}, limit ${limit}: A ${a}, B ${b}`,
        width,
        ` ${symbols[mark]} `,
        '   ',
      ),
    ),
    ...more,
  ]
}
