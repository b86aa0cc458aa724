/** The event queue alone: the hold model (take the next event, schedule another of its agent). */
import { Agenda } from '../src/sim/agenda.ts'
import { nextExponential } from '../src/sim/random/exponential.ts'
import { openStream } from '../src/sim/random/stream.ts'
import type { Size, Subject } from './subject.ts'

const DRAWS = 4096

const subject = (agents: number, holds: number): Subject => ({
  name: `event queue, ${agents} agents`,
  operation: 'hold',
  work: () => {
    const stream = openStream(1, 'agenda')
    // Drawn beforehand, so that the queue alone is measured.
    const gaps = Float64Array.from({ length: DRAWS }, () =>
      Math.ceil(1e6 * nextExponential(stream)),
    )
    const agenda = new Agenda(Array.from({ length: agents }, (_, agent) => gaps[agent % DRAWS]!))
    let now = 0
    for (let i = 0; i < holds; i++) {
      const agent = agenda.next()
      now = agenda.time
      agenda.replace(agent, now + gaps[i & (DRAWS - 1)]!)
    }
    return { operations: holds, hash: String(now) }
  },
})

export const subjects = (size: Size): readonly Subject[] =>
  [16, 128, 1024].map(agents => subject(agents, size === 'small' ? 10_000 : 3_000_000))
