import { describe, expect, test } from 'vitest'
import { UNASSIGNED } from '../../../src/model/demarcation-info.ts'
import { billed } from '../../../src/model/lifecycle/billing.ts'
import { carries } from '../../../src/model/lifecycle/carries.ts'
import { decide } from '../../../src/model/lifecycle/decide.ts'
import type { Estate } from '../../../src/model/lifecycle/estate.ts'
import { evolve } from '../../../src/model/lifecycle/evolve.ts'
import { explainMissing } from '../../../src/model/lifecycle/explain-missing.ts'
import { explainRefusal } from '../../../src/model/lifecycle/explain-refusal.ts'
import { linkStatusOf } from '../../../src/model/lifecycle/link-status.ts'
import { connectionWaitsFor, interlinkWaitsFor } from '../../../src/model/lifecycle/waiting.ts'
import { bitsPerSecond } from '../../../src/units.ts'
import {
  MBPS,
  type Untimed,
  active,
  answerOf,
  created,
  day,
  detected,
  flowing,
  issued,
  nothing,
  ordered,
  play,
  policy,
  ready,
  refusalOf,
  timed,
} from './stage.ts'

const paris = { connection: 'paris-1' }
const web = { interlink: 'web' }
const flows: Estate = play(nothing, ...flowing)

const interlink = (id: string, changed: object = {}): Untimed => ({
  kind: 'createInterlink',
  interlink: id,
  ...paris,
  bandwidth: bitsPerSecond(100 * MBPS),
  ...changed,
})

const cut: Untimed = {
  kind: 'faultBegan',
  ...paris,
  fault: { id: 'mmr', element: 'cross-connect', light: 'lost' },
}

const up = (family: 'ipv4' | 'ipv6'): Untimed => ({ kind: 'bgpUp', ...web, family })
const down = (family: 'ipv4' | 'ipv6'): Untimed => ({
  kind: 'bgpDown',
  ...web,
  family,
  owner: 'provider',
})
const attach = (family: 'ipv4' | 'ipv6'): Untimed => ({
  kind: 'attachPolicy',
  ...web,
  family,
  policy,
})

const statusAfter = (...commands: readonly Untimed[]): string =>
  linkStatusOf(play(nothing, ...ready, ...commands).interlinks[0]!)

/** The one line of a refusal. */
const said = (estate: Estate, command: Untimed, at = day(0)): string =>
  explainRefusal(refusalOf(estate, command, at)!)

describe('an LOA', () => {
  const patched: Untimed = { kind: 'patched', ...paris }
  const expired: Untimed = { kind: 'loaExpired', ...paris }
  const order = play(nothing, ...issued)
  const late = { ...day(90), picos: 1 }

  test('may be patched until the very instant of its expiry, and not a picosecond later', () => {
    expect(answerOf(order, patched, day(90))).toEqual(['patched'])
    expect(answerOf(order, patched, late)).toEqual(['!loa-void'])
  })

  test('does not expire before its time', () => {
    const early = { seconds: day(90).seconds - 1, picos: 999_999_999_999 }
    expect(answerOf(order, expired, early)).toEqual(['!loa-still-valid'])
    expect(answerOf(order, expired, day(90))).toEqual(['loaExpired'])
  })

  test('that is void is replaced by another one, and patching starts again', () => {
    const reissued = play(order, timed(expired, day(90)), {
      kind: 'loaIssued',
      ...paris,
      at: day(95),
      expiresAt: day(185),
      demarcationInfo: { ...UNASSIGNED, room: 'MMR-3' },
    })
    const [life] = play(reissued, timed(patched, day(100))).connections
    expect(life).toMatchObject({
      order: {
        kind: 'patched',
        loa: {
          number: 2,
          issuedAt: day(95),
          expiresAt: day(185),
          demarcationInfo: { ...UNASSIGNED, room: 'MMR-3' },
        },
        patchedAt: day(100),
      },
    })
  })

  test('expires after it is issued', () => {
    const asked = play(nothing, ...ordered)
    const issue = (expiresAt: typeof late): readonly string[] =>
      answerOf(asked, { ...issued[1]!, expiresAt } as Untimed)
    expect(issue(day(0))).toEqual(['!loa-without-validity'])
    expect(issue({ ...day(0), picos: 1 })).toEqual(['loaIssued'])
  })

  test('that is patched expires no more', () => {
    const done = play(order, timed(patched, day(80)))
    expect(answerOf(done, expired, day(90))).toEqual(['!out-of-turn'])
    expect(answerOf(done, { kind: 'linkDetected', ...paris }, day(91))).toEqual(['linkDetected'])
  })
})

