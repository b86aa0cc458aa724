import { describe, expect, test } from 'vitest'
import { createScenario } from '../../src/model/create-scenario.ts'
import { IMIX } from '../../src/model/demand.ts'
import type {
  ConnectionDraft,
  FrameDraft,
  InterlinkDraft,
  ObjectiveDraft,
  ScenarioDraft,
  SegmentDraft,
  SourceDraft,
} from '../../src/model/draft.ts'
import { explain } from '../../src/model/explain.ts'
import type { Rejection } from '../../src/model/rejection.ts'
import type { Scenario } from '../../src/model/scenario.ts'
import { bitsPerSecond as bps, bytes, millimetres, nanoDb, nanoDbm, ps } from '../../src/units.ts'
import { GBPS, draft, source, web } from './drafts.ts'

const rejections = (changed: Partial<ScenarioDraft>): readonly Rejection[] => {
  const created = createScenario({ ...draft, ...changed })
  return created.ok ? [] : created.rejections
}

/** What is refused, in short: `interlinks.web.vlan number-out-of-range`. */
const refused = (changed: Partial<ScenarioDraft>): string[] =>
  rejections(changed).map(({ path, kind }) => `${path.join('.')} ${kind}`)

const scenarioOf = (changed: Partial<ScenarioDraft>): Scenario => {
  const created = createScenario({ ...draft, ...changed })
  if (!created.ok) throw new Error(created.rejections.map(each => explain(each).problem).join('\n'))
  return created.scenario
}

const interlink = (changed: Partial<InterlinkDraft>): Partial<ScenarioDraft> => ({
  interlinks: [{ ...web, ...changed }],
})

const connection = (changed: Partial<ConnectionDraft>): Partial<ScenarioDraft> => ({
  connections: [{ ...draft.connections[0]!, ...changed }],
})

const from = (changed: Partial<SourceDraft> | SourceDraft): Partial<ScenarioDraft> => ({
  traffic: [{ ...draft.traffic[0]!, source: { ...source, ...changed } as SourceDraft }],
})

const objective = (changed: Partial<ObjectiveDraft>): Partial<ScenarioDraft> => ({
  objectives: [{ metric: 'loss', ...changed }],
})

test('the draft that the other tests break is accepted', () => {
  expect(refused({})).toEqual([])
})

describe('Organization and Projects', () => {
  test('an Organization has at least one Project, and only that is said', () => {
    const organization = { id: 'acme', projects: [] }
    expect(refused({ organization })).toEqual(['organization.projects no-projects'])
  })

  test('Projects are unique', () => {
    const organization = { id: 'acme', projects: ['network', 'web', 'network'] }
    expect(refused({ organization })).toEqual(['organization.projects.2 duplicate-project'])
  })

  test('a Project named anywhere belongs to the Organization', () => {
    const project = 'wbe'
    expect(
      refused({
        ...connection({ project }),
        ...interlink({ project }),
        vpcs: draft.vpcs.map(each => ({ ...each, project })),
      }),
    ).toEqual([
      'vpcs.vpc-web.project unknown-project',
      'vpcs.vpc-ams.project unknown-project',
      'connections.paris-1.project unknown-project',
      'interlinks.web.project unknown-project',
    ])
  })

  test('the default Project is the first', () => {
    const { world } = scenarioOf({})
    expect(world.connections[0]!.project).toBe('network')
    expect(world.vpcs[1]!.project).toBe('network')
    expect(world.interlinks[0]!.project).toBe('network')
  })

  test('an InterLink attaches to a VPC of another Project', () => {
    expect(refused(interlink({ project: 'network', vpc: 'vpc-web' }))).toEqual([])
  })
})

describe('regions', () => {
  test("an InterLink's region is its connection's by default", () => {
    expect(scenarioOf({}).world.interlinks[0]!.region).toBe('fr-par')
  })

  test('another region than the connection has is refused', () => {
    expect(refused(interlink({ region: 'pl-waw' }))).toEqual([
      'interlinks.web.region not-the-connections-region',
    ])
  })

  test('a VPC of another region is refused', () => {
    expect(refused(interlink({ vpc: 'vpc-ams' }))).toEqual([
      'interlinks.web.vpc not-the-vpcs-region',
    ])
  })

  test('naming the region of a far VPC does not bring it near', () => {
    expect(refused(interlink({ region: 'nl-ams', vpc: 'vpc-ams' }))).toEqual([
      'interlinks.web.region not-the-connections-region',
      'interlinks.web.vpc not-the-vpcs-region',
    ])
  })
})

