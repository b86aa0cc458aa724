import type { Table } from '../formats/csv/read.ts'
import type { Measured } from '../model/measured.ts'
import { PS_PER_SECOND } from '../units.ts'
import { type TableSource, timeOf } from './inputs.ts'

/** What the rules want to know of the series that a source plays. */
export const measuredOf = (source: TableSource, { count, times, values }: Table): Measured => {
  const { seconds, picos } = times.get(timeOf(source))!
  const at = (i: number): number => seconds[i]! + picos[i]! / PS_PER_SECOND
  return {
    highest: values.get(source.column)!.highest,
    firstHold: at(1),
    length: 2 * at(count - 1) - at(count - 2),
  }
}
