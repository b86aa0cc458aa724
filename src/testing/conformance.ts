/** Whether what left a shaper or policer conforms to its token bucket. */
import { type TokenBucket, bytesOf, checkBucket, countedBytes, tokensOf } from './bucket.ts'
import { type Verdict, broken, held } from './verdict.ts'
import { departureBreach, sizeBreach } from './well-formed.ts'
import { ceilDiv } from '../units.ts'

/**
 * Over every window, its ends included, at most CBS + CIR × window leaves: counted bytes of whole frames.
 *
 * All windows are looked at in one pass: of those that end with a frame, the one in which most left
 * begins where (what left before) - CIR × (instant) was least. Sums are whole numbers of 10^-12 bit.
 * O(n), and O(n log n) where departures are not in order.
 *
 * @param frames  those that left, and others, which have no `departure` and do not count
 * @returns the first frame, in the order of departure, that does not conform: by how many counted
 *   bytes its worst window is above its bound, and where that begins
 * @throws RangeError where the bucket has a number that it cannot have
 * @see RFC 2697 §3, green bucket only; MEF 10, bandwidth profile with CIR and CBS
 */
export const checkConformance = (
  frames: readonly { readonly bytes: number; readonly departure?: number }[],
  bucket: TokenBucket,
): Verdict => {
  checkBucket(bucket)
  const malformed = departureBreach(frames) ?? sizeBreach(frames)
  if (malformed !== null) return malformed
  const rate = BigInt(bucket.cir)
  const depth = tokensOf(bucket.cbs)
  const left = frames.flatMap(({ bytes, departure }, index) =>
    departure === undefined ? [] : [{ index, departure, counted: countedBytes(bytes, bucket) }],
  )
  const inOrder = left.every((frame, i) => i === 0 || left[i - 1]!.departure <= frame.departure)
  if (!inOrder) left.sort((a, b) => a.departure - b.departure)
  let sum = 0n
  let least = 0n
  let begins = 0
  for (const [place, { index, departure, counted }] of left.entries()) {
    const filled = rate * BigInt(departure)
    const before = sum - filled
    if (place === 0 || before < least) {
      least = before
      begins = place
    }
    sum += tokensOf(counted)
    const excess = sum - filled - least - depth
    if (excess <= 0n) continue
    const first = left[begins]!
    const by = bytesOf(excess)
    const early = ceilDiv(excess, rate)
    const most = bytesOf(depth + rate * BigInt(departure - first.departure))
    return broken('conformance', {
      problem:
        `frame ${index} leaves at ${departure} ps: in the ${departure - first.departure} ps since frame ` +
        `${first.index} left, ${by} bytes more than the ${most} that CBS and CIR allow; ${early} ps too early`,
      index,
      at: departure,
      by,
      unit: 'byte',
    })
  }
  return held('conformance')
}
