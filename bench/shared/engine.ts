/** The command as people run it, in a process of its own, and how fast it says it was. */
import { spawnSync } from 'node:child_process'
import { performance } from 'node:perf_hooks'
import type { ResultDocument } from '../../src/index.ts'

const root = new URL('../../', import.meta.url).pathname
const peak = new URL('peak.mjs', import.meta.url).href

export interface Order {
  /** A scenario file. */
  readonly scenario: string
  /** Simulated time, ps. */
  readonly duration: number
  readonly kernel: 'batch' | 'event'
  readonly threads: number
}

export interface EngineRun {
  /** Frames offered. */
  readonly packets: number
  /** Of the simulation proper, per packet. */
  readonly nanoseconds: number
  /** From the start of the process to its exit, per packet. */
  readonly wholeNanoseconds: number
  /** Over all packets delivered, µs; `null` where none was. */
  readonly meanDelay: number | null
  /** Largest resident memory of the process, bytes. */
  readonly peakMemory: number
  /** Worker threads that played it. */
  readonly threads: number
}

/** What `node` is given to run the command. */
export type Program = readonly string[]
export const BUILT: Program = ['dist/cli/main.js']

/**
 * Runs a scenario once.
 *
 * @throws Error with what the command said where it did not run to its end
 */
export const runEngine = (order: Order, program: Program = BUILT): EngineRun => {
  const args = [
    ...['--import', peak, ...program, 'run', order.scenario, '--format', 'json'],
    ...['--duration', `${order.duration}ps`, '--kernel', order.kernel],
    ...['--threads', String(order.threads)],
  ]
  const begun = performance.now()
  const { status, output, error } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  const elapsed = (performance.now() - begun) * 1e6
  const [, stdout, stderr, memory] = output ?? []
  if (error !== undefined || status === null || status > 1) {
    throw new Error(`interlink-sim, exit ${status}: ${error?.message ?? stderr}`)
  }
  const { flows, run } = JSON.parse(stdout!) as ResultDocument
  const packets = flows.reduce((sum, flow) => sum + flow.offered.frames, 0)
  const delivered = flows.reduce((sum, flow) => sum + flow.delivered.frames, 0)
  const delay = flows.reduce(
    (sum, flow) => sum + (flow.delay?.mean ?? 0) * flow.delivered.frames,
    0,
  )
  return {
    packets,
    nanoseconds: 1e9 / run.packetsPerSecond,
    wholeNanoseconds: elapsed / packets,
    meanDelay: delivered === 0 ? null : (delay / delivered) * 1e6,
    peakMemory: Number(memory) * 1024,
    threads: run.threads,
  }
}
