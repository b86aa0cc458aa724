import { describe, expect, test } from 'vitest'
import { createScenario } from '../../src/model/create-scenario.ts'
import type { InterlinkDraft, ScenarioDraft } from '../../src/model/draft.ts'
import { EVENT_KINDS, type EventDraft, type FaultDraft } from '../../src/model/event-draft.ts'
import type { ScheduledEvent } from '../../src/model/scheduled-event.ts'
import { bitsPerSecond, bytes, ms, nanoDb, ps } from '../../src/units.ts'
import { GBPS, draft, source, web } from './drafts.ts'

const MS = 1e9

type Loose = Omit<EventDraft, 'at'> & { readonly at: number }

/** Events at milliseconds. */
const events = (...list: readonly Loose[]): readonly EventDraft[] =>
  list.map(each => ({ ...each, at: ps(each.at * MS) }))

const created = (list: readonly Loose[], changed: Partial<ScenarioDraft> = {}) =>
  createScenario({ ...draft, ...changed, events: events(...list) })

/** What is refused, in short: `events.0.segment unknown-segment`. */
const refused = (list: readonly Loose[], changed: Partial<ScenarioDraft> = {}): string[] => {
  const result = created(list, changed)
  return result.ok ? [] : result.rejections.map(({ path, kind }) => `${path.join('.')} ${kind}`)
}

/** What is warned of: `events.0.kind whole`, by why it changes nothing, else by its kind. */
const warned = (list: readonly Loose[], changed: Partial<ScenarioDraft> = {}): string[] => {
  const result = created(list, changed)
  expect(refused(list, changed)).toEqual([])
  return result.warnings.map(
    each => `${each.path.join('.')} ${each.kind === 'changes-nothing' ? each.idle : each.kind}`,
  )
}

const happens = (
  list: readonly Loose[],
  changed: Partial<ScenarioDraft> = {},
): readonly ScheduledEvent[] => {
  const result = created(list, changed)
  if (!result.ok) throw new Error(JSON.stringify(result.rejections))
  return result.scenario.events
}

const interlink = (changed: Partial<InterlinkDraft>): Partial<ScenarioDraft> => ({
  interlinks: [{ ...web, ...changed }],
})

const on = (at: number, kind: EventDraft['kind'], changed: Partial<EventDraft> = {}): Loose => ({
  ...changed,
  at,
  kind,
  connection: 'paris-1',
  segment: 'cross-connect',
})
const port = (at: number, kind: EventDraft['kind']): Loose => ({
  at,
  kind,
  connection: 'paris-1',
  end: 'provider',
})
const link = (at: number, kind: EventDraft['kind'], changed: Partial<EventDraft> = {}): Loose => ({
  ...changed,
  at,
  kind,
  interlink: 'web',
})

const POLICY = { in: ['10.0.0.0/8'], out: [] }

describe('order', () => {
  test('is that of time, and of the file at one instant', () => {
    const list = [
      port(300, 'portDown'),
      on(200, 'cut'),
      port(200, 'opticFail'),
      on(100, 'blackhole'),
      on(200, 'repair'),
    ]
    const kinds = happens(list).map(({ at, change }) => `${at / MS} ${change.kind}`)
    expect(kinds).toEqual([
      '100 blackhole',
      '200 cut',
      '200 opticFail',
      '200 repair',
      '300 portDown',
    ])
  })

  test('of the file is free, and decides what changes nothing', () => {
    expect(warned([on(200, 'repair'), on(100, 'cut')])).toEqual([])
    expect(warned([on(100, 'repair'), on(100, 'cut')])).toEqual(['events.0.kind whole'])
    expect(warned([on(100, 'cut'), on(100, 'repair')])).toEqual([])
  })
})

