/**
 * Drafts of scenarios, valid and broken: values on both sides of every limit, names that exist and
 * names that do not.
 */
import fc from 'fast-check'
import type {
  ConnectionDraft,
  DemandDraft,
  InterlinkDraft,
  ObjectiveDraft,
  ScenarioDraft,
  SegmentDraft,
} from '../../src/model/draft.ts'
import { FAMILIES, type Family } from '../../src/model/demand.ts'
import {
  EVENT_KINDS,
  type EventDraft,
  type EventKind,
  FAULT_KINDS,
  type FaultDraft,
  type MannerKey,
  type SubjectDraft,
  mannersOf,
  subjectsOf,
} from '../../src/model/event-draft.ts'
import { MEDIUM_NAMES } from '../../src/model/media.ts'
import {
  FLOW_METRICS,
  type FlowMetric,
  PORT_METRICS,
  type PortMetric,
  dimensionOf,
} from '../../src/model/objective.ts'
import { PREFERENCES } from '../../src/model/peering.ts'
import type { ProvisioningDraft } from '../../src/model/provisioning-draft.ts'
import type { PrefixFilter } from '../../src/model/world.ts'
import { bitsPerSecond, bytes, millimetres, ms, nanoDb, nanoDbm, ps } from '../../src/units.ts'

/** Mostly what holds, sometimes what does not: most drafts break few rules or none. */
const mostly = <T>(good: readonly T[], bad: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom(...good) },
    { weight: 1, arbitrary: fc.constantFrom(...bad) },
  )

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined })

const seldom = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary })

const rate = (good: readonly number[], bad: readonly number[]) =>
  mostly(good, bad).map(bitsPerSecond)
const size = (good: readonly number[], bad: readonly number[]) => mostly(good, bad).map(bytes)

const region = mostly(['fr-par'] as const, ['nl-ams', 'pl-waw'] as never[])
const project = mostly(['network', 'web'], ['elsewhere'])
const mtu = mostly([46, 1500, 9198], [45, 9199, 0.5])
const burst = size([9240, 65_536, 1_048_576, 2 ** 30], [0, 45, 1521, 2 ** 30 + 1])
const queue = size([0, 1_000_000, 2 ** 40], [2 ** 40 + 1])

const segment: fc.Arbitrary<SegmentDraft> = fc.oneof(
  fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
    kind: fc.constant('fibre' as const),
    length: mostly([1, 115_000, 45_000_000], [0, 1_800_000_000_000_000, 2 ** 53]).map(millimetres),
    loss: maybe(mostly([0, 30_000_000], [100_000_000_001]).map(nanoDb)),
  }),
  fc.record({
    id: fc.constantFrom('p', 'q', 'r', 's', 'a'),
    kind: fc.constantFrom('connector' as const, 'splice' as const),
    loss: maybe(mostly([0, 500_000_000, 100_000_000_000], [100_000_000_001, -1]).map(nanoDb)),
  }),
)

const optic = maybe(
  fc.record({
    tx: maybe(
      mostly([-3e9, 0, 5e8, -6e10, 3e10], [-6e10 - 1, 3e10 + 1]).map(each => nanoDbm(each)),
    ),
  }),
)

const DAY = 86_400_000
const days = (good: readonly number[], bad: readonly number[]) =>
  mostly(good, bad).map(each => ms(each * DAY))
const spread = {
  median: days([0.25, 5], [0, 3651, 20]),
  p90: days([5, 12], [0, 4, 3651]),
}
const provisioning: fc.Arbitrary<ProvisioningDraft> = fc.record({
  ordered: fc.constant({ seconds: 1_768_208_400, picos: 0 }),
  loa: fc.oneof(days([0, 5], [3651]), fc.record(spread)),
  patch: fc.oneof(
    days([0, 5, 90], [91, 3651]),
    fc.record({ ...spread, by: maybe(fc.constantFrom('operator', 'carrier')) }),
  ),
  turnUp: maybe(fc.oneof(days([0, 0.5], [3651]), fc.record(spread))),
  loaValidity: mostly<number | undefined>([undefined, 90, 3650], [0, 1, 3651]).map(each =>
    each === undefined ? undefined : ms(each * DAY),
  ),
})