describe('references', () => {
  test('every reference names something that is there', () => {
    expect(
      refused({
        ...connection({ pop: 'th3' }),
        interlinks: [{ ...web, connection: 'paris-2', vpc: 'vpc-wob' }],
        traffic: [{ interlink: 'wbe', direction: 'toCloud', source }],
        objectives: [
          { interlink: 'wep', metric: 'loss', below: '1%' },
          { connection: 'paris', metric: 'utilisation', below: '1%' },
        ],
      }),
    ).toEqual([
      'connections.paris-1.pop unknown-reference',
      'interlinks.web.connection unknown-reference',
      'interlinks.web.vpc unknown-reference',
      'traffic.0.interlink unknown-reference',
      'objectives.0.interlink unknown-reference',
      'objectives.1.connection unknown-reference',
    ])
  })

  test('the nearest known id is named', () => {
    const [why] = rejections({ traffic: [{ interlink: 'wep', direction: 'toCloud', source }] })
    expect(explain(why!)).toMatchObject({ remedy: 'the nearest known id is web', fix: 'web' })
  })

  test('ids that are names of JavaScript itself are not there by accident', () => {
    for (const id of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      expect(refused(interlink({ vpc: id }))).toEqual(['interlinks.web.vpc unknown-reference'])
    }
  })
})

describe('ports', () => {
  test('a port runs at 1, 10 or 100 Gbps, nothing else', () => {
    for (const speed of [1, 10, 100]) {
      const changed = { ...connection({ portSpeed: bps(speed * GBPS) }) }
      expect(refused({ ...changed, ...interlink({ bandwidth: bps(GBPS) }) })).toEqual([])
    }
    for (const speed of [0, 1, GBPS - 1, GBPS + 1, 40 * GBPS, 400 * GBPS]) {
      expect(refused(connection({ portSpeed: bps(speed) }))).toEqual([
        'connections.paris-1.portSpeed no-port-speed',
      ])
    }
  })

  test('a queue is at most 1 TiB, 16 MiB by default', () => {
    expect(scenarioOf({}).world.connections[0]!.queue).toBe(16_777_216)
    expect(refused(connection({ queue: bytes(2 ** 40) }))).toEqual([])
    expect(refused(connection({ queue: bytes(2 ** 40 + 1) }))).toEqual([
      'connections.paris-1.queue quantity-out-of-range',
    ])
  })

  test('a propagation wins over the one that the length implies', () => {
    const cable = { length: millimetres(120_000), propagation: ps(700_000) }
    const { world } = scenarioOf(connection({ crossConnect: cable }))
    expect(world.connections[0]!.crossConnect).toMatchObject(cable)
  })

  test.each([
    [0, 0],
    [1, 5],
    [2, 10],
    [3, 15],
    [5, 25],
    [120_000, 588_000],
    [1_000_000, 4_900_000],
  ])('light takes 4.9 ps per millimetre, half up: %d mm are %d ps', (length, time) => {
    const { world } = scenarioOf(connection({ crossConnect: { length: millimetres(length) } }))
    expect(world.connections[0]!.crossConnect.propagation).toBe(time)
  })

  test('a given propagation is taken as it is', () => {
    const { world } = scenarioOf(connection({ crossConnect: { propagation: ps(7) } }))
    expect(world.connections[0]!.crossConnect).toMatchObject({ length: 0, propagation: 7 })
  })
})