describe('what an event happens to', () => {
  test.each(EVENT_KINDS)('%s without any subject is refused', kind => {
    expect(
      refused([{ at: 1, kind, loss: kind === 'degrade' ? nanoDb(1e9) : undefined }]),
    ).not.toEqual([])
  })

  test('is what its kind says, with the keys for it', () => {
    expect(refused([{ ...on(1, 'cut'), segment: undefined, end: 'provider' }])).toEqual([
      'events.0.end not-its-subject',
    ])
    expect(refused([{ ...link(1, 'lock'), connection: 'paris-1' }])).toEqual([
      'events.0.connection not-its-subject',
    ])
    expect(refused([{ ...on(1, 'cut'), segment: undefined }])).toEqual([
      'events.0.segment key-missing',
    ])
    expect(refused([{ ...on(1, 'cut'), connection: undefined }])).toEqual([
      'events.0.connection key-missing',
    ])
    expect(refused([{ at: 1, kind: 'lock' }])).toEqual(['events.0.interlink key-missing'])
  })

  test('may be a segment or an end of what can happen to either, never both', () => {
    for (const kind of ['blackhole', 'repair'] as const) {
      expect(refused([on(1, kind)])).toEqual([])
      expect(refused([port(1, kind)])).toEqual([])
      expect(refused([{ ...on(1, kind), end: 'provider' }])).toEqual(['events.0.end subjects'])
      expect(refused([{ ...on(1, kind), segment: undefined }])).toEqual(['events.0 subjects'])
    }
  })

  test('exists', () => {
    expect(
      refused([
        { ...on(1, 'cut'), segment: 'mmr' },
        { ...on(1, 'cut'), connection: 'paris-2' },
        { ...link(1, 'lock'), interlink: 'wbe' },
      ]),
    ).toEqual([
      'events.0.segment unknown-segment',
      'events.1.connection unknown-reference',
      'events.2.interlink unknown-reference',
    ])
  })
})

describe('how it happens', () => {
  test('is said by keys of the kind only, and by all that it needs', () => {
    const everything = {
      loss: nanoDb(1e9),
      family: 'ipv4',
      owner: 'provider',
      vpc: 'vpc-web',
      policy: POLICY,
    } as const
    expect(refused([on(1, 'cut', everything)])).toEqual(
      ['loss', 'family', 'owner', 'vpc', 'policy'].map(key => `events.0.${key} not-its-key`),
    )
    expect(refused([link(1, 'setPolicy', everything)])).toEqual(
      ['loss', 'owner', 'vpc'].map(key => `events.0.${key} not-its-key`),
    )
    expect(refused([on(1, 'degrade')])).toEqual(['events.0.loss key-missing'])
  })

  test('a loss is at most 100 dB and not negative', () => {
    const loses = (loss: number) => refused([on(1, 'degrade', { loss: nanoDb(loss) })])
    expect([1, 1e11].map(loses)).toEqual([[], []])
    expect([-1, 1e11 + 1].map(loses)).toEqual([
      ['events.0.loss quantity-out-of-range'],
      ['events.0.loss quantity-out-of-range'],
    ])
  })

  test('a VPC is one of the region where the connection ends', () => {
    const attach = (vpc: string) =>
      refused([link(1, 'attachVpc', { vpc })], interlink({ vpc: undefined }))
    expect(attach('vpc-web')).toEqual([])
    expect(attach('vpc-ams')).toEqual(['events.0.vpc not-the-vpcs-region'])
    expect(attach('vpc-wbe')).toEqual(['events.0.vpc unknown-reference'])
  })

  test("the VPC is by default the InterLink's own", () => {
    const again = [link(1, 'detachVpc'), link(2, 'attachVpc'), link(3, 'propagationOn')]
    expect(happens(again)[1]).toMatchObject({ change: { kind: 'attachVpc', vpc: 'vpc-web' } })
    expect(refused([link(1, 'attachVpc')], interlink({ vpc: undefined }))).toEqual([
      'events.0.vpc no-vpc-of-its-own',
    ])
  })

  test("a policy is of the family that is named, else of its networks'", () => {
    const six = { in: ['2001:db8::/32'], out: ['10.0.0.0/8'] }
    expect(refused([link(1, 'setPolicy', { family: 'ipv6', policy: six })])).toEqual([
      'events.0.policy.out.0 network-of-another-family',
    ])
    expect(refused([link(1, 'setPolicy', { policy: six })])).toEqual([
      'events.0.policy.out.0 network-of-another-family',
    ])
    expect(refused([link(1, 'setPolicy', { family: 'ipv4', policy: six })])).toEqual([
      'events.0.policy.in.0 network-of-another-family',
    ])
    const families = (policy: EventDraft['policy']) =>
      happens([link(1, 'setPolicy', { policy })]).map(
        ({ change }) => 'family' in change && change.family,
      )
    expect(families(POLICY)).toEqual(['ipv4'])
    expect(families({ in: [], out: ['2001:db8::/32'] })).toEqual(['ipv6'])
    expect(families({ in: [], out: [] })).toEqual(['ipv4', 'ipv6'])
    expect(families(undefined)).toEqual(['ipv4', 'ipv6'])
  })

  test('events without a family are of those that have a session or a policy', () => {
    const four = interlink({ routing: { ipv4: POLICY } })
    const changes = happens([link(1, 'bgpDown'), link(2, 'bgpUp'), link(3, 'setPolicy')], four)
    expect(changes.map(({ change }) => change)).toEqual([
      { kind: 'bgpDown', family: 'ipv4', owner: 'customer' },
      { kind: 'bgpUp', family: 'ipv4' },
      { kind: 'setPolicy', family: 'ipv4', policy: null },
    ])
  })
})

