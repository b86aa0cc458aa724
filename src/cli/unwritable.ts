/** What becomes of a stdout that takes no more. */
import { EXIT, type Exit } from './exit.ts'

const WORDS: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  ['ENOSPC', 'no space left on the device'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EFBIG', 'the file is as large as files may be'],
  ['EIO', 'the device reports an error'],
  ['EBADF', 'it is closed'],
])

/**
 * How the program ends when stdout cannot be written, and what it says; nothing where the reader has
 * seen enough, as `head` has: that is no fault of anyone's.
 */
export const endingFor = (
  error: NodeJS.ErrnoException,
): { readonly exit: Exit; readonly message: string } => {
  if (error.code === 'EPIPE') return { exit: EXIT.done, message: '' }
  const why = WORDS.get(error.code) ?? error.code ?? error.message
  return { exit: EXIT.input, message: `stdout cannot be written: ${why}\n` }
}
