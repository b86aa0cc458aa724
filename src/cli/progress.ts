/** Progress on stderr: one line, redrawn now and then, erased at the end; terminals only. */
import { progressLine } from '../report/progress-line.ts'
import type { Progress } from '../sim/progress.ts'
import type { Output } from './console.ts'

/** Seconds before the line is first drawn: what is done sooner needs none. */
const FIRST_AFTER = 0.2
/** Least seconds between two drawings. */
const INTERVAL = 0.1
/** To the first column, and erases to the end of the line. */
const ERASE = '\r\u001b[K'

/** How far many runs have come. */
interface Runs {
  readonly done: number
  readonly total: number
  /** Of those done, how many were there before. */
  readonly found: number
}

/** Draws how far a run has come. */
export interface ProgressReporter {
  readonly report: (progress: Pick<Progress, 'share' | 'frames'> & { readonly runs?: Runs }) => void
  /** Erases the line and draws no more. */
  readonly end: () => void
  /** The last share of the work that was reported, 0 … 1. */
  readonly share: () => number
}

/**
 * Begins to report.
 *
 * @param total  simulated time of the whole run, seconds; null where the work is not counted in time
 * @param clock  a monotonic clock, seconds
 * @param verb   what is going on
 */
export const startProgress = (
  output: Output,
  total: number | null,
  clock: () => number,
  verb = 'run',
): ProgressReporter => {
  const began = clock()
  let drawn = began + FIRST_AFTER - INTERVAL
  let isVisible = false
  let hasEnded = !output.canRedraw
  let share = 0
  return {
    share: () => share,
    report: progress => {
      share = progress.share
      if (hasEnded) return
      const now = clock()
      if (now - drawn < INTERVAL) return
      drawn = now
      isVisible = true
      const elapsed = now - began
      const { runs } = progress
      // What was there before says nothing of how fast this goes.
      const gained = share - (runs === undefined ? 0 : runs.found / runs.total)
      const line = progressLine(
        {
          verb,
          share,
          total,
          packetsPerSecond: total === null ? null : progress.frames / elapsed,
          ...(runs === undefined
            ? {}
            : {
                runs: {
                  done: runs.done,
                  total: runs.total,
                  perSecond: runs.done > runs.found ? (runs.done - runs.found) / elapsed : null,
                },
              }),
          left: gained > 0 ? (elapsed * (1 - share)) / gained : null,
        },
        output.surface,
      )
      output.write(`\r${line}\u001b[K`)
    },
    end: () => {
      if (isVisible && !hasEnded) output.write(ERASE)
      hasEnded = true
    },
  }
}
