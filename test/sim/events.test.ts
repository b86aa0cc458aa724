import { describe, expect, test } from 'vitest'
import type { Demand, Family } from '../../src/model/demand.ts'
import type { Spot } from '../../src/model/scheduled-event.ts'
import { PEERING_DEFAULT, type Peering } from '../../src/model/peering.ts'
import type { Scenario } from '../../src/model/scenario.ts'
import { bitErrorRatio } from '../../src/model/bit-errors.ts'
import { psFrom } from '../../src/sim/life/moment.ts'
import { playLife } from '../../src/sim/life/timeline.ts'
import { LOST } from '../../src/sim/life/wire.ts'
import { availabilityOf, outagesOf } from '../../src/sim/result/availability.ts'
import { nanoDb, ps } from '../../src/units.ts'
import { lit } from '../model/physical.ts'
import { segmented } from './support/events.ts'
import { poisson } from './support/sources.ts'
import { activeAt, interlink, scenario } from './support/worlds.ts'

const SECOND = 1e12
const MS = 1e9
const peering = (over: Partial<Peering> = {}): Peering => ({ ...PEERING_DEFAULT, ...over })

const segment: Spot = { kind: 'segment', segment: 'a' }
const end = (side: 'customer' | 'provider'): Spot => ({ kind: 'end', end: side })

/** Something happens to connection `c`, or another one, at an instant in ms. */
const plant = (at: number, spot: Spot, kind: string, connection = 'c') =>
  ({ at: ps(at * MS), connection, spot, change: { kind } }) as never

const change = (at: number, what: object) =>
  ({ at: ps(at * MS), interlink: 'l', change: what }) as never

const world = (events: Scenario['events'], bgp: Partial<Peering> = {}): Scenario =>
  scenario({
    connections: [segmented()],
    interlinks: [interlink({ bgp: peering(bgp) })],
    traffic: [poisson(1e6, 1000)],
    duration: SECOND,
    events,
  })

const gate = (it: Scenario, family: Family = 'ipv4') => {
  const { instants, causes } = playLife(it).gateFor(poisson(1, 64, { family }), 'l')
  return [...instants].map((instant, k) => [instant / MS, causes[k]])
}
const told = (it: Scenario): string[] =>
  playLife(it).entries.map(
    ({ at, subject, kind, from, to, cause, owner }) =>
      `${psFrom(playLife(it).start, at) / MS} ${subject} ${kind} ${from}→${to} (${cause}) ${owner}`,
  )
const outages = (it: Scenario, family: Family = 'ipv4') =>
  outagesOf(playLife(it), it)
    .filter(each => each.family === family)
    .map(({ from, to, detected, cause, owner }) => [from, to, detected, cause, owner])

const [DOWN, UNROUTED, OPEN, ELSEWHERE] = [4, 5, -1, -2]

describe('loss of light', () => {
  test('is seen at once, and sessions are back after establish', () => {
    const it = world([plant(100, segment, 'cut'), plant(300, segment, 'repair')], {
      establish: ps(50 * MS),
    })
    expect(gate(it)).toEqual([
      [0, OPEN],
      [100, DOWN],
      [300, UNROUTED],
      [350, OPEN],
    ])
    expect(outages(it)).toEqual([
      [0.1, 0.3, 0.1, 'a: cut', 'customer'],
      [0.3, 0.35, 0.3, 'recovery from a: cut', 'customer'],
    ])
    expect(told(it)).toEqual([
      '100 c event null→cut (segment a) customer',
      '100 c link up→down (a: cut) customer',
      '100 l ipv4 session up→down (light lost) customer',
      '100 l ipv6 session up→down (light lost) customer',
      '100 l status active→all_down (sessionDown) null',
      '300 c event null→repair (segment a) customer',
      '300 c link down→up (a: cut) null',
      '350 l ipv4 session down→up (established) null',
      '350 l ipv6 session down→up (established) null',
      '350 l status all_down→active (sessionUp) null',
    ])
  })

  test.each([
    ['portDown', 'customer', "customer's port: down"],
    ['opticFail', 'customer', "customer's optic: failed"],
    ['portDown', 'provider', "provider's port: down"],
    ['opticFail', 'provider', "provider's optic: failed"],
  ] as const)('%s at the %s is that side’s', (kind, side, cause) => {
    const it = world([plant(100, end(side), kind)])
    expect(gate(it)).toEqual([
      [0, OPEN],
      [100, DOWN],
    ])
    expect(outages(it)).toEqual([[0.1, null, 0.1, cause, side]])
  })

  test('of two faults at once the earlier one counts until it ends, then the other', () => {
    const it = world([
      plant(100, segment, 'cut'),
      plant(200, end('provider'), 'portDown'),
      plant(400, segment, 'repair'),
      plant(500, end('provider'), 'portUp'),
    ])
    expect(outages(it)).toEqual([
      [0.1, 0.4, 0.1, 'a: cut', 'customer'],
      [0.4, 0.5, 0.4, "provider's port: down", 'provider'],
    ])
    expect(availabilityOf(playLife(it), it)[0]).toEqual({
      interlink: 'l',
      family: 'ipv4',
      up: 0.6,
      down: 0.4,
      downByOwner: { customer: 0.3, provider: 0.1 },
    })
  })
})

