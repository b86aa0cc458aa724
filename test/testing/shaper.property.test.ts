/** The examination of shapers: what is right passes it, and what is wrong is caught by the law for it. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countedOverhead } from '../../src/model/frame.ts'
import { Buckets } from '../../src/sim/bucket.ts'
import {
  type Fate,
  LawError,
  type MakeShaper,
  type Shaper,
  type ShaperLaw,
  type ShaperSpec,
  VirtualClock,
  arrivals,
  checkAgreement,
  examineShaper,
  judgeShaper,
  playShaper,
  referenceShaper,
} from '../../src/testing.ts'
import { bitsPerSecond, bytes as size } from '../../src/units.ts'

/** Our own buckets with a queue before them: the numbers and the rule that every run uses. */
const ownShaper: MakeShaper = ({ cir, cbs, queue, countAs = 'frame' }): Shaper => {
  const overhead = countAs === 'frame' ? 0 : countedOverhead(countAs)
  const sizes = Float64Array.from({ length: 1600 }, (_, n) => n)
  const spec = { rate: bitsPerSecond(cir), burst: size(cbs), overhead }
  const buckets = new Buckets([spec], sizes, 2 ** 53)
  const waiting: { readonly departure: number; readonly bytes: number }[] = []
  return {
    offer(arrival, bytes): Fate {
      while (waiting.length > 0 && waiting[0]!.departure <= arrival) waiting.shift()
      const held = waiting.reduce((sum, frame) => sum + frame.bytes, 0)
      const departure = buckets.conformsAt(0, bytes, arrival)
      if (departure > arrival && held + bytes > queue) return 'dropped'
      buckets.take(0)
      waiting.push({ departure, bytes })
      return departure
    },
  }
}

const specs: fc.Arbitrary<ShaperSpec> = fc.record({
  cir: fc.oneof(
    fc.constantFrom(1e9, 1e6, 7e6, 333e6, 9_999e6, 1e11),
    fc.integer({ min: 1000, max: 1e8 }).map(kbps => kbps * 1000),
  ),
  cbs: fc.constantFrom(1542, 1543, 3000, 20_000, 1_000_000),
  queue: fc.constantFrom(100_000, 0, 1000, 1518, 5000),
  countAs: fc.constantFrom('frame' as const, 'l1' as const, 'l2' as const, 'l3' as const),
})

describe.each<[string, MakeShaper]>([
  ['our own bucket', ownShaper],
  ['the reference', referenceShaper],
])('%s', (_, make) => {
  test('holds every law of a shaper, at any rate, depth, queue and layer', async () => {
    await fc.assert(
      fc.asyncProperty(
        specs.chain(bucket => fc.tuple(fc.constant(bucket), arrivals({ bucket }))),
        async ([spec, frames]) => {
          const verdicts = judgeShaper(await playShaper(await make(spec), frames), spec)
          expect(verdicts.filter(({ holds }) => !holds)).toEqual([])
        },
      ),
      { numRuns: 500 },
    )
  })

  test('passes the examination', async () => {
    await fc.assert(examineShaper(make, { cir: 333e6, cbs: 3000, queue: 10_000, countAs: 'l2' }))
  })
})

test('our own bucket does to every frame what the reference does', async () => {
  await fc.assert(
    fc.asyncProperty(
      specs.chain(bucket => fc.tuple(fc.constant(bucket), arrivals({ bucket }))),
      async ([spec, frames]) => {
        const own = await playShaper(await ownShaper(spec), frames)
        const reference = await playShaper(referenceShaper(spec), frames)
        expect(checkAgreement(own, reference)).toMatchObject({ holds: true })
      },
    ),
    { numRuns: 500 },
  )
})

/** The reference, made wrong. */
const spoilt =
  (
    change: (spec: ShaperSpec) => ShaperSpec,
    after: (fate: Fate, arrival: number, bytes: number) => Fate = fate => fate,
  ): MakeShaper =>
  spec => {
    const shaper = referenceShaper(change(spec))
    return {
      offer: (arrival, bytes) => after(shaper.offer(arrival, bytes), arrival, bytes),
    }
  }
const same = (spec: ShaperSpec): ShaperSpec => spec

