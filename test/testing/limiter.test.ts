/**
 * Someone else's shaper under examination: the token bucket and the rate limiter of the npm package
 * `limiter`, on a clock that only the test moves. What is expected here are the laws that they break;
 * should a later version hold one, its test fails and can be turned round.
 */
import fc from 'fast-check'
import { RateLimiter, TokenBucket } from 'limiter'
import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  type Arrival,
  type Examination,
  type MakeShaper,
  type Passage,
  type ShaperSpec,
  type Verdict,
  VirtualClock,
  arrivals,
  checkPolicing,
  examineShaper,
  explainVerdict,
} from '../../src/testing.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

/** A clock in the place of the real one. */
const virtual = (): VirtualClock => {
  const clock = new VirtualClock()
  vi.spyOn(performance, 'now').mockImplementation(clock.milliseconds)
  vi.stubGlobal('setTimeout', clock.setTimeout)
  return clock
}

/** What both have: a promise that is fulfilled when the tokens are taken. */
interface Limiter {
  removeTokens(count: number): Promise<number>
}

/** Frames take as many tokens as they have bytes. */
const shaperOf =
  (make: (spec: ShaperSpec) => Limiter): MakeShaper =>
  spec => ({
    offerAll: frames => {
      const clock = virtual()
      const limiter = make(spec)
      return clock.offerAll(frames, async ({ bytes }) => {
        await limiter.removeTokens(bytes)
      })
    },
  })

/** As it is made. */
const fresh = shaperOf(
  ({ cir, cbs }) =>
    new TokenBucket({ bucketSize: cbs, tokensPerInterval: cir / 8, interval: 'second' }),
)
/** Filled by hand, as RFC 2697 has it. */
const filled = shaperOf(({ cir, cbs }) => {
  const bucket = new TokenBucket({
    bucketSize: cbs,
    tokensPerInterval: cir / 8,
    interval: 'second',
  })
  bucket.content = cbs
  return bucket
})
/** Its bucket holds what an interval gives: as deep as CBS where that takes CBS ÷ CIR. */
const limiter = shaperOf(
  ({ cir, cbs }) => new RateLimiter({ tokensPerInterval: cbs, interval: (8000 * cbs) / cir }),
)

/** A byte takes 1 µs, and the bucket, of ten frames of 1000 bytes, 10 ms to fill. The queue is unbounded. */
const SPEC = { cir: 8_000_000, cbs: 10_000, queue: 2 ** 40 }
const MS = 1e9

/** The breach that examination finds; said with all that it takes to see it again. */
const findingOf = async (make: MakeShaper, examination: Examination): Promise<string> => {
  const found = await fc.check(examineShaper(make, examination), { seed: 1, numRuns: 300 })
  if (!found.failed) return 'none'
  const { seed, counterexamplePath, counterexample, errorInstance } = found
  const frames = counterexample![0].map(({ arrival, bytes }) => `${bytes} B at ${arrival} ps`)
  const { message } = errorInstance as Error
  console.log(`seed ${seed}, path ${counterexamplePath}: ${frames.join(', ')}\n  ${message}`)
  return message
}

describe.each<[string, MakeShaper]>([
  ['TokenBucket', fresh],
  ['TokenBucket, filled', filled],
  ['RateLimiter', limiter],
])('%s', (_, make) => {
  test('loses no frame, keeps their order and never passes more than CBS + CIR × window', async () => {
    const laws = ['conservation', 'causality', 'order', 'conformance'] as const
    expect(await findingOf(make, { ...SPEC, laws })).toBe('none')
  })
})

test('TokenBucket starts empty: the first frame waits for tokens that a full bucket has', async () => {
  // Even where arrivals are whole milliseconds, and one of lateness is allowed for.
  const examination = { ...SPEC, arrivals: arrivals({ bucket: SPEC, granularity: MS }) }
  const finding = await findingOf(fresh, { ...examination, laws: ['noIdling'], tolerance: MS })
  expect(finding).toMatch(
    /^noIdling is broken: frame 0 leaves at 2000000000 ps, 2000000000 ps after /,
  )
})

