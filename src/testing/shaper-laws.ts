/** Laws of what waits: no frame idles, none is dropped without need, none waits where there is no room. */
import {
  type ShaperSpec,
  type TokenBucket,
  TokenLedger,
  bytesOf,
  checkBucket,
  checkShaper,
  countedBytes,
  tokensOf,
} from './bucket.ts'
import type { Passage } from './passage.ts'
import { checkOrder } from './passage-laws.ts'
import { type Breach, type Verdict, broken, held } from './verdict.ts'
import { traceBreach } from './well-formed.ts'

/** How a trace is read. */
export interface Patience {
  /** A frame may leave so much later than it could, ps; default 0. A clock of whole milliseconds needs 1e9. */
  readonly tolerance?: number
  /** When the trace ended, ps: frames in flight could not leave by then; default: they are not judged. */
  readonly until?: number
}

/** What is no trace of one queue, first in, first out. */
const queueBreach = (passages: readonly Passage[]): Breach | null => {
  const malformed = traceBreach(passages)
  if (malformed !== null) return malformed
  const order = checkOrder(passages.map(passage => ({ ...passage, flow: '' })))
  return order.holds ? null : order
}

/**
 * A shaper never idles: a frame leaves at the first whole picosecond at which it is first in the queue
 * and the bucket, from which earlier frames were taken when they left, holds it. What is dropped could
 * not have left at once.
 *
 * @param passages  of one queue, first in, first out, whatever the flow
 * @returns the first frame that waited without need, and for how long; or that was dropped as it came
 *   while nothing waited and the bucket held it
 * @throws RangeError where the bucket has a number that it cannot have
 */
export const checkNoIdling = (
  passages: readonly Passage[],
  bucket: TokenBucket,
  { tolerance = 0, until = Infinity }: Patience = {},
): Verdict => {
  checkBucket(bucket)
  const breach = queueBreach(passages)
  if (breach !== null) return breach
  const ledger = new TokenLedger(bucket)
  let last = 0
  for (const [index, passage] of passages.entries()) {
    const { arrival, bytes } = passage
    const counted = countedBytes(bytes, bucket)
    if ('dropped' in passage) {
      if (last > arrival || ledger.at(BigInt(arrival)) < tokensOf(counted)) continue
      return broken('noIdling', {
        problem: `frame ${index} is dropped at ${passage.dropped} ps though nothing waited and the bucket held its ${counted} bytes`,
        index,
        at: passage.dropped,
        by: 1,
        unit: 'frame',
      })
    }
    const first = Math.max(arrival, last)
    // What never conforms never leaves; if it left, that breaks conformance.
    const could =
      counted > bucket.cbs ? Infinity : Number(ledger.conformsAt(counted, BigInt(first)))
    const left = 'departure' in passage ? passage.departure : until
    const isLate = left !== Infinity && left - could > tolerance
    if (isLate) {
      return broken('noIdling', {
        problem:
          'departure' in passage
            ? `frame ${index} leaves at ${left} ps, ${left - could} ps after the bucket held its ${counted} bytes`
            : `frame ${index} has not left at ${left} ps, ${left - could} ps after the bucket held its ${counted} bytes`,
        index,
        at: left,
        by: left - could,
        unit: 'ps',
      })
    }
    if (!('departure' in passage)) break
    ledger.take(counted, BigInt(passage.departure))
    last = passage.departure
  }
  return held('noIdling')
}

/**
 * A shaper's queue holds what it may and no more: a frame that has to wait finds room for its bytes
 * beside those that wait, and a frame for which there was room is not dropped. At one instant those that
 * leave make room for those that come.
 *
 * @param passages  of one queue, first in, first out, whatever the flow; drops as frames arrive
 * @returns the first frame that waits beyond the queue, and by how many bytes; or that was dropped
 *   with room for it, and how much of that would have been left (at least 1)
 * @throws RangeError where the shaper has a number that it cannot have
 */
export const checkQueue = (passages: readonly Passage[], shaper: ShaperSpec): Verdict => {
  checkShaper(shaper)
  const breach = queueBreach(passages)
  if (breach !== null) return breach
  let waiting = 0
  let head = 0
  for (const [index, passage] of passages.entries()) {
    const { arrival, bytes } = passage
    for (; head < index; head++) {
      const ahead = passages[head]!
      if ('dropped' in ahead) continue
      if (!('departure' in ahead) || ahead.departure > arrival) break
      waiting -= ahead.bytes
    }
    const total = waiting + bytes
    if ('dropped' in passage) {
      if (total > shaper.queue || countedBytes(bytes, shaper) > shaper.cbs) continue
      return broken('queue', {
        problem: `frame ${index} is dropped at ${passage.dropped} ps though ${waiting} bytes wait and ${shaper.queue} may: there is room for its ${bytes}`,
        index,
        at: passage.dropped,
        by: Math.max(1, shaper.queue - total),
        unit: 'byte',
      })
    }
    const waits = !('departure' in passage) || passage.departure > arrival
    if (waits && total > shaper.queue) {
      return broken('queue', {
        problem: `frame ${index} of ${bytes} bytes waits at ${arrival} ps behind ${waiting} bytes: ${total - shaper.queue} more than the ${shaper.queue} that may wait`,
        index,
        at: arrival,
        by: total - shaper.queue,
        unit: 'byte',
      })
    }
    waiting = total
  }
  return held('queue')
}

/**
 * A policer passes a frame at once, or drops it: the one exactly where the bucket holds it. What is
 * dropped takes no tokens.
 *
 * @returns the first frame that is wrongly passed (by the bytes that the bucket lacks), wrongly dropped
 *   (by those that it has beyond the frame, at least 1) or held (by ps)
 * @throws RangeError where the bucket has a number that it cannot have
 */
export const checkPolicing = (passages: readonly Passage[], bucket: TokenBucket): Verdict => {
  checkBucket(bucket)
  const malformed = traceBreach(passages)
  if (malformed !== null) return malformed
  const ledger = new TokenLedger(bucket)
  for (const [index, passage] of passages.entries()) {
    const { arrival, bytes } = passage
    const counted = countedBytes(bytes, bucket)
    const spare = ledger.at(BigInt(arrival)) - tokensOf(counted)
    if ('dropped' in passage) {
      if (spare < 0n) continue
      return broken('policing', {
        problem: `frame ${index} is dropped at ${arrival} ps though the bucket holds its ${counted} bytes and ${bytesOf(spare)} more`,
        index,
        at: arrival,
        by: Math.max(1, bytesOf(spare)),
        unit: 'byte',
      })
    }
    if (!('departure' in passage) || passage.departure > arrival) {
      return broken('policing', {
        problem: `frame ${index} arrives at ${arrival} ps and is neither passed at once nor dropped`,
        index,
        at: arrival,
        by: 'departure' in passage ? passage.departure - arrival : Infinity,
        unit: 'ps',
      })
    }
    if (spare < 0n) {
      return broken('policing', {
        problem: `frame ${index} passes at ${arrival} ps though the bucket lacks ${bytesOf(-spare)} of its ${counted} bytes`,
        index,
        at: arrival,
        by: bytesOf(-spare),
        unit: 'byte',
      })
    }
    ledger.take(counted, BigInt(arrival))
  }
  return held('policing')
}