describe('an order', () => {
  const asked = (changed: object): Untimed => ({ ...ordered[0]!, ...changed })

  test('names a PoP, a port speed and a Project that exist; all that is wrong is said', () => {
    const why = refusalOf(
      nothing,
      asked({ pop: 'th3', portSpeed: bitsPerSecond(2e9), project: 'data' }),
    )
    expect(why?.kind === 'against-rules' && why.rejections.map(({ kind }) => kind)).toEqual([
      'unknown-reference',
      'no-port-speed',
      'unknown-project',
    ])
  })

  test('belongs to the default Project where none is named', () => {
    expect(play(nothing, ...ordered).connections[0]!.terms.project).toBe('network')
    const named = play(nothing, asked({ project: 'web' }))
    expect(named.connections[0]!.terms.project).toBe('web')
  })
})

describe('whom it waits for', () => {
  test.each([
    ['requested', ordered, 'provider'],
    ['LOA issued', issued, 'customer'],
    ['patched', detected.slice(0, -1), 'provider'],
    ['created', detected, 'provider'],
    ['active', active, null],
    ['a cut of the cross-connect', [...active, cut], 'customer'],
    ['disabled', [...active, { kind: 'disableConnection', ...paris }], 'provider'],
    ['locked', [...active, { kind: 'lockConnection', ...paris }], 'provider'],
    ['deleted', [...active, { kind: 'deleteConnection', ...paris }], null],
  ] as [string, Untimed[], string | null][])('a connection, %s', (_state, commands, owner) => {
    expect(connectionWaitsFor(play(nothing, ...commands).connections[0]!)).toBe(owner)
  })

  test('a connection whose LOA is void, for the provider', () => {
    const expired = play(nothing, ...issued, timed({ kind: 'loaExpired', ...paris }, day(90)))
    expect(connectionWaitsFor(expired.connections[0]!)).toBe('provider')
  })

  test.each([
    ['configuring', created, 'provider'],
    ['failed', [...created, { kind: 'interlinkFailed', ...web }], 'provider'],
    ['ready', ready, 'customer'],
    ['active', flowing, null],
    ['limited', [...flowing, down('ipv6')], 'provider'],
    ['locked', [...flowing, { kind: 'lockInterlink', ...web }], 'provider'],
    ['deprovisioning', [...flowing, { kind: 'deleteInterlink', ...web }], 'provider'],
    [
      'deleted',
      [...flowing, { kind: 'deleteInterlink', ...web }, { kind: 'interlinkDeprovisioned', ...web }],
      null,
    ],
  ] as [string, Untimed[], string | null][])('an InterLink, %s', (_state, commands, owner) => {
    expect(interlinkWaitsFor(play(nothing, ...commands).interlinks[0]!)).toBe(owner)
  })
})

