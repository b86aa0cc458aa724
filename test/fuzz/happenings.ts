/** Events and random faults that hold every rule, as a file says them. */
import fc from 'fast-check'
import { type Tree, fields, isList, isMapping } from './tree.ts'

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined })

/** What things happen to, by its place in the world: known only when that is drawn. */
interface Drawn {
  readonly kind: string
  readonly which: number
  readonly spot: number
  /** Of a run, in hundredths; beyond 100 it never happens. */
  readonly when: number
  readonly keys: Readonly<Record<string, Tree | undefined>>
}

/** A world in which things happen. */
export interface Scene {
  readonly connections: readonly string[]
  /** Of each connection, as its file has them; none where its cable has a length alone. */
  readonly segments: readonly (Tree | undefined)[]
  readonly interlinks: readonly string[]
  readonly vpcs: readonly string[]
  /** A part of the run, in hundredths, as a duration. */
  readonly instant: (when: number) => string
}

const NETWORKS = {
  ipv4: ['10.0.0.0/8', '0.0.0.0/0', '192.0.2.1/32'],
  ipv6: ['2001:db8::/32', '::/0', '2001:db8::1/128'],
}
const family = fc.constantFrom('ipv4' as const, 'ipv6' as const)

/** A routing policy of a family. */
const policyOf = (of: 'ipv4' | 'ipv6'): fc.Arbitrary<Tree> =>
  fc
    .record({ in: fc.subarray(NETWORKS[of]), out: fc.subarray(NETWORKS[of]) })
    .map(({ in: accepted, out }) => fields({ in: accepted, out }))

/** Keys of an InterLink's routes and sessions; each may be left out. */
export const soundRoutes: fc.Arbitrary<Readonly<Record<string, Tree | undefined>>> = fc
  .record({
    configuring: maybe(fc.constantFrom('0s', '30s', '1 us', '7ps')),
    ipv4: maybe(policyOf('ipv4')),
    ipv6: maybe(policyOf('ipv6')),
    hasRouting: fc.boolean(),
    propagation: maybe(fc.boolean()),
    bgp: maybe(
      fc
        .record({
          holdTime: maybe(fc.constantFrom('90s', '3 s', '1ps', '2.5h')),
          bfd: maybe(fc.constantFrom('900ms', '1ps', '2h')),
          establish: maybe(fc.constantFrom('0s', '10us', '2min')),
          preference: maybe(fc.constantFrom('low', 'medium', 'high')),
        })
        .map(fields),
    ),
  })
  .map(({ configuring, ipv4, ipv6, hasRouting, propagation, bgp }) => {
    const isBare = hasRouting && ipv4 === undefined && ipv6 === undefined
    return {
      configuring,
      routing: hasRouting ? fields({ ipv4, ipv6 }) : undefined,
      propagation: isBare && propagation === true ? undefined : propagation,
      bgp,
    }
  })

const SEGMENT_KINDS = ['cut', 'degrade', 'blackhole', 'repair']
const END_KINDS = ['portDown', 'portUp', 'opticFail', 'opticReplace', 'blackhole', 'repair']
const LINK_KINDS = ['bgpDown', 'bgpUp', 'lock', 'unlock', 'detachVpc', 'propagationOff']

const place = { which: fc.nat(7), spot: fc.nat(7), when: fc.nat(120) }

const drawn = (
  kinds: readonly string[],
  keysOf: (kind: string) => Readonly<Record<string, fc.Arbitrary<Tree | undefined>>>,
): fc.Arbitrary<readonly Drawn[]> =>
  fc
    .constantFrom(...kinds)
    .chain(kind =>
      fc.record({ kind: fc.constant(kind), ...place, keys: fc.record({ ...keysOf(kind) }) }),
    )
    .map(each => [each])

const end = fc.constantFrom('customer', 'provider')

/** Of an event without family a policy is of the family of its networks. */
const setPolicy = fc.tuple(family, fc.boolean(), fc.boolean()).chain(([of, isNamed, isSet]) =>
  fc.record({
    family: fc.constant(isNamed ? of : undefined),
    policy: isSet ? policyOf(of) : fc.constant(undefined),
  }),
)

