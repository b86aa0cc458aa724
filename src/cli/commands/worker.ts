/** `worker`: plays the runs of sweeps that a queue has. */
import { count } from '../../report/terminal/figures.ts'
import { THREADS_MAX } from '../../sim/threads/shares.ts'
import { readVersion } from '../../version.ts'
import type { Console, Host } from '../console.ts'
import { EXIT, type Exit, OurFault, UsageError } from '../exit.ts'
import { listenForInterrupt } from '../interrupt.ts'
import { OptionValues } from '../option-values.ts'
import { queueUrl, withoutPassword } from '../queue/url.ts'

/** Options as commander hands them over. */
export interface RawWorkerOptions {
  readonly queue?: string
  readonly threads?: string
  readonly quiet?: boolean
}

/** Where to listen, and how many runs at a time; null: as many as there are cores. */
const readOptions = (
  raw: RawWorkerOptions,
): { readonly url: string; readonly threads: number | null } => {
  const values = new OptionValues()
  const url =
    raw.queue === undefined
      ? values.fault('--queue: a Redis such as redis://host:6379 is needed')
      : queueUrl(values, raw.queue)
  const threads = values.whole('--threads', raw.threads, 1, THREADS_MAX)
  values.finish()
  return { url: url!, threads }
}

/**
 * Works until it is stopped.
 *
 * @throws UsageError when the command line is wrong, or the queue cannot be reached
 * @throws OurFault   when its threads cannot work
 */
export const workerCommand = async (
  host: Host,
  console: Console,
  raw: RawWorkerOptions,
): Promise<Exit> => {
  const { url, threads } = readOptions(raw)
  const interrupt = listenForInterrupt(host, console, () => {})
  try {
    const { listen } = await import('../queue/listen.ts')
    const played = await listen({
      url,
      threads: threads ?? host.cores(),
      version: readVersion(),
      tell: line => {
        if (raw.quiet !== true) console.err.write(`${line}\n`)
      },
      signal: interrupt.signal,
    })
    if (raw.quiet !== true) {
      console.err.write(
        `stopped after ${count(played)} run${played === 1 ? '' : 's'}. Exit ${EXIT.interrupted}.\n`,
      )
    }
    return EXIT.interrupted
  } catch (error) {
    if (error instanceof UsageError) throw error
    const place = withoutPassword(url)
    throw new OurFault(error, `the queue ${place}`, `interlink-sim worker --queue ${place}`)
  } finally {
    interrupt.release()
  }
}
