import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FAMILIES } from '../../src/model/demand.ts'
import { PEERING_DEFAULT, type Peering } from '../../src/model/peering.ts'
import type { ScheduledEvent } from '../../src/model/scheduled-event.ts'
import type { Scenario } from '../../src/model/scenario.ts'
import { psFrom } from '../../src/sim/life/moment.ts'
import { downStretches } from '../../src/sim/life/phase.ts'
import { type Life, playLife } from '../../src/sim/life/timeline.ts'
import { availabilityOf, outagesOf } from '../../src/sim/result/availability.ts'
import { ps } from '../../src/units.ts'
import { inOrder, interlinkEvents, plantEvents, segmented } from './support/events.ts'
import { lifeByTicks } from './support/life-oracle.ts'
import { poisson } from './support/sources.ts'
import { interlink, scenario } from './support/worlds.ts'

const TICKS = 150
const instants = fc.integer({ min: 0, max: TICKS - 1 })

const peerings: fc.Arbitrary<Peering> = fc.record({
  holdTime: fc.integer({ min: 1, max: 40 }).map(ps),
  bfd: fc.option(fc.integer({ min: 1, max: 25 }).map(ps)),
  establish: fc.integer({ min: 0, max: 30 }).map(ps),
  preference: fc.constant('medium' as const),
})

const world = (bgp: Peering, events: readonly ScheduledEvent[]): Scenario =>
  scenario({
    connections: [segmented()],
    interlinks: [interlink({ bgp })],
    traffic: [poisson(1e6, 1000)],
    duration: TICKS,
    events,
  })

const scenarios = fc
  .tuple(
    peerings,
    fc.array(fc.oneof(plantEvents(instants), interlinkEvents(instants)), { maxLength: 14 }),
  )
  .map(([bgp, events]) => world(bgp, inOrder(events)))

const RUNS = Number(process.env['RUNS'] ?? 400)

test('an InterLink is at every picosecond what a slow look at all that holds makes it', () => {
  fc.assert(
    fc.property(scenarios, it => {
      const life = playLife(it)
      const phases = life.phasesOf('l')
      for (const family of FAMILIES) {
        const ticks = lifeByTicks(it, family, TICKS)
        const found = ticks.map((_, tick) => {
          const phase = phases.findLast(({ from }) => psFrom(life.start, from) <= tick)!
          const { impediment, refusal } = phase[family]
          return {
            carries: impediment === null,
            sent: refusal === null,
            owner: impediment?.owner ?? null,
            vpc: phase.vpc !== null,
          }
        })
        expect(found).toEqual(ticks)
      }
    }),
    { numRuns: RUNS },
  )
})

const seconds = (picoseconds: number): number => picoseconds / 1e12

test('up and down are all of the time, each instant of down is one owner’s, as a slow count has it', () => {
  fc.assert(
    fc.property(scenarios, it => {
      const entries = availabilityOf(playLife(it), it)
      expect(entries.map(({ family }) => family)).toEqual(FAMILIES)
      for (const { family, ...entry } of entries) {
        const ticks = lifeByTicks(it, family, TICKS)
        const count = (owner: string): number => ticks.filter(tick => tick.owner === owner).length
        const [customer, provider] = [count('customer'), count('provider')]
        expect(entry).toEqual({
          interlink: 'l',
          up: seconds(TICKS - customer - provider),
          down: seconds(customer + provider),
          downByOwner: { customer: seconds(customer), provider: seconds(provider) },
        })
      }
    }),
    { numRuns: RUNS },
  )
})

const stretchesOf = (life: Life, family: 'ipv4' | 'ipv6') =>
  downStretches(life.phasesOf('l'), family, life.start, life.end)

test('outages of a family do not overlap, come in the order of time, and begin with their cause', () => {
  fc.assert(
    fc.property(scenarios, it => {
      const life = playLife(it)
      for (const family of FAMILIES) {
        const stretches = stretchesOf(life, family)
        stretches.forEach(({ from, to, detected, impediment }, index) => {
          expect(psFrom(from, to)).toBeGreaterThan(0)
          expect(psFrom(impediment.from, from)).toBeGreaterThanOrEqual(0)
          if (detected !== null) {
            expect(psFrom(from, detected)).toBeGreaterThanOrEqual(0)
            expect(psFrom(detected, to)).toBeGreaterThan(0)
          }
          const next = stretches[index + 1]
          if (next !== undefined) expect(psFrom(to, next.from)).toBeGreaterThanOrEqual(0)
        })
      }
      expect(outagesOf(life, it)).toHaveLength(
        FAMILIES.reduce((sum, family) => sum + stretchesOf(life, family).length, 0),
      )
    }),
    { numRuns: RUNS },
  )
})

test('what happens to one connection changes nothing of another', () => {
  fc.assert(
    fc.property(scenarios, it => {
      const other = {
        connections: [...it.world.connections, segmented({ id: 'other' })],
        interlinks: [...it.world.interlinks, interlink({ id: 'o', connection: 'other' })],
      }
      const quiet = playLife({ ...it, events: [], world: { ...it.world, ...other } })
      const life = playLife({ ...it, world: { ...it.world, ...other } })
      expect(life.phasesOf('o')).toEqual(quiet.phasesOf('o'))
      expect(life.wireOf('other', 'toCloud')).toEqual(quiet.wireOf('other', 'toCloud'))
      expect(life.phasesOf('l')).toEqual(playLife(it).phasesOf('l'))
    }),
    { numRuns: RUNS },
  )
})

test('an InterLink that lives like another one is played once, and alike', () => {
  const twins = [interlink({ id: 'l' }), interlink({ id: 'm', vlan: 2 })]
  const it = world(PEERING_DEFAULT, [])
  const life = playLife({ ...it, world: { ...it.world, interlinks: twins } })
  expect(life.phasesOf('m')).toBe(life.phasesOf('l'))
})