/** What must happen in this order, at one instant. */
const drawnEvents: fc.Arbitrary<readonly Drawn[]> = fc.oneof(
  drawn(SEGMENT_KINDS, (kind): Readonly<Record<string, fc.Arbitrary<Tree | undefined>>> =>
    kind === 'degrade' ? { loss: fc.constantFrom('0dB', '3 dB', '0.5dB', '100dB') } : {},
  ),
  drawn(END_KINDS, () => ({ end })),
  drawn(LINK_KINDS, (kind): Readonly<Record<string, fc.Arbitrary<Tree | undefined>>> => {
    if (kind === 'bgpDown') return { family: maybe(family), owner: maybe(end) }
    return kind === 'bgpUp' ? { family: maybe(family) } : {}
  }),
  fc
    .record({ ...place, keys: setPolicy })
    .map(({ keys, ...at }) => [{ kind: 'setPolicy', ...at, keys }]),
  // What the product refuses of some states is always preceded by what makes it accept.
  fc.record(place).map(at => [
    { kind: 'detachVpc', ...at, keys: {} },
    { kind: 'attachVpc', ...at, keys: {} },
  ]),
  fc.record({ ...place, policy: policyOf('ipv4') }).map(({ policy, ...at }) => [
    { kind: 'setPolicy', ...at, keys: { family: 'ipv4', policy } },
    { kind: 'propagationOn', ...at, keys: {} },
  ]),
)

const drawnFaults: fc.Arbitrary<Drawn> = fc
  .oneof(
    drawn(['cut', 'blackhole'], () => ({})),
    drawn(['portDown', 'opticFail', 'blackhole'], () => ({ end })),
  )
  .chain(([each]) =>
    fc
      .record({
        mtbf: fc.constantFrom('26280h', '1s', '36525000 d', '90min'),
        repair: fc.constantFrom<Tree>(
          '6h',
          '1ms',
          '3650d',
          fields({ median: '6h', p90: '24h' }),
          fields({ median: '1 s', p90: '1s' }),
        ),
      })
      .map(times => ({ ...each!, keys: { ...each!.keys, ...times } })),
  )

/** What happens in a world, before that is drawn. */
export interface Happenings {
  readonly events: readonly (readonly Drawn[])[] | undefined
  readonly faults: readonly Drawn[] | undefined
}

export const happenings: fc.Arbitrary<Happenings> = fc.record({
  events: maybe(fc.array(drawnEvents, { maxLength: 6 })),
  faults: maybe(fc.array(drawnFaults, { maxLength: 3 })),
})

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length]!

/** Ids of the segments of a cable. */
const segmentIds = (segments: Tree | undefined): readonly string[] => {
  if (segments === undefined || !isList(segments)) return ['cross-connect']
  return segments.flatMap(each =>
    isMapping(each)
      ? each.entries.flatMap(({ key, value }) => (key === 'id' ? [value as string] : []))
      : [],
  )
}

const ON_LINKS = new Set([...LINK_KINDS, 'attachVpc', 'propagationOn', 'setPolicy'])

const subjectOf = ({ kind, which, spot, keys }: Drawn, scene: Scene): Record<string, Tree> => {
  if (ON_LINKS.has(kind)) return { interlink: pick(scene.interlinks, which) }
  const connection = pick(scene.connections, which)
  if ('end' in keys) return { connection }
  return { connection, segment: pick(segmentIds(pick(scene.segments, which)), spot) }
}

/** The lists of a file. */
export const happeningsIn = (
  { events, faults }: Happenings,
  scene: Scene,
): Readonly<Record<'events' | 'faults', Tree | undefined>> => ({
  events: events?.flat().map(each => {
    const vpc = each.kind === 'attachVpc' ? { vpc: pick(scene.vpcs, each.spot) } : {}
    const at = scene.instant(each.when)
    return fields({ at, ...subjectOf(each, scene), kind: each.kind, ...each.keys, ...vpc })
  }),
  faults: faults?.map(each => fields({ ...subjectOf(each, scene), kind: each.kind, ...each.keys })),
})