describe('what changes nothing is warned of:', () => {
  test('segments', () => {
    const loss = nanoDb(3e9)
    expect(
      warned([
        on(1, 'repair'),
        on(2, 'cut'),
        on(3, 'cut'),
        on(4, 'repair'),
        on(5, 'degrade', { loss }),
        on(6, 'degrade', { loss }),
        on(7, 'degrade', { loss: nanoDb(4e9) }),
        on(8, 'blackhole'),
        on(9, 'blackhole'),
        on(10, 'repair'),
        on(11, 'repair'),
        on(12, 'degrade', { loss: nanoDb(0) }),
      ]),
    ).toEqual([
      'events.0.kind whole',
      'events.2.kind cut',
      'events.5.kind degraded',
      'events.8.kind vanishing',
      'events.10.kind whole',
      'events.11.kind degraded',
    ])
  })

  test('ports and optics', () => {
    expect(
      warned([
        port(1, 'portUp'),
        port(2, 'portDown'),
        port(3, 'portDown'),
        port(4, 'opticReplace'),
        port(5, 'opticFail'),
        port(6, 'opticFail'),
        port(7, 'repair'),
        port(8, 'blackhole'),
        port(9, 'blackhole'),
        port(10, 'repair'),
        port(11, 'portUp'),
        port(12, 'opticReplace'),
        { ...port(13, 'portUp'), end: 'customer' },
      ]),
    ).toEqual([
      'events.0.kind port-up',
      'events.2.kind port-down',
      'events.3.kind optic-whole',
      'events.5.kind optic-failed',
      'events.6.kind not-vanishing',
      'events.8.kind vanishing',
      'events.12.kind port-up',
    ])
  })

  test('sessions, where no family changes', () => {
    expect(
      warned([
        link(1, 'bgpUp'),
        link(2, 'bgpDown', { family: 'ipv4' }),
        link(3, 'bgpDown'),
        link(4, 'bgpDown', { family: 'ipv6' }),
        link(5, 'bgpUp', { family: 'ipv6' }),
        link(6, 'bgpUp'),
        link(7, 'bgpUp'),
      ]),
    ).toEqual([
      'events.0.kind session-not-down',
      'events.3.kind session-down',
      'events.6.kind session-not-down',
    ])
  })

  test('sessions of families that never have a policy', () => {
    const four = interlink({ routing: { ipv4: POLICY } })
    const down = link(1, 'bgpDown', { family: 'ipv6' })
    expect(warned([down], four)).toEqual(['events.0.kind no-session'])
    expect(warned([down], interlink({ routing: {} }))).toContain('events.0.kind no-session')
    const set = link(2, 'setPolicy', { family: 'ipv6', policy: { in: [], out: [] } })
    expect(warned([down, set], four)).toEqual([])
  })

  test('not a session that is held down on the other side too, or whatever becomes of its policy', () => {
    const down = link(1, 'bgpDown', { family: 'ipv4' })
    expect(warned([down, { ...down, at: 2, owner: 'provider' }])).toEqual([])
    expect(
      warned([
        down,
        link(2, 'setPolicy', { family: 'ipv4' }),
        link(3, 'setPolicy', { family: 'ipv4', policy: POLICY }),
        link(4, 'bgpUp', { family: 'ipv4' }),
      ]),
    ).toEqual([])
  })

  test('locks, and what a lock refuses', () => {
    expect(
      warned([
        link(1, 'unlock'),
        link(2, 'lock'),
        link(3, 'lock'),
        link(4, 'detachVpc'),
        link(5, 'attachVpc', { vpc: 'vpc-web' }),
        link(6, 'propagationOff'),
        link(7, 'propagationOn'),
        link(8, 'setPolicy'),
        link(9, 'bgpDown'),
        link(10, 'unlock'),
        link(11, 'bgpUp'),
      ]),
    ).toEqual([
      'events.0.kind not-locked',
      'events.2.kind locked',
      ...[3, 4, 5, 6, 7].map(index => `events.${index}.kind locked-out`),
    ])
  })

  test('VPCs, propagation and policies', () => {
    const policy = { family: 'ipv4', policy: POLICY } as const
    expect(
      warned([
        link(1, 'propagationOn'),
        link(2, 'propagationOff'),
        link(3, 'propagationOff'),
        link(4, 'setPolicy', policy),
        link(5, 'setPolicy', policy),
        link(6, 'setPolicy', { family: 'ipv6' }),
        link(7, 'setPolicy', { family: 'ipv6' }),
        link(8, 'detachVpc'),
        link(9, 'detachVpc'),
        link(10, 'propagationOn'),
      ]),
    ).toEqual([
      'events.0.kind propagated',
      'events.2.kind not-propagated',
      'events.4.kind policy-set',
      'events.6.kind no-policy',
      'events.8.kind detached',
    ])
  })

  test('events of other parts do not count', () => {
    expect(warned([port(1, 'blackhole'), on(2, 'blackhole')])).toEqual([])
  })
})

