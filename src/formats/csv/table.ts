/** What was asked of a CSV file, and what came of it: columns of exact instants and of values. */

/** Names of columns, each at most once in its list, and at least one in all. */
export interface Wanted {
  /** Read as instants. */
  readonly times: readonly string[]
  /** Read as values. */
  readonly values: readonly string[]
}

/** A moment of the calendar: whole seconds since 1970-01-01T00:00:00Z, and the rest. */
export interface Epoch {
  readonly seconds: number
  /** Whole picoseconds, 0 … 10^12 - 1. */
  readonly picos: number
}

/** A column of instants, rising strictly. */
export interface Instants {
  /** Instant of each sample since the first one: whole seconds … */
  readonly seconds: Float64Array
  /** … and the rest, whole picoseconds, 0 … 10^12 - 1. */
  readonly picos: Float64Array
  /** The first sample on the calendar; null where the column counts plain seconds. */
  readonly epoch: Epoch | null
}

/** A column of finite numbers, none below 0. */
export interface Values {
  readonly samples: Float64Array
  /** The highest of them, and the line of the file on which it first stands. */
  readonly highest: { readonly value: number; readonly line: number }
}

/** The columns that were asked for, by name; all have `count` entries. */
export interface Table {
  /** Number of samples, at least 2. */
  readonly count: number
  readonly times: ReadonlyMap<string, Instants>
  readonly values: ReadonlyMap<string, Values>
}

/** Why a file is refused: it is no table of samples at all. */
export interface FileFault {
  readonly kind: 'file'
  /** Of the file, from 1; null where the file as a whole is meant. */
  readonly line: number | null
  /** What is wrong; what to do. */
  readonly reason: string
}

/** What ends a reading early: a fault, or that nothing more can be learnt. */
export type Ending = FileFault | 'known'

/** What a column was asked for as. */
export type Role = 'time' | 'value'

/** Why a file is refused: a column that was asked for is not there. */
export interface MissingColumn {
  readonly kind: 'missing'
  readonly role: Role
  readonly column: string
  /** The columns that are there. */
  readonly header: readonly string[]
}

/** Why a file is refused: a cell, or the name, of a column that was asked for. */
export interface CellFault {
  readonly kind: 'cell'
  readonly role: Role
  readonly column: string
  readonly line: number
  readonly reason: string
}

export type ColumnFault = MissingColumn | CellFault

/** A table, or what is wrong: the first fault of each column, and one of the file if there is. */
export type TableResult =
  | { readonly ok: true; readonly table: Table }
  | { readonly ok: false; readonly faults: readonly (FileFault | ColumnFault)[] }

/** A cell as found, in a message. */
export const quoted = (cell: string): string =>
  `"${cell.length > 40 ? `${cell.slice(0, 39)}…` : cell}"`
