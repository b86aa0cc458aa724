/** Calls of the command: within this process, and as a process of its own. */
import { spawnSync } from 'node:child_process'
import { main } from '../../src/cli/program.ts'
import { type Given, fakeHost } from '../cli/host.ts'
import type { Outcome } from './laws.ts'

/** Seconds a piece of work takes: wall time or processor time, whichever is less. */
const stopwatch = (): (() => number) => {
  const began = performance.now()
  const before = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(before)
    return Math.min((performance.now() - began) / 1e3, (user + system) / 1e6)
  }
}

/**
 * Calls the command within this process.
 *
 * @param stopAfter  seconds after which it is interrupted; null: never
 */
export const call = async (
  args: readonly string[],
  given: Given,
  stopAfter: number | null,
): Promise<Outcome> => {
  const host = fakeHost(given)
  let interrupted = false
  const stop = (): void => {
    interrupted = true
    host.raise('SIGINT')
  }
  const timer = stopAfter === null ? null : setTimeout(stop, stopAfter * 1e3)
  const elapsed = stopwatch()
  const exit = await main(args, host)
  const seconds = elapsed()
  if (timer !== null) clearTimeout(timer)
  const { out, err } = host.written
  return { args, exit, out, err, terminal: given.terminal === true, interrupted, seconds }
}

/** What a process reports of itself when it ends. */
interface Usage {
  /** Processor time, seconds. */
  readonly processor: number
  /** Most memory that was ever resident, bytes. */
  readonly memory: number
}

/** Shows a process a terminal where it is to have one, and writes its `Usage` to its fourth stream. */
const PRELOADED = `--import=data:text/javascript,${encodeURIComponent(`
  import { writeSync } from 'node:fs'
  const columns = Number(process.env.FUZZ_COLUMNS)
  if (columns > 0) {
    for (const stream of [process.stdout, process.stderr]) Object.assign(stream, { isTTY: true, columns })
  }
  process.on('exit', () => {
    const { user, system } = process.cpuUsage()
    const memory = process.resourceUsage().maxRSS * 1024
    writeSync(3, JSON.stringify({ processor: (user + system) / 1e6, memory }))
  })
`)}`

/** Seconds after which a process that has not ended is ended. */
const PATIENCE = 10

/** A call as a process of its own, measured from its start to its exit. */
export interface Measured extends Outcome {
  /** Most memory that was ever resident, bytes; 0 where the process could not say. */
  readonly memory: number
}

/**
 * Calls the command as a process.
 *
 * @param program   what follows the interpreter: options, and the script
 * @param patience  seconds after which it is ended
 */
export const callProcess = (
  program: readonly string[],
  args: readonly string[],
  { terminal = false, columns = 80, env = {} }: Given,
  patience: number = PATIENCE,
): Measured => {
  const began = performance.now()
  const { status, stdout, stderr, output } = spawnSync(
    process.execPath,
    [PRELOADED, ...program, ...args],
    {
      encoding: 'utf8',
      env: {
        ...process.env,
        LANG: 'C.UTF-8',
        FUZZ_COLUMNS: terminal ? String(columns) : '',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      maxBuffer: 2 ** 28,
      timeout: patience * 1e3,
      killSignal: 'SIGKILL',
    },
  )
  const wall = (performance.now() - began) / 1e3
  const told = output?.[3] ?? ''
  const usage: Usage = told === '' ? { processor: wall, memory: 0 } : (JSON.parse(told) as Usage)
  return {
    args,
    exit: status,
    out: stdout,
    err: stderr,
    terminal,
    interrupted: false,
    seconds: Math.min(wall, usage.processor),
    memory: usage.memory,
  }
}