describe('what a connection is made of', () => {
  const cable = (...segments: SegmentDraft[]) => connection({ crossConnect: { segments } })
  const fibre = (id: string, length: number): SegmentDraft => ({
    id,
    kind: 'fibre',
    length: millimetres(length),
  })
  const joint = (loss?: number): SegmentDraft => ({
    id: 'joint',
    kind: 'splice',
    loss: loss === undefined ? undefined : nanoDb(loss),
  })

  test.each([
    [1e9, '1000BASE-LX'],
    [1e10, '10GBASE-LR'],
    [1e11, '100GBASE-LR4'],
  ] as const)('a port of %d bit/s has %s where none is named', (speed, name) => {
    const portSpeed = bps(speed)
    const it = { ...connection({ portSpeed }), ...interlink({ bandwidth: bps(1e8) }) }
    const [{ media, optics } = undefined!] = scenarioOf(it).world.connections
    expect(media.name).toBe(name)
    expect(optics).toEqual({
      customer: { tx: media.launchMin },
      provider: { tx: media.launchMin },
    })
  })

  test('a medium of another speed is refused, and of a speed that is none nothing more is said', () => {
    expect(refused(connection({ media: '10GBASE-ER' }))).toEqual([])
    expect(refused(connection({ media: '1000BASE-LX' }))).toEqual([
      'connections.paris-1.media medium-of-another-speed',
    ])
    expect(refused(connection({ media: '1000BASE-LX', portSpeed: bps(4e10) }))).toEqual([
      'connections.paris-1.portSpeed no-port-speed',
    ])
  })

  test('a cable has a length or segments, at least one, each with an id of its own', () => {
    const at = 'connections.paris-1.crossConnect'
    expect(refused(cable(fibre('a', 1), joint()))).toEqual([])
    expect(refused(cable())).toEqual([`${at}.segments no-segments`])
    expect(refused(cable(fibre('a', 1), joint(), fibre('a', 2), fibre('a', 3)))).toEqual([
      `${at}.segments.2.id duplicate-segment`,
      `${at}.segments.3.id duplicate-segment`,
    ])
    const twice = { length: millimetres(1), segments: [fibre('a', 1)] }
    expect(refused(connection({ crossConnect: twice }))).toEqual([
      `${at}.length length-and-segments`,
    ])
  })

  test('a fibre has a length, and no segment loses less than nothing or more than 100 dB', () => {
    const at = 'connections.paris-1.crossConnect.segments'
    expect(refused(cable(fibre('a', 0)))).toEqual([`${at}.0.length quantity-out-of-range`])
    expect(refused(cable(fibre('a', 1), joint(0)))).toEqual([])
    expect(refused(cable(fibre('a', 1), joint(100e9)))).toEqual([])
    expect(refused(cable(fibre('a', 1), joint(100e9 + 1)))).toEqual([
      `${at}.1.loss quantity-out-of-range`,
    ])
    expect(refused(cable(fibre('a', 1), joint(-1)))).toEqual([`${at}.1.loss quantity-out-of-range`])
  })

  test('light crosses all fibres together within the longest run', () => {
    const most = 1_800_000_000_000_000
    const at = 'connections.paris-1.crossConnect.segments'
    expect(refused(cable(fibre('a', most - 1), fibre('b', 1)))).toEqual([])
    expect(refused(cable(fibre('a', most), fibre('b', 1)))).toEqual([`${at} cable-too-long`])
    expect(refused(cable(fibre('a', most + 1), fibre('b', 1)))).toEqual([
      `${at}.0.length quantity-out-of-range`,
    ])
  })

  test('a propagation wins over that of the segments too', () => {
    const crossConnect = { segments: [fibre('a', 1000)], propagation: ps(7) }
    const { world } = scenarioOf(connection({ crossConnect }))
    expect(world.connections[0]!.crossConnect).toMatchObject({ length: 1000, propagation: 7 })
  })

  test.each<[Partial<ConnectionDraft>, 'stated' | 'assumed']>([
    [{}, 'assumed'],
    [{ crossConnect: {} }, 'assumed'],
    [{ crossConnect: { length: millimetres(20_000_000), propagation: ps(7) } }, 'assumed'],
    [{ crossConnect: { segments: [fibre('a', 1000)] } }, 'stated'],
    [{ media: '10GBASE-LR' }, 'stated'],
    [{ optics: {} }, 'stated'],
    [{ optics: { provider: { tx: nanoDbm(0) } } }, 'stated'],
  ])('what the light passes by %j is %s', (it, lightPath) => {
    expect(scenarioOf(connection(it)).world.connections[0]).toMatchObject({ lightPath })
  })

  test('an optic launches from -60 to 30 dBm', () => {
    const launch = (tx: number) =>
      refused(connection({ optics: { provider: { tx: nanoDbm(tx) } } }))
    expect([-60e9, 30e9].map(launch)).toEqual([[], []])
    for (const tx of [-60e9 - 1, 30e9 + 1]) {
      expect(launch(tx)).toEqual(['connections.paris-1.optics.provider.tx quantity-out-of-range'])
    }
  })
})