describe('frames that vanish while the light stays', () => {
  const silent = (until: number) => [
    plant(100, segment, 'blackhole'),
    plant(until, segment, 'repair'),
  ]

  test.each([
    ['the hold time, without BFD', { holdTime: ps(90 * MS) }, 190],
    ['BFD, where there is one', { holdTime: ps(90 * MS), bfd: ps(30 * MS) }, 130],
    ['to the picosecond', { bfd: ps(1) }, 100 + 1 / MS],
  ])('are noticed after %s', (_, bgp, at) => {
    const it = world(silent(500), bgp)
    expect(gate(it)).toEqual([
      [0, OPEN],
      [at, DOWN],
      [500, OPEN],
    ])
    expect(outages(it)).toEqual([[0.1, 0.5, (at * MS) / SECOND, 'a: blackhole', 'customer']])
  })

  test('are lost on the wire from the first instant on, noticed or not', () => {
    const { instants, ratios } = playLife(world(silent(150))).wireOf('c', 'toCloud')
    expect([...instants]).toEqual([0, 100 * MS, 150 * MS])
    expect([...ratios]).toEqual([0, LOST, 0])
  })

  test('for less than that are never noticed, and sessions stay', () => {
    const it = world(silent(150), { bfd: ps(60 * MS), establish: ps(300 * MS) })
    expect(gate(it)).toEqual([[0, OPEN]])
    expect(outages(it)).toEqual([[0.1, 0.15, null, 'a: blackhole', 'customer']])
  })

  test('for exactly as long are noticed', () => {
    const it = world(silent(150), { bfd: ps(50 * MS), establish: ps(300 * MS) })
    expect(gate(it).at(-1)).toEqual([450, OPEN])
  })

  test('behind the provider’s port are the provider’s', () => {
    const it = world([plant(100, end('provider'), 'blackhole')])
    expect(outages(it)).toEqual([[0.1, null, null, "provider's port: blackhole", 'provider']])
  })
})