describe('what the product refuses', () => {
  test('a second VPC', () => {
    expect(refused([link(1, 'attachVpc')])).toEqual(['events.0.kind vpc-attached'])
    expect(refused([link(2, 'attachVpc'), link(1, 'detachVpc')])).toEqual([])
  })

  test('propagation without any policy at that time', () => {
    const none = interlink({ routing: {} })
    const set = link(1, 'setPolicy', { family: 'ipv6', policy: { in: [], out: [] } })
    expect(refused([link(1, 'propagationOn')], none)).toEqual(['events.0.kind no-policy-then'])
    expect(refused([set, link(2, 'propagationOn')], none)).toEqual([])
    expect(refused([link(1, 'setPolicy'), link(2, 'propagationOn')])).toEqual([
      'events.1.kind no-policy-then',
    ])
  })

  test('is not judged while another event is wrong', () => {
    expect(refused([link(1, 'attachVpc'), { ...link(0, 'detachVpc'), interlink: 'wbe' }])).toEqual([
      'events.1.interlink unknown-reference',
    ])
  })
})

describe('propagation that the product switches off', () => {
  test('is missed where nothing switches it on again', () => {
    const again = [link(1, 'detachVpc'), link(2, 'attachVpc')]
    expect(warned(again)).toEqual(['events.1.kind left-unpropagated'])
    expect(warned([...again, link(3, 'propagationOn')])).toEqual([])
    expect(warned([...again, link(3, 'propagationOff')])).toEqual([
      'events.2.kind not-propagated',
      'events.1.kind left-unpropagated',
    ])
    expect(warned([link(1, 'detachVpc')])).toEqual([])
    const policies = [
      link(1, 'setPolicy'),
      link(2, 'setPolicy', { family: 'ipv4', policy: POLICY }),
    ]
    expect(warned(policies)).toEqual(['events.1.kind left-unpropagated'])
  })
})

describe('the end of the run', () => {
  test('is when nothing happens any more, and only that is said', () => {
    const end = 1000
    expect(warned([on(end, 'cut')])).toEqual([])
    expect(warned([on(end + 1, 'cut')])).toEqual(['events.0.at event-after-end'])
    expect(happens([on(end, 'cut')])).toHaveLength(1)
  })
})

