/** Values of `run`'s options: every one is checked, and all that are wrong are named at once. */
import { DIRECTIONS } from '../model/direction.ts'
import { ENGINES, type Engine } from '../model/scenario.ts'
import { KERNELS, type KernelChoice } from '../sim/kernel/choice.ts'
import { THREADS_MAX } from '../sim/threads/shares.ts'
import type { FlowName } from '../sim/trace/lane-trace.ts'
import {
  BATCH,
  CAP_DEFAULT,
  CONFIDENCE_DEFAULT,
  type Question,
  REPLICATIONS_MAX,
} from '../study/replications/question.ts'
import type { Ps } from '../units.ts'
import { explainQuantity, parseQuantity } from '../quantity.ts'
import { UsageError } from './exit.ts'
import { FIGURE_KINDS, type FigureKind } from './figures.ts'
import { either } from './declared/declaration.ts'
import { readDuration } from './duration.ts'
import { folderFaults } from './folders.ts'

/** Options as commander hands them over. */
export interface RawRunOptions {
  readonly format?: string
  readonly seed?: string
  readonly duration?: string
  readonly engine?: string
  readonly kernel?: string
  readonly threads?: string
  readonly replications?: string
  readonly confidence?: string
  readonly untilPrecision?: string
  readonly failEach?: boolean
  readonly allowRead?: readonly string[]
  readonly quiet?: boolean
  readonly out?: string
  readonly figures?: string
  readonly trace?: string
  readonly traceFlow?: readonly string[]
}

/** Options that were understood; null leaves what the scenario says. */
export interface RunOptions {
  readonly format: 'text' | 'json'
  readonly seed: number | null
  readonly duration: Ps | null
  readonly engine: Engine | null
  /** Which kernel simulates frames. */
  readonly kernel: KernelChoice
  /** At most so many threads play lanes; null: as many as there are cores. */
  readonly threads: number | null
  /** Several runs instead of one; null: one. */
  readonly replications: Pick<Question, 'replications' | 'confidence' | 'precision'> | null
  /** The scenario again without each of its connections. */
  readonly failEach: boolean
  readonly allowRead: readonly string[]
  readonly quiet: boolean
  /** Folder for the result and its series; null: not written. */
  readonly out: string | null
  /** Each chart as a file of this kind beside the page; null: none is drawn. */
  readonly figures: FigureKind | null
  /** File of the trace; null: not written. */
  readonly trace: string | null
  /** Flows that are traced; null: all. */
  readonly traceFlows: readonly FlowName[] | null
}

const SEED_MAX = 2 ** 32 - 1

/** A whole number in decimal digits, or null. */
const whole = (text: string): number | null => (/^\d{1,15}$/.test(text) ? Number(text) : null)

/**
 * Reads the options of `run`.
 *
 * @throws UsageError naming every option whose value is wrong, what was found and what is needed
 */
