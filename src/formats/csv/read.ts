import { TableBuilder } from './builder.ts'
import { RecordReader } from './records.ts'
import type { TableResult, Wanted } from './table.ts'

export type {
  ColumnFault,
  FileFault,
  Instants,
  MissingColumn,
  Table,
  TableResult,
  Values,
  Wanted,
} from './table.ts'
export { BYTES_MAX, TOO_LARGE } from './records.ts'

/**
 * Reads columns of a CSV file: RFC 4180, in UTF-8 with or without a byte order mark, lines ended by
 * LF, CRLF or CR, the first naming the columns; spaces around values do not count, nor do blank
 * lines at the end. Columns that are not asked for may hold anything.
 *
 * Streams: holds a chunk, a record, and 8 bytes per number that was asked for (16 per instant; half
 * as much again while it grows). At most 64 MiB and ten million numbers are read.
 *
 * @param chunks  the file's bytes in order, in pieces of any size, which may reuse one buffer; not
 *                read to their end where there are faults
 * @throws whatever `chunks` throws
 * @see RFC 4180; RFC 3339 for the calendar
 */
export const readTable = (chunks: Iterable<Uint8Array>, wanted: Wanted): TableResult => {
  const builder = new TableBuilder(wanted)
  const records = new RecordReader((cells, line) => builder.take(cells, line))
  for (const chunk of chunks) {
    const ending = records.take(chunk)
    if (ending !== null) return builder.finish(ending)
  }
  return builder.finish(records.end())
}
