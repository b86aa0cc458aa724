import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Agenda } from '../../src/sim/agenda.ts'
import { HORIZON } from '../../src/units.ts'

/** Gaps that meet, that are as long as frames are apart, and that reach beyond what keys compare. */
const gap = fc.oneof(
  fc.integer({ min: 0, max: 3 }),
  fc.integer({ min: 0, max: 10_000_000 }),
  fc.integer({ min: 2 ** 38, max: 2 ** 48 }),
  fc.constant(Infinity),
)

test('the next event is the earliest one, and among equal ones that of the lowest agent', () => {
  fc.assert(
    fc.property(
      fc.array(gap, { minLength: 1, maxLength: 70 }),
      fc.array(gap, { maxLength: 200 }),
      (first, gaps) => {
        const agenda = new Agenda(first)
        const plain = [...first]
        for (const more of gaps) {
          const earliest = Math.min(...plain)
          const agent = agenda.next()
          expect(agenda.time).toBe(earliest)
          if (earliest === Infinity) return
          expect(agent).toBe(plain.indexOf(earliest))
          plain[agent] = earliest + more
          agenda.replace(agent, plain[agent])
        }
      },
    ),
  )
})

test('instants up to 2^53 ps are told apart by a picosecond, however many agents there are', () => {
  const last = Number(HORIZON)
  for (const agents of [1, 2, 4094, 5000]) {
    const agenda = new Agenda(Array.from({ length: agents }, (_, agent) => agent % 2))
    const seen: number[] = []
    for (let i = 0; i < agents; i++) {
      const agent = agenda.next()
      expect(agenda.time).toBe(agent % 2)
      agenda.replace(agent, agent === 0 ? last : last - 1)
    }
    for (let i = 0; i < agents; i++) {
      const agent = agenda.next()
      expect(agenda.time).toBe(agent === 0 ? last : last - 1)
      seen.push(agent)
      agenda.replace(agent, Infinity)
    }
    expect(seen).toEqual([...Array.from({ length: agents - 1 }, (_, i) => i + 1), 0])
    agenda.next()
    expect(agenda.time).toBe(Infinity)
  }
})
