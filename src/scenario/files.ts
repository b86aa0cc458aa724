/** Files as the loader needs them, and the file system that has them. */
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readSync,
  realpathSync,
  statSync,
  type Stats,
} from 'node:fs'

/** Why a file could not be read. */
export type FileFault = 'missing' | 'folder' | 'special' | 'denied' | 'loop' | 'unreadable'

/** What was asked of a file, or why there is no answer. */
export type FileAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: FileFault }

/** An open regular file. */
export interface OpenFile {
  /** Bytes when it was opened; it may have grown since. */
  readonly size: number
  /** The file's bytes in order. A chunk is valid until the next one is taken. */
  readonly chunks: Iterable<Uint8Array>
}

/** Reads files; the loader's only way to them. */
export interface FileReader {
  /** The absolute path without symbolic links. */
  realPath(path: string): FileAnswer<string>
  /**
   * Opens a regular file, hands it to `use` and closes it. Pipes, devices and folders are refused
   * and never waited for.
   */
  read<T>(path: string, use: (file: OpenFile) => T): FileAnswer<T>
}

/** Bytes of a chunk. */
const CHUNK = 1 << 20

const FAULTS: ReadonlyMap<unknown, FileFault> = new Map<unknown, FileFault>([
  ['ENOENT', 'missing'],
  ['ENOTDIR', 'missing'],
  ['EISDIR', 'folder'],
  ['EACCES', 'denied'],
  ['EPERM', 'denied'],
  ['ELOOP', 'loop'],
  ['ENXIO', 'special'],
])

/** What an error of the file system means. */
export const fileFaultOf = (error: unknown): FileFault =>
  FAULTS.get((error as NodeJS.ErrnoException).code) ?? 'unreadable'

/** A failure of the file system, told from one of the code that reads. */
class FileFailure extends Error {
  readonly fault: FileFault

  constructor(cause: unknown) {
    super('file system', { cause })
    this.fault = fileFaultOf(cause)
  }
}

const attempt = <T>(operation: () => T): T => {
  try {
    return operation()
  } catch (error) {
    throw new FileFailure(error)
  }
}

const answer = <T>(operation: () => FileAnswer<T>): FileAnswer<T> => {
  try {
    return operation()
  } catch (error) {
    if (error instanceof FileFailure) return { ok: false, fault: error.fault }
    throw error
  }
}

function* chunksOf(descriptor: number): Generator<Uint8Array, void> {
  const buffer = new Uint8Array(CHUNK)
  for (;;) {
    const count = attempt(() => readSync(descriptor, buffer))
    if (count === 0) return
    yield buffer.subarray(0, count)
  }
}

/** Why something is no regular file; null where it is one. */
export const whyNotRegular = (stats: Stats): FileFault | null => {
  if (stats.isFile()) return null
  return stats.isDirectory() ? 'folder' : 'special'
}

/** The files of this machine. */
export const nodeFiles: FileReader = {
  realPath: path => answer(() => ({ ok: true, value: attempt(() => realpathSync(path)) })),
  read: (path, use) =>
    answer(() => {
      // Opening a device may already do something, so it is looked at first; and once more when
      // open, since it may have been replaced in between. Without blocking, a pipe is not waited for.
      const before = whyNotRegular(attempt(() => statSync(path)))
      if (before !== null) return { ok: false, fault: before }
      const descriptor = attempt(() => openSync(path, constants.O_RDONLY | constants.O_NONBLOCK))
      try {
        const stats = attempt(() => fstatSync(descriptor))
        const fault = whyNotRegular(stats)
        if (fault !== null) return { ok: false, fault }
        return { ok: true, value: use({ size: stats.size, chunks: chunksOf(descriptor) }) }
      } finally {
        closeSync(descriptor)
      }
    }),
}