describe('bandwidth', () => {
  test('it is a positive multiple of 1 kbps', () => {
    expect(refused(interlink({ bandwidth: bps(1_000) }))).toEqual([])
    for (const [rate, kind] of [
      [0, 'quantity-out-of-range'],
      [999, 'quantity-out-of-range'],
      [1_001, 'not-a-step'],
    ] as const) {
      expect(refused(interlink({ bandwidth: bps(rate) }))).toEqual([
        `interlinks.web.bandwidth ${kind}`,
      ])
    }
  })

  test('one that is none is not said to be no whole Mbps, too, nor its burst never to be filled', () => {
    for (const rate of [0, 999, 1_001]) {
      const created = createScenario({
        ...draft,
        ...interlink({ bandwidth: bps(rate), burst: bytes(2 ** 30) }),
      })
      const warned = created.warnings.map(({ kind }) => kind)
      expect(warned.filter(kind => kind === 'not-whole-mbps')).toEqual([])
      if (rate < 1_000) {
        const kinds = created.ok ? [] : created.rejections.map(({ kind }) => kind)
        expect(kinds).toEqual(['quantity-out-of-range'])
      }
    }
    const odd = createScenario({ ...draft, ...interlink({ bandwidth: bps(1_001_000) }) })
    expect(odd.warnings.map(({ kind }) => kind)).toEqual(['not-whole-mbps'])
  })

  const partitions = (...gbps: number[]): Partial<ScenarioDraft> => ({
    interlinks: gbps.map((each, index) => ({
      ...web,
      id: ['web', 'data', 'voice'][index]!,
      bandwidth: bps(each * GBPS),
    })),
  })

  test('the sum may reach the port speed', () => {
    expect(refused(partitions(2, 7.5, 0.5))).toEqual([])
  })

  test('the sum may not exceed the port speed by one step', () => {
    expect(refused(partitions(2, 7.5, 0.500001))).toEqual([
      'interlinks.voice.bandwidth oversubscribed',
    ])
  })

  test('the first that exceeds the port is blamed, all the others hold what they have', () => {
    const [why, ...others] = rejections(partitions(2, 9, 0.5))
    expect(others).toEqual([])
    expect(why).toMatchObject({ asked: 9 * GBPS, free: 7.5 * GBPS, holders: ['web', 'voice'] })
    expect(explain(why!)).toEqual({
      problem: '9Gbps asked, 7.5 Gbps free on paris-1',
      remedy: 'lower it',
      fix: '7.5Gbps, or a second connection',
      related: {
        path: ['connections', 'paris-1', 'portSpeed'],
        note: 'InterLinks web and voice hold 2.5 Gbps of it',
      },
    })
  })

  test('one that holds nothing is not named among those who hold', () => {
    const found = rejections(partitions(4, 0, 7))
    expect(found.map(({ kind }) => kind)).toEqual(['oversubscribed', 'quantity-out-of-range'])
    expect(found[0]).toMatchObject({ holders: ['web'], held: 4 * GBPS })
  })

  test('one that is too large alone is told what the port carries', () => {
    const [why] = rejections(partitions(12))
    expect(explain(why!)).toMatchObject({
      problem: '12Gbps asked, 10 Gbps free on paris-1',
      related: { note: 'paris-1 carries 10 Gbps' },
    })
  })

  test('where others fill the port nothing smaller is proposed', () => {
    const [why] = rejections(partitions(10, 1))
    expect(explain(why!)).toMatchObject({
      problem: '1Gbps asked, nothing free on paris-1',
      remedy: 'lower web or move it to another connection',
      fix: 'a second connection',
    })
  })

  test('other connections do not count', () => {
    const second = { ...draft.connections[0]!, id: 'paris-2' }
    expect(
      refused({
        connections: [...draft.connections, second],
        interlinks: [
          { ...web, bandwidth: bps(10 * GBPS) },
          { ...web, id: 'data', connection: 'paris-2', bandwidth: bps(10 * GBPS) },
        ],
      }),
    ).toEqual([])
  })

  test('a bandwidth that the connection does not offer is refused, naming the offered ones', () => {
    const availableBandwidths = [bps(GBPS / 2), bps(GBPS), bps(2 * GBPS)]
    expect(refused(connection({ availableBandwidths }))).toEqual([])
    const offered = (bandwidth: number): Partial<ScenarioDraft> => ({
      ...connection({ availableBandwidths }),
      ...interlink({ bandwidth: bps(bandwidth) }),
    })
    const [why, ...others] = rejections(offered(1.5 * GBPS))
    expect(others).toEqual([])
    expect(why).toMatchObject({ path: ['interlinks', 'web', 'bandwidth'], kind: 'not-offered' })
    // What is no bandwidth at all is refused for that alone.
    for (const [bandwidth, kind] of [
      [0, 'quantity-out-of-range'],
      [1_500, 'not-a-step'],
    ] as const) {
      expect(refused(offered(bandwidth))).toEqual([`interlinks.web.bandwidth ${kind}`])
    }
    expect(explain(why!)).toMatchObject({
      problem: '1.5Gbps is not offered on paris-1',
      remedy: 'offered: 500 Mbps, 1 Gbps and 2 Gbps',
      fix: '2Gbps',
    })
  })

  test('an offer above the port speed is refused, one at it is not', () => {
    const offer = (speed: number): string[] =>
      refused(connection({ availableBandwidths: [bps(2 * GBPS), bps(speed)] }))
    expect(offer(10 * GBPS)).toEqual([])
    expect(offer(10 * GBPS + 1000)).toEqual([
      'connections.paris-1.availableBandwidths.1 offered-above-port',
    ])
  })

  test('a fix is one of the offered sizes', () => {
    const [why] = rejections({
      ...connection({ availableBandwidths: [2, 3, 9].map(each => bps(each * GBPS)) }),
      ...partitions(2, 3, 9),
    })
    expect(explain(why!).fix).toBe('3Gbps, or a second connection')
  })
})

