/** `report`: the page for people, made from a result and the series beside it. */
import path from 'node:path'
import { match } from 'ts-pattern'
import { TOO_LARGE, inputBeside, readResult } from '../../report/page/from-file.ts'
import { pageOf } from '../../report/page/page.ts'
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

const FAULTS: Readonly<Record<FileFault, string>> = {
  missing: 'there is no such file; run --out DIR writes DIR/result.json',
  folder: 'this is a folder; name the result.json in it',
  special: 'this is a pipe or a device; name a regular file',
  denied: 'the file may not be read; change its permissions',
  loop: 'the link leads to itself; name the file itself',
  unreadable: 'the file cannot be read; check the path',
}

/** @throws UsageError when the file is no result that can be read */
const resultIn = (file: string): ResultDocument => {
  const refuse = (why: string): never => {
    throw new UsageError(`${file}: ${why}`)
  }
  return match(readResult(nodeFiles, file))
    .with({ kind: 'read' }, ({ document }) => document)
    .with({ kind: 'refused' }, ({ fault }) => refuse(FAULTS[fault]))
    .with({ kind: 'large' }, () => refuse(TOO_LARGE))
    .with({ kind: 'foreign' }, ({ fault }) => refuse(`${fault}; run --out DIR writes one`))
    .exhaustive()
}

const REMARKS = {
  absent: (file: string) => `no series.csv and ports.csv beside ${file}`,
  foreign: (file: string) => `series.csv and ports.csv beside ${file} are of another run`,
} as const

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
  const { input, lack } = inputBeside(nodeFiles, file, resultIn(file), readVersion())
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
    const files = [...(folder?.take(drawn.files, sumOf(input.document)) ?? []), target]
    for (const each of files) each.finish()
    for (const each of files) each.appear()
    folder?.tidy()
    const also = kind === null ? '' : `  ${figuresText(drawn)}`
    for (const line of [
      lack === null ? '' : `! ${REMARKS[lack](file)}: charts over time are left out`,
      drawn.left,
    ]) {
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
