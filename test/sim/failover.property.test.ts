import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DIRECTIONS } from '../../src/model/direction.ts'
import { PEERING_DEFAULT, PREFERENCES, type Peering } from '../../src/model/peering.ts'
import type { ScheduledEvent } from '../../src/model/scheduled-event.ts'
import type { Scenario } from '../../src/model/scenario.ts'
import { bitsPerSecond, bytes, ps } from '../../src/units.ts'
import { inOrder, interlinkEvents, plantEvents, segmented } from './support/events.ts'
import { lifeByTicks } from './support/life-oracle.ts'
import { flowOf, interlink, scenario, simulate } from './support/worlds.ts'

/** A frame of 64 bytes leaves every microsecond; a tick of the slow look at lives is as long. */
const TICK = 1e6
const TICKS = 120
const RUNS = Number(process.env['RUNS'] ?? 150)

const instants = fc.integer({ min: 0, max: TICKS - 1 })

/** Events of the second connection and its InterLink, drawn as those of the first. */
const onSecond = (event: ScheduledEvent): ScheduledEvent =>
  'interlink' in event ? { ...event, interlink: 'k' } : { ...event, connection: 'd' }

const events = fc.array(fc.oneof(plantEvents(instants), interlinkEvents(instants)), {
  maxLength: 8,
})

const peerings: fc.Arbitrary<Peering> = fc.record({
  holdTime: fc.constant(PEERING_DEFAULT.holdTime),
  bfd: fc.option(fc.integer({ min: 1, max: 25 }).map(ps)),
  establish: fc.integer({ min: 0, max: 30 }).map(ps),
  preference: fc.constantFrom(...PREFERENCES),
})

/** The same world with its times in ticks, or in picoseconds of the run. */
const world = (
  scale: number,
  bgps: readonly [Peering, Peering],
  happening: readonly ScheduledEvent[],
): Scenario => {
  const [first, second] = bgps.map(bgp => ({
    ...bgp,
    bfd: bgp.bfd === null ? null : ps(bgp.bfd * scale),
    establish: ps(bgp.establish * scale),
  }))
  return scenario({
    connections: [segmented(), segmented({ id: 'd' })],
    interlinks: [interlink({ bgp: first! }), interlink({ id: 'k', connection: 'd', bgp: second! })],
    traffic: DIRECTIONS.map(direction => ({
      vpc: 'v',
      direction,
      family: 'ipv4' as const,
      start: ps(0),
      stop: null,
      source: {
        kind: 'cbr' as const,
        rate: bitsPerSecond(512e6),
        frame: [{ size: bytes(64), weight: 1 }],
        phase: ps(0),
      },
    })),
    duration: TICKS * scale,
    events: happening.map(event => ({ ...event, at: ps(event.at * scale) })),
  })
}

test('each frame of a VPC goes to the InterLink that is best when it is sent, and to no other', async () => {
  await fc.assert(
    fc.asyncProperty(peerings, peerings, events, events, async (one, other, here, there) => {
      const happening = inOrder([...here, ...there.map(onSecond)])
      const slow = world(1, [one, other], happening)
      // The second InterLink seen as the only one of its world.
      const [l, k] = slow.world.interlinks
      const lives = [l!, k!].map(link => {
        const own = (event: ScheduledEvent): boolean =>
          'interlink' in event ? event.interlink === link.id : event.connection === link.connection
        const alone = {
          ...slow,
          events: slow.events.filter(own),
          world: { ...slow.world, interlinks: [link] },
        }
        return lifeByTicks(alone, 'ipv4', TICKS)
      })
      const preference = [one, other].map(bgp => PREFERENCES.indexOf(bgp.preference))
      const worth = (link: number, tick: number): number => {
        const { vpc, sent } = lives[link]![tick]!
        return (vpc ? 100 : 0) + (sent ? 10 : 0) + preference[link]!
      }
      const expected = [0, 0]
      for (let tick = 0; tick < TICKS; tick++) {
        expected[worth(1, tick) > worth(0, tick) ? 1 : 0]!++
      }
      const result = await simulate(world(TICK, [one, other], happening))
      for (const direction of DIRECTIONS) {
        const flows = ['l', 'k'].map(id => flowOf(result, id, direction))
        expect(flows.map(({ offered }) => offered.frames)).toEqual(expected)
        for (const { offered, delivered, dropped, inFlight } of flows) {
          expect(delivered.frames + dropped.frames + inFlight.frames).toBe(offered.frames)
        }
      }
    }),
    { numRuns: RUNS },
  )
})
