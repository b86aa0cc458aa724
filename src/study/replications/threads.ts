/** How many threads play replications. */
import type { RunInput } from '../../sim/run.ts'
import { outlineLanes } from '../../sim/outline.ts'
import { expectedFrames } from '../../sim/threads/expected.ts'
import { START_COST } from '../../sim/threads/start-cost.ts'

/** About how many frames a replication plays. */
export const framesOf = ({ scenario, inputs }: RunInput): number =>
  // Of fluid none is played: a run is sooner done than a thread is started.
  scenario.engine === 'fluid'
    ? 0
    : expectedFrames(
        scenario,
        outlineLanes(scenario),
        new Map(inputs.map(({ file, content }) => [file, content])),
      ).reduce((sum, frames) => sum + frames, 0)

/**
 * So many that the last replication is done soonest, the starts of threads included; 1: none is started,
 * all are played where they were asked for.
 *
 * @param frames  of a replication, about
 * @param most    threads that there may be, at least 1
 */
export const threadsFor = (frames: number, replications: number, most: number): number => {
  let best = 1
  let cost = replications * frames
  for (let threads = 2; threads <= Math.min(most, replications); threads++) {
    const sum = Math.ceil(replications / threads) * frames + threads * START_COST
    if (sum >= cost) continue
    best = threads
    cost = sum
  }
  return best
}
