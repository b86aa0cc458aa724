/** Which thread plays which lanes. */
import { START_COST } from './start-cost.ts'

/** More threads than any machine has cores for: what is above it is a slip. */
export const THREADS_MAX = 1024

/** Lanes by thread, each in the order of the file. */
export type Shares = readonly (readonly number[])[]

/** The longest first, each to whoever has least. */
const shareAmong = (threads: number, frames: readonly number[]) => {
  const shares = Array.from({ length: threads }, () => ({ lanes: [] as number[], frames: 0 }))
  const longestFirst = frames.map((_, lane) => lane).sort((a, b) => frames[b]! - frames[a]!)
  for (const lane of longestFirst) {
    const least = shares.reduce((a, b) => (b.frames < a.frames ? b : a))
    least.lanes.push(lane)
    least.frames += frames[lane]!
  }
  return shares
}

/**
 * Shares lanes out so that the last one is done soonest, the starts of threads included. A single share
 * needs no thread of its own.
 *
 * @param frames  about how many each lane has; 0: it has no traffic
 * @param most    threads that there may be, at least 1
 */
export const shareOut = (frames: readonly number[], most: number): Shares => {
  const busy = frames.filter(each => each > 0).length
  let best = shareAmong(1, frames)
  let cost = best[0]!.frames
  for (let threads = 2; threads <= Math.min(most, busy); threads++) {
    const shares = shareAmong(threads, frames)
    const longest = Math.max(...shares.map(share => share.frames))
    const sum = longest + threads * START_COST
    if (sum >= cost) continue
    best = shares
    cost = sum
  }
  return best.map(({ lanes }) => lanes.sort((a, b) => a - b))
}