/** Picoseconds of a byte, rounded once: 25 ppm too fast at 300 Mbit/s. */
const roundedOnce: MakeShaper = ({ cir, cbs }) => {
  const byte = Math.floor(8e12 / cir)
  let empty = -cbs * byte
  return {
    offer: (arrival, bytes) => {
      empty = Math.max(empty, arrival - cbs * byte) + bytes * byte
      return Math.max(arrival, empty)
    },
  }
}

/** A clock of whole nanoseconds, which waits too long. */
const wholeNanoseconds = spoilt(same, fate =>
  fate === 'dropped' ? fate : Math.ceil(fate / 1000) * 1000,
)

const SPEC = { cir: 300e6, cbs: 3000, queue: 100_000 }

test.each<[string, MakeShaper, ShaperLaw]>([
  ['a byte too generous', spoilt(spec => ({ ...spec, cbs: spec.cbs + 1 })), 'conformance'],
  ['a bit per second too fast', spoilt(spec => ({ ...spec, cir: spec.cir + 1000 })), 'conformance'],
  ['too slow', spoilt(spec => ({ ...spec, cir: spec.cir - 1000 })), 'noIdling'],
  ['picoseconds of a byte rounded once', roundedOnce, 'conformance'],
  ['whole nanoseconds', wholeNanoseconds, 'noIdling'],
  [
    'early by a picosecond',
    spoilt(same, (fate, at) => (fate === 'dropped' || fate <= at ? fate : fate - 1)),
    'conformance',
  ],
  ['a queue without bound', spoilt(spec => ({ ...spec, queue: 1e9 })), 'queue'],
  ['a queue that is too short', spoilt(spec => ({ ...spec, queue: spec.queue - 1 })), 'queue'],
  ['before it comes', spoilt(same, (fate, at) => (at > 0 ? at - 1 : fate)), 'causality'],
  ['small ones first', spoilt(same, (fate, at, bytes) => (bytes < 1000 ? at : fate)), 'order'],
  ['late for ever', spoilt(same, fate => (fate === 'dropped' ? fate : fate + 1e12)), 'delay'],
])('a shaper that is %s is caught, in a few frames', async (_, make, law) => {
  const queue = law === 'queue' ? 5000 : SPEC.queue
  const found = await fc.check(examineShaper(make, { ...SPEC, queue, laws: [law] }), {
    seed: 1,
    numRuns: 500,
  })
  expect(found.failed).toBe(true)
  expect((found.errorInstance as LawError).breaches.map(breach => breach.law)).toEqual([law])
  expect(found.counterexample![0].length).toBeLessThanOrEqual(10)
})

test('a shaper that forgets frames breaks conservation', async () => {
  const forgetful: MakeShaper = () => ({ offerAll: frames => frames.slice(1).map(() => 0) })
  const found = await fc.check(examineShaper(forgetful, { ...SPEC, laws: ['conservation'] }))
  expect(found.counterexample).toEqual([[{ arrival: 0, bytes: 1000 }]])
  expect((found.errorInstance as LawError).message).toBe(
    'conservation is broken: balance 0: 1 frames offered, 0 delivered + 0 dropped + 0 in flight = 0',
  )
})

test('shapers may promise, and live in time of their own', async () => {
  const promising: MakeShaper = spec => {
    const shaper = referenceShaper(spec)
    return { offer: (arrival, bytes) => Promise.resolve(shaper.offer(arrival, bytes)) }
  }
  await fc.assert(examineShaper(promising, SPEC), { numRuns: 20 })
  // Waits for the milliseconds that the reference would, by timers: late by less than one of them.
  const timed: MakeShaper = spec => ({
    offerAll: frames => {
      const clock = new VirtualClock()
      const shaper = referenceShaper(spec)
      return clock.offerAll(frames, async ({ arrival, bytes }) => {
        const fate = shaper.offer(arrival, bytes)
        if (fate === 'dropped') return 'dropped'
        const wait = Math.ceil((fate - arrival) / 1e9)
        if (wait > 0) await new Promise<void>(resolve => void clock.setTimeout(resolve, wait))
        return undefined
      })
    },
  })
  const slow = { cir: 1e6, cbs: 3000, queue: 10_000 }
  const examination = {
    ...slow,
    arrivals: arrivals({ bucket: slow, granularity: 1e9 }),
    tolerance: 1e9,
    laws: ['conservation', 'causality', 'order', 'noIdling', 'delay'] as const,
  }
  await fc.assert(examineShaper(timed, examination), { numRuns: 20 })
})