describe('VLANs', () => {
  const vlans = (...chosen: (number | undefined)[]): Partial<ScenarioDraft> => ({
    traffic: [],
    interlinks: chosen.map((vlan, index) => ({
      ...web,
      id: `i${index}`,
      bandwidth: bps(1_000_000),
      vlan,
    })),
  })
  const assigned = (changed: Partial<ScenarioDraft>): number[] =>
    scenarioOf(changed).world.interlinks.map(each => each.vlan)

  test.each([1, 4094])('%d is a VLAN id', vlan => {
    expect(assigned(vlans(vlan))).toEqual([vlan])
  })

  test.each([0, 4095, -1, 1.5, Infinity, NaN])('%d is none', vlan => {
    expect(refused(vlans(vlan))).toEqual(['interlinks.i0.vlan number-out-of-range'])
  })

  test('the lowest free ones are assigned, after those chosen anywhere in the file', () => {
    expect(assigned(vlans(undefined, 2, undefined, 1, undefined))).toEqual([3, 2, 4, 1, 5])
  })

  test('a VLAN is unique on its connection; the holder is named', () => {
    const [why, ...others] = rejections(vlans(101, 101))
    expect(others).toEqual([])
    expect(explain(why!)).toMatchObject({
      problem: 'VLAN 101 already carries i0 on paris-1',
      fix: '1',
      related: { path: ['interlinks', 'i0', 'vlan'] },
    })
  })

  test('one that is none is refused even where the connection is not there', () => {
    expect(refused(interlink({ connection: 'paris-2', vlan: 9999 }))).toEqual([
      'interlinks.web.vlan number-out-of-range',
      'interlinks.web.connection unknown-reference',
    ])
  })

  test('two connections may use the same one', () => {
    const second = { ...draft.connections[0]!, id: 'paris-2' }
    const both = vlans(101, 101).interlinks!
    expect(
      refused({
        traffic: [],
        connections: [...draft.connections, second],
        interlinks: [both[0]!, { ...both[1]!, connection: 'paris-2' }],
      }),
    ).toEqual([])
  })

  test('4,094 fit, one more is refused', () => {
    const most = vlans(...Array.from({ length: 4094 }, () => undefined))
    expect(new Set(assigned(most)).size).toBe(4094)
    const more = vlans(...Array.from({ length: 4095 }, () => undefined))
    expect(refused(more)).toEqual(['interlinks.i4094 no-vlan-left'])
  })
})

describe('frames and buckets', () => {
  test.each([46, 9198])('an mtu of %d is allowed', mtu => {
    expect(refused(interlink({ mtu }))).toEqual([])
  })

  test.each([45, 9199, 1500.5])('an mtu of %d is refused, and nothing that rests on it', mtu => {
    expect(refused(interlink({ mtu, burst: bytes(100) }))).toEqual([
      'interlinks.web.mtu number-out-of-range',
    ])
  })

  test.each([
    ['l1', 1500, 1542],
    ['l2', 1500, 1522],
    ['l3', 1500, 1500],
    ['l2', 9198, 9220],
    ['l3', 46, 46],
  ] as const)(
    'a burst counts at least the largest frame: %s, mtu %d, %d B',
    (countAs, mtu, least) => {
      expect(refused(interlink({ countAs, mtu, burst: bytes(least) }))).toEqual([])
      expect(refused(interlink({ countAs, mtu, burst: bytes(least - 1) }))).toEqual([
        'interlinks.web.burst burst-below-frame',
      ])
    },
  )

  test('a burst is at most 1 GiB', () => {
    expect(refused(interlink({ burst: bytes(2 ** 30) }))).toEqual([])
    expect(refused(interlink({ burst: bytes(2 ** 30 + 1) }))).toEqual([
      'interlinks.web.burst quantity-out-of-range',
    ])
  })

  test('a burst is at most what the bandwidth fills in 2^53 ps', () => {
    // 1 kbps × 9007.199254740992 s ÷ 8 = 1,125,899.906… B.
    const bandwidth = bps(1_000)
    expect(refused(interlink({ bandwidth, burst: bytes(1_125_899) }))).toEqual([])
    expect(refused(interlink({ bandwidth, burst: bytes(1_125_900) }))).toEqual([
      'interlinks.web.burst burst-never-filled',
    ])
  })

  test('a queue is at most 1 TiB and may be nothing', () => {
    expect(refused(interlink({ queue: bytes(0) }))).toEqual([])
    expect(refused(interlink({ queue: bytes(2 ** 40) }))).toEqual([])
    expect(refused(interlink({ queue: bytes(2 ** 40 + 1) }))).toEqual([
      'interlinks.web.queue quantity-out-of-range',
    ])
  })

  test.each([
    // 10 ms and 50 ms of bandwidth, rounded up to whole bytes.
    [2 * GBPS, 'l2', 1500, 2_500_000, 12_500_000],
    [10_001_000, 'l2', 1500, 12_502, 62_507],
    // At least one largest frame as counted, and ten as they are.
    [1_000, 'l1', 1500, 1_542, 15_180],
    [1_000, 'l3', 9198, 9_198, 92_160],
  ] as const)('defaults of %d bit/s, %s, mtu %d', (rate, countAs, mtu, burst, queue) => {
    const { world } = scenarioOf(interlink({ bandwidth: bps(rate), countAs, mtu }))
    expect(world.interlinks[0]).toMatchObject({ burst, queue })
  })

  test('other defaults are those of the product', () => {
    expect(scenarioOf({}).world.interlinks[0]).toMatchObject({
      type: 'self-hosted',
      enforce: { toCustomer: 'shape', toCloud: 'police' },
      customerShaper: null,
      mtu: 1500,
      countAs: 'l2',
      attachment: { kind: 'attached', vpc: 'vpc-web' },
    })
    expect(scenarioOf(interlink({ vpc: undefined })).world.interlinks[0]!.attachment).toEqual({
      kind: 'detached',
    })
    expect(
      scenarioOf(interlink({ enforce: { toCloud: 'shape' } })).world.interlinks[0]!.enforce,
    ).toEqual({ toCustomer: 'shape', toCloud: 'shape' })
  })

  test("a customer's shaper has the same rules and defaults, and a rate of 1 kbps to 1 Tbps", () => {
    const shaper = (rate: number, burst?: number): Partial<ScenarioDraft> =>
      interlink({
        customerShaper: { rate: bps(rate), burst: burst === undefined ? undefined : bytes(burst) },
      })
    expect(scenarioOf(shaper(2 * GBPS)).world.interlinks[0]!.customerShaper).toEqual({
      rate: 2 * GBPS,
      burst: 2_500_000,
      queue: 12_500_000,
    })
    for (const rate of [1_000, 1_001, 1000 * GBPS]) expect(refused(shaper(rate))).toEqual([])
    const path = 'interlinks.web.customerShaper'
    for (const rate of [999, 1000 * GBPS + 1]) {
      expect(refused(shaper(rate))).toEqual([`${path}.rate quantity-out-of-range`])
    }
    expect(refused(shaper(GBPS, 1_521))).toEqual([`${path}.burst burst-below-frame`])
    expect(refused(shaper(1_000, 1_125_900))).toEqual([`${path}.burst burst-never-filled`])
  })
})

