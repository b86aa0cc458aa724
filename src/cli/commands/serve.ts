/** `serve`: the results of a folder in a browser on this machine. */
import { printable, shown } from '../../report/terminal/text.ts'
import { plural } from '../../report/verdict.ts'
import { type FileFault, fileFaultOf } from '../../scenario/files.ts'
import type { Listening } from '../../serve/listen.ts'
import type { Instant } from '../../serve/listing.ts'
import { readVersion } from '../../version.ts'
import type { Console, Host } from '../console.ts'
import { PORT } from '../declared/serve.ts'
import { EXIT, type Exit, UsageError } from '../exit.ts'
import { listenForInterrupt } from '../interrupt.ts'
import { OptionValues } from '../option-values.ts'

/** Options as commander hands them over. */
export interface RawServeOptions {
  readonly port?: string
}

const PORT_MAX = 65_535

const portOf = ({ port }: RawServeOptions): number => {
  const values = new OptionValues()
  const found = values.whole('--port', port, 0, PORT_MAX)
  values.finish()
  return found ?? PORT
}

const FAULTS: Readonly<Record<FileFault, string>> = {
  missing: 'there is no such folder; run --out DIR makes one',
  folder: 'the folder cannot be read; check the path',
  special: 'this is no folder; name the one that it is in',
  denied: 'the folder may not be read; change its permissions',
  loop: 'the link leads to itself; name the folder itself',
  unreadable: 'the folder cannot be read; check the path',
}

/** @throws UsageError where it is no folder that can be read */
const checkFolder = async (folder: string): Promise<void> => {
  if (folder === '') throw new UsageError('serve: DIR is empty; a folder is needed')
  if (folder.includes('\0')) throw new UsageError('serve: a path has no NUL character')
  const { readdirSync, statSync } = await import('node:fs')
  try {
    if (statSync(folder).isDirectory()) readdirSync(folder)
    else throw new UsageError(`${folder}: ${FAULTS.special}`)
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(`${folder}: ${FAULTS[fileFaultOf(error)]}`)
  }
}

const two = (value: number): string => String(value).padStart(2, '0')

/** By the clock on the wall of this machine. */
const tellInstant = (at: number): Instant => {
  const date = new Date(at)
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-')
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')
  return { text: `${day} ${time}`, iso: date.toISOString() }
}

/** What keeps a port from being listened at; null for what is no fault of whoever named it. */
const portFault = (error: unknown, port: number): string | null => {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') {
    return `--port: ${port} is taken by another program; name another one, or 0 for any that is free`
  }
  return code === 'EACCES'
    ? `--port: ${port} may not be listened at; name one above 1023, or 0 for any that is free`
    : null
}

const begin = async (
  host: Host,
  { err }: Console,
  folder: string,
  port: number,
): Promise<Listening> => {
  const { listen } = await import('../../serve/listen.ts')
  try {
    return await listen({
      root: folder,
      port,
      version: readVersion(),
      now: () => host.uptime() * 1000,
      tell: tellInstant,
      fault: error => {
        const { message, stack } = error instanceof Error ? error : new Error(String(error))
        const trace = host.env['DEBUG'] ? `\n${stack ?? ''}` : ''
        err.write(shown(err.surface, `! a fault of ours: ${printable(message)}${trace}\n`))
      },
    })
  } catch (error) {
    const fault = portFault(error, port)
    throw fault === null ? error : new UsageError(fault)
  }
}

/**
 * Serves a folder until it is stopped.
 *
 * @throws UsageError when the command line is wrong, the folder cannot be read or the port is taken
 */
export const serveCommand = async (
  host: Host,
  console: Console,
  folder: string,
  raw: RawServeOptions,
): Promise<Exit> => {
  const port = portOf(raw)
  await checkFolder(folder)
  const interrupt = listenForInterrupt(host, console, () => {})
  try {
    const server = await begin(host, console, folder, port)
    console.out.write(`${server.url}\n`)
    const what = plural(server.count, 'result')
    const where = shown(console.err.surface, printable(folder))
    console.err.write(`serving ${what} of ${where} to this machine alone; Ctrl-C ends it\n`)
    if (!interrupt.signal.aborted) {
      await new Promise(resolve => interrupt.signal.addEventListener('abort', resolve))
    }
    await server.close()
    console.err.write(`stopped. Exit ${EXIT.interrupted}.\n`)
    return EXIT.interrupted
  } finally {
    interrupt.release()
  }
}