export const readRunOptions = (raw: RawRunOptions): RunOptions => {
  const faults: string[] = []
  const refuse = (option: string, found: string, needed: string): null => {
    faults.push(`${option}: ${JSON.stringify(found)} found; ${needed}`)
    return null
  }
  const choice = (option: string, found: string | undefined, known: readonly string[]): void => {
    if (found === undefined || known.includes(found)) return
    refuse(option, found, `${either(known)} is needed`)
  }
  choice('--format', raw.format, ['text', 'json'])
  choice('--engine', raw.engine, ENGINES)
  choice('--kernel', raw.kernel, KERNELS)
  choice('--figures', raw.figures, FIGURE_KINDS)

  const numberOf = (
    option: string,
    text: string | undefined,
    least: number,
    most: number,
  ): number | null => {
    if (text === undefined) return null
    const value = whole(text)
    if (value !== null && value >= least && value <= most) return value
    return refuse(option, text, `a whole number from ${least} to ${most} is needed`)
  }
  const durationOf = (text: string | undefined): Ps | null => {
    if (text === undefined) return null
    const read = readDuration(text)
    if (read.ok) return read.duration
    faults.push(`--duration: ${read.problem}`)
    return null
  }
  const pathOf = (option: string, text: string | undefined): string | null => {
    if (text === undefined) return null
    if (text === '') return refuse(option, text, 'a path is needed')
    return text.includes('\0') ? refuse(option, text, 'a path has no NUL character') : text
  }
  const flowOf = (text: string): readonly FlowName[] => {
    const [interlink = '', named = '', ...rest] = text.split(':')
    const direction = DIRECTIONS.find(each => each === named)
    if (interlink !== '' && direction !== undefined && rest.length === 0) {
      return [{ interlink, direction }]
    }
    refuse('--trace-flow', text, 'ID:toCustomer or ID:toCloud is needed')
    return []
  }
  if (raw.traceFlow !== undefined && raw.trace === undefined) {
    faults.push('--trace-flow: without --trace FILE.pcap there is no trace')
  }
  if (raw.figures !== undefined && raw.out === undefined) {
    faults.push('--figures: without --out DIR there is no folder for them')
  }
  const shareOf = (option: string, text: string | undefined): number | null => {
    if (text === undefined) return null
    const parsed = parseQuantity(text, 'share')
    if (!parsed.ok && parsed.fault.kind !== 'too-large') {
      const { problem, remedy } = explainQuantity(parsed.fault)
      faults.push(`${option}: ${problem}; ${remedy}`)
      return null
    }
    if (parsed.ok && parsed.value > 0 && parsed.value < 1) return parsed.value
    return refuse(option, text, 'more than 0% and less than 100% is needed')
  }
  const replicationsOf = (): RunOptions['replications'] => {
    const count = numberOf('--replications', raw.replications, 1, REPLICATIONS_MAX)
    const confidence = shareOf('--confidence', raw.confidence)
    const precision = shareOf('--until-precision', raw.untilPrecision)
    if (raw.replications === undefined && raw.untilPrecision === undefined) {
      if (raw.confidence !== undefined) {
        faults.push('--confidence: a single run has no interval; add --replications N')
      }
      return null
    }
    if (raw.trace !== undefined) {
      faults.push(
        '--trace: a trace is of one run; leave --replications and --until-precision out, and name ' +
          'the run by --seed',
      )
    }
    if (precision !== null && count !== null && count < BATCH) {
      refuse('--replications', raw.replications!, `--until-precision needs at least ${BATCH}`)
    }
    return {
      replications: count ?? CAP_DEFAULT,
      confidence: confidence ?? CONFIDENCE_DEFAULT,
      precision,
    }
  }
  const options: RunOptions = {
    format: raw.format === 'json' ? 'json' : 'text',
    seed: numberOf('--seed', raw.seed, 0, SEED_MAX),
    duration: durationOf(raw.duration),
    engine: ENGINES.find(each => each === raw.engine) ?? null,
    kernel: KERNELS.find(each => each === raw.kernel) ?? 'auto',
    threads: numberOf('--threads', raw.threads, 1, THREADS_MAX),
    replications: replicationsOf(),
    failEach: raw.failEach === true,
    allowRead: raw.allowRead ?? [],
    quiet: raw.quiet === true,
    out: pathOf('--out', raw.out),
    figures: FIGURE_KINDS.find(each => each === raw.figures) ?? null,
    trace: pathOf('--trace', raw.trace),
    traceFlows: raw.traceFlow?.flatMap(flowOf) ?? null,
  }
  faults.push(...folderFaults(options.allowRead))
  if (faults.length > 0) throw new UsageError(faults.join('\n'))
  return options
}

/** The options that change what is simulated, other than the seed, as words of a command. */
export const wordsOf = (raw: RawRunOptions): readonly string[] => [
  ...(raw.duration === undefined ? [] : ['--duration', raw.duration]),
  ...(raw.engine === undefined ? [] : ['--engine', raw.engine]),
  ...(raw.allowRead ?? []).flatMap(folder => ['--allow-read', folder]),
]
