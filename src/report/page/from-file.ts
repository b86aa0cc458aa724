/** Documents and what stands beside them, read from files. */
import path from 'node:path'
import type { FileFault, FileReader } from '../../scenario/files.ts'
import type { Pieces, Surroundings } from './made.ts'

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

/** Files beside a document, all of them open at once. */
export const filesBeside =
  (files: Files, file: string): Surroundings['beside'] =>
  (names, read) => {
    const open = <T>(
      [name, ...rest]: readonly string[],
      opened: readonly Pieces[],
      use: (pieces: readonly Pieces[]) => T,
    ): { readonly value: T } | null => {
      if (name === undefined) return { value: use(opened) }
      const answer = files.read(path.join(path.dirname(file), name), ({ chunks }) =>
        open(rest, [...opened, decoded(chunks)], use),
      )
      return answer.ok ? answer.value : null
    }
    return open(names, [], read)
  }
