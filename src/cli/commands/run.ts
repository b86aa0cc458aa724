/** `run`: simulates a scenario and judges its objectives. */
import type { ResultDocument } from '../../sim/result/document.ts'
import type { Loaded } from '../../scenario/load.ts'
import { command } from '../../report/command.ts'
import { stoppedAt } from '../../report/progress-line.ts'
import { renderQuiet } from '../../report/quiet.ts'
import { renderSummary } from '../../report/terminal/summary.ts'
import { printable, shown } from '../../report/terminal/text.ts'
import { vacuousWarnings } from '../../report/vacuous.ts'
import { formatFault } from '../../scenario/fault.ts'
import { InterruptedError, InvariantError } from '../../sim/invariant.ts'
import { type Simulation, complete, run } from '../../sim/run.ts'
import { toSeconds } from '../../units.ts'
import type { Console, Host } from '../console.ts'
import { EXIT, type Exit, OurFault, UsageError } from '../exit.ts'
import { listenForInterrupt } from '../interrupt.ts'
import { type RawRunOptions, type RunOptions, readRunOptions, wordsOf } from '../options.ts'
import { type ProgressReporter, startProgress } from '../progress.ts'
import { readVersion } from '../version.ts'
import { onlyScenario } from './discover.ts'
import { checkNamed, loadFile, writeFaults } from './scenario.ts'

/** The scenario that is meant, named on stderr when the user did not. */
const fileOf = (named: string | undefined, host: Host, { err }: Console): string => {
  if (named === '-') throw new UsageError('run: - found; a scenario is read from a file, not stdin')
  if (named !== undefined) {
    checkNamed('run', [named])
    return named
  }
  const file = onlyScenario(host.cwd())
  err.write(`run: the only scenario here is ${printable(file)}\n`)
  return file
}

/** Simulates; null when it was stopped from outside. */
const simulate = async (
  host: Host,
  console: Console,
  loaded: Loaded,
  quiet: boolean,
  replay: string,
): Promise<Simulation | null> => {
  const { scenario, sha256, inputs } = loaded
  const total = toSeconds(scenario.warmup) + toSeconds(scenario.duration)
  const clock = (): number => host.uptime()
  const progress: ProgressReporter = startProgress(
    quiet ? { ...console.err, canRedraw: false } : console.err,
    total,
    clock,
  )
  const interrupt = listenForInterrupt(host, console, progress.end)
  try {
    return await run(
      { scenario, sha256, inputs },
      { clock, onProgress: progress.report, signal: interrupt.signal },
    )
  } catch (error) {
    if (error instanceof InterruptedError) {
      progress.end()
      const share = error.totalPs === 0 ? 0 : error.simulatedPs / error.totalPs
      console.err.write(`${stoppedAt(share, total)}. Exit ${EXIT.interrupted}.\n`)
      return null
    }
    const at =
      error instanceof InvariantError
        ? `, at ${toSeconds(error.simulated as never)} s simulated`
        : ''
    throw new OurFault(error, `seed ${scenario.seed}${at}`, replay)
  } finally {
    progress.end()
    interrupt.release()
  }
}

const print = (
  console: Console,
  loaded: Loaded,
  document: ResultDocument,
  raw: RawRunOptions,
  options: RunOptions,
): void => {
  const { scenario, locate, file } = loaded
  const { surface } = console.out
  const warnings = loaded.warnings.map(formatFault).map(printable)
  const context = { scenario, document }
  const warn = (lines: readonly string[]): void => {
    for (const line of lines) console.err.write(`! ${shown(console.err.surface, line)}\n`)
  }
  if (options.format === 'json' || options.quiet) {
    console.out.write(
      options.format === 'json'
        ? `${JSON.stringify(document, null, 2)}\n`
        : renderQuiet(context, locate, file),
    )
    if (!options.quiet) warn(warnings)
    // That nothing was judged must not pass for a yes, however little is asked to be printed.
    warn(vacuousWarnings(context, locate, file))
    return
  }
  const { version } = document.run
  const words = wordsOf(raw)
  const input = { scenario, document, locate, file, options: words, version, warnings }
  console.out.write(renderSummary(input, surface))
}

/**
 * Runs a scenario.
 *
 * @param named  the scenario file; undefined: the only one of the current folder
 * @throws UsageError  when the command line is wrong
 * @throws OurFault    when the simulation failed
 */
export const runCommand = async (
  host: Host,
  console: Console,
  named: string | undefined,
  raw: RawRunOptions,
): Promise<Exit> => {
  const options = readRunOptions(raw)
  const file = fileOf(named, host, console)
  const { seed, duration } = options
  const result = loadFile(file, options.allowRead, {
    ...(seed === null ? {} : { seed }),
    ...(duration === null ? {} : { duration }),
  })
  if (!result.ok) {
    writeFaults(console.err, result)
    if (result.faults.some(({ path }) => path === 'duration') && raw.duration !== undefined) {
      console.err.write(`--duration ${raw.duration} stands for the duration of the file\n`)
    }
    return EXIT.input
  }
  const { loaded } = result
  const replay = command('run', file, ...wordsOf(raw), '--seed', String(loaded.scenario.seed))
  const simulation = await simulate(host, console, loaded, options.quiet, replay)
  if (simulation === null) return EXIT.interrupted
  const document = complete(simulation, {
    wall: host.uptime(),
    version: readVersion(),
    node: process.version,
  })
  print(console, loaded, document, raw, options)
  return document.objectives.every(({ met }) => met) ? EXIT.done : EXIT.missed
}