describe('a new InterLink', () => {
  const estate = play(nothing, ...created)

  test('may fill the port, and not exceed it', () => {
    const rest = { bandwidth: bitsPerSecond(600 * MBPS) }
    const more = { bandwidth: bitsPerSecond(600 * MBPS + 1000) }
    expect(answerOf(estate, interlink('voice', rest))).toEqual(['interlinkCreated'])
    expect(said(estate, interlink('voice', more))).toBe(
      'interlinks.voice.bandwidth: 600.001Mbps asked, 600 Mbps free on paris-1; lower it (600Mbps, or a second connection)',
    )
  })

  test('is one of the sizes that the connection offers', () => {
    const availableBandwidths = [50, 100].map(each => bitsPerSecond(each * MBPS))
    const offered = play(
      nothing,
      { ...ordered[0]!, availableBandwidths } as Untimed,
      ...active.slice(1),
    )
    expect(answerOf(offered, interlink('voice'))).toEqual(['interlinkCreated'])
    expect(said(offered, interlink('voice', { bandwidth: bitsPerSecond(60 * MBPS) }))).toContain(
      '60Mbps is not offered on paris-1',
    )
  })

  test('gets the lowest free VLAN where it chooses none, a deleted one’s included', () => {
    const vlans = ({ interlinks }: Estate): number[] => interlinks.map(({ terms }) => terms.vlan)
    const three = play(estate, interlink('b', { vlan: 2 }), interlink('c'))
    expect(vlans(three)).toEqual([1, 2, 3])
    const deleted = play(
      three,
      { kind: 'interlinkConfigured', interlink: 'b' },
      { kind: 'deleteInterlink', interlink: 'b' },
    )
    expect(vlans(play(deleted, interlink('d'))).at(-1)).toBe(4)
    const gone = play(deleted, { kind: 'interlinkDeprovisioned', interlink: 'b' })
    expect(vlans(play(gone, interlink('d'))).at(-1)).toBe(2)
  })

  test('is refused a VLAN that is taken or none', () => {
    expect(said(estate, interlink('voice', { vlan: 1 }))).toBe(
      'interlinks.voice.vlan: VLAN 1 already carries web on paris-1; 2 is the lowest free one',
    )
    expect(said(estate, interlink('voice', { vlan: 4095 }))).toContain('above the limit of 4094')
  })

  test('lies in the region of its connection’s PoP', () => {
    expect(play(estate, interlink('voice')).interlinks.at(-1)!.terms.region).toBe('fr-par')
    expect(said(estate, interlink('voice', { region: 'nl-ams' }))).toContain(
      'paris-1 ends in fr-par',
    )
  })

  test('has a name and a peer that may be', () => {
    expect(answerOf(estate, interlink('voice', { name: '' }))).toEqual(['!name-length'])
    expect(answerOf(estate, interlink('voice', { name: 'x'.repeat(255), peerAsn: 1 }))).toEqual([
      'interlinkCreated',
    ])
    expect(said(estate, interlink('voice', { peerAsn: 65_535 }))).toContain('limit of 65534')
  })

  test('begins with the policies it was created with, each for its family', () => {
    const one = play(estate, interlink('voice', { policies: { ipv6: policy } }))
    expect(one.interlinks.at(-1)).toMatchObject({
      routing: {
        ipv4: { kind: 'blocked' },
        ipv6: { kind: 'policy', policy, session: { kind: 'new' } },
      },
    })
    const both = play(
      estate,
      interlink('voice', { policies: { ipv4: policy, ipv6: policy } }),
      { kind: 'interlinkConfigured', interlink: 'voice' },
      { kind: 'bgpUp', interlink: 'voice', family: 'ipv4' },
    )
    expect(linkStatusOf(both.interlinks.at(-1)!)).toBe('limited_connectivity')
  })
})