describe('traffic', () => {
  const toVpc = (vpc: string, changed: Partial<ScenarioDraft> = {}): Partial<ScenarioDraft> => ({
    ...changed,
    traffic: [{ vpc, direction: 'toCloud', source }],
  })

  test('feeds exactly one InterLink or VPC', () => {
    const both = { interlink: 'web', vpc: 'vpc-web', direction: 'toCloud', source } as const
    expect(refused([], { traffic: [both] })).toEqual(['traffic.0.vpc subjects'])
    expect(refused([], { traffic: [{ direction: 'toCloud', source }] })).toEqual([
      'traffic.0 subjects',
    ])
  })

  test('of a VPC needs an InterLink that is attached to it at some time', () => {
    expect(refused([], toVpc('vpc-web'))).toEqual([])
    expect(refused([], toVpc('vpc-ams'))).toEqual(['traffic.0.vpc vpc-without-interlink'])
    expect(refused([], toVpc('vpc-wbe'))).toEqual(['traffic.0.vpc unknown-reference'])
    const vpcs = [...draft.vpcs, { id: 'vpc-db', region: 'fr-par' as const }]
    const moved = [link(1, 'detachVpc'), link(2, 'attachVpc', { vpc: 'vpc-db' })]
    expect(refused(moved, toVpc('vpc-db', { vpcs }))).toEqual([])
  })

  test('of a VPC is warned of for each InterLink that its frames are too long for', () => {
    const interlinks = [
      web,
      { ...web, id: 'wide', mtu: 9000 },
      { ...web, id: 'later', vpc: undefined },
    ]
    const long = { ...source, frame: bytes(1519) }
    const result = created([{ ...link(1, 'attachVpc'), interlink: 'later', vpc: 'vpc-web' }], {
      interlinks,
      traffic: [{ vpc: 'vpc-web', direction: 'toCloud', source: long }],
    })
    expect(
      result.warnings.map(each => (each.kind === 'always-oversize' ? each.interlink : each.kind)),
    ).toEqual(['web', 'later'])
  })

  test('counts for objectives of every InterLink that it may take', () => {
    const interlinks = [web, { ...web, id: 'second' }, { ...web, id: 'none', vpc: 'vpc-web' }]
    const objectives = ['web', 'second', '*'].map(each => ({
      interlink: each,
      metric: 'loss',
      below: '1%',
    }))
    expect(warned([], { ...toVpc('vpc-web'), interlinks, objectives })).toEqual([])
  })
})

describe('an InterLink that carries nothing', () => {
  const FOREVER = 'interlinks.web carries-nothing'

  test('is no such thing where an event attaches it', () => {
    const detached = interlink({ vpc: undefined })
    expect(warned([], detached)).toEqual([FOREVER])
    expect(warned([link(1, 'attachVpc', { vpc: 'vpc-web' })], detached)).toEqual([])
  })

  test('is no such thing where an event propagates its routes, or sets a policy', () => {
    const off = interlink({ propagation: false })
    expect(warned([], off)).toEqual(['interlinks.web.propagation not-propagated'])
    expect(warned([link(1, 'propagationOn')], off)).toEqual([])
    const six = interlink({ routing: { ipv6: { in: [], out: [] } } })
    expect(warned([], six)).toEqual(['interlinks.web.routing family-blocked'])
    const set = link(1, 'setPolicy', { family: 'ipv4', policy: POLICY })
    expect(warned([set], six)).toEqual([])
    expect(warned([set], interlink({ routing: {} }))).toEqual([
      'interlinks.web.propagation not-propagated',
    ])
  })

  test('is not missed by traffic of a VPC that another one carries', () => {
    const traffic = [{ vpc: 'vpc-web', direction: 'toCloud', source }] as const
    const six = { ...web, id: 'six', routing: { ipv6: { in: [], out: [] } } }
    expect(warned([], { traffic, interlinks: [web, six] })).toEqual([])
    expect(warned([], { traffic, interlinks: [six] })).toEqual([
      'interlinks.six.routing family-blocked',
    ])
  })
})

