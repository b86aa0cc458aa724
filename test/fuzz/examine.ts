/** One input given to the command in every way, and what came of it. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { nodeFiles } from '../../src/scenario/files.ts'
import { load } from '../../src/scenario/load.ts'
import type { Given } from '../cli/host.ts'
import { type Measured, call, callProcess } from './command.ts'
import type { FuzzCase } from './cases.ts'
import { type Outcome, brokenLaws } from './laws.ts'
import { framesOf } from './work.ts'

/** Frames that are simulated to the end; what has more is interrupted. */
const FRAMES_MAX = 50_000
/** When a simulation of too many frames is interrupted, seconds. */
const INTERRUPTION = 0.02

/** What a process may take. */
export interface Limits {
  /** From start to exit, seconds. */
  readonly seconds: number
  /** Resident, bytes. */
  readonly memory: number
}

/** How inputs are examined. */
export interface Examination {
  /** Of the command's own process: what follows the interpreter. */
  readonly program: readonly string[]
  readonly limits: Limits
  /** Seconds within this process from which on the command's own process is asked. */
  readonly suspicious: number
  /** Whether the command's own process is asked in any case. */
  readonly asProcess: boolean
}

/** What came of an input. */
export interface Finding {
  readonly verdict: 'accepted' | 'refused' | 'interrupted'
  /** The longest call within this process, seconds. */
  readonly seconds: number
  /** The longest call as a process, and the most memory that one took; 0: none was made. */
  readonly processSeconds: number
  readonly memory: number
  /** What must not be, in words. */
  readonly broken: readonly string[]
}

/** Writes an input into a folder that holds nothing else. @returns the path of the scenario */
export const place = ({ scenario, files }: FuzzCase, folder: string): string => {
  rmSync(folder, { recursive: true, force: true })
  for (const { name, content } of [...files, scenario]) {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
  }
  return join(folder, scenario.name)
}

/** Seconds after which a run is interrupted; null: it ends by itself. */
const interruptionOf = (path: string): number | null => {
  const result = load(path, { files: nodeFiles, allowRead: [] })
  if (!result.ok) return null
  return framesOf(result.loaded) > FRAMES_MAX ? INTERRUPTION : null
}

const PIPES: Given = {}

/** A process is measured again up to so often: what else the machine does makes it only slower. */
const ATTEMPTS = 3

/** The least of some attempts to keep the limit. */
const leastOf = (attempt: () => Measured, { seconds }: Limits): Measured => {
  let best = attempt()
  for (let i = 1; i < ATTEMPTS && best.seconds > seconds && best.exit !== null; i++) {
    const again = attempt()
    if (again.seconds < best.seconds) best = again
  }
  return best
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`

/** What a process of its own says to the same calls. */
const measured = (
  calls: readonly { readonly outcome: Outcome; readonly given: Given }[],
  { program, limits }: Examination,
): { seconds: number; memory: number; broken: string[] } => {
  let [seconds, memory] = [0, 0]
  const broken: string[] = []
  for (const { outcome, given } of calls) {
    const { args, exit } = outcome
    const own = leastOf(() => callProcess(program, args, given), limits)
    seconds = Math.max(seconds, own.seconds)
    memory = Math.max(memory, own.memory)
    const name = `process ${args.join(' ')}`
    if (own.exit !== exit)
      broken.push(`${name}: exit ${own.exit}, not ${exit}: ${own.err.slice(0, 300)}`)
    if (own.seconds > limits.seconds) broken.push(`${name}: ${own.seconds.toFixed(2)} s`)
    if (own.memory > limits.memory) broken.push(`${name}: ${megabytes(own.memory)}`)
    // One is enough: those that follow would take their time too.
    if (broken.length > 0) break
  }
  return { seconds, memory, broken }
}

/**
 * Gives an input to the command: to `validate`, to `run` for the result document, and once more in
 * another way.
 *
 * @param folder  emptied, and the input put there
 */
export const examine = async (
  it: FuzzCase,
  folder: string,
  examination: Examination,
): Promise<Finding> => {
  const path = place(it, folder)
  const { command, quiet, ...shownTo } = it.showing
  const validated = await call(['validate', path], PIPES, null)
  const stopAfter = validated.exit === 0 ? interruptionOf(path) : null
  const document = await call(['run', path, '--format', 'json'], PIPES, stopAfter)
  const isRun = command === 'run'
  const words = [command, path, ...(quiet && isRun ? ['--quiet'] : [])]
  const shown = await call(words, shownTo, isRun ? stopAfter : null)
  // What is rejected and not caught is told to the process before the next turn.
  await setImmediate()
  const outcomes = [validated, document, shown] as const
  const broken = brokenLaws(it, { path, content: it.scenario.content }, [...outcomes])
  const seconds = Math.max(...outcomes.map(outcome => outcome.seconds))
  const finding = {
    verdict:
      document.interrupted || shown.interrupted
        ? ('interrupted' as const)
        : validated.exit === 0
          ? ('accepted' as const)
          : ('refused' as const),
    seconds,
    processSeconds: 0,
    memory: 0,
    broken,
  }
  const isSlow = outcomes.some(each => !each.interrupted && each.seconds > examination.suspicious)
  if (!isSlow && !examination.asProcess) return finding
  // Nobody interrupts a process here, so what would take long is only validated.
  const calls = [
    { outcome: validated, given: PIPES },
    { outcome: document, given: PIPES },
    { outcome: shown, given: shownTo },
  ].filter(({ outcome }) => stopAfter === null || outcome.args[0] === 'validate')
  const own = measured(calls, examination)
  return {
    ...finding,
    processSeconds: own.seconds,
    memory: own.memory,
    broken: [...broken, ...own.broken],
  }
}
