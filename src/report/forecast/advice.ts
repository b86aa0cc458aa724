/** What a forecast means for whoever orders. */
import type { ForecastDocument } from '../../study/forecast/document.ts'
import { type Row, rowsOf } from './rows.ts'
import { dateIn } from './words.ts'

/** What fails before everything else; undefined where nothing does. */
export const firstFailure = (rows: readonly Row[]): Row | undefined =>
  rows
    .filter(({ failsOn }) => failsOn !== null)
    .toSorted((a, b) => a.failsOn!.localeCompare(b.failsOn!))[0]

/** What to do, and by when; empty where nothing fails. */
export const actOn = (document: ForecastDocument): string => {
  const first = firstFailure(rowsOf(document))
  if (first === undefined) return ''
  // What should have been ordered already is late.
  const order =
    first.orderBy === null
      ? ''
      : first.orderBy < document.from
        ? 'order at once: nine of ten orders come too late already'
        : `order by ${dateIn(first.orderBy)}`
  if (first.isPort) return order === '' ? 'plan a faster port' : `plan a faster port and ${order}`
  return `plan the bandwidth of ${first.subject}${order === '' ? '' : `; if the port is full, ${order}`}`
}