describe('the status of an InterLink', () => {
  test.each([
    ['without a policy', [], 'ready'],
    ['with a session never up', [attach('ipv4')], 'ready'],
    ['with two never up', [attach('ipv4'), attach('ipv6')], 'ready'],
    ['with its only session up', [attach('ipv6'), up('ipv6')], 'active'],
    ['with its only session lost', [attach('ipv6'), up('ipv6'), down('ipv6')], 'all_down'],
    [
      'with one up and one never up',
      [attach('ipv4'), attach('ipv6'), up('ipv4')],
      'limited_connectivity',
    ],
    [
      'with one lost and one never up',
      [attach('ipv4'), attach('ipv6'), up('ipv4'), down('ipv4')],
      'all_down',
    ],
    [
      'with a lost session whose policy was replaced in place',
      [
        attach('ipv4'),
        up('ipv4'),
        down('ipv4'),
        { kind: 'setPolicy', ...web, family: 'ipv4', policy },
      ],
      'all_down',
    ],
    [
      'with a lost session whose policy was detached and attached',
      [
        attach('ipv4'),
        up('ipv4'),
        down('ipv4'),
        { kind: 'detachPolicy', ...web, family: 'ipv4' },
        attach('ipv4'),
      ],
      'ready',
    ],
    [
      'unlocked, after a session went while it was locked',
      [
        attach('ipv4'),
        up('ipv4'),
        { kind: 'lockInterlink', ...web },
        down('ipv4'),
        { kind: 'unlockInterlink', ...web },
      ],
      'all_down',
    ],
  ] as [string, Untimed[], string][])('%s', (_how, commands, status) => {
    expect(statusAfter(...commands)).toBe(status)
  })
})

describe('a VPC', () => {
  const estate = play(nothing, ...ready)
  const attachVpc = (vpc: string): Untimed => ({ kind: 'attachVpc', ...web, vpc })

  test('of another Project of the Organization is attached', () => {
    expect(estate.interlinks[0]!.terms.project).toBe('network')
    expect(answerOf(estate, attachVpc('vpc-web'))).toEqual(['vpcAttached'])
  })

  test('of another region, another Organization or nowhere is not', () => {
    expect(said(estate, attachVpc('vpc-ams'))).toContain('VPC vpc-ams is in nl-ams')
    expect(said(estate, attachVpc('vpc-foreign'))).toContain('acme has no Project of-others')
    expect(said(estate, attachVpc('vpc-wep'))).toContain('the nearest known id is vpc-web')
  })

  test('is exchanged by detaching, which switches propagation off first', () => {
    expect(answerOf(flows, attachVpc('vpc-net'))).toEqual(['!vpc-attached'])
    expect(answerOf(flows, { kind: 'detachVpc', ...web })).toEqual([
      'propagationDisabled',
      'vpcDetached',
    ])
    const other = play(flows, { kind: 'detachVpc', ...web }, attachVpc('vpc-net'))
    expect(other.interlinks[0]).toMatchObject({
      attachment: { kind: 'attached', vpc: 'vpc-net' },
      propagation: false,
    })
  })

  test('may have two InterLinks', () => {
    const second = play(flows, interlink('backup'), {
      kind: 'interlinkConfigured',
      interlink: 'backup',
    })
    const both: Untimed = { kind: 'attachVpc', interlink: 'backup', vpc: 'vpc-web' }
    expect(answerOf(second, both)).toEqual(['vpcAttached'])
  })
})

describe('propagation', () => {
  const detach = (family: 'ipv4' | 'ipv6'): Untimed => ({ kind: 'detachPolicy', ...web, family })

  test('goes off with the last policy, not with the first of two', () => {
    expect(answerOf(flows, detach('ipv4'))).toEqual(['policyDetached'])
    const one = play(flows, detach('ipv4'))
    expect(answerOf(one, detach('ipv6'))).toEqual(['propagationDisabled', 'policyDetached'])
  })

  test('and sessions stay when a policy is replaced in place', () => {
    const other = { id: 'other', in: [], out: [] }
    const set = play(flows, { kind: 'setPolicy', ...web, family: 'ipv4', policy: other })
    expect(set.interlinks[0]).toMatchObject({
      propagation: true,
      routing: { ipv4: { policy: other, session: { kind: 'up' } } },
    })
  })

  test('may be switched on before a session is up', () => {
    const early = play(nothing, ...ready, attach('ipv4'), { kind: 'enablePropagation', ...web })
    expect(early.interlinks[0]).toMatchObject({ propagation: true })
  })
})

