import { expect, test } from 'vitest'
import type { ObjectiveResult } from '../../src/sim/result/document.ts'
import { withoutConnection } from '../../src/study/failures/without-connection.ts'
import { bitsPerSecond, ps } from '../../src/units.ts'
import { cbr } from '../sim/support/sources.ts'
import { connection, flowOf, interlink, scenario, simulate } from '../sim/support/worlds.ts'

const attached = { kind: 'attached', vpc: 'v' } as const

/** Two connections with an InterLink of one VPC each, offered 600 and 300 Mbps. */
const it = scenario({
  connections: ['a', 'b'].map(id => connection({ id, portSpeed: bitsPerSecond(1e9) })),
  interlinks: ['a', 'b'].map(id =>
    interlink({
      id: `on-${id}`,
      connection: id,
      bandwidth: bitsPerSecond(8e8),
      attachment: attached,
    }),
  ),
  traffic: [cbr(6e8, 1000, { interlink: 'on-a' }), cbr(3e8, 1000, { interlink: 'on-b' })],
  duration: 2e11,
  objectives: ['on-a', 'on-b'].map(id => ({
    subject: { kind: 'interlink', interlink: id, metric: 'loss' },
    direction: null,
    side: 'below',
    limit: 0.001,
  })),
})

const metOf = (objectives: readonly ObjectiveResult[]): readonly (readonly unknown[])[] =>
  objectives.map(each => [('interlink' in each && each.interlink) || '', each.met])

test('traffic of an absent connection goes where its VPC has another InterLink, from the first frame', async () => {
  const without = await simulate(withoutConnection(it, 'a'))
  expect(flowOf(without, 'on-a').offered.frames).toBe(0)
  const both = await simulate(it)
  const offered = (id: string): number => flowOf(both, id).offered.frames
  expect(flowOf(without, 'on-b').offered.frames).toBe(offered('on-a') + offered('on-b'))
  // 900 Mbps do not fit 800.
  expect(metOf(without.objectives)).toEqual([
    ['on-a', true],
    ['on-b', false],
  ])
  expect(metOf(both.objectives)).toEqual([
    ['on-a', true],
    ['on-b', true],
  ])
})

test('traffic for which there is no other way is dropped, all of it, and the objective is missed', async () => {
  const alone = {
    ...it,
    world: {
      ...it.world,
      interlinks: it.world.interlinks.map(each =>
        each.id === 'on-b' ? { ...each, attachment: { kind: 'detached' as const } } : each,
      ),
    },
  }
  const without = await simulate(withoutConnection(alone, 'a'))
  const flow = flowOf(without, 'on-a')
  expect(flow.offered.frames).toBeGreaterThan(0)
  expect(flow.dropped.frames).toBe(flow.offered.frames)
  expect(without.objectives[0]!.met).toBe(false)
})

test('nothing happens to what is absent, and all else happens', () => {
  const events = [
    { at: ps(1), interlink: 'on-a', change: { kind: 'propagationOn' } },
    { at: ps(2), interlink: 'on-b', change: { kind: 'lock' } },
    {
      at: ps(3),
      connection: 'a',
      spot: { kind: 'end', end: 'provider' },
      change: { kind: 'portDown' },
    },
    {
      at: ps(4),
      connection: 'b',
      spot: { kind: 'end', end: 'provider' },
      change: { kind: 'portDown' },
    },
  ] as const
  const without = withoutConnection({ ...it, events }, 'a')
  expect(without.events.map(({ at }) => at)).toEqual([2, 4])
})
