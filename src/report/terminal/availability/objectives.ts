/** The table of objectives, the most strained first. */
import { type JudgedFaring, byStrain, confidenceText } from '../../availability/verdict.ts'
import { share } from '../../availability/figures.ts'
import { type Column, layOut, plain } from '../columns.ts'
import { count, exact } from '../figures.ts'
import { type Surface, symbolsOf } from '../style.ts'
import { NBSP, proseWidth, wrap } from '../text.ts'
import type { AvailabilitySummaryInput } from './input.ts'

/** Objectives told at most. */
const OBJECTIVES = 8

const OBJECTIVE_COLUMNS: readonly Column[] = [
  { align: 'left', gap: 1, width: 1 },
  { align: 'left', gap: 1, width: 8 },
  { align: 'left', gap: 1, width: 4 },
  { align: 'right', gap: 2, width: 9 },
  { align: 'right', gap: 2, width: 9 },
  { align: 'left', gap: 2, width: 9 },
  { align: 'left', gap: 2, width: 0 },
]

/** Draws it; no lines where nothing was judged. */
export const objectiveTable = (
  { document, locate, file }: AvailabilitySummaryInput,
  judged: readonly JudgedFaring[],
  surface: Surface,
): readonly string[] => {
  if (judged.length === 0) return []
  const failed = byStrain(judged.filter(({ result }) => !result.met))
  const met = byStrain(judged.filter(({ result }) => result.met))
  const listed = [...failed, ...met].slice(0, OBJECTIVES)
  const { range } = symbolsOf(surface)
  const cells = ({ index, families, result }: JudgedFaring, name: string) => {
    const { interlink, value, low, high, above, below, undecided } = result
    const limit = above ?? below!
    const place = locate(['objectives', index])
    const mark = result.met ? ('met' as const) : ('missed' as const)
    const verdict = undecided === true ? 'undecided' : result.met ? 'met' : 'missed'
    return {
      mark,
      texts: [
        symbolsOf(surface)[mark],
        interlink,
        families.join('+'),
        exact(limit, 'share'),
        share(value, [limit]),
        `${verdict}: ${share(low, [limit])} ${range} ${share(high, [limit])}`,
        place === null || result.met ? '' : `${name}:${place.line}:${place.column}`,
      ],
    }
  }
  const left = judged.length - listed.length
  const more =
    left > 0
      ? wrap(`${count(left)} more; --format json tells of all`, proseWidth(surface), ' ')
      : []
  const heads = [
    'objective',
    '',
    '',
    'limit',
    'value',
    words(`verdict (${confidenceText(document)})`),
  ]
  for (const name of [file, file.split(/[\\/]/).at(-1)!]) {
    const layout = layOut(surface, OBJECTIVE_COLUMNS, [
      heads.map(text => ({ text, tone: 'secondary' as const })),
      ...listed
        .map(each => cells(each, name))
        .map(({ mark, texts }) =>
          texts.map((text, i) => (i === 0 ? { text, tone: mark } : plain(text))),
        ),
    ])
    if (layout.width <= proseWidth(surface)) return [...layout.lines, ...more]
  }
  const rows = listed.map(each => cells(each, file))
  return [
    ...rows.flatMap(({ texts: [symbol, id, family, limit, value, verdict, place] }) =>
      wrap(
        `${id} ${family} ${value}, limit ${limit}, ${verdict}${place === '' ? '' : `, ${place}`}`,
        proseWidth(surface),
        ` ${symbol} `,
        '   ',
      ),
    ),
    ...more,
  ]
}

const words = (text: string): string => text.replaceAll(' ', NBSP)