describe('an InterLink', () => {
  test('of which one session is taken down carries the other family', () => {
    const down = { kind: 'bgpDown', family: 'ipv4', owner: 'provider' }
    const it = world([change(100, down), change(200, { kind: 'bgpUp', family: 'ipv4' })])
    expect(gate(it, 'ipv6')).toEqual([[0, OPEN]])
    expect(gate(it)).toEqual([
      [0, OPEN],
      [100, UNROUTED],
      [200, OPEN],
    ])
    expect(outages(it)).toEqual([[0.1, 0.2, 0.1, 'bgpDown', 'provider']])
    expect(told(it).filter(line => line.includes('status'))).toEqual([
      '100 l status active→limited_connectivity (sessionDown) null',
      '200 l status limited_connectivity→active (sessionUp) null',
    ])
  })

  test('whose session was taken down does not get it back with the light', () => {
    const it = world([
      change(50, { kind: 'bgpDown', family: 'ipv4', owner: 'customer' }),
      plant(100, segment, 'cut'),
      plant(200, segment, 'repair'),
    ])
    expect(gate(it).at(-1)).toEqual([200, UNROUTED])
    expect(outages(it)).toEqual([[0.05, null, 0.05, 'bgpDown', 'customer']])
  })

  test('that is detached propagates nothing until that is switched on again', () => {
    const it = world([
      change(100, { kind: 'detachVpc' }),
      change(200, { kind: 'attachVpc', vpc: 'v' }),
      change(300, { kind: 'propagationOn' }),
    ])
    expect(gate(it)).toEqual([
      [0, OPEN],
      [100, UNROUTED],
      [300, OPEN],
    ])
    expect(outages(it)).toEqual([
      [0.1, 0.2, 0.1, 'no VPC', 'customer'],
      [0.2, 0.3, 0.2, 'propagation off', 'customer'],
    ])
  })

  test('without routes drops frames as not routed, also while its link is down', () => {
    const it = world([change(100, { kind: 'propagationOff' }), plant(200, segment, 'cut')])
    expect(gate(it)).toEqual([
      [0, OPEN],
      [100, UNROUTED],
    ])
  })

  test('that is locked carries nothing, and refuses what the customer wishes', () => {
    const it = world([
      change(100, { kind: 'lock' }),
      change(150, { kind: 'detachVpc' }),
      change(200, { kind: 'unlock' }),
    ])
    expect(gate(it)).toEqual([
      [0, OPEN],
      [100, UNROUTED],
      [200, OPEN],
    ])
    expect(told(it)).toContainEqual(
      expect.stringMatching(/^150 l refused null→detachVpc .*locked/u),
    )
  })

  test('loses a family with its policy and gets it back with another one, session and all', () => {
    const policy = { in: ['10.0.0.0/8'], out: ['0.0.0.0/0'] }
    const it = world([
      change(100, { kind: 'setPolicy', family: 'ipv4', policy: null }),
      change(200, { kind: 'setPolicy', family: 'ipv4', policy }),
    ])
    expect(gate(it)).toEqual([
      [0, OPEN],
      [100, UNROUTED],
      [200, OPEN],
    ])
    expect(outages(it)).toEqual([[0.1, 0.2, 0.1, 'no ipv4 policy', 'customer']])
  })

  test('that does not exist yet refuses everything', () => {
    const it = activeAt(world([change(100, { kind: 'lock' })]), 500 * MS)
    expect(told(it)).toContainEqual('100 l refused null→lock (l is not created yet) null')
  })
})

describe('a link that is awaited', () => {
  test('is detected when the cable that was cut is mended, if that is later', () => {
    const it = activeAt(
      world([plant(100, segment, 'cut'), plant(700, segment, 'repair')]),
      500 * MS,
    )
    expect(gate(it)).toEqual([
      [0, DOWN],
      [700, OPEN],
    ])
    expect(outages(it).map(([from, to, , , owner]) => [from, to, owner])).toEqual([
      [0, 0.499, 'customer'],
      [0.499, 0.5, 'provider'],
      [0.5, 0.7, 'customer'],
    ])
  })
})

describe('a segment that loses more light', () => {
  // 1.8 dB of margin when whole.
  const dim = (loss: number): Scenario => {
    const it = world([
      {
        ...(plant(100, segment, 'degrade') as object),
        change: { kind: 'degrade', loss: nanoDb(loss) },
      } as never,
      plant(300, segment, 'repair'),
    ])
    const [whole] = it.world.connections
    const lossy = {
      ...whole!,
      ...lit('10GBASE-LR'),
      lightPath: 'stated' as const,
      crossConnect: {
        ...whole!.crossConnect,
        segments: [
          { id: 'a', kind: 'connector' as const, loss: nanoDb(4.4e9) },
          { id: 'b', kind: 'connector' as const, loss: nanoDb(0) },
        ],
      },
    }
    return { ...it, world: { ...it.world, connections: [lossy] } }
  }

  test('within the margin costs nothing that a run would see, beyond it bit errors', () => {
    const { instants, ratios } = playLife(dim(2.8e9)).wireOf('c', 'toCustomer')
    expect([...instants]).toEqual([0, 100 * MS, 300 * MS])
    expect(ratios[1]).toBe(bitErrorRatio(nanoDb(-1e9)))
    expect(gate(dim(2.8e9))).toEqual([[0, OPEN]])
  })

  test('far beyond it is too dark for a link', () => {
    expect(gate(dim(9e9))).toEqual([
      [0, OPEN],
      [100, DOWN],
      [300, OPEN],
    ])
    expect(outages(dim(9e9))).toEqual([[0.1, 0.3, 0.1, 'a: light out of range', 'customer']])
  })
})