describe('an update', () => {
  const update = (changes: object): Untimed => ({ kind: 'updateInterlink', ...web, changes })

  test.each(['type', 'connection', 'pop', 'region', 'bandwidth', 'vlan', 'project'])(
    'leaves %s as it is',
    field => {
      expect(refusalOf(flows, update({ name: 'new', [field]: 'x' }))).toEqual({
        kind: 'fixed-field',
        interlink: 'web',
        field,
      })
    },
  )

  test('changes name, tags and peer; another peer takes the sessions down', () => {
    expect(answerOf(flows, update({ name: 'new', tags: ['a'] }))).toEqual(['interlinkUpdated'])
    expect(answerOf(flows, update({ peerAsn: 65_001 }))).toEqual([
      'sessionDown',
      'sessionDown',
      'interlinkUpdated',
    ])
    expect(answerOf(flows, update({ peerAsn: 0 }))).toEqual(['!against-rules'])
    expect(answerOf(flows, update({ name: 'web', tags: [] }))).toEqual(['!nothing-to-change'])
    const tagged = play(flows, update({ tags: ['a', 'b'] }))
    expect(answerOf(tagged, update({ tags: ['a', 'c'] }))).toEqual(['interlinkUpdated'])
    expect(answerOf(tagged, update({ tags: ['a'] }))).toEqual(['interlinkUpdated'])
    expect(answerOf(tagged, update({ tags: ['a', 'b'] }))).toEqual(['!nothing-to-change'])
  })
})

describe('light', () => {
  const hole: Untimed = {
    kind: 'faultBegan',
    ...paris,
    fault: { id: 'hole', element: 'provider-port', light: 'kept' },
  }

  test('that is lost takes every session down at once, on the side of the fault', () => {
    const decision = decide(flows, timed(cut))
    expect(decision).toMatchObject({
      events: [
        { kind: 'sessionDown', family: 'ipv4', owner: 'customer' },
        { kind: 'sessionDown', family: 'ipv6', owner: 'customer' },
        { kind: 'faultBegan' },
      ],
    })
  })

  test('that stays while frames vanish leaves the sessions up until they time out', () => {
    expect(answerOf(flows, hole)).toEqual(['faultBegan'])
    const dark = play(flows, hole)
    expect(linkStatusOf(dark.interlinks[0]!)).toBe('active')
    expect(carries(dark, 'web', 'ipv4')).toMatchObject({ kind: 'blocked', owner: 'provider' })
  })

  test('is needed to bring a session up, and brings none up by itself', () => {
    const dark = play(flows, cut)
    expect(answerOf(dark, up('ipv4'))).toEqual(['!link-not-up'])
    const whole = play(dark, { kind: 'faultEnded', ...paris, fault: 'mmr' })
    expect(linkStatusOf(whole.interlinks[0]!)).toBe('all_down')
    expect(carries(whole, 'web', 'ipv4')).toEqual({
      kind: 'blocked',
      missing: { kind: 'session-down', family: 'ipv4' },
      owner: 'customer',
    })
    expect(answerOf(whole, up('ipv4'))).toEqual(['sessionUp'])
  })

  test('of two faults at a time the earlier one counts until it ends', () => {
    const both = play(flows, hole, cut)
    expect(carries(both, 'web', 'ipv4')).toMatchObject({ owner: 'provider' })
    const one = play(both, { kind: 'faultEnded', ...paris, fault: 'hole' })
    expect(carries(one, 'web', 'ipv4')).toMatchObject({ owner: 'customer' })
  })

  test('is off at a disabled port, to the provider’s account', () => {
    const off = play(flows, { kind: 'disableConnection', ...paris })
    expect(linkStatusOf(off.interlinks[0]!)).toBe('all_down')
    expect(carries(off, 'web', 'ipv4')).toMatchObject({
      missing: { kind: 'physical-link', cause: { kind: 'disabled' } },
      owner: 'provider',
    })
    expect(answerOf(off, up('ipv4'))).toEqual(['!link-not-up'])
  })

  test('of another connection is another matter', () => {
    const second = [...active, interlink('other')].map(each =>
      'connection' in each ? { ...each, connection: 'paris-2' } : each,
    )
    const two = play(flows, ...second)
    const there = { ...cut, connection: 'paris-2' } as Untimed
    expect(answerOf(two, there)).toEqual(['faultBegan'])
    expect(carries(play(two, there), 'web', 'ipv4')).toEqual({ kind: 'carries' })
  })
})

