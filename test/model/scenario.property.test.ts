/** Rules checked a second time, in other words, over generated drafts. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { completeEvents } from '../../src/model/complete-events.ts'
import { completeWorld } from '../../src/model/complete-world.ts'
import { createScenario } from '../../src/model/create-scenario.ts'
import type { ScenarioDraft, ShaperDraft } from '../../src/model/draft.ts'
import { explain } from '../../src/model/explain.ts'
import { Findings } from '../../src/model/findings.ts'
import type { MediumName } from '../../src/model/media.ts'
import { FLOW_METRICS, PORT_METRICS, dimensionOf } from '../../src/model/objective.ts'
import type { Path } from '../../src/model/path.ts'
import type { Rejection } from '../../src/model/rejection.ts'
import type { Scenario } from '../../src/model/scenario.ts'
import type { Spot } from '../../src/model/scheduled-event.ts'
import { explainWarning } from '../../src/model/warning.ts'
import { parseQuantity } from '../../src/quantity.ts'
import { ps } from '../../src/units.ts'
import { anyDraft, anyEvent } from './arbitrary.ts'
import { draft as small } from './drafts.ts'

const OVERHEAD = { l1: 24, l2: 4, l3: -18 }
const SPEEDS: readonly number[] = [1e9, 1e10, 1e11]
const HORIZON = 2n ** 53n
const SPEED_OF: Readonly<Record<MediumName, number>> = {
  '1000BASE-LX': 1e9,
  '10GBASE-LR': 1e10,
  '10GBASE-ER': 1e10,
  '100GBASE-LR4': 1e11,
  '100GBASE-ER4': 1e11,
}
const DAY = 86_400_000

/** Invariants of an accepted scenario, each as the product states it. */
const broken = (scenario: Scenario): string[] => {
  const { world, traffic, objectives, duration, warmup, seriesInterval, seed } = scenario
  const { events, faults } = scenario
  const { organization, pops, vpcs, connections, interlinks } = world
  const found: string[] = []
  const must = (holds: boolean, what: string): void => {
    if (!holds) found.push(what)
  }
  const owned = [...vpcs, ...connections, ...interlinks]
  must(organization.projects.length > 0, 'a Project')
  must(new Set(organization.projects).size === organization.projects.length, 'unique Projects')
  must(
    owned.every(({ project }) => organization.projects.includes(project)),
    'known Projects',
  )
  for (const port of connections) {
    must(SPEEDS.includes(port.portSpeed), 'port speed')
    must(port.queue >= 0 && port.queue <= 2 ** 40, 'port queue')
    must(Number.isInteger(port.crossConnect.propagation), 'whole propagation')
    must(SPEED_OF[port.media.name] === port.portSpeed, 'a medium of the port speed')
    const { segments, length } = port.crossConnect
    must(segments.length > 0, 'a segment')
    must(new Set(segments.map(({ id }) => id)).size === segments.length, 'unique segments')
    must(
      segments.every(({ loss }) => Number.isSafeInteger(loss) && loss >= 0),
      'whole losses',
    )
    const fibres = segments.map((each): number => (each.kind === 'fibre' ? each.length : 0))
    must(fibres.reduce((total, each) => total + each, 0) === length, 'length of the fibres')
    must(
      Object.values(port.optics).every(({ tx }) => Number.isSafeInteger(tx)),
      'whole powers',
    )
    const order = port.provisioning
    if (order !== null) {
      const { loa, patch, turnUp, loaValidity } = order
      must(loaValidity > 0 && loaValidity <= 3650 * DAY, 'validity')
      for (const lead of [loa, patch, turnUp]) {
        const most = lead.kind === 'certain' ? lead.duration : lead.p90
        must(lead.kind === 'certain' || (lead.median > 0 && lead.p90 > lead.median), 'p90')
        must(most >= 0 && most <= 3650 * DAY, 'lead time')
      }
      must(patch.kind === 'lognormal' || patch.duration <= loaValidity, 'patch within validity')
    }
    const own = interlinks.filter(each => each.connection === port.id)
    const sum = own.reduce((total, each) => total + each.bandwidth, 0)
    must(sum <= port.portSpeed, 'sum of bandwidths')
    must(new Set(own.map(each => each.vlan)).size === own.length, 'unique VLANs')
    const offered = port.availableBandwidths
    must(offered === null || own.every(each => offered.includes(each.bandwidth)), 'offered')
    must(offered === null || offered.every(each => each <= port.portSpeed), 'offer within port')
  }
  for (const each of interlinks) {
    const port = connections.find(({ id }) => id === each.connection)
    const pop = pops.find(({ id }) => id === port?.pop)
    must(pop?.region === each.region, 'region of the connection')
    const { attachment } = each
    const vpc = attachment.kind === 'attached' ? vpcs.find(({ id }) => id === attachment.vpc) : null
    must(vpc === null || vpc?.region === each.region, 'region of the VPC')
    must(Number.isInteger(each.vlan) && each.vlan >= 1 && each.vlan <= 4094, 'VLAN')
    must(Number.isInteger(each.mtu) && each.mtu >= 46 && each.mtu <= 9198, 'mtu')
    const least = each.mtu + 18 + OVERHEAD[each.countAs]
    const own = { rate: each.bandwidth, burst: each.burst, queue: each.queue }
    must(each.bandwidth % 1000 === 0, 'step of bandwidth')
    for (const shaper of [own, ...(each.customerShaper === null ? [] : [each.customerShaper])]) {
      must(shaper.rate >= 1000 && Number.isInteger(shaper.rate), 'rate')
      must(shaper.burst >= least && shaper.burst <= 2 ** 30, 'burst')
      must(BigInt(shaper.burst) * 8n * 10n ** 12n <= BigInt(shaper.rate) * HORIZON, 'burst fills')
      must(Number.isInteger(shaper.queue) && shaper.queue >= 0 && shaper.queue <= 2 ** 40, 'queue')
    }
    must((each.customerShaper?.rate ?? 0) <= 1e12, 'shaper rate')
    const { holdTime, bfd, establish } = each.bgp
    must(holdTime > 0 && (bfd === null || bfd > 0) && establish >= 0, 'terms of sessions')
    const { ipv4, ipv6 } = each.routing
    must(!each.propagation || ipv4 !== null || ipv6 !== null, 'a policy to propagate')
  }
  must(duration > 0 && BigInt(duration) + BigInt(warmup) <= HORIZON, 'horizon')
  must(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32, 'seed')
  must(seriesInterval > 0 && Math.ceil(duration / seriesInterval) <= 10_000_000, 'intervals')
  for (const demand of traffic) {
    const { start, stop, source } = demand
    const attachedLater = (vpc: string): boolean =>
      events.some(
        each => each.change.kind === 'attachVpc' && each.change.vpc === vpc && 'interlink' in each,
      )
    must(
      'interlink' in demand
        ? interlinks.some(({ id }) => id === demand.interlink)
        : attachedLater(demand.vpc) ||
            interlinks.some(
              ({ attachment }) => attachment.kind === 'attached' && attachment.vpc === demand.vpc,
            ),
      'InterLink of traffic',
    )
    must(stop === null || start < stop, 'start before stop')
    if (source.kind === 'pcap' || source.kind === 'csv') {
      must(source.speedup.numerator > 0n && source.speedup.denominator > 0n, 'speed-up')
      must(source.file !== '', 'file')
    }
    if (source.kind === 'pcap') continue
    if (source.kind === 'csv') {
      must(source.scale > 0 && source.scale <= 1e9, 'scale')
      must(source.column !== source.time, 'column')
      must([1, 1e3, 1e6, 1e9].includes(source.unit), 'unit')
    } else {
      const speed = source.kind === 'onoff' ? source.peak : source.rate
      must(speed >= 1 && speed <= 1e13, 'source rate')
    }
    must(source.frame.length >= 1 && source.frame.length <= 256, 'mix')
    must(
      source.frame.every(({ size }) => size >= 64 && size <= 9216),
      'frame',
    )
    must(
      source.frame.every(({ weight }) => weight > 0 && Number.isFinite(weight)),
      'weight',
    )
    if (source.kind !== 'onoff') continue
    must(source.on > 0 && source.off > 0, 'on and off')
    must(source.shape === null || (source.shape > 1 && source.shape <= 1_000_000), 'shape')
  }
  for (const { subject, limit } of objectives) {
    must(Number.isFinite(limit), 'limit')
    if (subject.kind === 'connection') {
      must(
        connections.some(({ id }) => id === subject.connection),
        'connection of objective',
      )
      must(PORT_METRICS.includes(subject.metric), 'metric')
    } else {
      const any = subject.interlink === '*'
      must(any || interlinks.some(({ id }) => id === subject.interlink), 'InterLink of objective')
      must(FLOW_METRICS.includes(subject.metric), 'metric')
    }
  }
  const isSpot = (connection: string, spot: Spot): boolean => {
    const port = connections.find(({ id }) => id === connection)
    return spot.kind === 'end'
      ? port !== undefined
      : port !== undefined && port.crossConnect.segments.some(({ id }) => id === spot.segment)
  }
  must(
    events.every((each, i) => i === 0 || events[i - 1]!.at <= each.at),
    'events in the order of time',
  )
  for (const event of events) {
    if ('connection' in event) {
      must(isSpot(event.connection, event.spot), 'what an event happens to')
      const { change } = event
      const port = connections.find(({ id }) => id === event.connection)
      if (change.kind !== 'degrade') continue
      must(change.loss >= 0 && change.loss <= 1e11, 'loss')
      must(port?.lightPath === 'stated', 'stated light')
      continue
    }
    const { change } = event
    const link = interlinks.find(({ id }) => id === event.interlink)
    must(link !== undefined, 'InterLink of an event')
    if (change.kind === 'attachVpc') {
      must(vpcs.find(({ id }) => id === change.vpc)?.region === link?.region, 'VPC of an event')
    }
    if (change.kind !== 'setPolicy') continue
    const networks = change.policy === null ? [] : [...change.policy.in, ...change.policy.out]
    must(
      networks.every(each => each.includes(':') === (change.family === 'ipv6')),
      'policy of one family',
    )
  }
  for (const { connection, spot, mtbf, repair } of faults) {
    must(isSpot(connection, spot), 'what fails')
    must(mtbf >= 1000 && mtbf <= 36_525_000 * DAY, 'mtbf')
    must((repair.kind === 'certain' ? repair.duration : repair.median) > 0, 'repair')
  }
  return found
}

