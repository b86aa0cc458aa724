/** `sweep`: a scenario with all combinations of some values. */
import path from 'node:path'
import { command } from '../../report/command.ts'
import { count } from '../../report/terminal/figures.ts'
import { sweepPageOf } from '../../report/page/studies/sweep.ts'
import { SweepGatherer } from '../../report/sweep/chart.ts'
import { renderSweep } from '../../report/terminal/sweep/summary.ts'
import { printable, shown } from '../../report/terminal/text.ts'
import { formatFault } from '../../scenario/fault.ts'
import { nodeFiles } from '../../scenario/files.ts'
import { StoppedError } from '../../study/stopped.ts'
import { sweep } from '../../study/sweep.ts'
import { combinationsOf } from '../../study/sweep/axes.ts'
import { type SweepDocument, SweepTally } from '../../study/sweep/document.ts'
import { type LoadedSweep, loadSweep } from '../../study/sweep/load.ts'
import { partsOf, questionHash } from '../../study/sweep/question.ts'
import { type Team, gatherTeam } from '../../study/sweep/team.ts'
import { readVersion } from '../../version.ts'
import type { Console, Host } from '../console.ts'
import { EXIT, type Exit, OurFault, UsageError } from '../exit.ts'
import { WriteFailure } from '../files/failure.ts'
import { makeFolder, removeFolders } from '../files/folder.ts'
import { Journal } from '../files/journal.ts'
import { listenForInterrupt } from '../interrupt.ts'
import { startProgress } from '../progress.ts'
import { type SweepFiles, openSweepFiles } from '../sweep-files.ts'
import {
  COMBINATIONS_MAX,
  type RawSweepOptions,
  type SweepOptions,
  readSweepOptions,
  sweepWords,
} from '../sweep-options.ts'
import { checkNamed, writeFaults } from './scenario.ts'
import { documentText } from './study.ts'

/** The folder as a place: `out/`. */
const placeOf = (folder: string): string => (folder.endsWith('/') ? folder : `${folder}/`)

/** @throws UsageError when there are more combinations than anyone means without saying so */
const checkCount = ({ axes, file }: LoadedSweep, { most }: SweepOptions): number => {
  const combinations = combinationsOf(axes)
  if (combinations <= most) return combinations
  const factors = axes.map(({ values }) => count(values.length)).join(' × ')
  const remedy =
    combinations > COMBINATIONS_MAX
      ? `at most ${count(COMBINATIONS_MAX)} can be; leave values out`
      : `leave values out, or say --confirm ${combinations} if so many are meant`
  throw new UsageError(
    `${file}: ${factors} values are ${count(combinations)} combinations; ${remedy}`,
  )
}

/** What is said while combinations are played, and how it ends early. */
interface Stage {
  readonly host: Host
  readonly console: Console
  readonly options: SweepOptions
  readonly replay: string
  /** Hash of the question. */
  readonly question: string
}

/** Gathers who plays: threads of this machine, or workers that listen to a queue. */
const teamFor = async (
  sweeping: LoadedSweep,
  journal: Journal,
  { host, options, question }: Stage,
  tell: (line: string) => void,
  signal: AbortSignal,
): Promise<Team> => {
  const { loaded, axes, replications } = sweeping
  const { queue: url, threads } = options
  if (url !== null) {
    const { PATIENCE, gatherWorkers } = await import('../queue/team.ts')
    return gatherWorkers({
      url,
      question,
      replications,
      version: readVersion(),
      patience: PATIENCE,
      tell,
    })
  }
  const left = combinationsOf(axes) - journal.count
  return gatherTeam(loaded, replications, left, threads ?? host.cores(), signal)
}

/**
 * Plays what the journal has not; whether all is done now.
 *
 * @throws WriteFailure when the journal cannot be written
 * @throws OurFault     when the study failed
 */
