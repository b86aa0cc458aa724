import { describe, expect, test } from 'vitest'
import { unixMs } from '../../src/calendar.ts'
import { OPEN_POLICIES } from '../../src/model/complete-routing.ts'
import type { Provisioning } from '../../src/model/provisioning.ts'
import type { Scenario } from '../../src/model/scenario.ts'
import type { Connection, Interlink } from '../../src/model/world.ts'
import { gateOf } from '../../src/sim/life/gate.ts'
import { later, psFrom, secondsFrom } from '../../src/sim/life/moment.ts'
import { openOrderStream, orderedDraw } from '../../src/sim/life/provisioning.ts'
import { playLife } from '../../src/sim/life/timeline.ts'
import { ms, nanoDb, ps } from '../../src/units.ts'
import { poisson } from './support/sources.ts'
import { activeAt, connection, interlink, scenario, simulate } from './support/worlds.ts'

const world = (
  links: Partial<Interlink>[] = [{}],
  over: Partial<Connection> = {},
  duration = 1e12,
): Scenario =>
  scenario({
    connections: [connection(over)],
    interlinks: links.map((each, i) => interlink({ id: `l${i}`, ...each })),
    traffic: [poisson(1e6, 1000, { interlink: 'l0' })],
    duration,
  })

const gate = (it: Scenario, id = 'l0', family: 'ipv4' | 'ipv6' = 'ipv4') => {
  const { instants, causes } = playLife(it).gateFor(poisson(1, 64, { interlink: id, family }), id)
  return [...instants].map((instant, k) => [instant, causes[k]])
}
const told = (it: Scenario): string[] =>
  playLife(it).entries.map(({ subject, from, to, owner }) => `${subject} ${from} ${to} ${owner}`)

const [DOWN, UNROUTED, OPEN] = [4, 5, -1]

describe('a gate', () => {
  test('is open throughout where nothing is ordered, and nothing is told', () => {
    expect(gate(world())).toEqual([[0, OPEN]])
    expect(told(world())).toEqual([])
  })

  test('changes at the picosecond at which the link is active, and when the InterLink is ready', () => {
    expect(gate(activeAt(world([{ configuring: ps(7) }]), 123_456_789))).toEqual([
      [0, DOWN],
      [123_456_789, UNROUTED],
      [123_456_796, OPEN],
    ])
  })

  test('of a link that is active before is open but for the configuring, from time 0', () => {
    expect(gate(activeAt(world([{ configuring: ps(7) }]), -5e15))).toEqual([
      [0, UNROUTED],
      [7, OPEN],
    ])
  })

  test('never opens where the scenario never routes the family', () => {
    const blocked = [{ routing: { ...OPEN_POLICIES, ipv6: null } }, { propagation: false }]
    const it = activeAt(world(blocked), 1000)
    expect(gate(it, 'l0', 'ipv6')).toEqual([[0, UNROUTED]])
    expect(gate(it, 'l0')).toEqual([
      [0, DOWN],
      [1000, OPEN],
    ])
    expect(gate(it, 'l1')).toEqual([[0, UNROUTED]])
  })

  test('leaves out states that change nothing; of several at one instant the last one stands', () => {
    const states = [
      { from: -9, cause: 'linkDown' },
      { from: 0, cause: null },
      { from: 5, cause: 'linkDown' },
      { from: 5, cause: null },
      { from: 8, cause: 'notRouted' },
    ] as const
    const { instants, causes } = gateOf(states)
    expect([[...instants], [...causes]]).toEqual([
      [0, 8],
      [OPEN, UNROUTED],
    ])
  })
})

