/** `sweep.csv`, `sweep.ndjson` and `sweep.parquet`: a row per combination and flow. */
import { csvLine } from '../../formats/csv/line.ts'
import type { ColumnType, ParquetCell, ParquetColumn } from '../../formats/parquet/write.ts'
import { type Axis, type AxisValue, combinationAt } from '../../study/sweep/axes.ts'
import type { FlowFigures, Outcome } from '../../study/sweep/outcome.ts'

/** What rows have besides a column for each varied path. */
const FIGURES: readonly ParquetColumn[] = [
  { name: 'replications', type: 'INT64' },
  { name: 'interlink', type: 'STRING' },
  { name: 'direction', type: 'STRING' },
  { name: 'offered_frames', type: 'INT64' },
  { name: 'loss', type: 'DOUBLE' },
  { name: 'throughput', type: 'DOUBLE' },
  { name: 'delay_mean', type: 'DOUBLE' },
  { name: 'delay_p99', type: 'DOUBLE' },
  { name: 'delay_max', type: 'DOUBLE' },
  { name: 'error', type: 'STRING' },
]

/** What a sweep's rows have in common. */
export interface SweepTable {
  readonly axes: readonly Axis[]
  readonly replications: number
}

/** A combination and what came of it. */
export interface SweepEntry {
  readonly index: number
  readonly outcome: Outcome
}

const isWhole = (value: unknown): boolean => Number.isSafeInteger(value)

/** The type that holds all values of an axis: texts, unless all are numbers or all are true or false. */
const typeOf = ({ values }: Axis): ColumnType => {
  if (values.every(({ value }) => isWhole(value))) return 'INT64'
  if (values.every(({ value }) => typeof value === 'number')) return 'DOUBLE'
  return values.every(({ value }) => typeof value === 'boolean') ? 'BOOLEAN' : 'STRING'
}

/** Columns and their types, in order. */
export const sweepColumns = ({ axes }: SweepTable): readonly ParquetColumn[] => [
  ...axes.map(axis => ({ name: axis.name, type: typeOf(axis) })),
  ...FIGURES,
]

/** The first line of `sweep.csv`. */
export const sweepHeader = (table: SweepTable): string =>
  csvLine(sweepColumns(table).map(({ name }) => name))

/** Figures of a flow, or of none, in the order of `FIGURES`. */
const figuresOf = (
  replications: number,
  flow: FlowFigures | null,
  error: string | null,
): readonly ParquetCell[] => [
  replications,
  flow?.interlink ?? null,
  flow?.direction ?? null,
  flow?.offeredFrames ?? null,
  flow?.loss ?? null,
  flow?.throughput ?? null,
  flow?.delayMean ?? null,
  flow?.delayP99 ?? null,
  flow?.delayMax ?? null,
  error,
]

/** Rows of a combination without its values: one per flow; one without any where nothing was carried or played. */
const rowsOf = (replications: number, outcome: Outcome): readonly (readonly ParquetCell[])[] => {
  if (outcome.kind !== 'played') return [figuresOf(replications, null, outcome.error)]
  if (outcome.flows.length === 0) return [figuresOf(replications, null, null)]
  return outcome.flows.map(flow => figuresOf(replications, flow, null))
}

const rowsWith = (
  { axes, replications }: SweepTable,
  { index, outcome }: SweepEntry,
  valueOf: (value: AxisValue, axis: number) => ParquetCell,
): readonly (readonly ParquetCell[])[] => {
  const values = combinationAt(axes, index).map(valueOf)
  return rowsOf(replications, outcome).map(figures => [...values, ...figures])
}

/** The lines of a combination in `sweep.csv`: values as they are written in the sweep file. */
export const csvRows = (table: SweepTable, entry: SweepEntry): string =>
  rowsWith(table, entry, ({ text }) => text)
    .map(csvLine)
    .join('')

/** The rows of a combination in `sweep.parquet`. */
export const parquetRows = (
  table: SweepTable,
  entry: SweepEntry,
): readonly (readonly ParquetCell[])[] => {
  const types = table.axes.map(typeOf)
  return rowsWith(table, entry, ({ value, text }, axis) =>
    types[axis] === 'STRING' ? text : value,
  )
}

/**
 * The lines of a combination in `sweep.ndjson`: the same columns with typed values, the combination's number, and
 * whether it meets all objectives (null: nothing was judged), and what became of it: played, refused by the rules,
 * failed. The first line of each has its objectives, judged.
 */
export const ndjsonRows = (table: SweepTable, entry: SweepEntry): string => {
  const { index, outcome } = entry
  const columns = sweepColumns(table)
  const objectives = outcome.kind === 'played' ? outcome.objectives : []
  const met = objectives.length === 0 ? null : objectives.every(each => each.met)
  return rowsWith(table, entry, ({ value }) => value)
    .map((row, i) => {
      const { kind } = outcome
      const cells = Object.fromEntries(columns.map(({ name }, column) => [name, row[column]!]))
      const judged = i === 0 ? { objectives } : {}
      return `${JSON.stringify({ combination: index, ...cells, met, kind, ...judged })}\n`
    })
    .join('')
}
