/** The bytes of a file that people write, or why there are none. */
import type { FileFault, FileReader } from './files.ts'

/** The largest file, bytes. */
const FILE_MAX = 2 << 20

/** What a file is, for messages. */
export type Written = 'scenario' | 'sweep'

/** Bytes, or what is wrong with the file: problem; remedy. */
export type FileBytes =
  | { readonly ok: true; readonly value: Uint8Array }
  | { readonly ok: false; readonly message: string }

const tooLarge = (size: number, what: Written): string =>
  `the file has ${size.toLocaleString('en-US')} bytes, above the limit of ${FILE_MAX.toLocaleString('en-US')} (2 MiB); split the ${what}`

const inWords = (fault: FileFault, what: Written): string => {
  switch (fault) {
    case 'missing':
      return 'there is no such file; check the path'
    case 'folder':
      return `this is a folder; name a ${what} file in it`
    case 'special':
      return 'this is a pipe or a device; name a regular file'
    case 'denied':
      return 'the file may not be read; change its permissions'
    case 'loop':
      return 'the link leads to itself; name the file itself'
    case 'unreadable':
      return 'the file cannot be read; check the path'
    default:
      return fault satisfies never
  }
}

/** Bytes of a file of at most `FILE_MAX`, else how many it has at least. */
const readLimited = (size: number, chunks: Iterable<Uint8Array>): Uint8Array | number => {
  if (size > FILE_MAX) return size
  const parts: Uint8Array[] = []
  let total = 0
  for (const chunk of chunks) {
    total += chunk.length
    if (total > FILE_MAX) return total
    parts.push(chunk.slice())
  }
  return Buffer.concat(parts)
}

/** Reads a whole file of at most 2 MiB. */
export const readFileBytes = (file: string, files: FileReader, what: Written): FileBytes => {
  const refuse = (message: string): FileBytes => ({ ok: false, message })
  if (file.includes('\0')) return refuse('the path holds a NUL character; remove it')
  const answer = files.read(file, ({ size, chunks }) => readLimited(size, chunks))
  if (!answer.ok) return refuse(inWords(answer.fault, what))
  return typeof answer.value === 'number'
    ? refuse(tooLarge(answer.value, what))
    : { ok: true, value: answer.value }
}