const playRest = async (loaded: LoadedSweep, journal: Journal, stage: Stage): Promise<boolean> => {
  const { host, console, options, replay } = stage
  const { out, quiet } = options
  const total = combinationsOf(loaded.axes)
  const found = journal.count
  if (found > 0 && !quiet) {
    console.err.write(
      `sweep resumed: ${count(found)} of ${count(total)} runs found in ${placeOf(out)}, none repeated\n`,
    )
  }
  if (found === total) return true
  const output = quiet ? { ...console.err, canRedraw: false } : console.err
  const progress = startProgress(output, null, () => host.uptime(), 'sweep')
  const interrupt = listenForInterrupt(host, console, progress.end)
  const tell = (): void => {
    const done = journal.count
    progress.report({ share: done / total, frames: 0, runs: { done, total, found } })
  }
  // Time goes on while a run takes long.
  const teller = setInterval(tell, 500)
  let team: Team | null = null
  try {
    team = await teamFor(
      loaded,
      journal,
      stage,
      line => {
        if (!quiet) console.err.write(`${output.canRedraw ? '\r\u001b[K' : ''}${line}\n`)
      },
      interrupt.signal,
    )
    await sweep(loaded, {
      team,
      isKnown: index => journal.has(index),
      take: (index, outcome) => {
        journal.add(index, outcome)
        tell()
      },
      signal: interrupt.signal,
    })
    return true
  } catch (error) {
    progress.end()
    if (error instanceof WriteFailure || error instanceof UsageError) throw error
    if (error instanceof StoppedError) {
      const kept = `${count(journal.count)} of ${count(total)} runs`
      const where = journal.count > 0 ? `, which ${placeOf(out)} keeps; start again to go on` : ''
      console.err.write(`stopped after ${kept}${where}. Exit ${EXIT.interrupted}.\n`)
      return false
    }
    throw new OurFault(error, `seed ${loaded.loaded.scenario.seed}`, replay)
  } finally {
    clearInterval(teller)
    progress.end()
    interrupt.release()
    await team?.end()
  }
}

const print = (
  { out, err }: Console,
  { file, loaded }: LoadedSweep,
  document: SweepDocument,
  options: SweepOptions,
  raw: RawSweepOptions,
  wrote: readonly string[],
): void => {
  if (options.quiet && options.format !== 'json') return
  const warnings = loaded.warnings.map(formatFault).map(printable)
  if (options.format === 'json') {
    out.write(documentText(document))
    if (options.quiet) return
    for (const line of warnings) err.write(`! ${shown(err.surface, line)}\n`)
    return
  }
  const words = sweepWords(raw)
  const version = readVersion()
  out.write(
    renderSweep(
      { document, file, options: words, version, warnings, scenario: loaded.file, wrote },
      out.surface,
    ),
  )
}

/** Everything that is done, put into the files; what it comes to, and their names. */
const writeAll = (
  loaded: LoadedSweep,
  journal: Journal,
  files: SweepFiles,
): { readonly document: SweepDocument; readonly wrote: readonly string[] } => {
  const tally = new SweepTally(loaded)
  const gatherer = new SweepGatherer()
  let index = 0
  try {
    for (const outcome of journal.outcomes()) {
      files.add({ index: index++, outcome })
      tally.take(outcome)
      gatherer.take(outcome)
    }
    const document = tally.document()
    const text = documentText(document)
    // The page is of the document as anyone reads it back.
    const read = JSON.parse(text) as SweepDocument
    const page = sweepPageOf(read, gatherer.chart(read), readVersion())
    return { document, wrote: files.appear(text, page) }
  } catch (error) {
    if (!(error instanceof WriteFailure)) throw error
    throw new WriteFailure(
      `${error.message}; all runs are kept in ${journal.name}: start again to write the files`,
    )
  }
}

/**
 * Plays all combinations that are not done yet, writes the files and prints what it comes to.
 *
 * @throws UsageError   when the command line is wrong, or asks for too much
 * @throws WriteFailure when a file cannot be written; what is done stays in the journal
 * @throws OurFault     when the study failed
 */
export const sweepCommand = async (
  host: Host,
  console: Console,
  file: string,
  raw: RawSweepOptions,
): Promise<Exit> => {
  const options = readSweepOptions(raw)
  checkNamed('sweep', [file])
  const { out, allowRead } = options
  const result = loadSweep(file, { files: nodeFiles, allowRead })
  if (!result.ok) {
    writeFaults(console.err, result)
    return EXIT.input
  }
  const loaded = result.sweep
  const combinations = checkCount(loaded, options)
  const replay = command('sweep', file, ...sweepWords(raw))
  const version = readVersion()
  const made = makeFolder(out)
  let [files, journal]: [SweepFiles | null, Journal | null] = [null, null]
  let wasStopped = false
  try {
    files = openSweepFiles(out, loaded, `interlink-sim version ${version}`)
    const parts = partsOf(loaded, version)
    journal = new Journal(path.join(out, 'sweep.journal'), parts, combinations)
    const question = questionHash(parts)
    if (!(await playRest(loaded, journal, { host, console, options, replay, question }))) {
      wasStopped = true
      return EXIT.interrupted
    }
    const { document, wrote } = writeAll(loaded, journal, files)
    print(console, loaded, document, options, raw, wrote)
    return EXIT.done
  } finally {
    journal?.close()
    files?.abandon()
    removeFolders(made)
    // What talks to a queue that is away would keep a process for seconds that nobody waits for.
    if (wasStopped && options.queue !== null) host.exit(EXIT.interrupted)
  }
}
