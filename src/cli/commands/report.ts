/** `report`: the page for people, made from a document and what stands beside it. */
import path from 'node:path'
import type { Pieces, Surroundings } from '../../report/page/made.ts'
import { pageFromText } from '../../report/page/readers.ts'
import { type FileFault, nodeFiles } from '../../scenario/files.ts'
import { readVersion } from '../../version.ts'
import type { Console } from '../console.ts'
import { EXIT, type Exit, UsageError } from '../exit.ts'
import { WriteFailure } from '../files/failure.ts'
import { WholeFile } from '../files/whole-file.ts'

/** Options as commander hands them over. */
export interface RawReportOptions {
  readonly output?: string
}

/** The largest document that is read, bytes. */
const DOCUMENT_MAX = 256 << 20

const FAULTS: Readonly<Record<FileFault, string>> = {
  missing: 'there is no such file; a command with --out DIR writes one',
  folder: 'this is a folder; name the document in it',
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

/** @throws UsageError when the file cannot be read */
const readText = (file: string): string => {
  const answer = nodeFiles.read(file, ({ size, chunks }) =>
    size > DOCUMENT_MAX ? null : [...decoded(chunks)].join(''),
  )
  if (!answer.ok) throw new UsageError(`${file}: ${FAULTS[answer.fault]}`)
  if (answer.value === null) {
    throw new UsageError(`${file}: the file has more than 256 MiB; no page could show it`)
  }
  return answer.value
}

/** Files beside a document, all of them open at once. */
const besides =
  (file: string): Surroundings['beside'] =>
  (names, read) => {
    const open = <T>(
      [name, ...rest]: readonly string[],
      opened: readonly Pieces[],
      use: (pieces: readonly Pieces[]) => T,
    ): { readonly value: T } | null => {
      if (name === undefined) return { value: use(opened) }
      const answer = nodeFiles.read(path.join(path.dirname(file), name), ({ chunks }) =>
        open(rest, [...opened, decoded(chunks)], use),
      )
      return answer.ok ? answer.value : null
    }
    return open(names, [], read)
  }

/**
 * Makes the page of a document.
 *
 * @throws UsageError   when the file named is no document that has a page
 * @throws WriteFailure when the page cannot be written
 */
export const reportCommand = (console: Console, file: string, raw: RawReportOptions): Exit => {
  if (file === '') throw new UsageError('report: FILE.json is empty; a file is needed')
  if (raw.output === '') throw new UsageError('-o: FILE is empty; a file is needed')
  const place = raw.output ?? path.join(path.dirname(file), 'report.html')
  const made = pageFromText(readText(file), {
    file,
    beside: besides(file),
    version: readVersion(),
  })
  if (!made.ok) throw new UsageError(`${file}: ${made.fault}`)
  const target = new WholeFile(place)
  try {
    if (path.resolve(file) === target.place) {
      throw new WriteFailure(`${place} is the document itself; name another file`)
    }
    target.write(made.page)
    target.finish()
    target.appear()
  } finally {
    target.abandon()
  }
  if (made.remark !== '') console.err.write(`! ${made.remark}\n`)
  console.out.write(`wrote  ${place}\n`)
  return EXIT.done
}
