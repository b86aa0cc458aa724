/**
 * The token bucket of the npm package `limiter`, 64 in turn: frames of 1000 bytes are taken or refused.
 * It reads the real clock itself, which is part of what an operation costs. Usage: bucket.ts OPERATIONS
 */
import { performance } from 'node:perf_hooks'
import { TokenBucket } from 'limiter'

const BUCKETS = 64
const FRAME = 1000
const operations = Number(process.argv[2])

const buckets = Array.from(
  { length: BUCKETS },
  () => new TokenBucket({ bucketSize: 65_536, tokensPerInterval: 125_000_000, interval: 'second' }),
)
const begun = performance.now()
let taken = 0
for (let i = 0; i < operations; i++) {
  if (buckets[i & (BUCKETS - 1)]!.tryRemoveTokens(FRAME)) taken += 1
}
const seconds = (performance.now() - begun) / 1000
if (taken > operations) throw new Error('more taken than asked') // it is used, so it is computed
console.log(JSON.stringify({ operations, seconds }))