describe('several segments that lose more light', () => {
  test('are blamed in turn: the one that is whole again no more', () => {
    const degrade = (at: number, id: string, loss: number) =>
      ({
        at: ps(at * MS),
        connection: 'c',
        spot: { kind: 'segment', segment: id },
        change: { kind: 'degrade', loss: nanoDb(loss) },
      }) as never
    const it = world([
      degrade(100, 'a', 40e9),
      degrade(200, 'b', 40e9),
      plant(300, segment, 'repair'),
      plant(400, { kind: 'segment', segment: 'b' }, 'repair'),
    ])
    const [whole] = it.world.connections
    const connections = [{ ...whole!, lightPath: 'stated' as const }]
    expect(outages({ ...it, world: { ...it.world, connections } })).toEqual([
      [0.1, 0.3, 0.1, 'a: light out of range', 'customer'],
      [0.3, 0.4, 0.3, 'b: light out of range', 'customer'],
    ])
    expect(told(it)).toContain('100 c event null→degrade 40 dB (segment a) customer')
  })
})

describe('the end of the run', () => {
  test('lets happen what comes at that very instant, and nothing later', () => {
    const repaired = (at: number) =>
      outages(world([plant(100, segment, 'cut'), plant(at, segment, 'repair')]))
    expect(repaired(1000)).toEqual([[0.1, 1, 0.1, 'a: cut', 'customer']])
    expect(repaired(1001)).toEqual([[0.1, null, 0.1, 'a: cut', 'customer']])
    expect(outages(world([plant(1000, segment, 'cut')]))).toEqual([
      [1, null, 1, 'a: cut', 'customer'],
    ])
    expect(outages(world([plant(1001, segment, 'cut')]))).toEqual([])
  })
})

describe('traffic of a VPC', () => {
  const dual = (events: Scenario['events'], high: Partial<Peering> = {}): Scenario => ({
    ...scenario({
      connections: [segmented(), segmented({ id: 'd' })],
      interlinks: [
        interlink({ id: 'k', connection: 'd', bgp: peering() }),
        interlink({ bgp: peering({ preference: 'high', ...high }) }),
      ],
      traffic: [],
      duration: SECOND,
      events,
    }),
  })
  const ofVpc = (): Demand => {
    const { interlink: _, ...rest } = poisson(1e6, 1000) as Extract<Demand, { interlink: string }>
    return { ...rest, vpc: 'v' }
  }
  const gates = (it: Scenario) => {
    const life = playLife({ ...it, traffic: [ofVpc()] })
    return ['l', 'k'].map(id => {
      const { instants, causes } = life.gateFor(ofVpc(), id)
      return [...instants].map((instant, k) => [instant / MS, causes[k]])
    })
  }

  test('takes the InterLink of highest preference, fails over and returns', () => {
    const it = dual([plant(100, segment, 'cut'), plant(300, segment, 'repair')])
    expect(gates(it)).toEqual([
      [
        [0, OPEN],
        [100, ELSEWHERE],
        [300, OPEN],
      ],
      [
        [0, ELSEWHERE],
        [100, OPEN],
        [300, ELSEWHERE],
      ],
    ])
  })

  test('goes on into an InterLink that loses it until that is noticed', () => {
    const it = dual([plant(100, segment, 'blackhole'), plant(300, segment, 'repair')], {
      bfd: ps(50 * MS),
      establish: ps(20 * MS),
    })
    expect(gates(it)[0]).toEqual([
      [0, OPEN],
      [150, ELSEWHERE],
      [320, OPEN],
    ])
  })

  test('is dropped by the one of highest preference where none is up', () => {
    const it = dual([plant(100, segment, 'cut'), plant(100, segment, 'cut', 'd')])
    expect(gates(it)).toEqual([
      [
        [0, OPEN],
        [100, DOWN],
      ],
      [[0, ELSEWHERE]],
    ])
  })

  test('of equal preference takes the first in the file', () => {
    expect(gates(dual([], { preference: 'medium' }))).toEqual([[[0, ELSEWHERE]], [[0, OPEN]]])
  })

  test('leaves an InterLink that is detached', () => {
    expect(gates(dual([change(100, { kind: 'detachVpc' })]))).toEqual([
      [
        [0, OPEN],
        [100, ELSEWHERE],
      ],
      [
        [0, ELSEWHERE],
        [100, OPEN],
      ],
    ])
  })
})