describe('traffic', () => {
  test.each([
    ['nothing missing', [], null, null],
    ['a fault', [cut], 'physical-link', 'customer'],
    ['a lock', [{ kind: 'lockInterlink', ...web }], 'interlink-status', 'provider'],
    ['a session lost', [down('ipv4')], 'session-down', 'provider'],
    ['another session lost', [down('ipv6')], null, null],
    ['no VPC', [{ kind: 'detachVpc', ...web }], 'no-vpc', 'customer'],
    [
      'no policy of the family',
      [{ kind: 'detachPolicy', ...web, family: 'ipv4' }],
      'no-policy',
      'customer',
    ],
    ['no propagation', [{ kind: 'disablePropagation', ...web }], 'propagation-off', 'customer'],
    ['a deletion', [{ kind: 'deleteInterlink', ...web }], 'no-interlink', 'customer'],
    ['a lock of the connection', [{ kind: 'lockConnection', ...paris }], null, null],
  ] as [string, Untimed[], string | null, string | null][])(
    'of IPv4 with %s',
    (_how, commands, missing, owner) => {
      const carriage = carries(play(flows, ...commands), 'web', 'ipv4')
      expect(carriage).toMatchObject(
        missing === null ? { kind: 'carries' } : { missing: { kind: missing }, owner },
      )
    },
  )

  test.each([
    ['configuring', created, 'interlink-status', 'provider'],
    ['failed', [...created, { kind: 'interlinkFailed', ...web }], 'interlink-status', 'provider'],
    ['not there', active, 'no-interlink', 'customer'],
    ['new, its session never up', [...ready, attach('ipv4')], 'session-down', 'customer'],
  ] as [string, Untimed[], string, string][])(
    'of an InterLink that is %s does not flow',
    (_how, commands, missing, owner) => {
      const carriage = carries(play(nothing, ...commands), 'web', 'ipv4')
      expect(carriage).toMatchObject({ missing: { kind: missing }, owner })
    },
  )

  test('that does not flow is explained with what to do', () => {
    const carriage = carries(play(flows, cut), 'web', 'ipv4')
    expect(carriage.kind === 'blocked' && explainMissing('web', carriage.missing)).toBe(
      'InterLink web: connection paris-1 is broken by mmr (cross-connect); repair that first',
    )
  })
})

describe('a bill', () => {
  test('is none before the link is detected', () => {
    const patched = play(nothing, ...detected.slice(0, -1))
    expect(billed(patched)).toEqual([])
  })

  test('begins with the link, without any InterLink, and ends with deletion', () => {
    const at = { ...day(20), picos: 7 }
    const open = play(nothing, ...detected.slice(0, -1), timed(detected.at(-1)!, at))
    expect(billed(open)).toEqual([{ connection: 'paris-1', from: at, to: null }])
    const closed = play(open, timed({ kind: 'deleteConnection', ...paris }, day(30)))
    expect(billed(closed)).toEqual([{ connection: 'paris-1', from: at, to: day(30) }])
  })

  test('goes on while the connection is broken, disabled or locked', () => {
    const off = play(
      flows,
      cut,
      { kind: 'disableConnection', ...paris },
      { kind: 'lockConnection', ...paris },
    )
    expect(billed(off)).toEqual(billed(flows))
  })
})

describe('a connection', () => {
  test('is not deleted before its InterLinks are', () => {
    const remove: Untimed = { kind: 'deleteConnection', ...paris }
    const leaving = play(flows, { kind: 'deleteInterlink', ...web })
    expect(answerOf(leaving, remove)).toEqual(['!connection-in-use'])
    const gone = play(leaving, { kind: 'interlinkDeprovisioned', ...web })
    expect(answerOf(gone, remove)).toEqual(['connectionDeleted'])
  })

  test('that is deleted keeps its id', () => {
    const gone = play(nothing, ...active, { kind: 'deleteConnection', ...paris })
    expect(answerOf(gone, ordered[0]!)).toEqual(['!id-taken'])
  })
})