describe('an order', () => {
  const order: Provisioning = {
    ordered: unixMs(1_768_000_000_000),
    loa: { kind: 'lognormal', median: ms(4e8), p90: ms(9e8) },
    patch: { kind: 'lognormal', median: ms(6e8), p90: ms(15e8) },
    patchedBy: 'operator',
    turnUp: { kind: 'certain', duration: ms(4_000) },
    loaValidity: ms(5e8),
  }
  const start = { seconds: 1_770_000_000, picos: 5 }
  const dated = (seed: number): Scenario => ({
    ...world([{}], { provisioning: order }),
    start,
    seed,
  })

  test('is that of replication 0 of provision, with every LOA', () => {
    let expired = 0
    for (let seed = 0; seed < 50; seed++) {
      const draw = orderedDraw(order, openOrderStream(seed, 'c'))
      const steps = playLife(dated(seed)).entries.filter(({ kind }) => kind === 'order')
      const at = (to: string): number[] =>
        steps
          .filter(step => step.to === to)
          .map(step => 1000 * step.at.seconds + step.at.picos / 1e9)
      expect(at('requested')).toEqual([order.ordered])
      expect(at('loaIssued')[0]).toBe(draw.loaIssued)
      expect(at('loaExpired')).toHaveLength(draw.expiries)
      expect(at('loaIssued')).toHaveLength(draw.expiries + 1)
      expect(at('patched')).toEqual([draw.patched])
      expect(at('linkDetected')).toEqual([draw.linkActive])
      expired += draw.expiries
    }
    expect(expired).toBeGreaterThan(0)
  })

  test('says whom each step waited for', () => {
    const it = activeAt(world([{ configuring: ps(7) }]), 1000)
    expect(told(it)).toEqual([
      'c null requested null',
      'c requested loaIssued provider',
      'c loaIssued patched customer',
      'c patched linkDetected provider',
      'c null created null',
      'c created active null',
      'l0 null configuring null',
      'l0 configuring ready null',
      'l0 ready active null',
    ])
  })

  test('is told with steps after the end, statuses are not', () => {
    const it = activeAt(world([{}], {}, 1000), 2000)
    expect(told(it).at(-1)).toBe('c patched linkDetected provider')
    expect(playLife(it).entries.filter(({ kind }) => kind === 'order')).toHaveLength(4)
  })

  test('without start is as good as none', () => {
    const it = { ...dated(1), start: null }
    expect(gate(it)).toEqual([[0, OPEN]])
    expect(told(it)).toEqual([])
  })
})

describe('light', () => {
  const dark = {
    lightPath: 'stated',
    crossConnect: {
      length: 0,
      propagation: 0,
      segments: [{ id: 'a', kind: 'connector', loss: nanoDb(3e10) }],
    },
  } as unknown as Partial<Connection>
  const price = { perMonth: '1200', currency: 'EUR' }

  test('that is stated and too weak leaves the link undetected and unbilled', async () => {
    const it = world([{}], { ...dark, price })
    expect(gate(it)).toEqual([[0, DOWN]])
    expect(told(it)).toEqual(['c null dark customer'])
    expect((await simulate(it)).billing).toEqual([])
  })

  test('that is assumed is taken as lit', () => {
    expect(gate(world([{}], { ...dark, lightPath: 'assumed' }))).toEqual([[0, OPEN]])
  })

  test('comes to light when an order would have been detected', () => {
    const ordered = activeAt(world([{}], dark), 1000)
    expect(told(ordered).slice(-2)).toEqual([
      'c loaIssued patched customer',
      'c null dark customer',
    ])
    expect(secondsFrom(ordered.start!, playLife(ordered).entries.at(-1)!.at)).toBe(1e-9)
  })
})

test('a bill is exact to the picosecond, from the link on', async () => {
  const price = { perMonth: '267840000000.000000', currency: 'EUR' }
  // March 2026 has 2,678,400 s: a second costs 100,000.
  const it = activeAt(world([{}], { price }), 250_000_000_010)
  expect((await simulate(it)).billing).toEqual([
    {
      connection: 'c',
      from: '2026-03-02T08:00:00Z',
      to: '2026-03-02T08:00:00.74999999999Z',
      amount: '74999.999999',
      currency: 'EUR',
    },
  ])
})

test('instants keep every picosecond over seconds and years', () => {
  const at = { seconds: 100, picos: 999_999_999_999 }
  expect(later(at, ps(2))).toEqual({ seconds: 101, picos: 1 })
  expect(psFrom(at, later(at, ps(2 ** 53 - 1)))).toBe(2 ** 53 - 1)
  expect(secondsFrom({ seconds: 2e9, picos: 0 }, at)).toBe(100 - 2e9 + 0.999999999999)
})

test('4,094 InterLinks are played at once', () => {
  const it = activeAt(world(Array.from({ length: 4094 }, () => ({ configuring: ps(9) }))), 1000)
  const began = performance.now()
  expect(playLife(it).entries.filter(({ to }) => to === 'ready')).toHaveLength(4094)
  // Some ten milliseconds on an idle machine.
  expect(performance.now() - began).toBeLessThan(1_000)
})
