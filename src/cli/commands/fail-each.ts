/** A run and then the same without each connection, while the progress of all is shown. */
import { count } from '../../report/terminal/figures.ts'
import type { Loaded } from '../../scenario/load.ts'
import { type Simulation, run } from '../../sim/run.ts'
import { failEach } from '../../study/failures.ts'
import { FailureError } from '../../study/failures/fault.ts'
import { capOf } from '../../study/failures/question.ts'
import { replicate } from '../../study/replications.ts'
import { ReplicationError } from '../../study/replications/fault.ts'
import { StoppedError } from '../../study/stopped.ts'
import { toSeconds } from '../../units.ts'
import type { Console, Host } from '../console.ts'
import { EXIT } from '../exit.ts'
import { WriteFailure } from '../files/failure.ts'
import { listenForInterrupt } from '../interrupt.ts'
import type { RunOptions } from '../options.ts'
import type { Outputs } from '../outputs.ts'
import { startProgress } from '../progress.ts'
import { faultOfFailure, faultOfReplication, faultOfRun } from './faults.ts'
import type { Manner } from './replicate.ts'

/**
 * Simulates; null when it was stopped from outside. Files are of the run with all connections alone.
 *
 * @param asked  of it and of each variant; null: a single run
 * @throws WriteFailure when a file cannot be written
 * @throws OurFault     when a run failed; it is named, and the command that plays it
 */
export const simulateEach = async (
  host: Host,
  console: Console,
  { scenario, sha256, inputs }: Loaded,
  { quiet, kernel, threads, replay }: Manner,
  asked: RunOptions['replications'],
  recording: Outputs['recording'],
): Promise<Simulation | null> => {
  const clock = (): number => host.uptime()
  const runs = (scenario.world.connections.length + 1) * capOf({ asked })
  const total = runs * (toSeconds(scenario.warmup) + toSeconds(scenario.duration))
  const output = quiet ? { ...console.err, canRedraw: false } : console.err
  const progress = startProgress(output, total, clock)
  const interrupt = listenForInterrupt(host, console, progress.end)
  const { signal } = interrupt
  const input = { scenario, sha256, inputs }
  const { onInterval } = recording
  try {
    return await failEach(
      { input, kernel, asked },
      {
        runWhole: onProgress =>
          asked === null
            ? run(input, { clock, kernel, threads, signal, onProgress, ...recording })
            : replicate(
                { input, kernel, ...asked },
                {
                  clock,
                  threads,
                  signal,
                  onProgress,
                  ...(onInterval === undefined ? {} : { onInterval }),
                },
              ),
        threads,
        signal,
        onProgress: progress.report,
      },
    )
  } catch (error) {
    progress.end()
    if (error instanceof StoppedError) {
      const most = (asked?.precision ?? null) === null ? '' : 'at most '
      console.err.write(
        `stopped after ${count(error.done)} of ${most}${count(error.total)} runs. ` +
          `Exit ${EXIT.interrupted}.\n`,
      )
      return null
    }
    if (error instanceof WriteFailure) throw error
    if (error instanceof FailureError) {
      throw faultOfFailure(error, asked?.replications ?? null, replay)
    }
    throw error instanceof ReplicationError
      ? faultOfReplication(error, capOf({ asked }), replay)
      : faultOfRun(error, scenario.seed, replay)
  } finally {
    progress.end()
    interrupt.release()
  }
}
