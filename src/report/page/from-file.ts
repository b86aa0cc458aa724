/** A result and the series beside it, read from files, for the page that they make. */
import path from 'node:path'
import type { FileFault, FileReader } from '../../scenario/files.ts'
import type { ResultDocument } from '../../sim/result/document.ts'
import { readDocument } from './document.ts'
import { readScenario } from './scenario.ts'
import type { GatheredSeries } from './series/gather.ts'
import { readSeries } from './series/read.ts'
import type { PageInput } from './view.ts'

/** The only way to the files. */
export type Files = Pick<FileReader, 'read'>

/** The largest document that is read, bytes. */
export const DOCUMENT_MAX: number = 256 << 20

/** What is said of a larger one. */
export const TOO_LARGE = 'the file has more than 256 MiB; no page could show it'

/** A file's text, or why there is none. */
export type TextRead =
  | { readonly kind: 'read'; readonly text: string }
  | { readonly kind: 'refused'; readonly fault: FileFault }
  | { readonly kind: 'large' }

/** A result, or why there is none; `foreign` says what is wrong as the second half of a sentence. */
export type ResultRead =
  | { readonly kind: 'read'; readonly document: ResultDocument }
  | { readonly kind: 'foreign'; readonly fault: string }
  | Exclude<TextRead, { readonly kind: 'read' }>

function* decoded(chunks: Iterable<Uint8Array>): Generator<string, void> {
  const decoder = new TextDecoder()
  for (const chunk of chunks) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}

/** Reads a file of at most `DOCUMENT_MAX` bytes. */
export const readText = (files: Files, file: string): TextRead => {
  const answer = files.read(file, ({ size, chunks }) =>
    size > DOCUMENT_MAX ? null : [...decoded(chunks)].join(''),
  )
  if (!answer.ok) return { kind: 'refused', fault: answer.fault }
  return answer.value === null ? { kind: 'large' } : { kind: 'read', text: answer.value }
}

/** Reads a `result.json`. */
export const readResult = (files: Files, file: string): ResultRead => {
  const text = readText(files, file)
  if (text.kind !== 'read') return text
  const read = readDocument(text.text)
  return read.ok
    ? { kind: 'read', document: read.document }
    : { kind: 'foreign', fault: read.fault }
}

/** The series beside a result, or what they lack: not there, or of another run. */
type SeriesRead =
  | { readonly series: GatheredSeries; readonly lack: null }
  | { readonly series: null; readonly lack: 'absent' | 'foreign' }

const seriesBeside = (files: Files, file: string, document: ResultDocument): SeriesRead => {
  const beside = (name: string): string => path.join(path.dirname(file), name)
  const answer = files.read(beside('series.csv'), ({ chunks }) =>
    files.read(beside('ports.csv'), ({ chunks: others }) =>
      readSeries(document, decoded(chunks), decoded(others)),
    ),
  )
  if (!answer.ok || !answer.value.ok) return { series: null, lack: 'absent' }
  const series = answer.value.value
  return series === null ? { series, lack: 'foreign' } : { series, lack: null }
}

/** What a page is made of, and what was not found for it. */
export interface Found {
  readonly input: PageInput
  readonly lack: SeriesRead['lack']
}

/**
 * What the page of a result is made of: with the series beside it, where they are its own.
 *
 * @param file     where the document was read
 * @param version  of this program
 */
export const inputBeside = (
  files: Files,
  file: string,
  document: ResultDocument,
  version: string,
): Found => {
  const { series, lack } = seriesBeside(files, file, document)
  return { input: { document, scenario: readScenario(document), series, version }, lack }
}
