/** A table while it is read: its header, then its samples. */
import { type Column, TimeColumn, ValueColumn } from './columns.ts'
import { readInstant } from './instant.ts'
import type {
  ColumnFault,
  Ending,
  FileFault,
  Instants,
  Role,
  TableResult,
  Values,
  Wanted,
} from './table.ts'
import { quoted } from './table.ts'

/** The most numbers that are read from one file: samples × columns asked for. */
export const NUMBERS_MAX = 10_000_000

/** A column that was asked for and is there. */
interface Placed<T> {
  readonly name: string
  readonly role: Role
  /** Its place in a record, from 0. */
  readonly place: number
  readonly column: Column<T>
}

const fault = (line: number | null, reason: string): FileFault => ({ kind: 'file', line, reason })

const twice = (place: number, again: number): string =>
  `columns ${place + 1} and ${again + 1} have this name; rename one`

/** What is wrong with a first line that names no columns; null where it does. */
const headerFault = (header: readonly string[]): string | null => {
  const isSample = (cell: string): boolean => typeof readInstant(cell) !== 'string'
  const [only = ''] = header
  if (header.every(cell => cell === '')) return 'the line is blank; the first must name the columns'
  if (header.every(isSample)) {
    return 'the line holds a sample; one before it must name the columns, such as time,web_bps'
  }
  if (header.length > 1) return null
  const separator = ([';', '\t', '|'] as const).find(each => only.includes(each))
  return separator === undefined
    ? `${quoted(only)} is the only column; a time and a value are needed, separated by a comma`
    : `columns are separated by ${separator === '\t' ? 'tabs' : separator} here; separate them by commas`
}

/** Takes the records of a file, the first being its header. */
export class TableBuilder {
  private readonly wanted: Wanted
  private readonly faults: ColumnFault[] = []
  private header: readonly string[] | null = null
  private times: Placed<Instants>[] = []
  private values: Placed<Values>[] = []
  /** Those of both in which nothing was wrong so far. */
  private sound: Placed<Instants | Values>[] = []
  private count = 0
  /** The first of the blank lines since the last sample; 0 where none is. */
  private blank = 0

  constructor(wanted: Wanted) {
    this.wanted = wanted
  }

  /** Takes a record that begins on `line`. @returns what ends the reading, if anything does */
  take(cells: readonly string[], line: number): Ending | null {
    const { header } = this
    if (header === null) return this.takeHeader(cells)
    if (cells.length === 1 && cells[0] === '') {
      if (this.blank === 0) this.blank = line
      return null
    }
    if (this.blank !== 0) return fault(this.blank, 'the line is blank; only the last ones may be')
    if (cells.length !== header.length) {
      const found = `${cells.length} ${cells.length === 1 ? 'value' : 'values'}`
      return fault(line, `${found} where the header names ${header.length} columns; mend the line`)
    }
    this.count++
    if (this.count * (this.times.length + this.values.length) > NUMBERS_MAX) {
      const most = NUMBERS_MAX.toLocaleString('en-US')
      return fault(
        line,
        `more than ${most} numbers (samples × columns) are asked for; cut the file`,
      )
    }
    this.takeSample(cells, line)
    return this.sound.length === 0 ? 'known' : null
  }

  /**
   * The table, or what is wrong with it; ends the use of this object.
   *
   * @param ending  what ended the reading before the end of the file
   */
  finish(ending: Ending | null): TableResult {
    const { header, faults, count } = this
    if (ending !== null) {
      return { ok: false, faults: ending === 'known' ? faults : [...faults, ending] }
    }
    const refuse = (reason: string): TableResult => ({ ok: false, faults: [fault(null, reason)] })
    if (header === null) return refuse('the file is empty; its first line must name the columns')
    if (faults.length > 0) return { ok: false, faults }
    if (count === 0) return refuse('there is no sample below the header; at least two are needed')
    if (count === 1) {
      return refuse(
        'there is one sample only; the last holds as long as the one before, so add one',
      )
    }
    const finished = <T>(columns: readonly Placed<T>[]): Map<string, T> =>
      new Map(columns.map(({ name, column }) => [name, column.finish()]))
    return {
      ok: true,
      table: { count, times: finished(this.times), values: finished(this.values) },
    }
  }

  private takeHeader(header: readonly string[]): Ending | null {
    this.header = header
    const reason = headerFault(header)
    if (reason !== null) return fault(1, reason)
    const places = new Map<string, number[]>()
    for (const [place, name] of header.entries()) {
      const others = places.get(name)
      if (others === undefined) places.set(name, [place])
      else others.push(place)
    }
    const placed = <T>(name: string, role: Role, column: Column<T>): Placed<T>[] => {
      const [place, again] = places.get(name) ?? []
      if (place !== undefined && again === undefined) return [{ name, role, place, column }]
      this.faults.push(
        place === undefined
          ? { kind: 'missing', role, column: name, header }
          : { kind: 'cell', role, column: name, line: 1, reason: twice(place, again!) },
      )
      return []
    }
    const { times, values } = this.wanted
    this.times = times.flatMap(name => placed(name, 'time', new TimeColumn()))
    this.values = values.flatMap(name => placed(name, 'value', new ValueColumn()))
    this.sound = [...this.times, ...this.values]
    return this.sound.length === 0 ? 'known' : null
  }

  private takeSample(cells: readonly string[], line: number): void {
    const refused = new Set<Placed<unknown>>()
    for (const each of this.sound) {
      const { name, role, place, column } = each
      const reason = column.take(cells[place]!, line)
      if (reason === null) continue
      this.faults.push({ kind: 'cell', role, column: name, line, reason })
      refused.add(each)
    }
    if (refused.size > 0) this.sound = this.sound.filter(each => !refused.has(each))
  }
}