describe('times', () => {
  const limit = 2 ** 53

  test('a duration is above 0', () => {
    expect(refused({ duration: ps(1) })).toEqual([])
    expect(refused({ duration: ps(0) })).toEqual(['duration no-time'])
  })

  test('warm-up and duration together are at most 2^53 ps, exactly', () => {
    expect(refused({ duration: ps(limit) })).toEqual([])
    expect(refused({ duration: ps(limit - 1), warmup: ps(1) })).toEqual([])
    // In float64 this sum falls back to 2^53.
    expect(refused({ duration: ps(limit), warmup: ps(1) })).toEqual(['duration beyond-horizon'])
    expect(refused({ duration: ps(limit - 1), warmup: ps(2) })).toEqual(['duration beyond-horizon'])
  })

  test('a seed is whole, 0 to 2^32 - 1, and 1 by default', () => {
    expect(scenarioOf({}).seed).toBe(1)
    for (const seed of [0, 2 ** 32 - 1]) expect(scenarioOf({ seed }).seed).toBe(seed)
    for (const seed of [-1, 2 ** 32, 0.5, NaN]) {
      expect(refused({ seed })).toEqual(['seed number-out-of-range'])
    }
  })

  test('an interval is a thousandth of the duration by default, rounded up', () => {
    expect(scenarioOf({ duration: ps(1e12) }).seriesInterval).toBe(1e9)
    expect(scenarioOf({ duration: ps(1_001) }).seriesInterval).toBe(2)
    expect(scenarioOf({ duration: ps(1) }).seriesInterval).toBe(1)
  })

  test('there are at most ten million intervals', () => {
    const duration = ps(1e12)
    expect(refused({ duration, seriesInterval: ps(100_000) })).toEqual([])
    expect(refused({ duration, seriesInterval: ps(99_999) })).toEqual([
      'series.interval too-many-intervals',
    ])
    expect(refused({ duration, seriesInterval: ps(0) })).toEqual(['series.interval no-time'])
    expect(refused({ duration, seriesInterval: ps(2e12) })).toEqual([])
  })
})