describe('random faults', () => {
  const fault: FaultDraft = {
    connection: 'paris-1',
    segment: 'cross-connect',
    kind: 'cut',
    mtbf: ms(1e9),
    repair: ms(1e6),
  }
  const refusedFaults = (...faults: readonly Partial<FaultDraft>[]): string[] => {
    const result = createScenario({ ...draft, faults: faults.map(each => ({ ...fault, ...each })) })
    return result.ok ? [] : result.rejections.map(({ path, kind }) => `${path.join('.')} ${kind}`)
  }

  test('are of segments and ends, as events are', () => {
    expect(
      refusedFaults(
        {},
        { kind: 'blackhole' },
        { kind: 'blackhole', segment: undefined, end: 'customer' },
        { kind: 'portDown', segment: undefined, end: 'customer' },
        { kind: 'opticFail', segment: undefined, end: 'provider' },
      ),
    ).toEqual([])
    expect(
      refusedFaults(
        { kind: 'portDown' },
        { segment: undefined, end: 'customer' },
        { kind: 'blackhole', end: 'customer' },
        { kind: 'blackhole', segment: undefined },
        { segment: 'mmr' },
        { connection: 'paris-2' },
      ),
    ).toEqual([
      'faults.0.segment not-its-subject',
      'faults.1.end not-its-subject',
      'faults.2.end subjects',
      'faults.3 subjects',
      'faults.4.segment unknown-segment',
      'faults.5.connection unknown-reference',
    ])
  })

  test('fail once in a second at most and once in 100,000 years at least', () => {
    const between = (mtbf: number) => refusedFaults({ mtbf: ms(mtbf) })
    expect([1000, 36_525_000 * 86_400_000].map(between)).toEqual([[], []])
    expect([0, 999, 36_525_000 * 86_400_000 + 1].map(between).flat()).toEqual(
      Array.from({ length: 3 }, () => 'faults.0.mtbf quantity-out-of-range'),
    )
  })

  test('are repaired in some time, of ten years at most', () => {
    const YEARS = 3650 * 86_400_000
    const repaired = (repair: FaultDraft['repair']) => refusedFaults({ repair })
    expect(repaired(ms(1))).toEqual([])
    expect(repaired(ms(YEARS))).toEqual([])
    expect(repaired(ms(0))).toEqual(['faults.0.repair no-time'])
    expect(repaired(ms(YEARS + 1))).toEqual(['faults.0.repair quantity-out-of-range'])
    expect(repaired({ median: ms(2), p90: ms(1) })).toEqual([
      'faults.0.repair.p90 p90-below-median',
    ])
  })
})

describe('sessions', () => {
  const terms = (bgp: InterlinkDraft['bgp']) => created([], interlink({ bgp }))

  test('have a hold time and a BFD above 0', () => {
    const result = terms({ holdTime: ps(0), bfd: ps(0) })
    expect(result.ok ? [] : result.rejections.map(({ path }) => path.join('.'))).toEqual([
      'interlinks.web.bgp.holdTime',
      'interlinks.web.bgp.bfd',
    ])
  })

  test('with a hold time that no router accepts, or BFD slower than it, are warned of', () => {
    const about = (bgp: InterlinkDraft['bgp']) => terms(bgp).warnings.map(({ kind }) => kind)
    expect(about({ holdTime: ps(3e12) })).toEqual([])
    expect(about({ holdTime: ps(3e12 - 1) })).toEqual(['hold-time-refused'])
    expect(about({ bfd: ps(9e13) })).toEqual([])
    expect(about({ bfd: ps(9e13 + 1) })).toEqual(['bfd-above-hold-time'])
    expect(about({ holdTime: ps(1), bfd: ps(1) })).toEqual(['hold-time-refused'])
  })
})

test('light is stated of the connections that events degrade, and of no other', () => {
  const connections = ['paris-1', 'paris-2'].map(id => ({
    id,
    pop: 'th2',
    portSpeed: bitsPerSecond(10 * GBPS),
  }))
  const result = created([on(1, 'degrade', { loss: nanoDb(1e9) })], { connections })
  expect(result.ok && result.scenario.world.connections.map(each => each.lightPath)).toEqual([
    'stated',
    'assumed',
  ])
})