// oxlint-disable typescript/no-explicit-any -- one function looks into all kinds of drafts
/** What stands at a path of a draft, whose lists by id are mappings in a document. */
const at = (draft: ScenarioDraft, path: Path): any => {
  let here: any = draft
  for (const key of path) {
    if (here === undefined) return undefined
    const named = Array.isArray(here) && typeof key === 'string'
    here = named ? here.find((each: { id: string }) => each.id === key) : here[key]
  }
  return here
}

const shaperAt = (draft: ScenarioDraft, path: Path): ShaperDraft & { rate: number } => {
  const holder = at(draft, path.slice(0, -1))
  return { ...holder, rate: holder.rate ?? holder.bandwidth }
}

const largest = (draft: ScenarioDraft, path: Path): number => {
  const { mtu = 1500, countAs = 'l2' } = at(draft, path.slice(0, 2))
  return mtu + 18 + OVERHEAD[countAs as 'l2']
}

const has = (list: readonly { readonly id: string }[], id: string): boolean =>
  list.some(each => each.id === id)

/** Whether a rejection is true of its draft, told without the code that found it. */
const isTrue = (draft: ScenarioDraft, why: Rejection): boolean => {
  const { path } = why
  const value = at(draft, path)
  const on = (connection: string) => draft.interlinks.filter(each => each.connection === connection)
  switch (why.kind) {
    case 'no-projects':
      return draft.organization.projects.length === 0
    case 'duplicate-project':
      return draft.organization.projects.filter(each => each === why.project).length > 1
    case 'unknown-project':
      return value === why.project && !draft.organization.projects.includes(value)
    case 'unknown-reference':
      return value === why.id && !has(draft[why.collection], why.id)
    case 'not-the-connections-region': {
      const port = at(draft, ['connections', at(draft, path.slice(0, 2)).connection])
      return value !== undefined && value !== at(draft, ['pops', port.pop]).region
    }
    case 'not-the-vpcs-region': {
      const holder = at(draft, ['interlinks', why.interlink])
      const port = at(draft, ['connections', holder.connection])
      const pop = at(draft, ['pops', port?.pop ?? ''])
      return at(draft, ['vpcs', value]).region !== (pop?.region ?? holder.region)
    }
    case 'no-port-speed':
      return !SPEEDS.includes(value)
    case 'medium-of-another-speed':
      return SPEED_OF[value as MediumName] !== at(draft, path.slice(0, 2)).portSpeed
    case 'length-and-segments':
      return value !== undefined && at(draft, why.segments) !== undefined
    case 'no-segments':
      return value.length === 0
    case 'duplicate-segment':
      return value === at(draft, why.first) && why.first.at(-2) !== path.at(-2)
    case 'empty-catalogue':
      return value.length === 0
    case 'offered-above-port':
      return value > at(draft, path.slice(0, 2)).portSpeed
    case 'not-offered':
      return !at(draft, ['connections', why.connection]).availableBandwidths.includes(value)
    case 'not-a-step':
      return value % 1000 !== 0
    case 'oversubscribed': {
      const all = on(why.connection)
      const sum = all.reduce((total, each) => total + each.bandwidth, 0)
      const rest = all.filter(each => each.id !== path[1])
      const held = rest.reduce((total, each) => total + each.bandwidth, 0)
      const before = all.slice(
        0,
        all.findIndex(each => each.id === path[1]),
      )
      const reached = before.reduce((total, each) => total + each.bandwidth, 0)
      return (
        sum > why.portSpeed &&
        reached <= why.portSpeed &&
        reached + value > why.portSpeed &&
        why.held === held &&
        why.free === Math.max(0, why.portSpeed - held)
      )
    }
    case 'vlan-taken':
      return (
        on(why.connection).find(each => each.vlan === value)!.id === why.holder &&
        why.holder !== path[1]
      )
    case 'no-vlan-left':
      return on(why.connection).length > 4094
    case 'burst-below-frame':
      return value < largest(draft, path)
    case 'burst-never-filled':
      return BigInt(value) * 8n * 10n ** 12n > BigInt(shaperAt(draft, path).rate) * HORIZON
    case 'cable-too-long': {
      const length = value.reduce((total: number, each: any) => total + (each.length ?? 0), 0)
      return length === why.length && length > why.max
    }
    case 'quantity-out-of-range':
      return value === why.value && (value < why.min || value > why.max)
    case 'no-time':
      return (path[0] === 'series' ? draft.seriesInterval : value) === 0
    case 'number-out-of-range':
      return !(
        Number.isFinite(value) &&
        (why.open ? value > why.min : value >= why.min) &&
        value <= why.max &&
        (!why.whole || Number.isInteger(value))
      )
    case 'beyond-horizon':
      return BigInt(draft.duration) + BigInt(draft.warmup ?? 0) > HORIZON
    case 'too-many-intervals':
      return Math.ceil(draft.duration / draft.seriesInterval!) > 10_000_000
    case 'mix-length':
      return value.length === 0 || value.length > 256
    case 'stops-before-start':
      return value <= (at(draft, path.slice(0, -1)).start ?? 0)
    case 'empty-file-name':
      return value === ''
    case 'rates-of-time':
      return value === (at(draft, path.slice(0, -1)).time ?? 'time')
    case 'series-above-limit':
      return false // Only its file can tell.
    case 'p90-below-median':
      return value < at(draft, path.slice(0, -1)).median
    case 'patch-outlasts-loa': {
      const validity = at(draft, path.slice(0, -1)).loaValidity ?? 90 * DAY
      if (typeof value === 'number') return value > validity
      if (value.median === value.p90) return value.median > validity
      const sigma = Math.log(value.p90 / value.median) / 1.28155
      // One in a thousand lies 3.09 σ below.
      return value.median * Math.exp(-3.09 * sigma) > validity
    }
    case 'propagation-without-policy': {
      const { routing } = at(draft, path.slice(0, 2))
      return value === true && routing?.ipv4 === undefined && routing?.ipv6 === undefined
    }
    case 'subjects': {
      const [one, other] = why.keys.map(key => at(draft, path.slice(0, 2))[key])
      return (one === undefined) === (other === undefined)
    }
    case 'key-missing':
      return value === undefined
    case 'not-its-subject':
      return (
        !why.to.some(each => each === path[2]) &&
        (path[2] !== 'connection' || why.to.includes('interlink'))
      )
    case 'not-its-key':
      return value !== undefined && !why.keys.includes(why.key)
    case 'unknown-segment': {
      const { segments } = at(draft, ['connections', why.connection]).crossConnect ?? {}
      const known = segments?.map((each: any) => each.id) ?? ['cross-connect']
      return !known.includes(value)
    }
    case 'network-of-another-family':
      return value.includes(':') === (why.family === 'ipv4')
    case 'no-vpc-of-its-own':
      return value === undefined && at(draft, ['interlinks', why.interlink]).vpc === undefined
    case 'vpc-attached': {
      const { interlink, kind } = at(draft, path.slice(0, 2))
      return kind === 'attachVpc' && interlink === why.interlink
    }
    case 'no-policy-then': {
      const { interlink, kind } = at(draft, path.slice(0, 2))
      return kind === 'propagationOn' && interlink === why.interlink
    }
    case 'vpc-without-interlink':
      return (
        draft.interlinks.every(({ vpc }) => vpc !== value) &&
        !(draft.events ?? []).some(({ kind, vpc }) => kind === 'attachVpc' && vpc === value)
      )
    case 'limits': {
      const { below, above } = at(draft, path.slice(0, 2))
      return (below === undefined) === (above === undefined)
    }
    case 'unknown-metric':
      return !(
        why.subject === 'interlink' ? (FLOW_METRICS as readonly string[]) : PORT_METRICS
      ).includes(value)
    case 'limit-unreadable':
      return !parseQuantity(String(value), dimensionOf(why.metric as 'loss')).ok
    default:
      return why satisfies never
  }
}