const connection = (id: string): fc.Arbitrary<ConnectionDraft> =>
  fc.record({
    id: fc.constant(id),
    pop: mostly(['p0'], ['p1', 'p9']),
    project: maybe(project),
    portSpeed: rate([1e9, 1e10, 1e11], [0, 4e10, 1e9 + 1]),
    media: fc.oneof(
      { weight: 9, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.constantFrom(...MEDIUM_NAMES) },
    ),
    optics: maybe(fc.record({ customer: optic, provider: optic })),
    crossConnect: maybe(
      fc.record({
        length: fc.oneof(
          { weight: 3, arbitrary: fc.constant(undefined) },
          { weight: 1, arbitrary: fc.nat(10_000_000).map(millimetres) },
        ),
        segments: fc.oneof(
          { weight: 4, arbitrary: fc.constant(undefined) },
          { weight: 1, arbitrary: fc.array(segment, { maxLength: 3 }) },
        ),
        propagation: mostly<number | undefined>([undefined], [0, 588_000]).map(each =>
          each === undefined ? undefined : ps(each),
        ),
      }),
    ),
    queue: maybe(queue),
    availableBandwidths: mostly<number[] | undefined>(
      [undefined, [100_000_000, 200_000_000, 500_000_000]],
      [[], [2e11]],
    ).map(each => each?.map(bitsPerSecond)),
    provisioning: maybe(provisioning),
    loa: maybe(fc.record({ room: maybe(fc.constant('MMR-2')) })),
    price: maybe(fc.constant({ perMonth: '1200.00', currency: 'EUR' })),
  })

const time = (value: number | undefined) => (value === undefined ? undefined : ps(value))

const NETWORKS = { ipv4: ['10.0.0.0/8', '0.0.0.0/0'], ipv6: ['2001:db8::/32', '::/0'] }
const policyOf = (family: Family): fc.Arbitrary<PrefixFilter> =>
  fc.record({
    in: fc.subarray(NETWORKS[family]),
    out: fc.subarray(NETWORKS[family]),
  })

const interlink = (id: string): fc.Arbitrary<InterlinkDraft> =>
  fc.record({
    id: fc.constant(id),
    connection: mostly(['c0', 'c1'], ['c9']),
    project: maybe(project),
    region: maybe(region),
    vlan: mostly<number | undefined>([undefined, 1, 2, 3, 4093, 4094], [0, 4095, 1.5]),
    bandwidth: rate([100_000_000, 200_000_000, 500_000_000], [0, 999, 1500, 5e9, 1e11]),
    burst: maybe(burst),
    queue: maybe(queue),
    customerShaper: maybe(
      fc.record({
        rate: rate([1000, 1001, 2e9, 1e12], [0, 999, 1e12 + 1]),
        burst: maybe(size([9240, 1_125_899], [1_125_900, 2 ** 30])),
        queue: maybe(queue),
      }),
    ),
    mtu: maybe(mtu),
    countAs: maybe(fc.constantFrom('l1', 'l2', 'l3')),
    vpc: mostly<string | undefined>(['v0', undefined], ['v1', 'v9']),
    configuring: maybe(fc.constantFrom(0, 30e12).map(ps)),
    routing: seldom(fc.record({ ipv4: maybe(policyOf('ipv4')), ipv6: maybe(policyOf('ipv6')) })),
    propagation: seldom(fc.boolean()),
    bgp: seldom(
      fc.record({
        holdTime: mostly<number | undefined>([undefined, 9e13, 1], [0]).map(time),
        bfd: mostly<number | undefined>([undefined, 9e11, 1e14], [0]).map(time),
        establish: maybe(fc.constantFrom(0, 2e12).map(ps)),
        preference: maybe(fc.constantFrom(...PREFERENCES)),
      }),
    ),
  })

/** An event or a fault: mostly with the keys of its kind. */
const subject = fc.oneof(
  { weight: 30, arbitrary: fc.constant(null) },
  {
    weight: 1,
    arbitrary: fc.record({
      connection: maybe(fc.constant('c0')),
      segment: maybe(fc.constant('cross-connect')),
      end: maybe(fc.constantFrom('customer' as const, 'provider' as const)),
      interlink: maybe(fc.constant('i0')),
    }),
  },
)
const end = fc.constantFrom('customer' as const, 'provider' as const)

