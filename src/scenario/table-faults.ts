/** Faults of a table in words, with the table's own line and column. */
import type { ColumnFault, FileFault, MissingColumn } from '../formats/csv/read.ts'
import { listing } from '../model/explain.ts'
import { isNear, nearest } from '../model/nearest.ts'
import type { FaultWords } from './fault.ts'

/** The most columns that a remedy names. */
const COLUMNS_SHOWN = 8
/** The most that are compared with one that is not there, so that no header makes it slow. */
const COMPARED_MAX = 200

const shorten = (name: string): string => (name.length > 60 ? `${name.slice(0, 59)}…` : name)

const explainMissing = (
  file: string,
  { column, role, header }: MissingColumn,
  isNamed: boolean,
): FaultWords => {
  const known = header.filter(name => name !== '')
  const problem = `${file} has no column ${shorten(column)}`
  const similar = known.slice(0, COMPARED_MAX).filter(name => isNear(column, name))
  const near = nearest(column, similar)
  if (role === 'time' && !isNamed) {
    return { message: `${problem}; name its column of times, time: ${near ?? known[0] ?? ''}` }
  }
  return near === null
    ? { message: `${problem}; its columns are ${listing(known, COLUMNS_SHOWN)}` }
    : { message: `${problem}; the nearest is ${near}`, fix: near }
}

/**
 * Says what is wrong with a table.
 *
 * @param file     as the scenario names it
 * @param isNamed  whether the source names its column of times
 */
export const explainTableFault = (
  file: string,
  fault: FileFault | ColumnFault,
  isNamed: boolean,
): FaultWords => {
  if (fault.kind === 'missing') return explainMissing(file, fault, isNamed)
  const line = fault.line === null ? '' : ` line ${fault.line}`
  const column = fault.kind === 'cell' ? `, column ${shorten(fault.column)}` : ''
  return { message: `${file}${line}${column}: ${fault.reason}` }
}
