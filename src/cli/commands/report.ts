/** `report`: the page for people, made from a result and the series beside it. */
import path from 'node:path'
import { pageOf } from '../../report/page/page.ts'
import { readDocument } from '../../report/page/document.ts'
import { readScenario } from '../../report/page/scenario.ts'
import type { GatheredSeries } from '../../report/page/series/gather.ts'
import { readSeries } from '../../report/page/series/read.ts'
import { type FileFault, nodeFiles } from '../../scenario/files.ts'
import type { ResultDocument } from '../../sim/result/document.ts'
import { readVersion } from '../../version.ts'
import { printable, shown } from '../../report/terminal/text.ts'
import type { Console, Host } from '../console.ts'
import { either } from '../declared/declaration.ts'
import { EXIT, type Exit, UsageError } from '../exit.ts'
import {
  type DrawnFigures,
  FIGURE_KINDS,
  type FigureKind,
  checkDrawable,
  drawFigures,
  sumOf,
} from '../figures.ts'
import { WriteFailure } from '../files/failure.ts'
import { FigureFolder } from '../files/figure-folder.ts'
import { WholeFile } from '../files/whole-file.ts'
import { listenForInterrupt } from '../interrupt.ts'
import { figuresText } from '../outputs.ts'

/** Options as commander hands them over. */
export interface RawReportOptions {
  readonly output?: string
  readonly figures?: string
}

/** The largest result that is read, bytes. */
const RESULT_MAX = 256 << 20

const FAULTS: Readonly<Record<FileFault, string>> = {
  missing: 'there is no such file; run --out DIR writes DIR/result.json',
  folder: 'this is a folder; name the result.json in it',
  special: 'this is a pipe or a device; name a regular file',
  denied: 'the file may not be read; change its permissions',
  loop: 'the link leads to itself; name the file itself',
  unreadable: 'the file cannot be read; check the path',
}

function* decoded(chunks: Iterable<Uint8Array>): Generator<string, void> {
  const decoder = new TextDecoder()
  for (const chunk of chunks) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}

/** @throws UsageError when the file is no result that can be read */
const readResult = (file: string): ResultDocument => {
  const answer = nodeFiles.read(file, ({ size, chunks }) =>
    size > RESULT_MAX ? null : [...decoded(chunks)].join(''),
  )
  if (!answer.ok) throw new UsageError(`${file}: ${FAULTS[answer.fault]}`)
  if (answer.value === null) {
    throw new UsageError(`${file}: the file has more than 256 MiB; no page could show it`)
  }
  const read = readDocument(answer.value)
  if (!read.ok) throw new UsageError(`${file}: ${read.fault}; run --out DIR writes one`)
  return read.document
}

/** The series beside a result; null where there are none, and then why, where that is worth a word. */
const seriesBeside = (
  file: string,
  document: ResultDocument,
): { readonly series: GatheredSeries | null; readonly remark: string } => {
  const folder = path.dirname(file)
  const [flows, ports] = ['series.csv', 'ports.csv'].map(name => path.join(folder, name)) as [
    string,
    string,
  ]
  const answer = nodeFiles.read(flows, ({ chunks }) =>
    nodeFiles.read(ports, ({ chunks: others }) =>
      readSeries(document, decoded(chunks), decoded(others)),
    ),
  )
  if (!answer.ok || !answer.value.ok) {
    return {
      series: null,
      remark: `no series.csv and ports.csv beside ${file}: charts over time are left out`,
    }
  }
  const series = answer.value.value
  const remark =
    series === null
      ? `series.csv and ports.csv beside ${file} are of another run: charts over time are left out`
      : ''
  return { series, remark }
}

const NONE: DrawnFigures = { files: [], left: '' }

/** @throws UsageError when figures of no kind that we know are asked for */
const kindOf = ({ figures }: RawReportOptions): FigureKind | null => {
  const kind = FIGURE_KINDS.find(each => each === figures) ?? null
  if (figures === undefined || kind !== null) return kind
  throw new UsageError(
    `--figures: ${JSON.stringify(figures)} found; ${either(FIGURE_KINDS)} is needed`,
  )
}

/**
 * Makes the page of a result, and its figures where they are asked for.
 *
 * @throws UsageError   when the file named is no result
 * @throws WriteFailure when the page cannot be written
 */
export const reportCommand = async (
  host: Host,
  console: Console,
  file: string,
  raw: RawReportOptions,
): Promise<Exit> => {
  const kind = kindOf(raw)
  await checkDrawable(kind)
  if (file === '') throw new UsageError('report: RESULT.json is empty; a file is needed')
  if (raw.output === '') throw new UsageError('-o: FILE is empty; a file is needed')
  const place = raw.output ?? path.join(path.dirname(file), 'report.html')
  const document = readResult(file)
  const { series, remark } = seriesBeside(file, document)
  const input = { document, scenario: readScenario(document), series, version: readVersion() }
  const target = new WholeFile(place)
  let folder: FigureFolder | null = null
  const interrupt = listenForInterrupt(host, console, () => {})
  try {
    if (path.resolve(file) === target.place) {
      throw new WriteFailure(`${place} is the result itself; name another file`)
    }
    if (kind !== null) folder = new FigureFolder(path.join(path.dirname(place), 'figures'))
    target.write(pageOf(input))
    const drawn = kind === null ? NONE : await drawFigures(input, kind, interrupt.signal)
    if (drawn === null) {
      console.err.write(
        `stopped while figures were drawn; nothing is written. Exit ${EXIT.interrupted}.\n`,
      )
      return EXIT.interrupted
    }
    const files = [...(folder?.take(drawn.files, sumOf(document)) ?? []), target]
    for (const each of files) each.finish()
    for (const each of files) each.appear()
    folder?.tidy()
    const also = kind === null ? '' : `  ${figuresText(drawn)}`
    for (const line of [remark === '' ? '' : `! ${remark}`, drawn.left]) {
      if (line !== '') console.err.write(`${shown(console.err.surface, printable(line))}\n`)
    }
    console.out.write(`wrote  ${place}${also}\n`)
    return EXIT.done
  } finally {
    interrupt.release()
    folder?.abandon()
    target.abandon()
  }
}
