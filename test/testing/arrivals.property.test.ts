import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { VirtualClock, arrivals, referenceShaper } from '../../src/testing.ts'

const bucket = { cir: 333_000_000, cbs: 5000, queue: 4000 }

describe('arrivals', () => {
  test('come in order, in the sizes, numbers and multiples of time that are asked for', () => {
    const options = {
      bucket,
      frames: { min: 3, max: 12 },
      sizes: { min: 100, max: 2000 },
      granularity: 1_000_000,
    }
    fc.assert(
      fc.property(arrivals(options), frames => {
        expect(frames.length).toBeGreaterThanOrEqual(3)
        expect(frames.length).toBeLessThanOrEqual(12)
        frames.forEach(({ arrival, bytes }, i) => {
          expect(arrival).toBeGreaterThanOrEqual(i === 0 ? 0 : frames[i - 1]!.arrival)
          expect(arrival % 1_000_000).toBe(0)
          expect(bytes >= 100 && bytes <= 2000 && Number.isInteger(bytes)).toBe(true)
        })
      }),
    )
  })

  test('fill the queue to the byte, miss it by one, and meet what leaves', () => {
    const seen = new Set<string>()
    for (const frames of fc.sample(arrivals({ bucket }), { numRuns: 2000, seed: 1 })) {
      const shaper = referenceShaper(bucket)
      const left: { departure: number; bytes: number }[] = []
      for (const { arrival, bytes } of frames) {
        const waiting = left
          .filter(({ departure }) => departure > arrival)
          .reduce((sum, frame) => sum + frame.bytes, 0)
        if (left.some(({ departure }) => departure === arrival && arrival > 0)) seen.add('meets')
        const fate = shaper.offer(arrival, bytes)
        if (fate === 'dropped') {
          seen.add(waiting + bytes === bucket.queue + 1 ? 'misses' : 'drops')
          continue
        }
        if (fate > arrival && waiting + bytes === bucket.queue) seen.add('fills')
        seen.add(fate > arrival ? 'waits' : 'passes')
        left.push({ departure: fate, bytes })
      }
    }
    expect([...seen].sort()).toEqual(['drops', 'fills', 'meets', 'misses', 'passes', 'waits'])
  })

  test.each([
    [{ frames: { min: -1, max: 1 } }, 'frames from -1 to 1 is no range'],
    [{ sizes: { min: 0, max: 1 } }, 'sizes from 0 to 1 is no range'],
    [{ granularity: 0 }, 'granularity from 0 to 0 is no range'],
  ])('refuse %j', (options, message) => {
    expect(() => arrivals({ bucket, ...options })).toThrow(message)
  })
})

describe('a virtual clock', () => {
  test('fires timers in their order, when they are due, and lets promises go on between them', async () => {
    const clock = new VirtualClock()
    const told: string[] = []
    const wait = (ms: number): Promise<void> => new Promise(done => void clock.setTimeout(done, ms))
    const both = (async () => {
      await wait(2.9)
      told.push(`a ${clock.milliseconds()}`)
      await wait(0)
      told.push(`a ${clock.milliseconds()}`)
    })()
    clock.setTimeout(() => told.push(`b ${clock.milliseconds()}`), 3)
    clock.clearTimeout(clock.setTimeout(() => told.push('never'), 1))
    await clock.advanceTo(1.5e9)
    expect([clock.milliseconds(), told]).toEqual([1.5, []])
    await clock.advanceTo(4e9)
    await both
    expect(told).toEqual(['a 2', 'b 3', 'a 3'])
    await expect(clock.advanceTo(1)).rejects.toThrow(RangeError)
  })

  test('tells which frames never left, and what a promise is rejected with', async () => {
    const frames = [
      { arrival: 5, bytes: 1 },
      { arrival: 7, bytes: 2 },
    ]
    const stuck = await new VirtualClock().offerAll(frames, ({ bytes }) =>
      bytes === 1 ? Promise.resolve() : new Promise<void>(() => {}),
    )
    expect(stuck).toEqual([5, undefined])
    const refused = new VirtualClock().offerAll(frames, () => Promise.reject(new Error('no')))
    await expect(refused).rejects.toThrow('no')
  })
})
