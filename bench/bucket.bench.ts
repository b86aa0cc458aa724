/** The token bucket alone: one question and one take per frame, 64 buckets in turn. */
import { Buckets } from '../src/sim/bucket.ts'
import { HORIZON, bitsPerSecond, bytes } from '../src/units.ts'
import type { Size, Subject } from './subject.ts'

const BUCKETS = 64

/** @param rate  bit/s; whether it divides 10^12 decides whether a fraction is carried */
export const subject = (name: string, rate: number, frames: number): Subject => ({
  name,
  operation: 'frame',
  work: () => {
    const spec = { rate: bitsPerSecond(rate), burst: bytes(65_536), overhead: 4 }
    const buckets = new Buckets(Array(BUCKETS).fill(spec), Float64Array.of(1000), HORIZON)
    const gap = Math.round(8e15 / rate / BUCKETS)
    let now = 0
    let sum = 0
    for (let i = 0; i < frames; i++) {
      now += gap
      const bucket = i & (BUCKETS - 1)
      sum += buckets.conformsAt(bucket, 0, now) - now
      buckets.take(bucket)
    }
    return { operations: frames, hash: String(sum) }
  },
})

export const subjects = (size: Size): readonly Subject[] => {
  const frames = size === 'small' ? 10_000 : 5_000_000
  return [
    subject('token bucket, 1.5 Gbit/s', 1.5e9, frames),
    subject('token bucket, 99,999 Mbit/s', 99_999e6, frames),
  ]
}
