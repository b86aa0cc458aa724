/** Several runs of one scenario while their progress is shown. */
import { command } from '../../report/command.ts'
import { count } from '../../report/terminal/figures.ts'
import type { Loaded } from '../../scenario/load.ts'
import type { Simulation } from '../../sim/run.ts'
import { replicate } from '../../study/replications.ts'
import { ReplicationError } from '../../study/replications/fault.ts'
import { StoppedError } from '../../study/stopped.ts'
import { toSeconds } from '../../units.ts'
import type { Console, Host } from '../console.ts'
import { EXIT, OurFault } from '../exit.ts'
import { WriteFailure } from '../files/failure.ts'
import { listenForInterrupt } from '../interrupt.ts'
import type { RunOptions } from '../options.ts'
import type { Outputs } from '../outputs.ts'
import { startProgress } from '../progress.ts'
import { faultOfReplication } from './faults.ts'

/** How runs are played, and what a single one of them is called by. */
export interface Manner {
  readonly quiet: boolean
  readonly kernel: RunOptions['kernel']
  readonly threads: number
  /** Words of the command that plays one, but for its seed. */
  readonly replay: readonly string[]
}

/**
 * Simulates; null when it was stopped from outside.
 *
 * @throws WriteFailure when a file cannot be written
 * @throws OurFault     when a replication failed; it is named, and the command that plays it alone
 */
export const simulateAgain = async (
  host: Host,
  console: Console,
  { scenario, sha256, inputs }: Loaded,
  { quiet, kernel, threads, replay }: Manner,
  asked: NonNullable<RunOptions['replications']>,
  { onInterval }: Outputs['recording'],
): Promise<Simulation | null> => {
  const { replications, precision } = asked
  const clock = (): number => host.uptime()
  const total = replications * (toSeconds(scenario.warmup) + toSeconds(scenario.duration))
  const output = quiet ? { ...console.err, canRedraw: false } : console.err
  const progress = startProgress(output, total, clock)
  const interrupt = listenForInterrupt(host, console, progress.end)
  try {
    return await replicate(
      { input: { scenario, sha256, inputs }, kernel, ...asked },
      {
        clock,
        threads,
        signal: interrupt.signal,
        onProgress: progress.report,
        ...(onInterval === undefined ? {} : { onInterval }),
      },
    )
  } catch (error) {
    progress.end()
    if (error instanceof StoppedError) {
      const most = precision === null ? '' : 'at most '
      console.err.write(
        `stopped after ${count(error.done)} of ${most}${count(error.total)} replications. ` +
          `Exit ${EXIT.interrupted}.\n`,
      )
      return null
    }
    if (error instanceof WriteFailure) throw error
    throw error instanceof ReplicationError
      ? faultOfReplication(error, replications, replay)
      : new OurFault(error, `seed ${scenario.seed}`, command(...replay))
  } finally {
    progress.end()
    interrupt.release()
  }
}