describe('time', () => {
  const [order] = ordered as [Untimed]

  test('never goes back, and may stand still', () => {
    const later = play(nothing, timed(order, day(1)))
    const loa: Untimed = { ...issued[1]! }
    expect(answerOf(later, loa, day(1))).toEqual(['loaIssued'])
    const before = { seconds: day(1).seconds - 1, picos: 999_999_999_999 }
    expect(answerOf(later, loa, before)).toEqual(['!before-last-event'])
  })

  test('is whole', () => {
    expect(answerOf(nothing, order, { seconds: 0.5, picos: 0 })).toEqual(['!no-instant'])
    expect(said(nothing, order, { seconds: Number.NaN, picos: 0 })).toBe(
      'command: NaN s + 0 ps is no instant; give whole seconds and picoseconds from 0 to 10^12 - 1',
    )
  })

  test('beyond what a calendar writes is still told', () => {
    const far = play(nothing, timed(order, { seconds: 1e15, picos: 0 }))
    expect(said(far, issued[1]!)).toContain('before the last event at 1000000000000000 s + 0 ps')
  })
})

test('an event that follows from nothing is our mistake', () => {
  const at = day(0)
  expect(() => evolve(nothing, { kind: 'loaExpired', at, ...paris })).toThrow('loaExpired')
  expect(() => evolve(nothing, { kind: 'vpcDetached', at, ...web })).toThrow('vpcDetached')
  expect(() => evolve(flows, { kind: 'interlinkConfigured', at, ...web })).toThrow('interlink')
  expect(() => evolve(flows, { kind: 'patched', at, ...paris })).toThrow('patched')
  const bare = play(nothing, ...ready)
  const sessionUp = { kind: 'sessionUp', at, ...web, family: 'ipv4' } as const
  expect(() => evolve(bare, sessionUp)).toThrow('sessionUp')
})

describe('a refusal in words', () => {
  test.each([
    [
      flows,
      { kind: 'bgpUp', ...web, family: 'ipv4' },
      'InterLink web: its IPv4 session is up already; there is nothing to do',
    ],
    [
      play(nothing, ...created),
      { kind: 'attachVpc', ...web, vpc: 'vpc-web' },
      'InterLink web: it is configuring, and must be ready, active, limited_connectivity or all_down; wait until it is ready',
    ],
    [
      flows,
      { kind: 'unlockInterlink', ...web },
      'InterLink web: it is active, and must be locked; there is nothing to unlock',
    ],
    [
      flows,
      { kind: 'deleteConnection', ...paris },
      'connection paris-1: web exists on it, and it may have no InterLink; delete it first',
    ],
    [
      flows,
      { kind: 'lockConnection', connection: 'paris1' },
      'connection paris1: there is none of this id; the nearest known id is paris-1',
    ],
    [
      play(nothing, ...issued),
      { kind: 'lockConnection', ...paris },
      'connection paris-1: it is only ordered (loa-issued), and exists when its link is detected; have its cross-connect patched',
    ],
    [
      play(nothing, ...issued),
      { kind: 'linkDetected', ...paris },
      'connection paris-1: it is loa-issued, and this step follows patched; have its cross-connect patched',
    ],
    [
      flows,
      { kind: 'updateInterlink', ...web, changes: { bandwidth: 1 } },
      'InterLink web: bandwidth is fixed at creation, only name, tags and peerAsn change; delete it and create another InterLink',
    ],
  ] as [Estate, Untimed, string][])('%#', (estate, command, text) => {
    expect(said(estate, command)).toBe(text)
  })

  test('names instants as the calendar does', () => {
    const late = { ...day(90), picos: 1 }
    expect(said(play(nothing, ...issued), { kind: 'patched', ...paris }, late)).toBe(
      'connection paris-1: patched at 2026-04-12T09:00:00.000000000001Z, but its LOA is void since 2026-04-12T09:00:00Z; another LOA is needed',
    )
  })
})