const subjectOf = (kind: EventKind): fc.Arbitrary<SubjectDraft> =>
  fc
    .record({
      subject,
      which: fc.constantFrom(...subjectsOf(kind)),
      connection: mostly(['c0', 'c1'], ['c9']),
      segment: mostly(['cross-connect', 'a', 'p'], ['z']),
      end,
      interlink: mostly(['i0', 'i1'], ['i9']),
    })
    .map(({ subject: broken, which, connection: at, ...it }) => {
      if (broken !== null) return broken
      const own = { [which]: it[which] }
      return which === 'interlink' ? own : { connection: at, ...own }
    })

const MANNERS = {
  loss: mostly([0, 3e9, 1e11], [1e11 + 1, -1]).map(nanoDb),
  family: fc.constantFrom(...FAMILIES),
  owner: end,
  vpc: mostly(['v0'], ['v1', 'v9']),
  policy: fc.oneof(policyOf('ipv4'), policyOf('ipv6')),
} as const

/** Events mostly hold the rules of their own; their order is any. */
export const anyEvent: fc.Arbitrary<EventDraft> = fc.constantFrom(...EVENT_KINDS).chain(kind => {
  const { needs, takes } = mannersOf(kind)
  const own = (keys: readonly MannerKey[], often: boolean) =>
    Object.fromEntries(keys.map(key => [key, often ? MANNERS[key] : maybe<unknown>(MANNERS[key])]))
  const stray = mostly<Record<string, unknown>>([{}], [{ loss: 1 }, { owner: 'customer' }])
  return fc
    .tuple(
      mostly([0, 1e9, 2e9, 5e11, 9e11, 1e12], [0]).map(ps),
      subjectOf(kind),
      fc.record({ ...own(needs, true), ...own(takes, false) }),
      stray,
    )
    .map(([at, what, how, more]): EventDraft => ({ at, kind, ...what, ...how, ...more }))
})

const fault: fc.Arbitrary<FaultDraft> = fc
  .constantFrom(...FAULT_KINDS)
  .chain(kind =>
    fc
      .tuple(
        subjectOf(kind),
        mostly([1_000, 94_608_000_000], [0, 999, 2 ** 53]).map(ms),
        fc.oneof(days([0.25, 3650], [0, 3651]), fc.record(spread)),
      )
      .map(([{ interlink: _, ...what }, mtbf, repair]) => ({ kind, ...what, mtbf, repair })),
  )

const frame = fc.oneof(
  { weight: 8, arbitrary: fc.constant('imix' as const) },
  { weight: 8, arbitrary: size([64, 1000, 9216], [63, 9217]) },
  {
    weight: 4,
    arbitrary: fc.array(
      fc.record({ size: size([64, 9216], [63]), weight: mostly([1, 0.5], [0, -1, NaN]) }),
      { minLength: 0, maxLength: 3 },
    ),
  },
)

const emission = {
  start: mostly<number | undefined>([undefined, 0, 1e9], [5e12]).map(each =>
    each === undefined ? undefined : ps(each),
  ),
  stop: mostly<number | undefined>([undefined, 2e9], [0, 1e9]).map(each =>
    each === undefined ? undefined : ps(each),
  ),
}