test('no accepted scenario breaks an invariant', () => {
  let accepted = 0
  fc.assert(
    fc.property(anyDraft, draft => {
      const created = createScenario(draft)
      if (!created.ok) return
      accepted += 1
      expect(broken(created.scenario)).toEqual([])
    }),
    { numRuns: 2_000 },
  )
  expect(accepted).toBeGreaterThan(100)
})

test('every refused draft is refused for reasons that are true of it', () => {
  let refused = 0
  const kinds = new Set<string>()
  fc.assert(
    fc.property(anyDraft, draft => {
      const created = createScenario(draft)
      if (created.ok) return
      refused += 1
      expect(created.rejections.length).toBeGreaterThan(0)
      for (const why of created.rejections) {
        kinds.add(why.kind)
        expect(isTrue(draft, why), JSON.stringify(why)).toBe(true)
      }
    }),
    { numRuns: 3_000 },
  )
  expect(refused).toBeGreaterThan(100)
  // All reasons but the two that need thousands of entries are met on the way.
  expect(kinds.size).toBeGreaterThan(20)
})

test('the same draft is judged alike each time, and is not changed', () => {
  fc.assert(
    fc.property(anyDraft, draft => {
      const before = structuredClone(draft)
      expect(createScenario(draft)).toEqual(createScenario(draft))
      expect(draft).toEqual(before)
    }),
  )
})

