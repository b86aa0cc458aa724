/** `plan`: what must be bought so that every objective is met. */
import { command } from '../../report/command.ts'
import { count } from '../../report/terminal/figures.ts'
import { renderPlan } from '../../report/terminal/plan/summary.ts'
import { printable, shown } from '../../report/terminal/text.ts'
import { formatFault } from '../../scenario/fault.ts'
import type { Loaded } from '../../scenario/load.ts'
import { PlanError, plan } from '../../study/plan.ts'
import type { PlanDocument } from '../../study/plan/document.ts'
import { ReplicationError } from '../../study/replications/fault.ts'
import { StoppedError } from '../../study/stopped.ts'
import { readVersion } from '../../version.ts'
import type { Console, Host } from '../console.ts'
import { EXIT, type Exit, OurFault, UsageError } from '../exit.ts'
import { listenForInterrupt } from '../interrupt.ts'
import {
  type PlanOptions,
  type RawPlanOptions,
  planWords,
  readPlanOptions,
} from '../plan-options.ts'
import { startProgress } from '../progress.ts'
import { checkNamed, loadFile, writeFaults } from './scenario.ts'
import { placeOf } from './study.ts'

/**
 * Searches while its progress is shown; null when it was stopped from outside.
 *
 * @throws UsageError where the question has no sense for this scenario
 * @throws OurFault   when a replication failed
 */
const search = async (
  host: Host,
  console: Console,
  loaded: Loaded,
  options: PlanOptions,
  replay: string,
): Promise<PlanDocument | null> => {
  const { quiet, threads, find, subject, direction, step, replications, confidence, kernel } =
    options
  const output = quiet ? { ...console.err, canRedraw: false } : console.err
  const progress = startProgress(output, null, () => host.uptime(), 'plan')
  const interrupt = listenForInterrupt(host, console, progress.end)
  try {
    return await plan(
      { loaded, find, subject, direction, step, replications, confidence, kernel },
      {
        threads: threads ?? host.cores(),
        signal: interrupt.signal,
        onProgress: ({ share }) => progress.report({ share, frames: 0 }),
      },
    )
  } catch (error) {
    progress.end()
    if (error instanceof PlanError)
      throw new UsageError(`${placeOf(loaded, error.path)}${error.message}`)
    if (error instanceof StoppedError) {
      console.err.write(
        `stopped after ${count(error.done)} of about ${count(error.total)} values. ` +
          `Exit ${EXIT.interrupted}.\n`,
      )
      return null
    }
    const seed = error instanceof ReplicationError ? error.seed : loaded.scenario.seed
    throw new OurFault(
      error instanceof ReplicationError ? error.cause : error,
      `seed ${seed}`,
      replay,
    )
  } finally {
    progress.end()
    interrupt.release()
  }
}

const print = (
  { out, err }: Console,
  loaded: Loaded,
  document: PlanDocument,
  options: PlanOptions,
  raw: RawPlanOptions,
): void => {
  const warnings = loaded.warnings.map(formatFault).map(printable)
  if (options.quiet) {
    if (document.answer !== null) out.write(`${document.answer}\n`)
    return
  }
  if (options.format === 'json') {
    out.write(`${JSON.stringify(document, null, 2)}\n`)
    for (const line of warnings) err.write(`! ${shown(err.surface, line)}\n`)
    return
  }
  const { scenario, locate, file } = loaded
  const words = planWords(raw)
  const version = readVersion()
  out.write(
    renderPlan(
      { scenario, document, locate, file, options: words, version, warnings },
      out.surface,
    ),
  )
}

/**
 * Finds the smallest value that meets every objective, and prints it.
 *
 * @throws UsageError when the command line is wrong, or asks for what the scenario has not
 * @throws OurFault   when the study failed
 */
export const planCommand = async (
  host: Host,
  console: Console,
  file: string,
  raw: RawPlanOptions,
): Promise<Exit> => {
  const options = readPlanOptions(raw)
  checkNamed('plan', [file])
  const { seed, duration, allowRead } = options
  const overrides = {
    ...(seed === null ? {} : { seed }),
    ...(duration === null ? {} : { duration }),
  }
  const result = loadFile(file, allowRead, overrides)
  if (!result.ok) {
    writeFaults(console.err, result)
    return EXIT.input
  }
  const { loaded } = result
  if (loaded.scenario.engine === 'fluid' && options.kernel !== 'auto') {
    throw new UsageError(
      `--kernel: ${options.kernel} simulates frames, and engine: fluid of the scenario has none; leave it out`,
    )
  }
  const seedWords = ['--seed', String(loaded.scenario.seed)]
  const replay = command('plan', file, ...planWords(raw), ...seedWords)
  const document = await search(host, console, loaded, options, replay)
  if (document === null) return EXIT.interrupted
  print(console, loaded, document, options, raw)
  return document.answer === null ? EXIT.missed : EXIT.done
}
