/** Which lines the table of objectives has: every miss, and the met ones gathered beyond three. */
import {
  type Judged,
  byStrain,
  limitOf,
  measureOf,
  metricName,
  strain,
  subjectOf,
} from '../judged.ts'
import { towards } from '../context.ts'
import { count, exact, figure, significant, UNITS } from './figures.ts'
import { NBSP } from './text.ts'

/** Met objectives up to this number have a line each. */
const MET_LISTED = 3
/** Missed objectives up to this number have a line each; the command line lists all. */
const MISSED_LISTED = 20

/** A line of the table. */
export interface ObjectiveRow {
  readonly mark: 'met' | 'missed' | 'warning'
  /** The InterLink or connection; or how many lines this one stands for. */
  readonly id: string
  readonly direction: string
  readonly metric: string
  readonly limit: string
  readonly value: string
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

const single = (judged: Judged, none: string): ObjectiveRow => {
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
    verdict: standing(judged),
    index: result.met ? null : index,
  }
}

/** One line for several met objectives; it shows the one closest to its limit. */
const gathered = (group: readonly Judged[], more: boolean, none: string): ObjectiveRow => {
  const [closest] = byStrain(group)
  const row = single(closest!, none)
  const { value } = closest!.result
  return {
    ...row,
    id: `${count(group.length)} ${more ? 'more' : group.length === 1 ? 'other' : 'flows'}`,
    direction: '',
    verdict: value === null || value === 0 || value === 1 ? row.verdict : `closest: ${row.verdict}`,
  }
}

const metRows = (met: readonly Judged[], listed: boolean, none: string): ObjectiveRow[] => {
  if (met.length <= MET_LISTED) return met.map(judged => single(judged, none))
  const groups = new Map<string, Judged[]>()
  for (const judged of met) {
    const { metric } = judged.result
    const key = `${metric} ${'connection' in judged.result} ${limitOf(judged.result)} ${judged.result.met && judged.result.value === null}`
    groups.set(key, [...(groups.get(key) ?? []), judged])
  }
  const alone = [...groups.values()].filter(group => group.length === 1).flat()
  const shared = [...groups.values()].filter(group => group.length > 1)
  const rest = byStrain(alone).slice(MET_LISTED)
  const rows = alone.filter(judged => !rest.includes(judged)).map(judged => single(judged, none))
  for (const group of shared) {
    rows.push(gathered(group, listed || rows.length > 0, none))
  }
  if (rest.length > 0) {
    const row = gathered(rest, true, none)
    rows.push({ ...row, metric: 'various', limit: '', value: '' })
  }
  return rows
}

/**
 * The lines of the table.
 *
 * @param judged  in the order of the file
 * @param none    what stands for a value that was not measured
 */
export const objectiveRows = (
  judged: readonly Judged[],
  none: string,
): { readonly rows: readonly ObjectiveRow[]; readonly missedLeft: number } => {
  const missed = byStrain(judged.filter(({ result }) => !result.met))
  const met = judged.filter(({ result }) => result.met)
  return {
    rows: [
      ...missed.slice(0, MISSED_LISTED).map(entry => single(entry, none)),
      ...metRows(met, missed.length > 0, none),
    ],
    missedLeft: Math.max(0, missed.length - MISSED_LISTED),
  }
}