test('every rejection and warning has words, on one line and without nonsense', () => {
  fc.assert(
    fc.property(anyDraft, draft => {
      const created = createScenario(draft)
      const words = [
        ...(created.ok ? [] : created.rejections.map(each => explain(each))),
        ...created.warnings.map(explainWarning),
      ]
      for (const { problem, remedy, fix = '-', related } of words) {
        for (const text of [problem, remedy, fix, related?.note ?? '-']) {
          expect(text).toMatch(/^[^\n]+$/u)
          expect(text).not.toMatch(/undefined|\[object|null|[!?]|please/u)
        }
      }
    }),
    { numRuns: 1_000 },
  )
})

test('any list of events is completed in the order of time, whatever is wrong with it', () => {
  const holder = {
    ...small,
    connections: ['c0', 'c1'].map(id => ({ ...small.connections[0]!, id })),
    interlinks: ['c0', 'c1'].map((connection, i) => ({
      ...small.interlinks[0]!,
      id: `i${i}`,
      connection,
      vpc: i === 0 ? undefined : 'v0',
    })),
    vpcs: [
      { id: 'v0', region: 'fr-par' as const },
      { id: 'v1', region: 'nl-ams' as const },
    ],
    traffic: [],
  }
  const world = completeWorld(new Findings(), holder)
  let whole = 0
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 30 }), list => {
      const findings = new Findings()
      const events = completeEvents(findings, list, holder, world, ps(1e12))
      const times = events.map(({ at: when }) => when)
      expect(times).toEqual(times.toSorted((a, b) => a - b))
      const idle = findings.warnings.filter(({ kind }) => kind === 'changes-nothing')
      expect(new Set(idle.map(({ path }) => path[1])).size).toBe(idle.length)
      expect(events.length).toBeLessThanOrEqual(2 * list.length)
      if (findings.rejections.length > 0) return
      whole += 1
      // Those without a family are there once each, in the order of the file at one instant.
      const familyless = (kind: string): boolean =>
        !['bgpDown', 'bgpUp', 'setPolicy'].includes(kind)
      const expected = list
        .filter(({ kind }) => familyless(kind))
        .toSorted((a, b) => a.at - b.at)
        .map(({ kind }) => kind)
      const kinds: string[] = events.map(({ change }) => change.kind)
      expect(kinds.filter(familyless)).toEqual(expected)
    }),
    { numRuns: 500 },
  )
  expect(whole).toBeGreaterThan(50)
})
