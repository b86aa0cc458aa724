/** Events of a connection `c` of segments `a` and `b`, and of its InterLink `l`, by fast-check. */
import fc from 'fast-check'
import type { Family } from '../../../src/model/demand.ts'
import type { ScheduledEvent } from '../../../src/model/scheduled-event.ts'
import { type Connection } from '../../../src/model/world.ts'
import { nanoDb, ps } from '../../../src/units.ts'
import { connection } from './worlds.ts'

/** A connection of two segments, whose light is assumed. */
export const segmented = (over: Partial<Connection> = {}): Connection =>
  connection({
    ...over,
    crossConnect: {
      length: 0,
      propagation: 0,
      segments: ['a', 'b'].map(id => ({ id, kind: 'connector', loss: nanoDb(0) })),
      ...over.crossConnect,
    } as Connection['crossConnect'],
  })

const OWNERS = ['customer', 'provider'] as const
const END_KINDS = [
  'portDown',
  'portUp',
  'opticFail',
  'opticReplace',
  'blackhole',
  'repair',
] as const
const PLAIN_KINDS = ['lock', 'unlock', 'detachVpc', 'propagationOff', 'propagationOn'] as const
const FAMILIES: readonly Family[] = ['ipv4', 'ipv6']

/** Something that happens to the connection. */
export const plantEvents = (instants: fc.Arbitrary<number>): fc.Arbitrary<ScheduledEvent> =>
  fc.oneof(
    fc.record({
      at: instants.map(ps),
      connection: fc.constant('c'),
      spot: fc.record({
        kind: fc.constant('segment' as const),
        segment: fc.constantFrom('a', 'b'),
      }),
      change: fc.constantFrom('cut', 'blackhole', 'repair').map(kind => ({ kind }) as never),
    }),
    fc.record({
      at: instants.map(ps),
      connection: fc.constant('c'),
      spot: fc.record({ kind: fc.constant('end' as const), end: fc.constantFrom(...OWNERS) }),
      change: fc.constantFrom(...END_KINDS).map(kind => ({ kind })),
    }),
  )

/** Something that happens to the InterLink. */
export const interlinkEvents = (instants: fc.Arbitrary<number>): fc.Arbitrary<ScheduledEvent> =>
  fc.record({
    at: instants.map(ps),
    interlink: fc.constant('l'),
    change: fc.oneof(
      fc.constantFrom(...PLAIN_KINDS).map(kind => ({ kind })),
      fc.constant({ kind: 'attachVpc' as const, vpc: 'v' }),
      fc.record({
        kind: fc.constant('bgpDown' as const),
        family: fc.constantFrom(...FAMILIES),
        owner: fc.constantFrom(...OWNERS),
      }),
      fc.record({ kind: fc.constant('bgpUp' as const), family: fc.constantFrom(...FAMILIES) }),
    ),
  })

/** Events in the order of time. */
export const inOrder = (events: readonly ScheduledEvent[]): readonly ScheduledEvent[] =>
  events.toSorted((a, b) => a.at - b.at)
