/** What commands that study a scenario again and again have in common. */
import path from 'node:path'
import type { Surface } from '../../report/terminal/style.ts'
import { printable, shown } from '../../report/terminal/text.ts'
import type { Loaded } from '../../scenario/load.ts'
import { StoppedError } from '../../study/stopped.ts'
import type { Console, Host } from '../console.ts'
import type { CommandName } from '../declared/commands.ts'
import { EXIT, OurFault, UsageError } from '../exit.ts'
import { listenForInterrupt } from '../interrupt.ts'
import { startProgress } from '../progress.ts'
import type { StudyOptions } from '../study-options.ts'

/** What stands at a place of the file, for a message: `hybrid.yaml:24:3: faults[0].mtbf: `. */
export const placeOf = (
  { locate, file }: Pick<Loaded, 'locate' | 'file'>,
  at: readonly (string | number)[],
): string => {
  const place = locate(at)
  const where = place === null ? file : `${file}:${place.line}:${place.column}`
  const name = at.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`,
    '',
  )
  return `${where}: ${name}: `
}

/** How a study is told to stop, and tells how far it is. */
interface Telling {
  readonly signal: AbortSignal
  readonly onProgress: (share: number) => void
}

/** How far a study was when it was stopped, behind `stopped`. */
type Stopped = (error: StoppedError) => string

/** Stopped at a share: `at 40 % of the replications`. */
export const atShareOf =
  (what: string): Stopped =>
  ({ done, total }) =>
    `at ${Math.floor((100 * done) / total)} % of the ${what}`

/** Files of a scenario that a study reads. */
export const filesRead = ({ file, inputs }: Loaded): readonly string[] => [
  file,
  ...inputs.map(input => path.join(path.dirname(file), input.file)),
]

/** A document as its file has it. */
export const documentText = (document: object): string => `${JSON.stringify(document, null, 2)}\n`

/** What is told of a study that is done. */
export interface Told {
  /** The document as its file has it. */
  readonly text: string
  /** What `--quiet` prints, and what may not even then be left unsaid. */
  readonly quiet: string
  readonly remarks: readonly string[]
  /** Of the scenarios, and all else that a reader of the document must know, a line each. */
  readonly warnings: readonly string[]
  readonly summary: (surface: Surface) => string
}

/** Prints what is asked for: the summary, the document, or hardly anything. */
export const printStudy = (
  { out, err }: Console,
  { format, quiet }: Pick<StudyOptions, 'format' | 'quiet'>,
  told: Told,
): void => {
  const warn = (lines: readonly string[]): void => {
    for (const line of lines) err.write(`! ${shown(err.surface, printable(line))}\n`)
  }
  if (quiet) {
    out.write(told.quiet)
    warn(told.remarks)
  } else if (format === 'json') {
    out.write(told.text)
    warn(told.warnings)
  } else out.write(told.summary(out.surface))
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
    stopped = atShareOf('replications'),
  }: {
    readonly seed: number
    readonly replay: string
    readonly quiet: boolean
    readonly stopped?: Stopped
  },
  study: (options: Telling) => Promise<D>,
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
      console.err.write(`stopped ${stopped(error)}. Exit ${EXIT.interrupted}.\n`)
      return null
    }
    if (error instanceof UsageError || error instanceof OurFault) throw error
    throw new OurFault(error, `seed ${seed}`, replay)
  } finally {
    progress.end()
    interrupt.release()
  }
}
