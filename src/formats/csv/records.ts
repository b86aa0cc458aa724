/** From bytes in chunks to records with their lines: `csv-parse`, a bounded piece at a time. */
import { isUtf8 } from 'node:buffer'
import { CsvError, parse } from 'csv-parse/sync'
import { notText } from './not-text.ts'
import type { Ending, FileFault } from './table.ts'

/** The largest file, bytes: 64 MiB. */
export const BYTES_MAX: number = 64 * 2 ** 20
/** The longest record, bytes: 1 MiB. */
const RECORD_MAX = 2 ** 20
/** Bytes that are looked at together; small, so that their records die young. */
const STEP = 2 ** 16
/** Bytes of the first look: `csv-parse` is slow where records are unlike, and often all are. */
const STEP_FIRST = 2 ** 10
/** Bytes that tell what kind a file is of. */
const HEAD = 16

const QUOTE = 0x22
const LINE_FEED = 0x0a
const RETURN = 0x0d

/** Takes a record and the line on which it begins. @returns what ends the reading, if anything */
export type TakeRecord = (cells: readonly string[], line: number) => Ending | null

const OPTIONS = {
  record_delimiter: ['\r\n', '\n', '\r'],
  // How many values a record must have is for those who know the header.
  relax_column_count: true,
  trim: true,
}

/** Index after the last record of `bytes` that has ended before a record that is too long. */
const endOfRecords = (bytes: Uint8Array): number => {
  let end = 0
  let isQuoted = false
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!
    if (byte === QUOTE) isQuoted = !isQuoted
    if (isQuoted || (byte !== LINE_FEED && byte !== RETURN)) continue
    // Whether a return ends a line alone or with a line feed, the next byte tells.
    if (byte === RETURN && (i + 1 === bytes.length || bytes[i + 1] === LINE_FEED)) continue
    if (i + 1 - end > RECORD_MAX) return end
    end = i + 1
  }
  return end
}

const countBreaks = (text: string): number => text.match(/\r\n|\n|\r/gu)?.length ?? 0

const QUOTE_FAULTS: Readonly<Partial<Record<string, string>>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed; close it',
  CSV_INVALID_CLOSING_QUOTE: 'more follows a closing quote; double the quotes inside a value',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE:
    'more follows a closing quote; double the quotes inside a value',
  INVALID_OPENING_QUOTE: 'a quote stands inside a value; put the whole value in quotes, or none',
}

/** Records of a piece, and what is wrong behind the last of them, if anything is. */
const split = (piece: Buffer): { records: readonly string[][]; failure: string | null } => {
  try {
    return { records: parse(piece, OPTIONS), failure: null }
  } catch (error) {
    const failure = error instanceof CsvError ? QUOTE_FAULTS[error.code] : undefined
    if (failure === undefined) throw error
    const sound = Number((error as CsvError)['records'])
    return { records: sound === 0 ? [] : parse(piece, { ...OPTIONS, to: sound }), failure }
  }
}

const MARK = Buffer.from('\uFEFF')

/** The beginning of a file without its byte order mark. */
const withoutMark = (piece: Buffer): Buffer =>
  piece.subarray(0, MARK.length).equals(MARK) ? piece.subarray(MARK.length) : piece

/** What is wrong with a file above `BYTES_MAX`. */
export const TOO_LARGE: FileFault = {
  kind: 'file',
  line: null,
  reason: `the file has more than ${BYTES_MAX.toLocaleString('en-US')} bytes (64 MiB); cut it in time`,
}

/** Whether a record came of bytes that are no text: decoding puts U+FFFD where they were. */
const isDamaged = (cells: readonly string[]): boolean =>
  cells.some(cell => cell.includes('\uFFFD') || cell.includes('\0'))

/** Cuts a file into records. */
export class RecordReader {
  declare private readonly takeRecord: TakeRecord
  /** Bytes read, and those of them that no record has yet. */
  declare private read: number
  declare private rest: Buffer
  /** The first bytes of the file, at most `HEAD`. */
  declare private head: Buffer
  /** The line on which the next record begins. */
  declare private line: number

  constructor(takeRecord: TakeRecord) {
    this.takeRecord = takeRecord
    this.read = 0
    this.rest = Buffer.alloc(0)
    this.head = this.rest
    this.line = 1
  }

  /**
   * Reads on. What it finds does not depend on how the file is cut into chunks.
   *
   * @param chunk  the next bytes of the file; only used during the call
   * @returns what ends the reading, if anything does; the reader must then not be used again
   */
  take(chunk: Uint8Array): Ending | null {
    const room = Math.min(chunk.length, BYTES_MAX - this.read)
    let from = 0
    while (from < room) {
      const until = Math.min(from + (this.read < STEP_FIRST ? STEP_FIRST : STEP), room)
      const ending = this.takeStep(chunk.subarray(from, until))
      if (ending !== null) return ending
      from = until
    }
    return room < chunk.length ? TOO_LARGE : null
  }

  /** Reads the last record. @returns as `take` */
  end(): Ending | null {
    return this.rest.length > RECORD_MAX ? this.refuseLong() : this.takePiece(this.rest)
  }

  private takeStep(step: Uint8Array): Ending | null {
    const bytes = Buffer.concat([this.rest, step])
    this.read += step.length
    if (this.head.length < HEAD) this.head = bytes.subarray(0, HEAD)
    // No record is taken before the file's kind is known.
    const end = this.read < HEAD ? 0 : endOfRecords(bytes)
    this.rest = bytes.subarray(end)
    const ending = end === 0 ? null : this.takePiece(bytes.subarray(0, end))
    return ending === null && this.rest.length > RECORD_MAX ? this.refuseLong() : ending
  }

  /** Takes whole records. */
  private takePiece(piece: Buffer): Ending | null {
    const stranger = this.refuseStranger()
    if (stranger !== null) return stranger
    const text = this.line === 1 ? withoutMark(piece) : piece
    const isSound = isUtf8(text) && !text.includes(0)
    const isPlain = !text.includes(QUOTE)
    const { records, failure } = split(text)
    for (const cells of records) {
      const { line } = this
      if (!isSound && isDamaged(cells)) {
        return { kind: 'file', line, reason: 'the line is not UTF-8; save the file as UTF-8 text' }
      }
      const ending = this.takeRecord(cells, line)
      if (ending !== null) return ending
      // A value in quotes may hold line breaks.
      this.line += 1 + (isPlain ? 0 : cells.reduce((sum, cell) => sum + countBreaks(cell), 0))
    }
    return failure === null ? null : { kind: 'file', line: this.line, reason: failure }
  }

  /** Says why the record that begins is too long: often a quote that is never closed. */
  private refuseLong(): FileFault {
    const piece = this.rest.subarray(0, RECORD_MAX)
    const reason = split(piece).failure ?? 'the line is longer than 1 MiB; no table has such lines'
    return this.refuseStranger() ?? { kind: 'file', line: this.line, reason }
  }

  private refuseStranger(): FileFault | null {
    const reason = this.line === 1 ? notText(this.head) : null
    return reason === null ? null : { kind: 'file', line: null, reason }
  }
}
