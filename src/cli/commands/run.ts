/** `run`: simulates a scenario and judges its objectives. */
import path from 'node:path'
import { fedBy } from '../../model/fed-by.ts'
import { isDrawn } from '../../model/chance.ts'
import type { Scenario } from '../../model/scenario.ts'
import type { ResultDocument } from '../../sim/result/document.ts'
import type { Loaded } from '../../scenario/load.ts'
import { stoppedAt } from '../../report/progress-line.ts'
import { failureWarnings } from '../../report/failures.ts'
import { resultText } from '../../report/files/result.ts'
import type { GatheredSeries } from '../../report/page/series/gather.ts'
import type { PageInput } from '../../report/page/view.ts'
import { renderQuiet } from '../../report/quiet.ts'
import { renderSummary } from '../../report/terminal/summary.ts'
import { replicationWarnings } from '../../report/replications.ts'
import { count } from '../../report/terminal/figures.ts'
import { printable, shown } from '../../report/terminal/text.ts'
import { vacuousWarnings } from '../../report/vacuous.ts'
import { formatFault } from '../../scenario/fault.ts'
import { InterruptedError } from '../../sim/invariant.ts'
import { type Simulation, complete, run } from '../../sim/run.ts'
import { toSeconds } from '../../units.ts'
import type { Console, Host } from '../console.ts'
import { EXIT, type Exit, UsageError } from '../exit.ts'
import { WriteFailure } from '../files/failure.ts'
import { checkDrawable, drawFigures } from '../figures.ts'
import { listenForInterrupt } from '../interrupt.ts'
import { meant } from '../nearest.ts'
import { type RawRunOptions, type RunOptions, readRunOptions, wordsOf } from '../options.ts'
import { type Outputs, type PageOutput, type Wrote, openOutputs } from '../outputs.ts'
import { type ProgressReporter, startProgress } from '../progress.ts'
import { readVersion } from '../../version.ts'
import { simulateEach } from './fail-each.ts'
import { faultOfRun } from './faults.ts'
import { type Manner, simulateAgain } from './replicate.ts'
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

/** The most rows of series.csv and ports.csv together: some 700 MB. */
const SERIES_ROWS_MAX = 10_000_000

/** Simulates; null when it was stopped from outside. */
const simulate = async (
  host: Host,
  console: Console,
  loaded: Loaded,
  { quiet, kernel, threads, replay }: Manner,
  recording: Outputs['recording'],
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
      {
        clock,
        kernel,
        threads,
        onProgress: progress.report,
        signal: interrupt.signal,
        ...recording,
      },
    )
  } catch (error) {
    if (error instanceof InterruptedError) {
      progress.end()
      const share = error.totalPs === 0 ? 0 : error.simulatedPs / error.totalPs
      console.err.write(`${stoppedAt(share, total)}. Exit ${EXIT.interrupted}.\n`)
      return null
    }
    if (error instanceof WriteFailure) throw error
    throw faultOfRun(error, scenario.seed, replay)
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
  wrote: readonly string[],
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
      options.format === 'json' ? resultText(document) : renderQuiet(context, locate, file),
    )
    if (!options.quiet) warn(warnings)
    // That nothing was judged, or is not known as asked, must not pass for a yes, however little is asked to be printed.
    warn([
      ...vacuousWarnings(context, locate, file),
      ...replicationWarnings(context),
      ...failureWarnings(context),
    ])
    return
  }
  const { version } = document.run
  const words = wordsOf(raw)
  const input = { scenario, document, locate, file, options: words, version, warnings, wrote }
  console.out.write(renderSummary(input, surface))
}

/** The files that a run reads. */
const filesOf = ({ file, inputs }: Loaded): readonly string[] => [
  file,
  ...inputs.map(input => path.join(path.dirname(file), input.file)),
]

/** Every flow that traffic feeds: `web:toCloud`. */
const flowsOf = (scenario: Scenario): ReadonlySet<string> =>
  new Set(
    scenario.traffic.flatMap(demand =>
      fedBy(demand, scenario).map(interlink => `${interlink}:${demand.direction}`),
    ),
  )

/** @throws UsageError when what is asked to be recorded is not in the scenario, or is too much */
const checkRecording = (scenario: Scenario, { out, traceFlows }: RunOptions): void => {
  const flows = flowsOf(scenario)
  const faults = (traceFlows ?? [])
    .map(({ interlink, direction }) => `${interlink}:${direction}`)
    .filter(flow => !flows.has(flow))
    .map(flow => {
      const known = meant(flow, [...flows])
      const hint =
        known === null ? 'its form is ID:toCustomer or ID:toCloud' : `the nearest is ${known}`
      return `--trace-flow: no traffic is ${JSON.stringify(flow)}; ${hint}`
    })
  const intervals = Math.ceil(scenario.duration / scenario.seriesInterval)
  const rows = intervals * (flows.size + 2 * scenario.world.connections.length)
  if (out !== null && rows > SERIES_ROWS_MAX) {
    faults.push(
      `--out: series.csv and ports.csv would have ${count(rows)} rows, above the limit of ` +
        `${count(SERIES_ROWS_MAX)}; lengthen series.interval`,
    )
  }
  if (faults.length > 0) throw new UsageError(faults.join('\n'))
}

