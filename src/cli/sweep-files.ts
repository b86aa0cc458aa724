/** The files that `sweep` writes once all combinations are done: all of them, or none. */
import path from 'node:path'
import { writeParquet } from '../formats/parquet/write.ts'
import {
  type SweepEntry,
  type SweepTable,
  csvRows,
  ndjsonRows,
  parquetRows,
  sweepColumns,
  sweepHeader,
} from '../report/files/sweep.ts'
import { WholeFile } from './files/whole-file.ts'

/** Files on their way. */
export interface SweepFiles {
  /** Adds the next combination. @throws WriteFailure */
  readonly add: (entry: SweepEntry) => void
  /**
   * Adds document and page, and lets all files appear.
   *
   * @param text  the document
   * @param page  of the document and all that was added
   * @returns their names; those beside the first one without their folder
   * @throws WriteFailure
   */
  readonly appear: (text: string, page: string) => readonly string[]
  /** Forgets those that have not appeared. */
  readonly abandon: () => void
}

const NAMES = ['report.html', 'sweep.csv', 'sweep.json', 'sweep.ndjson', 'sweep.parquet'] as const

/**
 * Finds out whether they could be written.
 *
 * @param folder   it must be there
 * @param madeBy   name and version of this program
 * @throws WriteFailure when one could not
 */
export const openSweepFiles = (folder: string, table: SweepTable, madeBy: string): SweepFiles => {
  const files: WholeFile[] = []
  const abandon = (): void => {
    for (const file of files) file.abandon()
  }
  try {
    for (const name of NAMES) files.push(new WholeFile(path.join(folder, name)))
  } catch (error) {
    abandon()
    throw error
  }
  const [report, csv, document, ndjson, parquet] = files as [
    WholeFile,
    WholeFile,
    WholeFile,
    WholeFile,
    WholeFile,
  ]
  const rows = writeParquet(sweepColumns(table), madeBy, bytes => parquet.write(bytes))
  csv.write(sweepHeader(table))
  return {
    add: entry => {
      csv.write(csvRows(table, entry))
      ndjson.write(ndjsonRows(table, entry))
      for (const row of parquetRows(table, entry)) rows.add(row)
    },
    appear: (text, page) => {
      rows.end()
      report.write(page)
      document.write(text)
      for (const file of files) file.finish()
      for (const file of files) file.appear()
      return [report.name, ...NAMES.slice(1)]
    },
    abandon,
  }
}