const target = fc.oneof(
  { weight: 20, arbitrary: fc.record({ interlink: mostly(['i0'], ['i9']) }) },
  { weight: 4, arbitrary: fc.record({ vpc: mostly(['v0'], ['v1', 'v9']) }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom({}, { interlink: 'i0', vpc: 'v0' }, { interlink: 'i0' }),
  },
)

const demandOf = fc.record({
  direction: fc.constantFrom('toCustomer' as const, 'toCloud' as const),
  source: fc.oneof(
    fc.record({
      kind: fc.constant('cbr' as const),
      rate: rate([1, 1e9, 1e13], [0, 1e13 + 1]),
      frame,
      ...emission,
    }),
    fc.record({
      kind: fc.constant('onoff' as const),
      peak: rate([1, 1e13], [0]),
      on: mostly([1, 1e9], [0]).map(ps),
      off: mostly([1, 1e9], [0]).map(ps),
      frame,
      shape: mostly<number | undefined>([undefined, 1.5, 1e6], [1, 1e6 + 1]),
      ...emission,
    }),
    fc.record({
      kind: fc.constant('csv' as const),
      file: mostly(['x.csv'], ['']),
      time: mostly<string | undefined>([undefined, 'at'], ['web_bps']),
      column: mostly(['web_bps'], ['time', 'at']),
      unit: fc.constantFrom(undefined, 'bps', 'Gbit/s'),
      scale: mostly<number | undefined>([undefined, 1e-9, 2, 1e9], [0, -1, 1e9 + 1, NaN]),
      speedup: mostly<number | undefined>([undefined, 2], [0, Infinity]),
      frame,
      ...emission,
    }),
    fc.record({
      kind: fc.constant('pcap' as const),
      file: mostly(['x.pcap'], ['']),
      speedup: mostly<number | undefined>([undefined, 2], [0, Infinity]),
      ...emission,
    }),
  ),
})

const demand: fc.Arbitrary<DemandDraft> = fc
  .tuple(target, demandOf)
  .map(([named, rest]) => ({ ...named, ...rest }))

/** A limit of each dimension. */
const LIMITS = { duration: '1ms', rate: '0bps', size: '1B', share: '1%' }

const objective: fc.Arbitrary<ObjectiveDraft> = fc
  .constantFrom<[object, readonly (FlowMetric | PortMetric)[]]>(
    [{ interlink: 'i0' }, FLOW_METRICS],
    [{ interlink: '*' }, FLOW_METRICS],
    [{ connection: 'c0' }, PORT_METRICS],
  )
  .chain(([subject, metrics]) =>
    fc.constantFrom(...metrics).chain(metric => {
      const limit = LIMITS[dimensionOf(metric)]
      return fc
        .tuple(
          mostly<object>(
            [{ below: limit }, { above: limit }],
            [{}, { below: '1%', above: '1%' }, { below: 1 }, { below: '1B' }, { above: '1ms' }],
          ),
          mostly<object>([{}], [{ interlink: 'i9' }, { connection: 'c9' }, { metric: 'jitter' }]),
        )
        .map(([limits, broken]) => ({ metric, ...subject, ...limits, ...broken }))
    }),
  )

/** Any draft: about one in fifteen is accepted. */
export const anyDraft: fc.Arbitrary<ScenarioDraft> = fc.record({
  name: fc.constant('any'),
  seed: mostly<number | undefined>([undefined, 0, 2 ** 32 - 1], [-1, 2 ** 32, 0.5]),
  duration: mostly([1, 1e12, 9e15], [0, 2 ** 53]).map(ps),
  warmup: mostly<number | undefined>([undefined, 0, 7_199_254_740_992], [7_199_254_740_993]).map(
    each => (each === undefined ? undefined : ps(each)),
  ),
  seriesInterval: mostly<number | undefined>([undefined, 9e15], [0, 1]).map(each =>
    each === undefined ? undefined : ps(each),
  ),
  organization: fc.record({
    id: fc.constant('acme'),
    projects: mostly([['network', 'web']], [[], ['network'], ['network', 'web', 'network']]),
  }),
  pops: fc.constant([
    { id: 'p0', region: 'fr-par' },
    { id: 'p1', region: 'nl-ams' },
  ] as const),
  vpcs: fc.tuple(maybe(project)).map(([owner]) => [
    { id: 'v0', project: owner, region: 'fr-par' as const },
    { id: 'v1', region: 'nl-ams' as const },
  ]),
  connections: fc.tuple(connection('c0'), connection('c1')),
  interlinks: fc
    .nat(4)
    .chain(count => fc.tuple(...Array.from({ length: count + 1 }, (_, i) => interlink(`i${i}`)))),
  traffic: fc.array(demand, { maxLength: 2 }),
  objectives: fc.array(objective, { maxLength: 1 }),
  events: seldom(fc.array(anyEvent, { maxLength: 4 })),
  faults: seldom(fc.array(fault, { maxLength: 2 })),
})