/** @throws UsageError when what is asked for is of frames, and fluid has none */
const checkEngine = (
  scenario: Scenario,
  { engine, kernel, trace, replications }: RunOptions,
): void => {
  if (scenario.engine === 'packet') return
  const where = engine === null ? 'engine: fluid of the scenario' : '--engine fluid'
  const faults = [
    ...(trace === null
      ? []
      : [`--trace: ${where} has no frames to write; a trace needs --engine packet`]),
    ...(kernel === 'auto'
      ? []
      : [`--kernel: ${kernel} simulates frames, and ${where} has none; leave it out`]),
    ...(replications === null || isDrawn(scenario)
      ? []
      : [
          `${replications.precision === null ? '--replications' : '--until-precision'}: with ${where} ` +
            'nothing is drawn, and one run says all; leave it out, or use --engine packet',
        ]),
  ]
  if (faults.length > 0) throw new UsageError(faults.join('\n'))
}

/** How the page of a run is made; loaded only where there will be one. */
const pageOutput = async (
  { scenario }: Loaded,
  figures: RunOptions['figures'],
): Promise<PageOutput> => {
  const { pageOf } = await import('../../report/page/page.ts')
  const { readScenario } = await import('../../report/page/scenario.ts')
  const { duration, seriesInterval, world } = scenario
  const inputOf = (document: ResultDocument, series: GatheredSeries): PageInput => ({
    document,
    scenario: readScenario(document),
    series,
    version: readVersion(),
  })
  return {
    shape: {
      flows: flowsOf(scenario).size,
      ports: 2 * world.connections.length,
      intervals: Math.ceil(duration / seriesInterval),
      interval: toSeconds(seriesInterval),
    },
    make: (document, series) => pageOf(inputOf(document, series)),
    draw:
      figures === null
        ? null
        : (document, series, signal) =>
            drawFigures({ kind: 'run', input: inputOf(document, series) }, figures, signal),
  }
}

/** Writes what was asked for; null where it was stopped from outside while figures were drawn. */
const writeAll = async (
  host: Host,
  console: Console,
  outputs: Outputs,
  document: ResultDocument,
  { figures, quiet }: RunOptions,
): Promise<Wrote | null> => {
  const interrupt = figures === null ? null : listenForInterrupt(host, console, () => {})
  try {
    const wrote = await outputs.complete(document, interrupt?.signal ?? null)
    if (wrote === null) {
      console.err.write(
        `stopped while figures were drawn; nothing is written. Exit ${EXIT.interrupted}.\n`,
      )
    } else if (wrote.left !== '' && !quiet) {
      console.err.write(`${shown(console.err.surface, printable(wrote.left))}\n`)
    }
    return wrote
  } finally {
    interrupt?.release()
  }
}

/**
 * Runs a scenario.
 *
 * @param named  the scenario file; undefined: the only one of the current folder
 * @throws UsageError  when the command line is wrong
 * @throws WriteFailure  when a file cannot be written
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
  const { seed, duration, engine } = options
  const overrides = {
    ...(seed === null ? {} : { seed }),
    ...(duration === null ? {} : { duration }),
    ...(engine === null ? {} : { engine }),
  }
  const result = loadFile(file, options.allowRead, overrides, options.trace !== null)
  if (!result.ok) {
    writeFaults(console.err, result)
    if (result.faults.some(({ path }) => path === 'duration') && raw.duration !== undefined) {
      console.err.write(`--duration ${raw.duration} stands for the duration of the file\n`)
    }
    return EXIT.input
  }
  const { loaded } = result
  const { scenario } = loaded
  checkEngine(scenario, options)
  checkRecording(scenario, options)
  const replay = ['run', file, ...wordsOf(raw)]
  await checkDrawable(options.figures)
  const page = options.out === null ? null : await pageOutput(loaded, options.figures)
  const outputs = openOutputs({ ...options, start: scenario.start, page }, filesOf(loaded))
  try {
    const { recording } = outputs
    const { replications } = options
    const manner = { ...options, threads: options.threads ?? host.cores(), replay }
    const simulation = options.failEach
      ? await simulateEach(host, console, loaded, manner, replications, recording)
      : replications === null
        ? await simulate(host, console, loaded, manner, recording)
        : await simulateAgain(host, console, loaded, manner, replications, recording)
    if (simulation === null) return EXIT.interrupted
    const document = complete(
      simulation,
      { wall: host.uptime(), version: readVersion(), node: process.version },
      loaded.text,
    )
    const wrote = await writeAll(host, console, outputs, document, options)
    if (wrote === null) return EXIT.interrupted
    print(console, loaded, document, raw, options, wrote.names)
    const { objectives, failures = [] } = document
    const judged = [objectives, ...failures.map(each => each.objectives)].flat()
    return judged.every(({ met }) => met) ? EXIT.done : EXIT.missed
  } finally {
    outputs.abandon()
  }
}