describe('sources', () => {
  test('a rate is 1 bps to 10 Tbps', () => {
    for (const rate of [1, 1e13]) expect(refused(from({ rate: bps(rate) }))).toEqual([])
    for (const rate of [0, 1e13 + 1]) {
      expect(refused(from({ rate: bps(rate) }))).toEqual([
        'traffic.0.source.rate quantity-out-of-range',
      ])
    }
  })

  test('a frame is 64 to 9216 bytes', () => {
    for (const size of [64, 9216]) expect(refused(from({ frame: bytes(size) }))).toEqual([])
    for (const size of [63, 9217]) {
      expect(refused(from({ frame: bytes(size) }))).toEqual([
        'traffic.0.source.frame quantity-out-of-range',
      ])
    }
  })

  test('the limits of a frame are said in bytes', () => {
    const said = (size: number): unknown => {
      const [why] = rejections(from({ frame: bytes(size) }))
      return explain(why!, `${size}B`)
    }
    expect(said(9217)).toMatchObject({
      problem: '9217B is above the limit of 9216 B',
      fix: '9216B',
    })
    expect(said(63)).toMatchObject({ problem: '63B is below the limit of 64 B', fix: '64B' })
  })

  test('a mix has 1 to 256 sizes, each with a weight above 0', () => {
    const mix = (count: number, weight: number): FrameDraft =>
      Array.from({ length: count }, () => ({ size: bytes(64), weight }))
    expect(refused(from({ frame: mix(256, 1) }))).toEqual([])
    expect(refused(from({ frame: mix(257, 1) }))).toEqual(['traffic.0.source.frame mix-length'])
    expect(refused(from({ frame: [] }))).toEqual(['traffic.0.source.frame mix-length'])
    for (const weight of [0, -1, NaN, Infinity]) {
      expect(refused(from({ frame: mix(1, weight) }))).toEqual([
        'traffic.0.source.frame.0.weight number-out-of-range',
      ])
    }
  })

  test('imix is 64, 594 and 1518 bytes, 7 : 4 : 1', () => {
    const [demand] = scenarioOf(from({ frame: 'imix' })).traffic
    expect(demand!.source).toMatchObject({
      frame: [
        { size: 64, weight: 7 },
        { size: 594, weight: 4 },
        { size: 1518, weight: 1 },
      ],
    })
  })

  test('on, off and shape of an onoff source are bounded', () => {
    const onoff = (changed: object): Partial<ScenarioDraft> =>
      from({
        kind: 'onoff',
        peak: bps(GBPS),
        on: ps(1),
        off: ps(1),
        frame: 'imix',
        ...changed,
      })
    expect(refused(onoff({}))).toEqual([])
    expect(refused(onoff({ shape: 1_000_000 }))).toEqual([])
    expect(refused(onoff({ on: ps(0), off: ps(0), shape: 1, peak: bps(0) }))).toEqual([
      'traffic.0.source.peak quantity-out-of-range',
      'traffic.0.source.on no-time',
      'traffic.0.source.off no-time',
      'traffic.0.source.shape number-out-of-range',
    ])
    expect(refused(onoff({ shape: 1_000_000.1 }))).toEqual([
      'traffic.0.source.shape number-out-of-range',
    ])
  })

  test.each([
    [1, 1n, 1n],
    [2.5, 25n, 10n],
    [0.001, 1n, 1000n],
    [1e-7, 1n, 10_000_000n],
    [1e9, 1_000_000_000n, 1n],
  ])('a speed-up of %d is an exact fraction', (speedup, numerator, denominator) => {
    const [demand] = scenarioOf({
      traffic: [
        { interlink: 'web', direction: 'toCloud', source: { kind: 'pcap', file: 'x', speedup } },
      ],
    }).traffic
    expect(demand!.source).toEqual({ kind: 'pcap', file: 'x', speedup: { numerator, denominator } })
  })

  test('a speed-up is above 0, and a capture has a name', () => {
    for (const speedup of [0, -1, NaN, Infinity]) {
      expect(refused(from({ kind: 'pcap', file: '', speedup }))).toEqual([
        'traffic.0.source.file empty-file-name',
        'traffic.0.source.speedup number-out-of-range',
      ])
    }
  })

  const series = { kind: 'csv', file: 'x.csv', column: 'web', frame: 'imix' } as const

  test('a series is in bps, by its column time, as fast and as large as measured by default', () => {
    const [demand] = scenarioOf(from(series)).traffic
    expect(demand!.source).toEqual({
      kind: 'csv',
      file: 'x.csv',
      time: 'time',
      column: 'web',
      unit: 1,
      scale: 1,
      speedup: { numerator: 1n, denominator: 1n },
      frame: IMIX,
    })
  })

  test.each([
    ['bps', 1],
    ['kbps', 1e3],
    ['Mbps', 1e6],
    ['Gbps', 1e9],
    ['bit/s', 1],
    ['kbit/s', 1e3],
    ['Mbit/s', 1e6],
    ['Gbit/s', 1e9],
  ] as const)('a rate of 1 in %s is %d bit/s', (unit, bitsPerSecond) => {
    const [demand] = scenarioOf(from({ ...series, unit })).traffic
    expect(demand!.source).toMatchObject({ unit: bitsPerSecond })
  })

  test('scale and speed-up of a series are above 0 and not absurd', () => {
    for (const factor of [0, -1, NaN, Infinity, 1e9 + 1]) {
      expect(refused(from({ ...series, scale: factor, speedup: factor }))).toEqual([
        'traffic.0.source.scale number-out-of-range',
        'traffic.0.source.speedup number-out-of-range',
      ])
    }
    for (const factor of [1e-9, 1, 1e9]) {
      expect(refused(from({ ...series, scale: factor, speedup: factor }))).toEqual([])
    }
  })

  test('a series has a file, rates of their own and frames that fit', () => {
    expect(refused(from({ ...series, file: '', column: 'time', frame: bytes(63) }))).toEqual([
      'traffic.0.source.file empty-file-name',
      'traffic.0.source.column rates-of-time',
      'traffic.0.source.frame quantity-out-of-range',
    ])
    expect(refused(from({ ...series, time: 'web' }))).toEqual([
      'traffic.0.source.column rates-of-time',
    ])
  })

  test('a source stops after it starts', () => {
    expect(refused(from({ start: ps(1), stop: ps(2) }))).toEqual([])
    expect(refused(from({ start: ps(2), stop: ps(2) }))).toEqual([
      'traffic.0.source.stop stops-before-start',
    ])
    expect(refused(from({ stop: ps(0) }))).toEqual(['traffic.0.source.stop stops-before-start'])
  })
})

