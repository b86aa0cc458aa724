/** What commands that study a scenario again and again have in common. */
import type { Loaded } from '../../scenario/load.ts'
import { StoppedError } from '../../study/stopped.ts'
import type { Console, Host } from '../console.ts'
import type { CommandName } from '../declared/commands.ts'
import { EXIT, OurFault, UsageError } from '../exit.ts'
import { listenForInterrupt } from '../interrupt.ts'
import { startProgress } from '../progress.ts'

/** What stands at a place of the file, for a message: `hybrid.yaml:24:3: faults[0].mtbf: `. */
export const placeOf = (
  { locate, file }: Pick<Loaded, 'locate' | 'file'>,
  path: readonly (string | number)[],
): string => {
  const place = locate(path)
  const where = place === null ? file : `${file}:${place.line}:${place.column}`
  const name = path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`,
    '',
  )
  return `${where}: ${name}: `
}

/** How a study is told to stop, and tells how far it is. */
interface StudyOptions {
  readonly signal: AbortSignal
  readonly onProgress: (share: number) => void
}

/**
 * Answers a question while its progress is shown; null when it was stopped from outside.
 *
 * @param replay  the command that asks again
 * @throws OurFault when the study failed; one that it throws itself as it is
 */
export const answer = async <D>(
  host: Host,
  console: Console,
  name: CommandName,
  {
    seed,
    replay,
    quiet,
  }: { readonly seed: number; readonly replay: string; readonly quiet: boolean },
  study: (options: StudyOptions) => Promise<D>,
): Promise<D | null> => {
  const output = quiet ? { ...console.err, canRedraw: false } : console.err
  const progress = startProgress(output, null, () => host.uptime(), name)
  const interrupt = listenForInterrupt(host, console, progress.end)
  try {
    return await study({
      signal: interrupt.signal,
      onProgress: share => progress.report({ share, frames: 0 }),
    })
  } catch (error) {
    progress.end()
    if (error instanceof StoppedError) {
      const share = Math.floor((100 * error.done) / error.total)
      console.err.write(
        `stopped at ${share} % of the ${name === 'forecast' ? 'work' : 'replications'}. Exit ${EXIT.interrupted}.\n`,
      )
      return null
    }
    if (error instanceof UsageError || error instanceof OurFault) throw error
    throw new OurFault(error, `seed ${seed}`, replay)
  } finally {
    progress.end()
    interrupt.release()
  }
}
