/** `report`: the page for people, made from a document and what stands beside it. */
import path from 'node:path'
import { match } from 'ts-pattern'
import { TOO_LARGE, filesBeside, readText } from '../../report/page/from-file.ts'
import { pageFromText } from '../../report/page/readers.ts'
import type { PageMade } from '../../report/page/made.ts'
import { type FileFault, nodeFiles } from '../../scenario/files.ts'
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
  documentOf,
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
  missing: 'there is no such file; a command with --out DIR writes one',
  folder: 'this is a folder; name the document in it',
  special: 'this is a pipe or a device; name a regular file',
  denied: 'the file may not be read; change its permissions',
  loop: 'the link leads to itself; name the file itself',
  unreadable: 'the file cannot be read; check the path',
}

/** @throws UsageError when the file cannot be read */
const textIn = (file: string): string => {
  const refuse = (why: string): never => {
    throw new UsageError(`${file}: ${why}`)
  }
  return match(readText(nodeFiles, file))
    .with({ kind: 'read' }, ({ text }) => text)
    .with({ kind: 'refused' }, ({ fault }) => refuse(FAULTS[fault]))
    .with({ kind: 'large' }, () => refuse(TOO_LARGE))
    .exhaustive()
}

/** @throws UsageError when the file is no document that has a page */
const makePage = (file: string): Extract<PageMade, { readonly ok: true }> => {
  const beside = filesBeside(nodeFiles, file)
  const made = pageFromText(textIn(file), { file, beside, version: readVersion() })
  if (!made.ok) throw new UsageError(`${file}: ${made.fault}; ${made.remedy}`)
  return made
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
 * Makes the page of a document, and its figures where they are asked for.
 *
 * @throws UsageError   when the file named is no document that has a page
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
  if (file === '') throw new UsageError('report: FILE.json is empty; a file is needed')
  if (raw.output === '') throw new UsageError('-o: FILE is empty; a file is needed')
  const place = raw.output ?? path.join(path.dirname(file), 'report.html')
  const { page, remark, drawable } = makePage(file)
  const target = new WholeFile(place)
  let folder: FigureFolder | null = null
  const interrupt = listenForInterrupt(host, console, () => {})
  try {
    if (path.resolve(file) === target.place) {
      throw new WriteFailure(`${place} is the document itself; name another file`)
    }
    if (kind !== null) folder = new FigureFolder(path.join(path.dirname(place), 'figures'))
    target.write(page)
    const drawn = kind === null ? NONE : await drawFigures(drawable, kind, interrupt.signal)
    if (drawn === null) {
      console.err.write(
        `stopped while figures were drawn; nothing is written. Exit ${EXIT.interrupted}.\n`,
      )
      return EXIT.interrupted
    }
    const files = [...(folder?.take(drawn.files, sumOf(documentOf(drawable))) ?? []), target]
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
