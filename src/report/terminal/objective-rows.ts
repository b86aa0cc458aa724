/** Which lines the table of objectives has: every miss, and the met ones gathered beyond three. */
import {
  type Judged,
  byStrain,
  limitOf,
  measureOf,
  metricName,
  strain,
  subjectOf,
  worstFirst,
} from '../judged.ts'
import type { ReplicationsReport, WorstCase } from '../../sim/result/document.ts'
import { aloneText, intervalText } from '../replications.ts'
import { towards } from '../../model/direction.ts'
import { groupBy } from '../../group.ts'
import { count, exact, figure, significant, UNITS } from './figures.ts'
import { NBSP } from './text.ts'

/** Met objectives up to this number have a line each. */
const MET_LISTED = 3
/** Missed objectives up to this number have a line each; the command line lists all. */
const MISSED_LISTED = 20

/** Kinds of met objectives up to this number have a line each; of more, each metric has one. */
const GROUPS_LISTED = 8

/** A line of the table. */
export interface ObjectiveRow {
  readonly mark: 'met' | 'missed' | 'warning'
  /** The InterLink or connection; or how many lines this one stands for. */
  readonly id: string
  readonly direction: string
  readonly metric: string
  readonly limit: string
  readonly value: string
  /** The connection without which it is so; empty where none is absent. */
  readonly without: string
  readonly verdict: string
  /** The position of the objective in the scenario; null where its place is not shown. */
  readonly index: number | null
}

const PERCENT = UNITS.share[0]!

/** A ratio above one, in words: `13 × the limit`, `4.2 % over`. */
const beyond = (ratio: number, side: 'above' | 'below'): string => {
  if (ratio === 1) return 'equal to the limit'
  if (!Number.isFinite(ratio)) return `${side} the limit`
  if (side === 'above' && ratio >= 2) {
    return `${ratio >= 10 ? count(Math.round(ratio)) : ratio.toFixed(1)} × the limit`
  }
  const off = side === 'above' ? ratio - 1 : 1 - 1 / ratio
  return `${significant(off, PERCENT, 2, [0, 1])}${NBSP}% ${side === 'above' ? 'over' : 'short'}`
}

/** How a result stands to its limit, in words. */
const standing = ({ result }: Judged): string => {
  if (result.undecided === true) return 'undecided'
  const ratio = strain(result)
  if (result.value === null) return result.met ? 'nothing offered' : 'nothing arrived'
  if (!result.met) return beyond(ratio, result.below === undefined ? 'below' : 'above')
  if (result.metric === 'loss' && result.value === 0) return 'none lost'
  if (result.below === undefined) {
    if (ratio === 0) return 'above the limit'
    return ratio <= 0.5
      ? `${(1 / ratio).toPrecision(2)} × what is asked`.replace(/[\d.e+]+/, text =>
          count(Number(text)),
        )
      : `${significant(1 / ratio - 1, PERCENT, 2, [0])}${NBSP}% above the limit`
  }
  if (ratio === 0) return 'none at all'
  return `${significant(ratio, PERCENT, ratio < 0.01 ? 1 : 2, [0, 1])}${NBSP}% of the limit`
}

const single = (judged: Judged, none: string, of: ReplicationsReport | null): ObjectiveRow => {
  const { result, index } = judged
  const { id, direction } = subjectOf(result)
  const limit = limitOf(result)
  const side = result.below === undefined ? '> ' : ''
  return {
    mark: result.met ? (result.value === null ? 'warning' : 'met') : 'missed',
    id,
    direction: towards(direction),
    metric: metricName(result.metric),
    limit: `${side}${exact(limit, measureOf(result))}`,
    value: result.value === null ? none : figure(result.value, measureOf(result), [limit]),
    without: (result as Partial<WorstCase>).without ?? '',
    verdict: [
      intervalText(result, 'undecided: ') || standing(judged),
      of === null ? '' : aloneText(result, of),
    ]
      .filter(text => text !== '')
      .join('; '),
    index: result.met ? null : index,
  }
}

/** One line for several objectives of a mark; it shows the one closest to its limit, or worst beyond. */
const gathered = (
  group: readonly Judged[],
  noun: string,
  none: string,
  of: ReplicationsReport | null,
): ObjectiveRow => {
  const first = byStrain(group)[0]!
  const row = single(first, none, of)
  const { value, met } = first.result
  const isTold = value === null || (met && (value === 0 || value === 1))
  const areAlike = group.every(({ result }) => limitOf(result) === limitOf(first.result))
  return {
    ...row,
    id: `${count(group.length)} ${noun}`,
    direction: '',
    limit: areAlike ? row.limit : 'various',
    verdict: isTold ? row.verdict : `${met ? 'closest' : 'worst'}: ${row.verdict}`,
    index: null,
  }
}

const isVacuous = ({ result: { met, value } }: Judged): boolean => met && value === null

/** Objectives that a line can stand for: of one metric of flows, or of ports. */
const byMetric = (judged: readonly Judged[]): readonly (readonly Judged[])[] => [
  ...groupBy(
    judged,
    entry => `${entry.result.metric} ${subjectOf(entry.result).kind} ${isVacuous(entry)}`,
  ).values(),
]

/** Likewise, and of one limit. */
const byLimit = (judged: readonly Judged[]): readonly (readonly Judged[])[] =>
  byMetric(judged).flatMap(group => [...groupBy(group, ({ result }) => limitOf(result)).values()])

/** The met ones; they may continue a list of missed ones. */
const metRows = (
  met: readonly Judged[],
  isContinued: boolean,
  none: string,
  of: ReplicationsReport | null,
): ObjectiveRow[] => {
  if (met.length <= MET_LISTED) return met.map(judged => single(judged, none, of))
  const groups = byLimit(met)
  const alone = groups.filter(group => group.length === 1).flat()
  const shared = groups.filter(group => group.length > 1)
  const closest = byStrain(alone)
  const listed = new Set(closest.slice(0, MET_LISTED))
  const rest = closest.slice(MET_LISTED)
  const rows = alone.filter(judged => listed.has(judged)).map(judged => single(judged, none, of))
  for (const group of shared.length > GROUPS_LISTED ? byMetric(shared.flat()) : shared) {
    const noun = isContinued || rows.length > 0 ? 'more' : 'flows'
    rows.push(gathered(group, noun, none, of))
  }
  if (rest.length > 0) {
    const row = gathered(rest, rest.length === 1 ? 'other' : 'more', none, of)
    rows.push({ ...row, metric: 'various', limit: '', value: '', without: '' })
  }
  return rows
}

/**
 * The lines of the table.
 *
 * @param judged  in the order of the file
 * @param none    what stands for a value that was not measured
 * @param of      the replications that were judged; null: a single run
 * @returns the lines, and how many missed objectives have none of their own
 */
export const objectiveRows = (
  judged: readonly Judged[],
  none: string,
  of: ReplicationsReport | null = null,
): { readonly rows: readonly ObjectiveRow[]; readonly missedLeft: number } => {
  const missed = worstFirst(judged)
  const met = judged.filter(({ result }) => result.met)
  // The worst of each metric comes before further ones of the same.
  const leaders = byMetric(missed).map(group => group[0]!)
  const ranked = [...leaders, ...missed.filter(entry => !leaders.includes(entry))]
  const left = ranked.slice(MISSED_LISTED)
  return {
    rows: [
      ...byStrain(ranked.slice(0, MISSED_LISTED)).map(entry => single(entry, none, of)),
      ...byMetric(left).map(group => gathered(group, 'more', none, of)),
      ...metRows(met, missed.length > 0, none, of),
    ],
    missedLeft: left.length,
  }
}
