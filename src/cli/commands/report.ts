/** `report`: the page for people, made from a result and the series beside it. */
import path from 'node:path'
import { match } from 'ts-pattern'
import { TOO_LARGE, pageBeside, readResult } from '../../report/page/from-file.ts'
import { type FileFault, nodeFiles } from '../../scenario/files.ts'
import type { ResultDocument } from '../../sim/result/document.ts'
import { readVersion } from '../../version.ts'
import type { Console } from '../console.ts'
import { EXIT, type Exit, UsageError } from '../exit.ts'
import { WriteFailure } from '../files/failure.ts'
import { WholeFile } from '../files/whole-file.ts'

/** Options as commander hands them over. */
export interface RawReportOptions {
  readonly output?: string
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

/**
 * Makes the page of a result.
 *
 * @throws UsageError   when the file named is no result
 * @throws WriteFailure when the page cannot be written
 */
export const reportCommand = (console: Console, file: string, raw: RawReportOptions): Exit => {
  if (file === '') throw new UsageError('report: RESULT.json is empty; a file is needed')
  if (raw.output === '') throw new UsageError('-o: FILE is empty; a file is needed')
  const place = raw.output ?? path.join(path.dirname(file), 'report.html')
  const { page, lack } = pageBeside(nodeFiles, file, resultIn(file), readVersion())
  const target = new WholeFile(place)
  try {
    if (path.resolve(file) === target.place) {
      throw new WriteFailure(`${place} is the result itself; name another file`)
    }
    target.write(page)
    target.finish()
    target.appear()
  } finally {
    target.abandon()
  }
  if (lack !== null) console.err.write(`! ${REMARKS[lack](file)}: charts over time are left out\n`)
  console.out.write(`wrote  ${place}\n`)
  return EXIT.done
}