test('TokenBucket waits whole milliseconds: a microsecond’s worth of tokens costs one', async () => {
  const finding = await findingOf(filled, { ...SPEC, laws: ['noIdling'] })
  const [, late] = /^noIdling is broken: .* (\d+) ps after the bucket held its/.exec(finding) ?? []
  expect(Number(late)).toBeGreaterThan(0.9 * MS)
  expect(Number(late)).toBeLessThan(MS)
})

test('TokenBucket is never later than that: a millisecond allowed for, it does not idle', async () => {
  expect(await findingOf(filled, { ...SPEC, tolerance: MS })).toBe('none')
})

test('RateLimiter gives nothing before its interval is over, though the bucket holds it', async () => {
  // All but one byte of the bucket at once, then two: 1 µs later it holds them, and they leave after 10 ms.
  const frames: Arrival[] = [
    ...Array.from({ length: 9 }, () => ({ arrival: 0, bytes: 1000 })),
    { arrival: 0, bytes: 999 },
    { arrival: 0, bytes: 2 },
  ]
  const examination = { ...SPEC, laws: ['noIdling'], tolerance: MS } as const
  expect(await findingOf(limiter, { ...examination, arrivals: fc.constant(frames) })).toBe(
    'noIdling is broken: frame 10 leaves at 10000000000 ps, 9999000000 ps after the bucket held its 2 bytes',
  )
  // Found without help, too.
  const finding = await findingOf(limiter, examination)
  expect(finding).toMatch(
    /^noIdling is broken: frame \d+ leaves at 10000000000 ps, 999\d000000 ps /,
  )
})

describe('as a policer', () => {
  /** What `tryRemoveTokens` says of frames; no timer is involved, the clock is exact. */
  const policed = (frames: readonly Arrival[], { cir, cbs }: typeof SPEC): readonly Passage[] => {
    const clock = virtual()
    const bucket = new TokenBucket({
      bucketSize: cbs,
      tokensPerInterval: cir / 8,
      interval: 'second',
    })
    bucket.content = cbs
    return frames.map(frame => {
      clock.now = frame.arrival
      return bucket.tryRemoveTokens(frame.bytes)
        ? { ...frame, departure: frame.arrival }
        : { ...frame, dropped: frame.arrival }
    })
  }

  test('TokenBucket drops frames for which it has the tokens: they are counted in rounded numbers', () => {
    const spec = { ...SPEC, cir: 1e9 }
    const found = fc.check(
      fc.property(arrivals({ bucket: { cir: spec.cir, cbs: spec.cbs } }), frames => {
        const verdict: Verdict = checkPolicing(policed(frames, spec), spec)
        if (!verdict.holds) throw new Error(explainVerdict(verdict))
      }),
      { seed: 1, numRuns: 1000 },
    )
    const { seed, counterexample, errorInstance } = found
    console.log(
      `seed ${seed}: ${JSON.stringify(counterexample)}\n  ${(errorInstance as Error).message}`,
    )
    expect((errorInstance as Error).message).toMatch(
      /^policing is broken: frame \d+ is dropped at \d+ ps though the bucket holds its \d+ bytes and 0 more$/,
    )
  })

  test('at 1 Gbit/s it drops 34,639 of 100,000 frames that all conform', () => {
    // 1000 bytes every 8 µs, which is CIR exactly, into a bucket of one frame.
    const spec = { ...SPEC, cir: 1e9, cbs: 1000 }
    const frames = Array.from({ length: 100_000 }, (_, i) => ({
      arrival: i * 8_000_000,
      bytes: 1000,
    }))
    const all = policed(frames, spec)
    expect(checkPolicing(all, spec)).toMatchObject({ holds: false, index: 9, at: 72_000_000 })
    expect(all.filter(passage => 'dropped' in passage)).toHaveLength(34_639)
    const right = frames.map(frame => ({ ...frame, departure: frame.arrival }))
    expect(checkPolicing(right, spec).holds).toBe(true)
  })
})
