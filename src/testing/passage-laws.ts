/** Laws of any path: causality, order, bounded delay. */
import { ceilDiv } from '../units.ts'
import { type TokenBucket, checkBucket, tokensOf } from './bucket.ts'
import type { Passage } from './passage.ts'
import { type Verdict, broken, held } from './verdict.ts'
import { traceBreach } from './well-formed.ts'

/**
 * No frame leaves, or is dropped, before it arrives.
 *
 * @returns the first that does, and by how many ps
 */
export const checkCausality = (passages: readonly Passage[]): Verdict => {
  const malformed = traceBreach(passages)
  if (malformed !== null) return malformed
  for (const [index, passage] of passages.entries()) {
    if ('inFlight' in passage) continue
    const [what, at] =
      'dropped' in passage ? ['is dropped', passage.dropped] : ['leaves', passage.departure]
    const by = passage.arrival - at
    if (by <= 0) continue
    const problem = `frame ${index} ${what} at ${at} ps, ${by} ps before it arrives`
    return broken('causality', { problem, index, at, by, unit: 'ps' })
  }
  return held('causality')
}

/**
 * Frames of a flow leave in the order in which they arrived; at one instant any order is the same.
 *
 * @returns the first that leaves before one of its flow that arrived before it, and by how many ps
 */
export const checkOrder = (passages: readonly Passage[]): Verdict => {
  const malformed = traceBreach(passages)
  if (malformed !== null) return malformed
  const last = new Map<string, { readonly index: number; readonly departure: number }>()
  for (const [index, passage] of passages.entries()) {
    if (!('departure' in passage)) continue
    const { flow = '', departure } = passage
    const ahead = last.get(flow)
    if (ahead !== undefined && departure < ahead.departure) {
      const by = ahead.departure - departure
      return broken('order', {
        problem: `frame ${index} leaves at ${departure} ps, ${by} ps before frame ${ahead.index}, which arrived before it`,
        index,
        at: departure,
        by,
        unit: 'ps',
      })
    }
    last.set(flow, { index, departure })
  }
  return held('order')
}

/**
 * No frame that left took longer than a bound.
 *
 * @param bound  ps, for instance by `shaperDelayMax`
 * @returns the first that did, and by how many ps
 */
export const checkDelay = (passages: readonly Passage[], bound: number): Verdict => {
  const malformed = traceBreach(passages)
  if (malformed !== null) return malformed
  for (const [index, passage] of passages.entries()) {
    if (!('departure' in passage)) continue
    const by = passage.departure - passage.arrival - bound
    if (by <= 0) continue
    return broken('delay', {
      problem: `frame ${index} takes ${by + bound} ps, ${by} ps more than the bound of ${bound} ps`,
      index,
      at: passage.departure,
      by,
      unit: 'ps',
    })
  }
  return held('delay')
}

/**
 * The longest that a shaper's queue may hold a frame: the time in which CIR fills all that may wait and
 * one frame. Each of the frames that wait may round up by a picosecond more.
 *
 * @param waiting  counted bytes that may wait: `queue`, where the bucket counts as it does
 * @param largest  counted bytes of the largest frame, at most CBS
 * @param frames   how many may wait; default 0, which leaves the rounding out
 * @returns ps
 * @throws RangeError where the bucket has a number that it cannot have
 * @see network calculus: backlog ÷ rate bounds the delay of a first in, first out server
 */
export const shaperDelayMax = (
  bucket: TokenBucket,
  waiting: number,
  largest: number,
  frames = 0,
): number => {
  checkBucket(bucket)
  return Number(ceilDiv(tokensOf(waiting + largest), BigInt(bucket.cir))) + frames
}
