/** Apache Parquet: tables of typed columns, written row group by row group. */
import { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer'

/** What a column holds; any may hold nulls. */
export type ColumnType = 'STRING' | 'DOUBLE' | 'INT64' | 'BOOLEAN'

/** A column's name and type. */
export interface ParquetColumn {
  readonly name: string
  readonly type: ColumnType
}

/** A cell; a number of an INT64 column must be whole. */
export type ParquetCell = string | number | boolean | null

/** Rows of a row group: readers hold a group at a time, and so does the writer. */
const GROUP = 10_000

/** Writes a table. */
export interface TableWriter {
  /** @param row  a cell for each column */
  readonly add: (row: readonly ParquetCell[]) => void
  /** Writes what is left, and the index. */
  readonly end: () => void
}

const stored = (cell: ParquetCell, type: ColumnType): ParquetCell | bigint =>
  type === 'INT64' && typeof cell === 'number' ? BigInt(cell) : cell

/**
 * Begins a table.
 *
 * @param madeBy  the program, as the file names it
 * @param write   takes the file's bytes in order; they may be reused afterwards
 */
export const writeParquet = (
  columns: readonly ParquetColumn[],
  madeBy: string,
  write: (bytes: Uint8Array) => void,
): TableWriter => {
  const bytes = new ByteWriter()
  const pass = (): void => {
    write(bytes.getBytes())
    bytes.index = 0
  }
  const kinds = columns.map(({ name, type }) => ({ name, type, nullable: true, data: [] }))
  const writer = new ParquetWriter({
    writer: bytes,
    schema: schemaFromColumnData({ columnData: kinds }),
    createdBy: madeBy,
  })
  let cells = columns.map((): (ParquetCell | bigint)[] => [])
  let rows = 0
  const flush = (): void => {
    void writer.write({
      columnData: columns.map(({ name, type }, i) => ({ name, type, data: cells[i]! })),
      rowGroupSize: GROUP,
    })
    pass()
    cells = columns.map(() => [])
    rows = 0
  }
  return {
    add: row => {
      for (const [i, { type }] of columns.entries()) cells[i]!.push(stored(row[i]!, type))
      rows++
      if (rows === GROUP) flush()
    },
    end: () => {
      if (rows > 0) flush()
      void writer.finish()
      pass()
    },
  }
}
