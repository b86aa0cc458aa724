/** The charts of a comparison: one for each flow and port, those that change most first. */
import { towards } from '../../model/direction.ts'
import { dimensionOf } from '../../model/objective.ts'
import type { CompareDocument, Difference } from '../../study/compare/document.ts'
import { groupBy } from '../../group.ts'
import type { CompareChart, CompareRow } from '../charts/compare.ts'
import { metricName } from '../judged.ts'
import { figure } from '../terminal/figures.ts'
import { NBSP } from '../terminal/text.ts'
import { changesIn } from './changes.ts'
import { intervalInWords } from './words.ts'

/** Flows and ports with a chart of their own. */
const DRAWN = 12
/** Letters of an id. */
const LETTERS = 60

/** Below this share of the larger one two figures may look alike. */
const ALIKE = 1e-4

/** A figure of one side, told apart from the other's. */
export const sideText = (
  own: number | null,
  other: number | null,
  metric: Difference['metric'],
): string => {
  if (own === null) return '–'
  const areApart =
    other !== null && Math.abs(own - other) > ALIKE * Math.max(Math.abs(own), Math.abs(other))
  return figure(own, dimensionOf(metric), areApart ? [other] : [])
}

/** By how much B is above A: `−1.2 ms`; of shares in points of 1 %. */
export const apartText = ({ mean, metric }: Difference): string => {
  if (mean === null) return '–'
  const sign = mean > 0 ? '+' : mean < 0 ? '−' : ''
  const text = figure(Math.abs(mean), dimensionOf(metric))
  return `${sign}${dimensionOf(metric) === 'share' ? text.replace(`${NBSP}%`, `${NBSP}points`) : text}`
}

const rowOf = (difference: Difference): CompareRow => {
  const { a, b, mean, low, high, metric, verdict } = difference
  const base = a === null || a === 0 ? Math.abs(b ?? 0) : Math.abs(a)
  const share = (value: number | null): number | null =>
    value === null ? null : value === 0 ? 0 : base === 0 ? null : value / base
  return {
    figure: metricName(metric),
    apart: apartText(difference),
    a: sideText(a, b, metric),
    b: sideText(b, a, metric),
    interval: intervalInWords(difference),
    change: verdict,
    mean: share(mean),
    low: share(low),
    high: share(high),
    of: a === null || a === 0 ? 'B' : 'A',
  }
}

const nameOf = (difference: Difference): string => {
  const id = 'interlink' in difference ? difference.interlink : `port of ${difference.connection}`
  const symbol = difference.direction === 'toCloud' ? '▶' : '◀'
  const name = id.length > LETTERS ? `${id.slice(0, LETTERS - 1)}…` : id
  return `${name} ${symbol} ${towards(difference.direction)}`
}

const keyOf = (difference: Difference): string =>
  `${'interlink' in difference ? `i ${difference.interlink}` : `c ${difference.connection}`} ${difference.direction}`

/** Differences, the most important first whatever they say. */
export const ranked = (document: CompareDocument): readonly Difference[] => {
  const changes = changesIn(document)
  const sure = [...changes('better'), ...changes('worse'), ...changes('other')].toSorted(
    (x, y) => y.weight - x.weight,
  )
  return [...sure, ...changes('undecided'), ...changes('same')].map(({ difference }) => difference)
}

/** The charts of a comparison: of flows and ports of which some figure differs in some seed. */
export const compareCharts = (document: CompareDocument): readonly CompareChart[] => {
  const differing = ranked(document).filter(({ verdict }) => verdict !== 'same')
  const order = [...new Set(differing.map(keyOf))].slice(0, DRAWN)
  const bySubject = groupBy(document.differences, keyOf)
  return order.map(key => {
    const own = bySubject.get(key)!
    return { name: nameOf(own[0]!), rows: own.map(rowOf) }
  })
}

/** Flows and ports of which no figure differs in any seed. */
export const unchanged = ({ differences }: CompareDocument): readonly string[] =>
  [...groupBy(differences, keyOf).values()]
    .filter(own => own.every(({ verdict }) => verdict === 'same'))
    .map(own => nameOf(own[0]!))
