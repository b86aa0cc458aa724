/** The budget of bit errors against bits read one by one, and cuts against each picosecond. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Cable } from '../../src/sim/kernel/cable.ts'
import { nextUniform, openStream } from '../../src/sim/random/stream.ts'
import type { OracleWire } from './support/oracle.ts'
import { wireOf } from './support/trouble.ts'

const cableOf = (wire: OracleWire, seed = 1): Cable =>
  new Cable({ connection: 'c', direction: 'toCustomer', seed, wire: wireOf(wire) })

/** Sizes of frames that follow each other; so few bits that a loop can read them all. */
const SIZES = [-3, 0, 4, -3, -2]

/** Which of many frames are lost when each bit is read by itself. */
const bitByBit = (ratio: number, frames: number): boolean[] => {
  const stream = openStream(1, 'bits')
  return Array.from({ length: frames }, (_, i) => {
    let isLost = false
    for (let bit = 0; bit < (SIZES[i % SIZES.length]! + 4) * 8; bit++) {
      if (nextUniform(stream) < ratio) isLost = true
    }
    return isLost
  })
}

const byBudget = (ratio: number, frames: number): boolean[] => {
  const cable = cableOf([{ from: 0, state: ratio }])
  return Array.from({ length: frames }, (_, i) => {
    if (cable.cutAt(i, i + 1) !== Infinity) throw new Error('there is no cut')
    return cable.corrupts(SIZES[i % SIZES.length]!)
  })
}

/** How often how many frames pass between two losses; twenty and more are one. */
const runsOf = (lost: readonly boolean[]): number[] => {
  const counts = Array.from({ length: 21 }, () => 0)
  let run = 0
  for (const isLost of lost) {
    if (isLost) {
      counts[Math.min(20, run)]!++
      run = 0
    } else run++
  }
  return counts
}

test.each([0.003, 0.01, 0.05, 0.2, 0.5])(
  'with a bit in error of every 1 ÷ %f, losses follow each other as when bits are read singly',
  ratio => {
    const frames = 50_000
    const [a, b] = [runsOf(bitByBit(ratio, frames)), runsOf(byBudget(ratio, frames))]
    const [sumA, sumB] = [a, b].map(counts => counts.reduce((sum, count) => sum + count, 0)) as [
      number,
      number,
    ]
    // Two samples of one distribution (Press et al., Numerical Recipes, 14.3), classes too small left out.
    let chiSquare = 0
    let classes = 0
    a.forEach((count, i) => {
      const both = count + b[i]!
      if (both < 20) return
      classes++
      chiSquare += (Math.sqrt(sumB / sumA) * count - Math.sqrt(sumA / sumB) * b[i]!) ** 2 / both
    })
    // Mean `classes`, deviation √(2·classes): four of them, and more for the skew of few classes.
    expect(chiSquare).toBeLessThan(classes + 4 * Math.sqrt(2 * classes) + 6)
  },
)

test('each place in a row of sizes is lost as often as its bits demand', () => {
  const ratio = 0.02
  const frames = 200_000
  const lost = byBudget(ratio, frames)
  SIZES.forEach((size, place) => {
    const count = lost.filter((isLost, i) => isLost && i % SIZES.length === place).length
    const share = 1 - (1 - ratio) ** ((size + 4) * 8)
    const of = frames / SIZES.length
    expect(Math.abs(count - of * share)).toBeLessThan(4 * Math.sqrt(of * share * (1 - share)))
  })
})

test('a loss says nothing of the next frame', () => {
  const ratio = 0.02
  const lost = byBudget(ratio, 200_000).filter((_, i) => SIZES[i % SIZES.length] === -3)
  const pairs = lost.length - 1
  const share = lost.filter(Boolean).length / lost.length
  const both = lost.filter((isLost, i) => isLost && lost[i + 1] === true).length
  expect(Math.abs(both - pairs * share ** 2)).toBeLessThan(4 * Math.sqrt(pairs) * share)
})

test('a clear wire opens no stream and is never asked about', () => {
  expect(cableOf([{ from: 0, state: 0 }]).clearUntil).toBe(Infinity)
  expect(
    cableOf([
      { from: 0, state: 0 },
      { from: 7, state: 'lost' },
    ]).clearUntil,
  ).toBe(7)
})

test('a frame is cut at the first picosecond of its way at which the wire is', () => {
  const wires = fc
    .array(
      fc.record({
        length: fc.integer({ min: 1, max: 6 }),
        state: fc.constantFrom('lost' as const, 0, 0.5),
      }),
      { minLength: 1, maxLength: 8 },
    )
    .map(list => {
      let from = 0
      return list.map(({ length, state }) => {
        const begun = from
        from += length
        return { from: begun, state }
      })
    })
  fc.assert(
    fc.property(
      wires,
      fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 20 }))),
      (wire, frames) => {
        const cable = cableOf(wire)
        const stateAt = (instant: number) => wire.findLast(({ from }) => from <= instant)!.state
        let start = 0
        for (const [gap, lasting] of frames) {
          start += gap
          const arrival = start + lasting
          const way = Array.from({ length: lasting }, (_, i) => start + i)
          const isClear = arrival <= cable.clearUntil
          if (isClear) expect(way.every(instant => stateAt(instant) === 0)).toBe(true)
          const cut = way.find(instant => stateAt(instant) === 'lost') ?? Infinity
          expect(cable.cutAt(start, arrival)).toBe(cut)
          if (cut === Infinity && stateAt(start) === 0) expect(cable.corrupts(1e9)).toBe(false)
        }
      },
    ),
    { numRuns: 1000 },
  )
})
