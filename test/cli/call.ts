/** A command line, run as the process would run it. */
import { main } from '../../src/cli/program.ts'
import { type Given, fakeHost } from './host.ts'

/** @param args  words between single spaces */
export const call = async (
  args: string,
  given: Given = {},
): Promise<{ readonly exit: number; readonly out: string; readonly err: string }> => {
  const host = fakeHost(given)
  const exit = await main(args === '' ? [] : args.split(' '), host)
  return { exit, ...host.written }
}
