import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Agenda } from '../../src/sim/agenda.ts'

test('the next event is the earliest one, and among equal ones that of the lowest agent', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 70 }),
      fc.array(
        fc.tuple(fc.nat(), fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constant(Infinity))),
        { maxLength: 200 },
      ),
      (agents, changes) => {
        const agenda = new Agenda(agents)
        const plain = Array.from({ length: agents }, () => Infinity)
        for (const [number, time] of changes) {
          agenda.set(number % agents, time)
          plain[number % agents] = time
          const earliest = Math.min(...plain)
          if (earliest === Infinity) expect(agenda.times[agenda.next()]).toBe(Infinity)
          else expect(agenda.next()).toBe(plain.indexOf(earliest))
        }
      },
    ),
  )
})
