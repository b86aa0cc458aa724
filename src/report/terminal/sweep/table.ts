/** Some combinations of a sweep: what was varied, and what the worst flow came to. */
import type { CombinationSummary, Standing, SweepDocument } from '../../../study/sweep/document.ts'
import { shortNames } from '../../sweep/names.ts'
import { type Cell, type Column, layOut, left, plain, right } from '../columns.ts'
import { count, spoken } from '../figures.ts'
import { titled } from '../lines.ts'
import { type Surface, type Tone, symbolsOf } from '../style.ts'
import { printable, proseWidth, wrap } from '../text.ts'

const WORDS: Readonly<Record<Standing, string>> = {
  met: 'met',
  undecided: 'undecided',
  missed: 'missed',
  unjudged: 'not judged',
  refused: 'refused',
  failed: 'failed',
}

const toneOf = (standing: Standing): Tone =>
  standing === 'met' ? 'met' : standing === 'unjudged' ? 'secondary' : 'missed'

const mark = (surface: Surface, { standing }: CombinationSummary): Cell => {
  const tone = toneOf(standing)
  const { met, missed, none } = symbolsOf(surface)
  const symbol = { met, missed, secondary: none }[tone as 'met' | 'missed' | 'secondary']
  return { text: `${symbol} ${WORDS[standing]}`, tone }
}

const figure = (value: number | null, dimension: 'share' | 'duration', none: string): string =>
  value === null ? none : spoken(value, dimension)

/** Draws the table; what it leaves out is counted below it. */
export const combinationTable = (document: SweepDocument, surface: Surface): readonly string[] => {
  const { vary, listed, combinations } = document
  const names = shortNames(vary.map(({ path }) => path))
  const { none } = symbolsOf(surface)
  const rows = listed.map((each): readonly Cell[] => [
    ...each.values.map(value => plain(printable(String(value)))),
    plain(figure(each.lossWorst, 'share', none)),
    plain(figure(each.delayP99Worst, 'duration', none)),
    mark(surface, each),
  ])
  const heads = [...names, 'worst loss', 'worst p99', 'all objectives']
  const columns: readonly Column[] = [
    ...names.map((_, i) => right(i === 0 ? 1 : 2, 8)),
    right(2, 10),
    right(2, 9),
    left(2, 0),
  ]
  const rest = combinations.count - listed.length
  const more = rest === 0 ? [] : titled(surface, `and ${count(rest)} more in sweep.csv`)
  const layout = layOut(surface, columns, [
    heads.map(text => ({ text, tone: 'secondary' as const })),
    ...rows,
  ])
  if (layout.width <= proseWidth(surface)) return [...layout.lines, ...more]
  return [
    ...listed.flatMap((each, row) => {
      const values = each.values.map((value, i) => `${names[i]!} ${printable(String(value))}`)
      const [loss, delay, verdict] = rows[row]!.slice(-3).map(({ text }) => text)
      const text = `${values.join(', ')}: loss ${loss}, p99 ${delay}, ${verdict}`
      return wrap(text, proseWidth(surface), ' ', '   ')
    }),
    ...more,
  ]
}
