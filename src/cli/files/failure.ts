/** Why the file system refuses, in words. */

const WORDS: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  ['EACCES', 'its folder may not be written to'],
  ['EPERM', 'its folder may not be written to'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'no space left on the device'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EFBIG', 'the file is as large as files may be'],
  ['EIO', 'the device reports an error'],
  ['EBADF', 'it is closed'],
  ['ENOENT', 'there is no such folder'],
  ['ENOTDIR', 'part of its path is no folder'],
  ['EISDIR', 'it is a folder'],
  ['ELOOP', 'a link of its path leads to itself'],
  ['ENAMETOOLONG', 'its name is too long'],
  ['EMFILE', 'too many files are open'],
  ['ENFILE', 'too many files are open'],
])

/** What an error of the file system means. */
export const whyRefused = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException
  return WORDS.get(code) ?? code ?? message
}

/** A file or folder could not be written; the message says which, why, and what is left. */
export class WriteFailure extends Error {}
