/** `plan`: what must be bought so that every objective is met. */
import { command } from '../../report/command.ts'
import { count } from '../../report/terminal/figures.ts'
import { planPageOf } from '../../report/page/studies/plan.ts'
import { renderPlan } from '../../report/terminal/plan/summary.ts'
import { printable } from '../../report/terminal/text.ts'
import { formatFault } from '../../scenario/fault.ts'
import type { Loaded } from '../../scenario/load.ts'
import { PlanError, plan } from '../../study/plan.ts'
import type { PlanDocument } from '../../study/plan/document.ts'
import { ReplicationError } from '../../study/replications/fault.ts'
import { readVersion } from '../../version.ts'
import type { Console, Host } from '../console.ts'
import { EXIT, type Exit, OurFault, UsageError } from '../exit.ts'
import {
  type PlanOptions,
  type RawPlanOptions,
  planWords,
  readPlanOptions,
} from '../plan-options.ts'
import { openStudyOutputs } from '../study-outputs.ts'
import { checkNamed, loadFile, writeFaults } from './scenario.ts'
import { answer, documentText, filesRead, placeOf, printStudy } from './study.ts'

/**
 * Searches.
 *
 * @throws UsageError where the question has no sense for this scenario
 * @throws OurFault   when a replication failed
 */
const search = async (
  host: Host,
  loaded: Loaded,
  options: PlanOptions,
  replay: string,
  { signal, onProgress }: Parameters<Parameters<typeof answer>[4]>[0],
): Promise<PlanDocument> => {
  const { threads, find, subject, direction, step, replications, confidence, kernel } = options
  try {
    return await plan(
      { loaded, find, subject, direction, step, replications, confidence, kernel },
      {
        threads: threads ?? host.cores(),
        signal,
        onProgress: ({ share }) => onProgress(share),
      },
    )
  } catch (error) {
    if (error instanceof PlanError)
      throw new UsageError(`${placeOf(loaded, error.path)}${error.message}`)
    if (!(error instanceof ReplicationError)) throw error
    throw new OurFault(error.cause, `seed ${error.seed}`, replay)
  }
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
  const { scenario, locate } = loaded
  const words = planWords(raw)
  const replay = command('plan', file, ...words, '--seed', String(scenario.seed))
  const outputs = openStudyOutputs(options.out, 'plan.json', filesRead(loaded))
  try {
    const document = await answer(
      host,
      console,
      'plan',
      {
        seed: scenario.seed,
        replay,
        quiet: options.quiet,
        stopped: ({ done, total }) => `after ${count(done)} of about ${count(total)} values`,
      },
      each => search(host, loaded, options, replay, each),
    )
    if (document === null) return EXIT.interrupted
    const version = readVersion()
    const text = documentText(document)
    const wrote = outputs.complete(text, read => planPageOf(read as PlanDocument, version))
    const warnings = loaded.warnings.map(formatFault).map(printable)
    printStudy(console, options, {
      text,
      quiet: document.answer === null ? '' : `${document.answer}\n`,
      remarks: [],
      warnings,
      summary: surface =>
        renderPlan(
          { scenario, document, locate, file, options: words, version, warnings, wrote },
          surface,
        ),
    })
    return document.answer === null ? EXIT.missed : EXIT.done
  } finally {
    outputs.abandon()
  }
}
