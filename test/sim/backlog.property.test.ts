import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Backlog } from '../../src/sim/meter/backlog.ts'
import { sliceStarts } from '../../src/sim/meter/window.ts'

/** A queue that frames join, each a while after the one before and leaving a while after it leaves. */
const frames = fc.array(
  fc.record({
    gap: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40 })),
    // Short stays keep the ring turning, long ones make it grow.
    stay: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 4000 })),
    size: fc.integer({ min: 64, max: 9216 }),
  }),
  { minLength: 1, maxLength: 200, size: 'max' },
)

test('a queue of any length admits, holds and averages, slice by slice, as a list of its frames does', () => {
  fc.assert(
    fc.property(
      frames,
      fc.integer({ min: 20_000, max: 3_000_000 }),
      fc.integer({ min: 0, max: 3000 }),
      fc.integer({ min: 1, max: 6000 }),
      (list, limit, from, duration) => {
        const window = { from, to: from + duration, interval: duration }
        const backlog = new Backlog(limit, window, null)
        const joined: { now: number; leave: number; size: number }[] = []
        let now = 0
        let last = 0
        for (const { gap, stay, size } of list) {
          now += gap
          last = Math.max(last, now) + stay
          const waiting = joined
            .filter(({ leave }) => leave > now)
            .reduce((sum, each) => sum + each.size, 0)
          backlog.endSlices(now)
          const admits = backlog.admits(now, size)
          expect(admits).toBe(waiting + size <= limit)
          if (!admits) continue
          backlog.join(now, last, size)
          joined.push({ now, leave: last, size })
        }
        // What waits changes when frames join or leave: the most in the window is at one of these.
        const instants = [from, ...joined.map(each => each.now)].filter(
          each => each >= from && each < window.to,
        )
        const waitingAt = (instant: number): number =>
          joined
            .filter(each => each.now <= instant && each.leave > instant)
            .reduce((sum, each) => sum + each.size, 0)
        const meanIn = (begins: number, ends: number): number => {
          const area = joined.reduce((sum, { now: begin, leave, size }) => {
            const time = Math.min(leave, ends) - Math.max(begin, begins)
            return sum + size * Math.max(0, time)
          }, 0)
          return begins === ends ? 0 : area / (ends - begins)
        }
        const starts = sliceStarts(window)
        expect(backlog.figures()).toEqual({
          mean: meanIn(from, window.to),
          max: Math.max(...instants.map(waitingAt)),
          perSlice: starts.slice(1).map((ends, k) => meanIn(starts[k]!, ends)),
        })
      },
    ),
  )
})

test('a ring that has turned keeps its frames in their order when it grows', () => {
  const backlog = new Backlog(1e9, { from: 0, to: 1e6, interval: 1e6 }, null)
  const held = (now: number): number => {
    // The largest size that is still admitted says how much waits.
    let room = 0
    for (let bit = 2 ** 29; bit >= 1; bit /= 2) {
      if (backlog.admits(now, room + bit)) room += bit
    }
    return 1e9 - room
  }
  // 40 frames come and go, so that the ring's beginning is no longer its first slot.
  for (let i = 0; i < 40; i++) backlog.join(0, 1 + i, 100)
  expect(held(40)).toBe(0)
  let waiting = 0
  for (let i = 0; i < 1000; i++) {
    backlog.join(40, 100 + i, 64 + i)
    waiting += 64 + i
    expect(held(40)).toBe(waiting)
  }
  for (let i = 0; i < 1000; i++) {
    waiting -= 64 + i
    expect(held(100 + i)).toBe(waiting)
  }
})
