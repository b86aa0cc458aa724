/** What `validate` says of events, by a look at the scenario alone, is what becomes of them in a run. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createScenario } from '../../src/model/create-scenario.ts'
import type { ScenarioDraft } from '../../src/model/draft.ts'
import type { EventDraft } from '../../src/model/event-draft.ts'
import { afterPlantEvent, wholePlant } from '../../src/model/plant.ts'
import { playLife } from '../../src/sim/life/timeline.ts'
import { anyEvent } from '../model/arbitrary.ts'
import { draft as small } from '../model/drafts.ts'

const END = 1e12

const holding = (events: readonly EventDraft[]): ScenarioDraft => ({
  ...small,
  connections: ['c0', 'c1'].map(id => ({ ...small.connections[0]!, id })),
  interlinks: ['c0', 'c1'].map((connection, i) => ({
    ...small.interlinks[0]!,
    id: `i${i}`,
    connection,
    vpc: i === 0 ? undefined : 'v0',
  })),
  vpcs: [
    { id: 'v0', region: 'fr-par' },
    { id: 'v1', region: 'nl-ams' },
  ],
  traffic: [],
  events,
})

const listOf = (isMeant: (event: EventDraft) => boolean) =>
  fc.array(
    anyEvent.filter(event => event.at < END && isMeant(event)),
    { maxLength: 14 },
  )

/** Events of an InterLink that the product answers, each a change of its own. */
const isAnswered = ({ interlink, kind, family, policy }: EventDraft): boolean =>
  interlink !== undefined &&
  kind !== 'bgpDown' &&
  kind !== 'bgpUp' &&
  (kind !== 'setPolicy' ||
    family !== undefined ||
    (policy !== undefined && policy.in.length + policy.out.length > 0))

test('the product refuses what changes nothing, and nothing else', () => {
  let refusals = 0
  fc.assert(
    fc.property(listOf(isAnswered), events => {
      const created = createScenario(holding(events))
      if (!created.ok) return
      const refused = playLife(created.scenario).entries.filter(({ kind }) => kind === 'refused')
      // The same policy once more is accepted, and changes nothing.
      const idle = created.warnings.filter(
        each => each.kind === 'changes-nothing' && each.idle !== 'policy-set',
      )
      expect(refused.length).toBe(idle.length)
      refusals += refused.length
    }),
    { numRuns: 1_000 },
  )
  expect(refusals).toBeGreaterThan(50)
})

test('a plant is the same after what changes nothing, and after nothing else', () => {
  let idles = 0
  fc.assert(
    fc.property(
      listOf(({ connection }) => connection !== undefined),
      events => {
        const created = createScenario(holding(events))
        if (!created.ok) return
        const { world, events: scheduled } = created.scenario
        const plants = new Map(world.connections.map(each => [each.id, wholePlant(each)]))
        const changed = scheduled.filter(event => {
          if (!('connection' in event)) return true
          const before = plants.get(event.connection)!
          const after = afterPlantEvent(before, event)
          plants.set(event.connection, after)
          return (
            JSON.stringify([after.faults, [...after.extraLoss]]) !==
            JSON.stringify([before.faults, [...before.extraLoss]])
          )
        })
        const idle = created.warnings.filter(({ kind }) => kind === 'changes-nothing')
        expect(scheduled.length - changed.length).toBe(idle.length)
        idles += idle.length
      },
    ),
    { numRuns: 1_000 },
  )
  expect(idles).toBeGreaterThan(50)
})