describe('objectives', () => {
  test('exactly one subject is named', () => {
    expect(refused(objective({ below: '1%' }))).toEqual(['objectives.0 subjects'])
    expect(refused(objective({ interlink: 'web', connection: 'paris-1', below: '1%' }))).toEqual([
      'objectives.0.connection subjects',
    ])
  })

  test('exactly one limit is named', () => {
    expect(refused(objective({ interlink: 'web' }))).toEqual(['objectives.0 limits'])
    expect(refused(objective({ interlink: 'web', below: '1%', above: '1%' }))).toEqual([
      'objectives.0.above limits',
    ])
  })

  test('the metric is one of the subject', () => {
    expect(refused(objective({ interlink: 'web', metric: 'queue.max', below: '1B' }))).toEqual([
      'objectives.0.metric unknown-metric',
    ])
    expect(refused(objective({ connection: 'paris-1', metric: 'loss', below: '1%' }))).toEqual([
      'objectives.0.metric unknown-metric',
    ])
  })

  test.each([
    ['interlink', 'delay.p99', '2ms', 0.002],
    ['interlink', 'shaperWait.mean', '3ns', 3e-9],
    ['interlink', 'throughput', '1.5Gbps', 1.5e9],
    ['interlink', 'loss', '0.1%', 0.001],
    ['interlink', 'utilisation', '80%', 0.8],
    ['interlink', 'availability', '99.99%', 0.9999],
    ['connection', 'queue.max', '1MiB', 1_048_576],
  ] as const)('a limit of %s %s is in SI units: %s is %d', (subject, metric, below, limit) => {
    const id = subject === 'interlink' ? 'web' : 'paris-1'
    const [found] = scenarioOf(objective({ [subject]: id, metric, below })).objectives
    expect(found).toMatchObject({ side: 'below', limit, direction: null })
  })

  test('a limit of another dimension, or without a unit, is refused', () => {
    for (const below of ['2ms', 0.001, '1', '1Gbps']) {
      expect(refused(objective({ interlink: 'web', below }))).toEqual([
        'objectives.0.below limit-unreadable',
      ])
    }
  })

  test('a limit is judged by its metric, whatever is wrong with the subject', () => {
    expect(refused(objective({ interlink: 'wbe', below: '1' }))).toEqual([
      'objectives.0.interlink unknown-reference',
      'objectives.0.below limit-unreadable',
    ])
    expect(refused(objective({ interlink: 'web', below: '1', above: '2ms' }))).toEqual([
      'objectives.0.below limit-unreadable',
      'objectives.0.above limit-unreadable',
      'objectives.0.above limits',
    ])
  })

  test('"*" names each InterLink', () => {
    expect(refused(objective({ interlink: '*', above: '1%' }))).toEqual([])
  })
})

test('all violations are told, never only the first', () => {
  expect(
    refused({
      seed: -1,
      duration: ps(0),
      ...connection({ portSpeed: bps(7), pop: 'nowhere' }),
      ...interlink({ vlan: 0, mtu: 1, bandwidth: bps(1), vpc: 'none' }),
      ...from({ rate: bps(0), frame: bytes(1) }),
      ...objective({}),
    }).length,
  ).toBe(12)
})
